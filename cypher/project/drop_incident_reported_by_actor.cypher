// Reports of an outlet that no claim stands behind any more
// @param rows: list -- start and end for each
UNWIND $rows AS row
MATCH (:Incident {key: row.start})-[r:REPORTED_BY]->(:Actor {key: row.end})
DELETE r
