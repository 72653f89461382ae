// The keys of all nodes of a label
// NODE_LABEL stands for a label of the closed list.
MATCH (n:NODE_LABEL)
RETURN n.key AS key
