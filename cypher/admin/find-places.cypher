// Places of a key or a name
// @param text: string = null -- a key, or a name in any case; null is every place
// @param limit: int = 1000 -- at most so many rows
MATCH (place:Place)
WHERE $text IS NULL
  OR place.key = $text
  OR toLower(place.name) = toLower($text)
RETURN
  place.key AS key,
  place.name AS name
ORDER BY key
LIMIT toInteger($limit);
