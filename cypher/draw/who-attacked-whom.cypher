// Who attacked whom
// Every attack as the current picture has it, from the attacker to the attacked.
// @param actor: string = null -- an actor on either side; null is everyone
// @param from: date = null -- first day on which it happened
// @param to: date = null -- last day on which it happened
// @param limit: int = 25 -- at most so many paths

MATCH path = (attacker:Actor)-[act:ATTACKED]->(attacked)
WHERE ($actor IS NULL OR attacker.key = $actor OR attacked.key = $actor)
  AND ($from IS NULL OR act.date >= date($from))
  AND ($to IS NULL OR act.date <= date($to))
RETURN path
ORDER BY act.date IS NULL, act.date DESC, act.claims DESC, act.key
LIMIT toInteger($limit);
