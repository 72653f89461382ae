// Start a projection in an empty database
// Said twice it changes nothing.
// @param name: string
// @param log: string -- the log's id
// @param build: string
// @param code: string -- which fold makes the graph
// @param hash: string -- the hash before the first event
// @param digest: string -- that of an empty graph
MERGE (c:_Projection {name: $name})
ON CREATE SET
  c.pos = 0,
  c.hash = $hash,
  c.logId = $log,
  c.build = $build,
  c.code = $code,
  c.digest = $digest,
  c.lock = 0
