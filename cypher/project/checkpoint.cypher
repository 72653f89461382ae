// Move the checkpoint, write lock first
// No row means that somebody else moved it, or that it belongs to another log, build or code: roll back.
// @param name: string
// @param log: string -- the log's id
// @param build: string
// @param code: string -- which fold made the graph
// @param from: int -- the position that the batch starts after
// @param to: int -- the position of its last event
// @param hash: string -- the chained hash of its last event, hexadecimal
// @param digest: string -- of all that the graph holds then
MATCH (c:_Projection {name: $name})
SET c.lock = coalesce(c.lock, 0) + 1
WITH c
WHERE c.pos = $from AND c.logId = $log AND c.build = $build AND c.code = $code
SET c.pos = $to, c.hash = $hash, c.digest = $digest
RETURN c.pos AS pos
