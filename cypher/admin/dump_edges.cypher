// The relationships that leave nodes, with all that they hold
// NODE_LABEL stands for a label of the closed list.
// @param keys: list -- the nodes that they leave
UNWIND $keys AS key
MATCH (n:NODE_LABEL {key: key})-[r]->(m)
RETURN
  type(r) AS type,
  key AS start,
  n.txTo AS startUntil,
  labels(m) AS endLabels,
  m.key AS end,
  m.txTo AS endUntil,
  properties(r) AS props
