// Which outlet reported an incident, and in how many articles
// @param rows: list -- start, end and props for each
UNWIND $rows AS row
MATCH (a:Incident {key: row.start})
MATCH (b:Actor {key: row.end})
MERGE (a)-[r:REPORTED_BY]->(b)
SET r = row.props
