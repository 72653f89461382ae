// How many claims stand behind each type of direct edge
// Direct edges are those between actors, places and incidents that have a status.
MATCH (:Actor)-[edge]->()
WHERE edge.status IS NOT NULL
RETURN type(edge) AS type, sum(edge.claims) AS claims
ORDER BY type;
