// Two claims that cannot both be the whole truth
// @param rows: list -- start, end and props for each
UNWIND $rows AS row
MATCH (a:Claim {key: row.start})
MATCH (b:Claim {key: row.end})
MERGE (a)-[r:CONTRADICTS {about: row.props.about, kind: row.props.kind}]->(b)
SET r = row.props
