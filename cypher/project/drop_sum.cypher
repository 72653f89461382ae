// Kept answers that have no rows any more
// @param keys: list -- the key of each
UNWIND $keys AS key
MATCH (n:Sum {key: key})
DELETE n
