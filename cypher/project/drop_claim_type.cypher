// Direct edges that no claim stands behind any more
// @param rows: list -- start, and the edges' keys, for each actor
UNWIND $rows AS row
MATCH (:Actor {key: row.start})-[r:CLAIM_TYPE]->()
WHERE r.key IN row.keys
DELETE r
