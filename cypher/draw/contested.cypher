// Contested incidents
// Claims that contradict each other, who makes them, and the incident they are about.
// @param about: string = null -- culprit, toll, victim, began, time or happened; null is all of them
// @param incident: string = null -- one incident; null is all of them
// @param asOf: int = 9007199254740991 -- what was known at this position of the log; the default is now
// @param limit: int = 25 -- at most so many paths

MATCH (incident:Incident {contested: true})
WHERE $incident IS NULL OR incident.key = $incident
MATCH clash = (incident)<-[:ABOUT]-(one:Claim)-[against:CONTRADICTS]-(other:Claim)
WHERE one.key < other.key
  AND against.txFrom <= $asOf < against.txTo
  AND ($about IS NULL OR against.about = $about)
WITH incident, one, other, clash
ORDER BY incident.key, one.key, other.key
LIMIT toInteger($limit)
OPTIONAL MATCH said = (one)-[saying:REPORTED_BY {order: 0}]->(:Actor)
WHERE saying.txFrom <= $asOf < saying.txTo
OPTIONAL MATCH answered = (other)-[answering:REPORTED_BY {order: 0}]->(:Actor)
WHERE answering.txFrom <= $asOf < answering.txTo
RETURN clash, said, answered;
