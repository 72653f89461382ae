// First report
// Which outlets report an incident; the edge tells since when.
// @param incident: string = null -- one incident; null is all of them
// @param limit: int = 25 -- at most so many paths

MATCH path = (incident:Incident)-[report:REPORTED_BY]->(:Actor)
WHERE $incident IS NULL OR incident.key = $incident
RETURN path
ORDER BY incident.date IS NULL, incident.date DESC, report.firstPublished, incident.key
LIMIT toInteger($limit);
