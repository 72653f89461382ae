// Where an incident was
// @param rows: list -- start, end and props for each
UNWIND $rows AS row
MATCH (a:Incident {key: row.start})
MATCH (b:Place {key: row.end})
MERGE (a)-[r:AT {txFrom: row.props.txFrom}]->(b)
SET r = row.props
