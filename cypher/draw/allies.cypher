// Allies
// Who is said to back, support, reinforce or belong to whom.
// @param actor: string = null -- an actor on either side; null is everyone
// @param from: date = null -- first day on which it happened
// @param to: date = null -- last day on which it happened
// @param limit: int = 25 -- at most so many paths

MATCH path = (one:Actor)-[act:AIDED|ALLIED_WITH|BACKS|COOPERATED_WITH|PART_OF|SUPPORTED]->(other)
WHERE ($actor IS NULL OR one.key = $actor OR other.key = $actor)
  AND ($from IS NULL OR act.date >= date($from))
  AND ($to IS NULL OR act.date <= date($to))
RETURN path
ORDER BY act.claims DESC, act.key
LIMIT toInteger($limit);
