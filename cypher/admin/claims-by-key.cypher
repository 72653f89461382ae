// Claims of a key or its beginning
// @param key: string -- the beginning of a claim's key
// @param limit: int = 50 -- at most so many rows
MATCH (claim:Claim)
WHERE claim.key STARTS WITH $key
RETURN claim.key AS key
ORDER BY key
LIMIT toInteger($limit);
