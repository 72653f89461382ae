// Killed and wounded, source by source
// Each claim of a toll, whose word it is, the victims, and the incident.
// @param incident: string = null -- one incident; null is all of them
// @param asOf: int = 9007199254740991 -- what was known at this position of the log; the default is now
// @param limit: int = 25 -- at most so many paths

MATCH toll = (incident:Incident)<-[link:ABOUT]-(claim:Claim {type: 'CASUALTIES'})
WHERE link.txFrom <= $asOf < link.txTo
  AND claim.txFrom <= $asOf < claim.txTo
  AND ($incident IS NULL OR incident.key = $incident)
WITH incident, claim, toll
ORDER BY incident.date IS NULL, incident.date DESC, incident.key, claim.key
LIMIT toInteger($limit)
MATCH party = (claim)-[edge:RECIPIENT|REPORTED_BY]->()
WHERE edge.txFrom <= $asOf < edge.txTo
RETURN toll, party;
