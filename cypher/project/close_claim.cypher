// Claims that are no longer held
// Their edges end with them; an edge between two that end, with the first of them.
// @param rows: list -- key and pos for each
// @param open: int -- the open end of an interval
UNWIND $rows AS row
MATCH (c:Claim {key: row.key})
SET c.txTo = row.pos
WITH c, row
MATCH (c)-[r]-()
WHERE r.txTo = $open
WITH r, min(row.pos) AS pos
SET r.txTo = pos
