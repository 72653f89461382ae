// Which article a sentence is from
// @param rows: list -- start, end and props for each
UNWIND $rows AS row
MATCH (a:Sentence {key: row.start})
MATCH (b:Article {key: row.end})
MERGE (a)-[r:IN]->(b)
SET r = row.props
