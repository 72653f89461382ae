// Claims behind a direct edge, as things stand
// @param agent: string -- the actor that does it
// @param type: string -- the claim type
// @param target: string -- the actor or place to which it is done, or the incident
// @param incident: string = null -- only claims about this incident
// @param limit: int = 50 -- at most so many rows
MATCH (agent:Actor {key: $agent})<-[does:AGENT]-(claim:Claim {type: $type})
MATCH (claim)-[link:RECIPIENT|AT|ABOUT|AGENT]->(target)
WHERE does.txTo = 9223372036854775807
  AND link.txTo = 9223372036854775807
  AND target.key = $target
  AND agent <> target
  AND (type(link) <> 'AGENT' OR $type ENDS WITH '_WITH')
  AND ($incident IS NULL OR EXISTS {
    MATCH (claim)-[about:ABOUT]->(:Incident {key: $incident})
    WHERE about.txTo = 9223372036854775807
  })
RETURN DISTINCT claim.key AS key
ORDER BY key
LIMIT toInteger($limit);
