// Which place another one is shown as, by the judgements that hold
// @param rows: list -- start, end and props for each
UNWIND $rows AS row
MATCH (a:Place {key: row.start})
MATCH (b:Place {key: row.end})
MERGE (a)-[r:SAME_AS {txFrom: row.props.txFrom}]->(b)
SET r = row.props
