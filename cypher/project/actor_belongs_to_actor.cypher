// Which actor is part of which, by the registry
// @param rows: list -- start, end and props for each
UNWIND $rows AS row
MATCH (a:Actor {key: row.start})
MATCH (b:Actor {key: row.end})
MERGE (a)-[r:BELONGS_TO {txFrom: row.props.txFrom}]->(b)
SET r = row.props
