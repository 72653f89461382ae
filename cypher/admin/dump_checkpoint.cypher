// The checkpoint with all that it holds
MATCH (c:_Projection)
RETURN properties(c) AS props
