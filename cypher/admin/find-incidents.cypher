// Incidents of a key or a title
// @param text: string = null -- the beginning of a key, or a part of a title in any case; null is every incident
// @param limit: int = 1000 -- at most so many rows
MATCH (incident:Incident)
WHERE $text IS NULL
  OR incident.key STARTS WITH $text
  OR toLower(incident.title) CONTAINS toLower($text)
RETURN
  incident.key AS key,
  incident.title AS name
ORDER BY key
LIMIT toInteger($limit);
