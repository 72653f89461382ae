// Who did it, as a claim says
// @param rows: list -- start, end and props for each
UNWIND $rows AS row
MATCH (a:Claim {key: row.start})
MATCH (b:Actor {key: row.end})
MERGE (a)-[r:AGENT {order: row.props.order, txFrom: row.props.txFrom}]->(b)
SET r = row.props
