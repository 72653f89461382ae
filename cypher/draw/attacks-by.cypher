// Attacks by an actor
// Whom an actor is said to have attacked.
// @param by: string = null -- the attacker; null is everyone
// @param from: date = null -- first day on which it happened
// @param to: date = null -- last day on which it happened
// @param limit: int = 25 -- at most so many paths

MATCH path = (attacker:Actor)-[act:ATTACKED]->()
WHERE ($by IS NULL OR attacker.key = $by)
  AND ($from IS NULL OR act.date >= date($from))
  AND ($to IS NULL OR act.date <= date($to))
RETURN path
ORDER BY act.date IS NULL, act.date DESC, act.claims DESC, act.key
LIMIT toInteger($limit);
