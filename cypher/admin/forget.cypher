// Take the checkpoint out of an empty graph
// @param name: string
MATCH (c:_Projection {name: $name})
DELETE c
