// New nodes of a label
// NODE_LABEL stands for a label of the graph. Nobody looks whether they are there: an empty database is filled.
// @param rows: list -- a map of properties for each
UNWIND $rows AS row
CREATE (n:NODE_LABEL)
SET n = row
RETURN n.key AS key, elementId(n) AS id
