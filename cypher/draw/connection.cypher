// How two actors are connected
// The shortest chain of deeds from one actor to another, at most four steps.
// @param actor: string = null -- the actor; null is everyone
// @param other: string = null -- the actor at the other end

MATCH (start:Actor {key: $actor})
CALL (start) {
  MATCH (goal:Actor {key: $other})
  WHERE goal <> start
  RETURN goal
}
MATCH path = shortestPath((start)-[*..4]-(goal))
WHERE all(act IN relationships(path) WHERE act.status IS NOT NULL)
RETURN path;
