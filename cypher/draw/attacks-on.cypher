// Attacks on an actor or a place
// Who is said to have attacked an actor or a place.
// @param on: string = null -- the attacked actor or place; null is everyone
// @param from: date = null -- first day on which it happened
// @param to: date = null -- last day on which it happened
// @param limit: int = 25 -- at most so many paths

MATCH path = (:Actor)-[act:ATTACKED]->(attacked)
WHERE ($on IS NULL OR attacked.key = $on)
  AND ($from IS NULL OR act.date >= date($from))
  AND ($to IS NULL OR act.date <= date($to))
RETURN path
ORDER BY act.date IS NULL, act.date DESC, act.claims DESC, act.key
LIMIT toInteger($limit);
