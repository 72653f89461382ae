// Timeline
// Incidents with their places and the outlets that tell of them.
// @param from: date = null -- first day on which it happened
// @param to: date = null -- last day on which it happened
// @param asOf: int = 9007199254740991 -- what was known at this position of the log; the default is now
// @param limit: int = 25 -- at most so many paths

MATCH (incident:Incident)
WHERE incident.date IS NOT NULL
  AND ($from IS NULL OR incident.date >= date($from))
  AND ($to IS NULL OR incident.date <= date($to))
WITH incident
ORDER BY incident.date DESC, incident.key
LIMIT toInteger($limit)
OPTIONAL MATCH site = (incident)-[at:AT]->(:Place)
WHERE at.txFrom <= $asOf < at.txTo
OPTIONAL MATCH report = (incident)-[:REPORTED_BY]->(:Actor)
RETURN incident, site, report;
