// Killed and wounded, source by source
// Each source's toll of each incident: low, best and high; a number that the words leave open is empty.
// @param incident: string = null -- one incident; null is all of them
// @param actor: string = null -- the victims; null is everyone
// @param from: date = null -- first day on which it happened
// @param to: date = null -- last day on which it happened
// @param asOf: int = 9007199254740991 -- what was known at this position of the log; the default is now
// @param limit: int = 50 -- at most so many rows
// @param days: list = null -- only rows of these days, of all that there are from the first of them on; kg asks for the newest first

// Neo4j Browser: set the parameters first, then run the rest
// :params {incident: null, actor: null, from: null, to: null, asOf: 9007199254740991, limit: 50, days: null}
CALL () {
  WITH $incident AS key
  WHERE key IS NOT NULL
  MATCH (:Incident {key: key})<-[about:ABOUT]-(claim:Claim)
  WHERE about.txFrom <= $asOf < about.txTo
  RETURN claim
  UNION ALL
  WITH $actor AS key
  WHERE key IS NOT NULL
    AND $incident IS NULL
    AND $days IS NULL
  MATCH (:Actor {key: key})<-[link:RECIPIENT]-(claim:Claim)
  WHERE link.txFrom <= $asOf < link.txTo
    AND claim.type = 'CASUALTIES'
  RETURN claim
  UNION ALL
  WITH 1 AS everything
  WHERE $incident IS NULL
    AND $actor IS NULL
    AND $days IS NULL
  MATCH (claim:Claim {type: 'CASUALTIES'})
  RETURN claim
  UNION ALL
  UNWIND [text IN $days | date(text)] AS day
  WITH day
  WHERE $incident IS NULL
  MATCH (incident:Incident {date: day})<-[:ABOUT]-(claim:Claim {type: 'CASUALTIES'})
  RETURN claim
  UNION ALL
  UNWIND [text IN $days | date(text)] AS day
  WITH day
  WHERE $incident IS NULL
  MATCH (claim:Claim {date: day, type: 'CASUALTIES'})
  RETURN claim
}
WITH DISTINCT claim
WHERE claim.type = 'CASUALTIES'
  AND claim.txFrom <= $asOf < claim.txTo
  AND ($actor IS NULL OR $actor IN [(claim)-[meets:RECIPIENT]->(victim:Actor) WHERE meets.txFrom <= $asOf < meets.txTo | victim.key])
OPTIONAL MATCH (claim)-[about:ABOUT]->(incident:Incident)
WHERE about.txFrom <= $asOf < about.txTo
WITH claim, incident
WHERE ($incident IS NULL OR incident.key = $incident)
  AND ($from IS NULL OR coalesce(claim.dateTo, claim.date, incident.dateTo, incident.date) >= date($from))
  AND ($to IS NULL OR coalesce(claim.date, incident.date) <= date($to))
  AND ($days IS NULL OR coalesce(incident.date, claim.date) >= date($days[0]))
  AND coalesce(
    claim.killedLow, claim.killedBest, claim.killedHigh,
    claim.woundedLow, claim.woundedBest, claim.woundedHigh
  ) IS NOT NULL
MATCH (claim)-[:STATED_IN]->(:Sentence)-[:IN]->(article:Article)
WITH claim, incident, article, coalesce(incident.date, claim.date) AS date
ORDER BY date IS NULL, date DESC, incident.key, article.publishedAt, article.key, claim.start, claim.key
LIMIT toInteger($limit)
CALL (claim) {
  OPTIONAL MATCH (claim)-[does:AGENT]->(agent:Actor)
  WHERE does.txFrom <= $asOf < does.txTo
  WITH agent, does
  ORDER BY does.order, agent.key
  WITH collect(DISTINCT agent.name) AS names
  RETURN reduce(text = names[0], name IN names[1..] | text + ', ' + name) AS culprits
}
CALL (claim) {
  OPTIONAL MATCH (claim)-[meets:RECIPIENT]->(recipient)
  WHERE meets.txFrom <= $asOf < meets.txTo
  WITH recipient, meets
  ORDER BY meets.order, recipient.key
  WITH collect(DISTINCT recipient.name) AS names
  RETURN reduce(text = names[0], name IN names[1..] | text + ', ' + name) AS victims
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
RETURN
  incident.title AS incident,
  date,
  CASE WHEN claim.polarity = 'negated' OR claim.modality = 'denied' THEN 'denied' ELSE claim.modality END AS status,
  victims,
  claim.killedLow AS killed_low,
  claim.killedBest AS killed,
  claim.killedHigh AS killed_high,
  claim.woundedLow AS wounded_low,
  claim.woundedBest AS wounded,
  claim.woundedHigh AS wounded_high,
  said_by,
  claim.quote AS quote,
  claim.key AS claim,
  culprits,
  claim.start AS start,
  speakerKeys AS speaker_keys,
  toString(article.publishedAt) AS published,
  article.key AS article_key,
  article.title AS article_title,
  article.url AS article_url,
  incident.key AS incident_key
ORDER BY date IS NULL, date DESC, incident_key, published, article_key, start, claim;
