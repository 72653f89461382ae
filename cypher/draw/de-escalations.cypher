// De-escalations
// Who calmed what, whose word that is, and the incident.
// @param actor: string = null -- the actor; null is everyone
// @param incident: string = null -- one incident; null is all of them
// @param asOf: int = 9007199254740991 -- what was known at this position of the log; the default is now
// @param limit: int = 25 -- at most so many paths

MATCH (claim:Claim {type: 'DE_ESCALATED'})
WHERE claim.txFrom <= $asOf < claim.txTo
MATCH calmed = (claim)-[does:AGENT]->(actor:Actor)
WHERE does.txFrom <= $asOf < does.txTo
  AND ($actor IS NULL OR actor.key = $actor)
OPTIONAL MATCH within = (claim)-[about:ABOUT]->(incident:Incident)
WHERE about.txFrom <= $asOf < about.txTo
WITH claim, calmed, within, incident
WHERE $incident IS NULL OR incident.key = $incident
WITH claim, calmed, within
ORDER BY claim.date IS NULL, claim.date DESC, claim.key
LIMIT toInteger($limit)
OPTIONAL MATCH between = (claim)-[meets:RECIPIENT]->()
WHERE meets.txFrom <= $asOf < meets.txTo
OPTIONAL MATCH said = (claim)-[saying:REPORTED_BY]->(:Actor)
WHERE saying.txFrom <= $asOf < saying.txTo
RETURN calmed, within, between, said;
