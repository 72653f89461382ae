// Say that the graph must not be used any more
// Whatever is killed after this leaves a graph that asks for a rebuild.
// @param name: string
// @param code: string -- a fold that there is none of
MATCH (c:_Projection {name: $name})
SET c.code = $code
