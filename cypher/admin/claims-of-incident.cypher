// Claims about an incident, as things stand
// @param incident: string -- the incident's key
// @param limit: int = 50 -- at most so many rows
MATCH (:Incident {key: $incident})<-[about:ABOUT]-(claim:Claim)
WHERE about.txTo = 9223372036854775807
RETURN claim.key AS key
ORDER BY key
LIMIT toInteger($limit);
