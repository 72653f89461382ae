// Claims about an incident
// @param incident: string -- the incident's key
// @param asOf: int = 9007199254740991 -- what was known at this position of the log; the default is now
// @param limit: int = 50 -- at most so many rows
MATCH (:Incident {key: $incident})<-[about:ABOUT]-(claim:Claim)
WHERE about.txFrom <= $asOf < about.txTo
  AND claim.txFrom <= $asOf < claim.txTo
RETURN claim.key AS key
ORDER BY key
LIMIT toInteger($limit);
