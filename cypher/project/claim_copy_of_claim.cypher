// A claim that repeats another one in the same words
// @param rows: list -- start, end and props for each
UNWIND $rows AS row
MATCH (a:Claim {key: row.start})
MATCH (b:Claim {key: row.end})
MERGE (a)-[r:COPY_OF]->(b)
SET r = row.props
