// Edges that rest on one outlet
// What a single outlet stands behind, with nobody else saying so.
// @param actor: string = null -- an actor on either side; null is everyone
// @param from: date = null -- first day on which it happened
// @param to: date = null -- last day on which it happened
// @param limit: int = 25 -- at most so many paths

MATCH (actor:Actor)
CALL (actor) {
  MATCH path = (actor)-[act]->(other)
  RETURN path, act, other
}
WITH path, act, actor, other
WHERE act.outlets = 1
  AND ($actor IS NULL OR actor.key = $actor OR other.key = $actor)
  AND ($from IS NULL OR act.date >= date($from))
  AND ($to IS NULL OR act.date <= date($to))
RETURN path
ORDER BY act.date IS NULL, act.date DESC, act.key
LIMIT toInteger($limit);
