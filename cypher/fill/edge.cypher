// New relationships of a type, between nodes that are named as the server does
// CLAIM_TYPE stands for any type of the graph. Nobody looks whether they are there: an empty database is filled.
// @param rows: list -- start, end and props for each
UNWIND $rows AS row
MATCH (a)
WHERE elementId(a) = row.start
MATCH (b)
WHERE elementId(b) = row.end
CREATE (a)-[r:CLAIM_TYPE]->(b)
SET r = row.props
