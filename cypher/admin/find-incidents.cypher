// Incidents of a key or a title
// One that was judged to be the same as another has the key that it is shown as.
// @param text: string = null -- the beginning of a key, or a part of a title in any case; null is every incident
// @param asOf: int = 9007199254740991 -- what was known at this position of the log; the default is now
// @param limit: int = 1000 -- at most so many rows
MATCH (incident:Incident)
WHERE incident.txFrom <= $asOf
  AND ($text IS NULL
    OR incident.key STARTS WITH $text
    OR toLower(incident.title) CONTAINS toLower($text))
OPTIONAL MATCH (incident)-[same:SAME_AS]->(shown:Incident)
WHERE same.txFrom <= $asOf < same.txTo
RETURN
  coalesce(shown.key, incident.key) AS key,
  incident.title AS name,
  incident.key AS own
ORDER BY key, own
LIMIT toInteger($limit);
