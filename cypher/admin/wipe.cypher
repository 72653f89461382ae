// Take a bounded number of nodes out of the database
// @param limit: int
MATCH (n)
WITH n LIMIT $limit
DETACH DELETE n
RETURN count(*) AS gone
