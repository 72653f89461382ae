// Direct edges that other claims stand behind now
// Each actor's edges are gone through once, however many of them have changed.
// @param rows: list -- start, and props by the edge's key, for each actor
UNWIND $rows AS row
MATCH (:Actor {key: row.start})-[r:CLAIM_TYPE]->()
WHERE row.props[r.key] IS NOT NULL
SET r = row.props[r.key]
