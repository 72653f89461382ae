// Who published an article
// @param rows: list -- start, end and props for each
UNWIND $rows AS row
MATCH (a:Article {key: row.start})
MATCH (b:Actor {key: row.end})
MERGE (a)-[r:PUBLISHED_BY {txFrom: row.props.txFrom}]->(b)
SET r = row.props
