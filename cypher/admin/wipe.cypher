// Take a bounded number of nodes out of the graph, the checkpoint excepted
// @param limit: int
MATCH (n)
WHERE NOT n:_Projection
WITH n LIMIT $limit
DETACH DELETE n
RETURN count(*) AS gone
