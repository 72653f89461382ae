// First report
// Which outlet was the first to report an incident, in which words, and who followed how many days later.
// @param incident: string = null -- one incident; null is all of them
// @param actor: string = null -- an actor that takes part; null is everyone
// @param from: date = null -- first day on which it happened
// @param to: date = null -- last day on which it happened
// @param asOf: int = 9007199254740991 -- what was known at this position of the log; the default is now
// @param limit: int = 50 -- at most so many rows
// @param days: list = null -- only rows of these days, of all that there are from the first of them on; kg asks for the newest first

// Neo4j Browser: set the parameters first, then run the rest
// :params {incident: null, actor: null, from: null, to: null, asOf: 9007199254740991, limit: 50, days: null}
CALL () {
  WITH $actor AS key
  WHERE key IS NOT NULL
    AND $days IS NULL
  MATCH (:Actor {key: key})<-[link:AGENT|RECIPIENT]-(claim:Claim)
  WHERE link.txFrom <= $asOf < link.txTo
    AND claim.txFrom <= $asOf < claim.txTo
  MATCH (claim)-[about:ABOUT]->(incident:Incident)
  WHERE about.txFrom <= $asOf < about.txTo
  RETURN incident
  UNION
  WITH $incident AS key
  WHERE key IS NOT NULL
    AND $actor IS NULL
  MATCH (incident:Incident {key: key})
  RETURN incident
  UNION
  WITH 1 AS everything
  WHERE $actor IS NULL
    AND $incident IS NULL
    AND $days IS NULL
  MATCH (incident:Incident)
  RETURN incident
  UNION
  UNWIND [text IN $days | date(text)] AS day
  WITH day
  WHERE $incident IS NULL
  MATCH (incident:Incident {date: day})
  WHERE ($actor IS NULL OR EXISTS {
      MATCH (incident)<-[about:ABOUT]-(claim:Claim)-[link:AGENT|RECIPIENT]->(party:Actor)
      WHERE about.txFrom <= $asOf < about.txTo
        AND claim.txFrom <= $asOf < claim.txTo
        AND link.txFrom <= $asOf < link.txTo
        AND party.key = $actor
    })
  RETURN incident
}
WITH DISTINCT incident
WHERE incident.txFrom <= $asOf
  AND ($incident IS NULL OR incident.key = $incident)
  AND ($from IS NULL OR coalesce(incident.dateTo, incident.date) >= date($from))
  AND ($to IS NULL OR incident.date <= date($to))
  AND EXISTS {
    MATCH (incident)<-[about:ABOUT]-(claim:Claim)
    WHERE about.txFrom <= $asOf < about.txTo
      AND claim.txFrom <= $asOf < claim.txTo
  }
WITH incident
ORDER BY incident.date IS NULL, incident.date DESC, incident.key
LIMIT toInteger($limit)
CALL (incident) {
  MATCH (incident)<-[about:ABOUT]-(claim:Claim)-[:STATED_IN]->(:Sentence)-[:IN]->(article:Article)
  WHERE about.txFrom <= $asOf < about.txTo
    AND claim.txFrom <= $asOf < claim.txTo
  WITH claim, article
  ORDER BY article.publishedAt, article.txFrom, article.key, claim.start, claim.key
  WITH article, collect(claim) AS claims
  ORDER BY article.publishedAt, article.txFrom, article.key
  OPTIONAL MATCH (article)-[published:PUBLISHED_BY]->(outlet:Actor)
  WHERE published.txFrom <= $asOf < published.txTo
  WITH article, claims, min(outlet.name) AS name
  WITH article, claims, coalesce(name, article.title, article.id) AS outlet
  ORDER BY article.publishedAt, article.txFrom, article.key
  RETURN
    collect(claims) AS behind,
    collect({outlet: outlet, published: article.publishedAt, article: article.key}) AS reports
}
WITH incident, behind[0] AS support, reports[0] AS first, reports[1..] AS later
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
  incident.title AS incident,
  incident.date AS date,
  first.outlet AS first_outlet,
  first.published AS published,
  said_by,
  [report IN later | report.outlet + coalesce(' +' + toString(duration.inDays(first.published, report.published).days) + ' d', '')] AS followed_by,
  evidence[0].quote AS quote,
  evidence[0].claim AS claim,
  incident.key AS incident_key,
  first.article AS article_key,
  [report IN later | report.article] AS later_article_keys,
  evidence
ORDER BY date IS NULL, date DESC, incident_key;
