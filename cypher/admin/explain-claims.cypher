// What there is to say about claims
// Where the log tells of each claim and its article, and the names of its parties as they are known now.
// @param keys: list -- the claims' keys
UNWIND $keys AS key
MATCH (claim:Claim {key: key})-[:STATED_IN]->(:Sentence)-[:IN]->(article:Article)
CALL (claim) {
  OPTIONAL MATCH (claim)-[does:AGENT]->(agent:Actor)
  WHERE does.txTo = claim.txTo
  WITH agent, does
  ORDER BY does.order, agent.key
  RETURN collect(agent.name) AS agents
}
CALL (claim) {
  OPTIONAL MATCH (claim)-[meets:RECIPIENT]->(recipient)
  WHERE meets.txTo = claim.txTo
  WITH recipient, meets
  ORDER BY meets.order, recipient.key
  RETURN collect(recipient.name) AS recipients
}
CALL (claim) {
  OPTIONAL MATCH (claim)-[said:REPORTED_BY]->(speaker:Actor)
  WHERE said.txTo = claim.txTo
  WITH speaker, min(said.order) AS turn
  ORDER BY turn, speaker.key
  RETURN collect(speaker.name) AS speakers
}
CALL (claim) {
  OPTIONAL MATCH (claim)-[about:ABOUT]->(incident:Incident)
  WHERE about.txTo = claim.txTo
  RETURN min(incident.title) AS incident
}
CALL (claim) {
  OPTIONAL MATCH (claim)-[repeats:COPY_OF]->(copied:Claim)-[:STATED_IN]->(:Sentence)-[:IN]->(first:Article)
  WHERE repeats.txTo = claim.txTo
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
