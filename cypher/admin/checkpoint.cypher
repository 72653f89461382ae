// Where the projection is
// @param name: string
MATCH (c:_Projection {name: $name})
RETURN c.logId AS logId, c.pos AS pos, c.hash AS hash, c.code AS code, c.build AS build, c.digest AS digest
