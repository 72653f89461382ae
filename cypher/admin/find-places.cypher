// Places of a key or a name
// One that was judged to be the same as another has the key that it is shown as.
// @param text: string = null -- a key, or a name in any case; null is every place
// @param asOf: int = 9007199254740991 -- what was known at this position of the log; the default is now
// @param limit: int = 1000 -- at most so many rows
MATCH (place:Place)
WHERE ($text IS NULL
    OR place.key = $text
    OR toLower(place.name) = toLower($text))
  AND ($asOf >= 9007199254740991 OR EXISTS {
    MATCH (place)-[edge]-()
    WHERE edge.txFrom <= $asOf
  })
OPTIONAL MATCH (place)-[same:SAME_AS]->(shown:Place)
WHERE same.txFrom <= $asOf < same.txTo
RETURN
  coalesce(shown.key, place.key) AS key,
  place.name AS name,
  place.key AS own
ORDER BY key, own
LIMIT toInteger($limit);
