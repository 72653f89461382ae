// Where it was, as a claim says
// @param rows: list -- start, end and props for each
UNWIND $rows AS row
MATCH (a:Claim {key: row.start})
MATCH (b:Place {key: row.end})
MERGE (a)-[r:AT {txFrom: row.props.txFrom}]->(b)
SET r = row.props
