// The constraints there are
// By name; the schema's statements name theirs.
SHOW CONSTRAINTS YIELD name RETURN name ORDER BY name
