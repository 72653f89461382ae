// Which sentence states a claim
// @param rows: list -- start, end and props for each
UNWIND $rows AS row
MATCH (a:Claim {key: row.start})
MATCH (b:Sentence {key: row.end})
MERGE (a)-[r:STATED_IN]->(b)
SET r = row.props
