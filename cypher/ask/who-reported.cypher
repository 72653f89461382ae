// Who reported it
// Every speaker of an incident, or of what one actor did to another: outlets and first-hand voices, how often and since when.
// @param incident: string = null -- one incident; null is all of them
// @param by: string = null -- who did it; null is everyone
// @param on: string = null -- to whom; null is everyone
// @param type: string = null -- a claim type such as ATTACKED; null is all of them
// @param from: date = null -- first day on which it happened
// @param to: date = null -- last day on which it happened
// @param asOf: int = 9007199254740991 -- what was known at this position of the log; the default is now
// @param limit: int = 50 -- at most so many rows

// Neo4j Browser: set the parameters first, then run the rest
// :params {incident: null, by: null, on: null, type: null, from: null, to: null, asOf: 9007199254740991, limit: 50}
CALL () {
  WITH $incident AS key
  WHERE key IS NOT NULL
  MATCH (:Incident {key: key})<-[about:ABOUT]-(claim:Claim)
  WHERE about.txFrom <= $asOf < about.txTo
  RETURN claim
  UNION
  WITH $by AS key
  WHERE key IS NOT NULL
    AND $incident IS NULL
  MATCH (:Actor {key: key})<-[link:AGENT]-(claim:Claim)
  WHERE link.txFrom <= $asOf < link.txTo
  RETURN claim
  UNION
  WITH $on AS key
  WHERE key IS NOT NULL
    AND $by IS NULL
    AND $incident IS NULL
  MATCH (:Actor {key: key})<-[link:RECIPIENT]-(claim:Claim)
  WHERE link.txFrom <= $asOf < link.txTo
  RETURN claim
  UNION
  WITH $on AS key
  WHERE key IS NOT NULL
    AND $by IS NULL
    AND $incident IS NULL
  MATCH (:Place {key: key})<-[link:RECIPIENT]-(claim:Claim)
  WHERE link.txFrom <= $asOf < link.txTo
  RETURN claim
  UNION
  WITH 1 AS everything
  WHERE $incident IS NULL
    AND $by IS NULL
    AND $on IS NULL
  MATCH (claim:Claim)
  RETURN claim
}
MATCH (claim)-[said:REPORTED_BY]->(reporter:Actor)
WHERE claim.txFrom <= $asOf < claim.txTo
  AND said.txFrom <= $asOf < said.txTo
  AND ($type IS NULL OR claim.type = $type)
  AND ($by IS NULL OR $by IN [(claim)-[does:AGENT]->(agent:Actor) WHERE does.txFrom <= $asOf < does.txTo | agent.key])
  AND ($on IS NULL OR $on IN [(claim)-[meets:RECIPIENT]->(recipient) WHERE meets.txFrom <= $asOf < meets.txTo | recipient.key])
OPTIONAL MATCH (claim)-[about:ABOUT]->(incident:Incident)
WHERE about.txFrom <= $asOf < about.txTo
WITH claim, reporter, incident
WHERE ($incident IS NULL OR incident.key = $incident)
  AND ($from IS NULL OR coalesce(claim.dateTo, claim.date, incident.dateTo, incident.date) >= date($from))
  AND ($to IS NULL OR coalesce(claim.date, incident.date) <= date($to))
MATCH (claim)-[:STATED_IN]->(:Sentence)-[:IN]->(article:Article)
OPTIONAL MATCH (article)-[published:PUBLISHED_BY]->(reporter)
WHERE published.txFrom <= $asOf < published.txTo
WITH
  reporter,
  count(published) AS own,
  count(DISTINCT claim) AS claims,
  count(DISTINCT article) AS articles,
  count(DISTINCT incident) AS incidents,
  min(article.publishedAt) AS first,
  collect(DISTINCT claim) AS support
ORDER BY claims DESC, first, reporter.key
LIMIT toInteger($limit)
CALL (support) {
  UNWIND support AS claim
  WITH claim
  ORDER BY claim.txFrom, claim.start, claim.key
  LIMIT 20
  MATCH (claim)-[:STATED_IN]->(:Sentence)-[:IN]->(article:Article)
  OPTIONAL MATCH (article)-[published:PUBLISHED_BY]->(outlet:Actor)
  WHERE published.txFrom <= $asOf < published.txTo
  OPTIONAL MATCH (claim)-[said:REPORTED_BY]->(speaker:Actor)
  WHERE said.txFrom <= $asOf < said.txTo
  WITH claim, article, outlet, speaker, min(said.order) AS turn
  ORDER BY turn, speaker.key
  WITH claim, article, outlet, collect(speaker.name) AS speakers
  WITH
    claim,
    article,
    outlet,
    reduce(
      chain = coalesce(speakers[0], article.title, article.id),
      name IN speakers[1..] | chain + ' via ' + name
    ) AS saidBy,
    claim.polarity = 'negated' OR claim.modality = 'denied' AS denied
  ORDER BY denied, article.publishedAt, article.key, claim.start, claim.key
  RETURN
    collect(DISTINCT saidBy + CASE WHEN denied THEN ' (denies)' ELSE '' END) AS said_by,
    collect({
      claim: claim.key,
      said_by: saidBy,
      quote: claim.quote,
      polarity: claim.polarity,
      modality: claim.modality,
      stance: claim.stance,
      outlet: outlet.name,
      article: article.key,
      title: article.title,
      url: article.url,
      published: toString(article.publishedAt)
    }) AS evidence
}
RETURN
  reporter.name AS speaker,
  CASE WHEN own > 0 THEN 'outlet' ELSE 'source' END AS role,
  claims,
  articles,
  incidents,
  first,
  said_by,
  evidence[0].quote AS quote,
  evidence[0].claim AS claim,
  reporter.key AS speaker_key,
  evidence
ORDER BY claims DESC, first, speaker_key;
