// The direct edge of a key
// @param key: string -- the key of a relationship from an actor, or its beginning
MATCH (agent:Actor)-[edge]->(target)
WHERE edge.key STARTS WITH $key
RETURN
  edge.key AS key,
  agent.key AS agent,
  type(edge) AS type,
  target.key AS target,
  edge.incident AS incident
ORDER BY key
LIMIT 5;
