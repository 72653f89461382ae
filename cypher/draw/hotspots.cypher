// Hotspots
// Incidents and the places where they happened.
// @param from: date = null -- first day on which it happened
// @param to: date = null -- last day on which it happened
// @param asOf: int = 9007199254740991 -- what was known at this position of the log; the default is now
// @param limit: int = 25 -- at most so many paths

MATCH path = (incident:Incident)-[at:AT]->(:Place)
WHERE at.txFrom <= $asOf < at.txTo
  AND ($from IS NULL OR incident.date >= date($from))
  AND ($to IS NULL OR incident.date <= date($to))
RETURN path
ORDER BY incident.date IS NULL, incident.date DESC, incident.key
LIMIT toInteger($limit);
