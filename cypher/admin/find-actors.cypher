// Actors of a key or a name
// @param text: string = null -- a key, or a name in any case; null is every actor
// @param limit: int = 1000 -- at most so many rows
MATCH (actor:Actor)
WHERE $text IS NULL
  OR actor.key = $text
  OR toLower(actor.name) = toLower($text)
RETURN
  actor.key AS key,
  actor.name AS name
ORDER BY key
LIMIT toInteger($limit);
