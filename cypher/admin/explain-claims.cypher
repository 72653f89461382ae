// What there is to say about claims
// Where the log tells of each claim and its article, and its parties as of a position, or as it was last held.
// @param keys: list -- the claims' keys
// @param asOf: int = 9007199254740991 -- what was known at this position of the log; the default is now
UNWIND $keys AS key
MATCH (claim:Claim {key: key})-[:STATED_IN]->(:Sentence)-[:IN]->(article:Article)
WITH
  claim,
  article,
  CASE WHEN claim.txFrom <= $asOf < claim.txTo THEN $asOf ELSE claim.txTo - 1 END AS then
CALL (claim, then) {
  OPTIONAL MATCH (claim)-[does:AGENT]->(agent:Actor)
  WHERE does.txFrom <= then < does.txTo
  WITH agent, does
  ORDER BY does.order, agent.key
  RETURN collect(DISTINCT agent.name) AS agents
}
CALL (claim, then) {
  OPTIONAL MATCH (claim)-[meets:RECIPIENT]->(recipient)
  WHERE meets.txFrom <= then < meets.txTo
  WITH recipient, meets
  ORDER BY meets.order, recipient.key
  RETURN collect(DISTINCT recipient.name) AS recipients
}
CALL (claim, then) {
  OPTIONAL MATCH (claim)-[said:REPORTED_BY]->(speaker:Actor)
  WHERE said.txFrom <= then < said.txTo
  WITH speaker, min(said.order) AS turn
  ORDER BY turn, speaker.key
  RETURN collect(speaker.name) AS speakers
}
CALL (claim, then) {
  OPTIONAL MATCH (claim)-[about:ABOUT]->(incident:Incident)
  WHERE about.txFrom <= then < about.txTo
  RETURN min(incident.title) AS incident
}
CALL (claim, then) {
  OPTIONAL MATCH (claim)-[repeats:COPY_OF]->(copied:Claim)-[:STATED_IN]->(:Sentence)-[:IN]->(first:Article)
  WHERE repeats.txFrom <= then < repeats.txTo
  WITH copied, first
  ORDER BY copied.key
  RETURN head(collect(coalesce(first.title, first.id) + ' · claim ' + copied.key)) AS original
}
RETURN
  claim.key AS key,
  claim.txFrom AS since,
  claim.txTo AS until,
  article.key AS article,
  article.txFrom AS recorded,
  agents,
  recipients,
  speakers,
  incident,
  original
ORDER BY recorded, claim.start, key;
