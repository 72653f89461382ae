// Nodes with all that they hold
// NODE_LABEL stands for a label of the closed list.
// @param keys: list
UNWIND $keys AS key
MATCH (n:NODE_LABEL {key: key})
RETURN labels(n) AS labels, properties(n) AS props
