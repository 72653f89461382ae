// Who denied what
// Every denial: by whom, of what, in which words, and what others say against it.
// @param actor: string = null -- who denied; null is everyone
// @param incident: string = null -- one incident; null is all of them
// @param from: date = null -- first day on which it happened
// @param to: date = null -- last day on which it happened
// @param asOf: int = 9007199254740991 -- what was known at this position of the log; the default is now
// @param limit: int = 50 -- at most so many rows
// @param days: list = null -- only rows of these days, of all that there are from the first of them on; kg asks for the newest first

// Neo4j Browser: set the parameters first, then run the rest
// :params {actor: null, incident: null, from: null, to: null, asOf: 9007199254740991, limit: 50, days: null}
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
  MATCH (:Actor {key: key})<-[link:AGENT|REPORTED_BY]-(claim:Claim)
  WHERE link.txFrom <= $asOf < link.txTo
    AND (claim.type = 'DENIED' OR claim.modality = 'denied' OR claim.stance = 'deny' OR claim.polarity = 'negated')
  RETURN claim
  UNION ALL
  WITH 1 AS everything
  WHERE $incident IS NULL
    AND $actor IS NULL
    AND $days IS NULL
  MATCH (claim:Claim)
  WHERE (claim.type = 'DENIED' OR claim.modality = 'denied' OR claim.stance = 'deny' OR claim.polarity = 'negated')
  RETURN claim
  UNION ALL
  UNWIND [text IN $days | date(text)] AS day
  WITH day
  WHERE $incident IS NULL
  MATCH (incident:Incident {date: day})<-[:ABOUT]-(claim:Claim)
  WHERE (claim.type = 'DENIED' OR claim.modality = 'denied' OR claim.stance = 'deny' OR claim.polarity = 'negated')
  RETURN claim
  UNION ALL
  UNWIND [text IN $days | date(text)] AS day
  WITH day
  WHERE $incident IS NULL
  MATCH (claim:Claim {date: day})
  WHERE (claim.type = 'DENIED' OR claim.modality = 'denied' OR claim.stance = 'deny' OR claim.polarity = 'negated')
  RETURN claim
}
WITH DISTINCT claim
WHERE claim.txFrom <= $asOf < claim.txTo
  AND (claim.type = 'DENIED' OR claim.modality = 'denied' OR claim.stance = 'deny' OR claim.polarity = 'negated')
  AND ($actor IS NULL OR $actor IN [(claim)-[link:AGENT|REPORTED_BY]->(party:Actor) WHERE link.txFrom <= $asOf < link.txTo | party.key])
OPTIONAL MATCH (claim)-[about:ABOUT]->(incident:Incident)
WHERE about.txFrom <= $asOf < about.txTo
WITH claim, incident
WHERE ($incident IS NULL OR incident.key = $incident)
  AND ($from IS NULL OR coalesce(claim.dateTo, claim.date, incident.dateTo, incident.date) >= date($from))
  AND ($to IS NULL OR coalesce(claim.date, incident.date) <= date($to))
  AND ($days IS NULL OR coalesce(incident.date, claim.date) >= date($days[0]))
OPTIONAL MATCH (claim)-[by:AGENT]->(agent:Actor)
WHERE claim.type = 'DENIED'
  AND by.txFrom <= $asOf < by.txTo
OPTIONAL MATCH (claim)-[said:REPORTED_BY {order: 0}]->(speaker:Actor)
WHERE said.txFrom <= $asOf < said.txTo
WITH claim, incident, coalesce(agent, speaker) AS denier
WHERE $actor IS NULL OR denier.key = $actor
MATCH (claim)-[:STATED_IN]->(:Sentence)-[:IN]->(article:Article)
WITH claim, incident, article, denier, coalesce(incident.date, claim.date) AS date
ORDER BY
  date IS NULL,
  date DESC,
  incident.key,
  article.publishedAt,
  article.key,
  claim.start,
  claim.key,
  denier.key
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
CALL (claim) {
  OPTIONAL MATCH (claim)-[clash:CONTRADICTS]-(rival:Claim)
  WHERE clash.txFrom <= $asOf < clash.txTo
    AND rival.txFrom <= $asOf < rival.txTo
  WITH DISTINCT rival
  ORDER BY rival.key
  RETURN
    collect(rival.quote) AS against,
    collect(rival.key) AS against_keys
}
RETURN
  denier.name AS denied_by,
  CASE WHEN claim.type = 'DENIED' THEN coalesce(whom, incident.title)
    ELSE coalesce(who + ' ', '') + replace(replace(toLower(claim.type), '_', ' '), 'de escalated', 'de-escalated') + CASE WHEN who = whom THEN ' each other' ELSE coalesce(' ' + whom, '') END + coalesce(': ' + toll, '')
  END AS denied,
  date,
  incident.title AS incident,
  said_by,
  claim.quote AS quote,
  against,
  claim.key AS claim,
  against_keys,
  claim.start AS start,
  denier.key AS denier_key,
  speakerKeys AS speaker_keys,
  toString(article.publishedAt) AS published,
  article.key AS article_key,
  article.title AS article_title,
  article.url AS article_url,
  incident.key AS incident_key
ORDER BY date IS NULL, date DESC, incident_key, published, article_key, start, claim, denier_key;
