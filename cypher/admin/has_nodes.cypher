// Whether there is anything in the database
MATCH (n) RETURN true AS present LIMIT 1
