// Actors of a key or a name
// One that was judged to be the same as another has the key that it is shown as.
// @param text: string = null -- a key, or a name in any case; null is every actor
// @param asOf: int = 9007199254740991 -- what was known at this position of the log; the default is now
// @param limit: int = 1000 -- at most so many rows
MATCH (actor:Actor)
WHERE ($text IS NULL
    OR actor.key = $text
    OR toLower(actor.name) = toLower($text))
  AND ($asOf >= 9007199254740991 OR EXISTS {
    MATCH (actor)-[edge]-()
    WHERE edge.txFrom <= $asOf
  })
OPTIONAL MATCH (actor)-[same:SAME_AS]->(shown:Actor)
WHERE same.txFrom <= $asOf < same.txTo
RETURN
  coalesce(shown.key, actor.key) AS key,
  actor.name AS name,
  actor.key AS own
ORDER BY key, own
LIMIT toInteger($limit);
