// Which actor another one is shown as, by the judgements that hold
// @param rows: list -- start, end and props for each
UNWIND $rows AS row
MATCH (a:Actor {key: row.start})
MATCH (b:Actor {key: row.end})
MERGE (a)-[r:SAME_AS {txFrom: row.props.txFrom}]->(b)
SET r = row.props
