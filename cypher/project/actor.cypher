// Actors as they now are; their second label is set before
// The properties are replaced as a whole.
// @param rows: list -- a map of properties for each
UNWIND $rows AS row
MERGE (n:Actor {key: row.key})
SET n = row
