// Who reported it
// The chain of speakers of each claim about an incident.
// @param incident: string = null -- one incident; null is all of them
// @param asOf: int = 9007199254740991 -- what was known at this position of the log; the default is now
// @param limit: int = 25 -- at most so many paths

MATCH about = (incident:Incident)<-[link:ABOUT]-(claim:Claim)
WHERE link.txFrom <= $asOf < link.txTo
  AND claim.txFrom <= $asOf < claim.txTo
  AND ($incident IS NULL OR incident.key = $incident)
WITH incident, claim, about
ORDER BY incident.date IS NULL, incident.date DESC, incident.key, claim.key
LIMIT toInteger($limit)
MATCH said = (claim)-[saying:REPORTED_BY]->(:Actor)
WHERE saying.txFrom <= $asOf < saying.txTo
RETURN about, said;
