// Everything said about an incident
// Each claim of each article about one incident: who did what to whom, in whose words.
// @param incident: string -- the incident's key
// @param from: date = null -- first day on which it happened
// @param to: date = null -- last day on which it happened
// @param asOf: int = 9007199254740991 -- what was known at this position of the log; the default is now
// @param limit: int = 50 -- at most so many rows

// Neo4j Browser: set the parameters first, then run the rest
// :params {incident: '4f1c2a', from: null, to: null, asOf: 9007199254740991, limit: 50}
MATCH (incident:Incident {key: $incident})<-[about:ABOUT]-(claim:Claim)
WHERE about.txFrom <= $asOf < about.txTo
  AND claim.txFrom <= $asOf < claim.txTo
  AND ($from IS NULL OR coalesce(claim.dateTo, claim.date, incident.dateTo, incident.date) >= date($from))
  AND ($to IS NULL OR coalesce(claim.date, incident.date) <= date($to))
MATCH (claim)-[:STATED_IN]->(:Sentence)-[:IN]->(article:Article)
WITH incident, claim, article
ORDER BY article.publishedAt, article.key, claim.start, claim.key
LIMIT toInteger($limit)
CALL (claim) {
  OPTIONAL MATCH (claim)-[does:AGENT]->(agent:Actor)
  WHERE does.txFrom <= $asOf < does.txTo
  WITH agent, does
  ORDER BY does.order, agent.key
  WITH collect(DISTINCT agent.name) AS names
  RETURN reduce(text = names[0], name IN names[1..] | text + ', ' + name) AS who
}
CALL (claim) {
  OPTIONAL MATCH (claim)-[meets:RECIPIENT]->(recipient)
  WHERE meets.txFrom <= $asOf < meets.txTo
  WITH recipient, meets
  ORDER BY meets.order, recipient.key
  WITH collect(DISTINCT recipient.name) AS names
  RETURN reduce(text = names[0], name IN names[1..] | text + ', ' + name) AS whom
}
CALL (claim) {
  UNWIND [
    ['killed', claim.killedLow, claim.killedBest, claim.killedHigh],
    ['wounded', claim.woundedLow, claim.woundedBest, claim.woundedHigh],
    ['captured', claim.capturedLow, claim.capturedBest, claim.capturedHigh],
    ['displaced', claim.displacedLow, claim.displacedBest, claim.displacedHigh]
  ] AS count
  WITH
    count[0] AS fate,
    CASE
      WHEN count[1] = count[3] THEN toString(count[1])
      WHEN count[1] IS NOT NULL AND count[3] IS NOT NULL THEN toString(count[1]) + '-' + toString(count[3])
      WHEN count[1] IS NOT NULL THEN toString(count[1]) + '+'
      WHEN count[3] IS NOT NULL THEN 'up to ' + toString(count[3])
      ELSE toString(count[2])
    END AS number
  WITH collect(number + ' ' + fate) AS counts
  RETURN reduce(text = counts[0], next IN counts[1..] | text + ', ' + next) AS toll
}
CALL (claim, article) {
  OPTIONAL MATCH (claim)-[said:REPORTED_BY]->(speaker:Actor)
  WHERE said.txFrom <= $asOf < said.txTo
  WITH article, speaker, min(said.order) AS turn
  ORDER BY turn, speaker.key
  WITH article, collect(speaker.name) AS speakers, collect(speaker.key) AS speakerKeys
  RETURN
    speakerKeys,
    reduce(
      chain = coalesce(speakers[0], article.title, article.id),
      name IN speakers[1..] | chain + ' via ' + name
    ) AS said_by
}
OPTIONAL MATCH (claim)-[at:AT]->(place:Place)
WHERE at.txFrom <= $asOf < at.txTo
RETURN
  who,
  CASE WHEN claim.polarity = 'negated' THEN 'not ' ELSE '' END
      + replace(replace(toLower(claim.type), '_', ' '), 'de escalated', 'de-escalated')
      + CASE WHEN claim.modality = 'asserted' THEN '' ELSE ' (' + claim.modality + ')' END AS what,
  whom,
  toll,
  claim.date AS date,
  place.name AS place,
  said_by,
  claim.stance AS stance,
  claim.quote AS quote,
  claim.key AS claim,
  speakerKeys AS speaker_keys,
  claim.start AS start,
  claim.rule AS rule,
  toString(article.publishedAt) AS published,
  article.key AS article_key,
  article.title AS article_title,
  article.url AS article_url,
  incident.title AS incident,
  incident.key AS incident_key
ORDER BY published, article_key, start, claim;
