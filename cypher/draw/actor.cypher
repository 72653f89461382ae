// An actor and all it deals with
// All that an actor is said to do to others, and others to it.
// @param actor: string = null -- the actor; null is everyone
// @param from: date = null -- first day on which it happened
// @param to: date = null -- last day on which it happened
// @param limit: int = 25 -- at most so many paths

CALL () {
  WITH $actor AS key
  WHERE key IS NOT NULL
  MATCH path = (:Actor {key: key})-[act]-()
  RETURN path, act
  UNION
  WITH 1 AS everyone
  WHERE $actor IS NULL
  MATCH (actor:Actor)
  CALL (actor) {
    MATCH path = (actor)-[act]->()
    RETURN path, act
  }
  RETURN path, act
}
WITH path, act
WHERE act.status IS NOT NULL
  AND ($from IS NULL OR act.date >= date($from))
  AND ($to IS NULL OR act.date <= date($to))
RETURN path
ORDER BY act.claims DESC, act.key
LIMIT toInteger($limit);
