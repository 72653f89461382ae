// Kept answers as they now are
// The properties are replaced as a whole.
// @param rows: list -- a map of properties for each
UNWIND $rows AS row
MERGE (n:Sum {key: row.key})
SET n = row
