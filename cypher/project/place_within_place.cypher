// Which place lies within which
// @param rows: list -- start, end and props for each
UNWIND $rows AS row
MATCH (a:Place {key: row.start})
MATCH (b:Place {key: row.end})
MERGE (a)-[r:WITHIN {txFrom: row.props.txFrom}]->(b)
SET r = row.props
