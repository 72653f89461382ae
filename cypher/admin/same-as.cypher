// What some ids are shown as, because they were judged to be the same
// @param keys: list -- ids of actors, places or incidents
// @param asOf: int = 9007199254740991 -- what was known at this position of the log; the default is now
CALL () {
  UNWIND $keys AS key
  MATCH (:Actor {key: key})-[same:SAME_AS]->(shown:Actor)
  RETURN key, same, shown.key AS shownKey, shown.name AS name
  UNION
  UNWIND $keys AS key
  MATCH (:Place {key: key})-[same:SAME_AS]->(shown:Place)
  RETURN key, same, shown.key AS shownKey, shown.name AS name
  UNION
  UNWIND $keys AS key
  MATCH (:Incident {key: key})-[same:SAME_AS]->(shown:Incident)
  RETURN key, same, shown.key AS shownKey, shown.title AS name
}
WITH key, same, shownKey, name
WHERE same.txFrom <= $asOf < same.txTo
RETURN
  key,
  shownKey,
  name,
  same.txFrom AS since
ORDER BY key, shownKey;
