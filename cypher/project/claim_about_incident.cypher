// Which incident a claim is about
// @param rows: list -- start, end and props for each
UNWIND $rows AS row
MATCH (a:Claim {key: row.start})
MATCH (b:Incident {key: row.end})
MERGE (a)-[r:ABOUT {txFrom: row.props.txFrom}]->(b)
SET r = row.props
