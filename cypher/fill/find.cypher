// Which of some nodes are there, and how the server names them
// NODE_LABEL stands for a label of the graph.
// @param keys: list -- the keys of the nodes
UNWIND $keys AS key
MATCH (n:NODE_LABEL {key: key})
RETURN n.key AS key, elementId(n) AS id
