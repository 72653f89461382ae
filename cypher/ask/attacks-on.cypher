// Attacks on an actor or a place
// Who is said to have attacked an actor or a place, with all who said or denied it.
// @param on: string -- the attacked actor or place
// @param from: date = null -- first day on which it happened
// @param to: date = null -- last day on which it happened
// @param asOf: int = 9007199254740991 -- what was known at this position of the log; the default is now
// @param limit: int = 50 -- at most so many rows
// @param days: list = null -- only rows of these days, of all that there are from the first of them on; kg asks for the newest first

// Neo4j Browser: set the parameters first, then run the rest
// :params {on: 'sdf', from: null, to: null, asOf: 9007199254740991, limit: 50, days: null}
CALL () {
  WITH $on AS key
  WHERE $days IS NULL
  MATCH (:Actor {key: key})<-[meets:RECIPIENT]-(claim:Claim)
  WHERE meets.txFrom <= $asOf < meets.txTo
    AND claim.type = 'ATTACKED'
  RETURN claim
  UNION
  WITH $on AS key
  WHERE $days IS NULL
  MATCH (:Place {key: key})<-[meets:RECIPIENT|AT]-(claim:Claim)
  WHERE meets.txFrom <= $asOf < meets.txTo
    AND claim.type = 'ATTACKED'
  RETURN claim
  UNION
  UNWIND [text IN $days | date(text)] AS day
  MATCH (incident:Incident {date: day})<-[about:ABOUT]-(claim:Claim {type: 'ATTACKED'})
  WHERE about.txFrom <= $asOf < about.txTo
  RETURN claim
  UNION
  UNWIND [text IN $days | date(text)] AS day
  MATCH (claim:Claim {date: day, type: 'ATTACKED'})
  RETURN claim
}
WITH DISTINCT claim
WHERE claim.type = 'ATTACKED'
  AND claim.txFrom <= $asOf < claim.txTo
  AND claim.modality IN ['asserted', 'alleged', 'denied']
  AND ($days IS NULL OR $on IN [(claim)-[meets:RECIPIENT|AT]->(party) WHERE meets.txFrom <= $asOf < meets.txTo | party.key])
OPTIONAL MATCH (claim)-[about:ABOUT]->(incident:Incident)
WHERE about.txFrom <= $asOf < about.txTo
WITH claim, incident
WHERE ($from IS NULL OR coalesce(claim.dateTo, claim.date, incident.dateTo, incident.date) >= date($from))
  AND ($to IS NULL OR coalesce(claim.date, incident.date) <= date($to))
  AND ($days IS NULL OR coalesce(incident.date, claim.date) >= date($days[0]))
OPTIONAL MATCH (claim)-[does:AGENT]->(attacker:Actor)
WHERE does.txFrom <= $asOf < does.txTo
  AND attacker.key <> $on
OPTIONAL MATCH (claim)-[at:AT]->(place:Place)
WHERE at.txFrom <= $asOf < at.txTo
OPTIONAL MATCH (incident)-[held:AT]->(site:Place)
WHERE held.txFrom <= $asOf < held.txTo
WITH
  attacker,
  incident,
  coalesce(incident.date, claim.date) AS date,
  min(site.name) AS site,
  min(place.name) AS spot,
  collect(DISTINCT claim) AS support
ORDER BY date IS NULL, date DESC, incident.key, size(support) DESC, attacker.key
LIMIT toInteger($limit)
CALL (support) {
  UNWIND support AS claim
  WITH claim
  OPTIONAL MATCH (claim)-[repeats:COPY_OF]->(copied:Claim)
  WHERE repeats.txFrom <= $asOf < repeats.txTo
  WITH claim, copied
  ORDER BY copied.key
  WITH claim, coalesce(head(collect(copied)), claim) AS voice
  MATCH (voice)-[:STATED_IN]->(:Sentence)-[:IN]->(article:Article)
  OPTIONAL MATCH (article)-[published:PUBLISHED_BY]->(outlet:Actor)
  WHERE published.txFrom <= $asOf < published.txTo
  WITH
    claim,
    coalesce(outlet.key, article.key) AS source,
    CASE WHEN claim.polarity = 'negated' OR claim.modality = 'denied' THEN 0 ELSE 1 END AS affirms,
    CASE
      WHEN EXISTS {
        MATCH (claim)-[clash:CONTRADICTS]-(rival:Claim)
        WHERE clash.txFrom <= $asOf < clash.txTo
          AND rival.txFrom <= $asOf < rival.txTo
          AND clash.about IN ['began', 'culprit', 'happened', 'victim']
      } THEN 1
      ELSE 0
    END AS disputed
  WITH
    count(claim) AS all,
    sum(affirms) AS affirming,
    sum(disputed) AS disputes,
    count(DISTINCT CASE WHEN affirms = 1 THEN source END) AS affirmers,
    count(DISTINCT source) AS sources
  RETURN
    CASE WHEN affirming > 0 THEN affirming ELSE all END AS claims,
    CASE WHEN affirming > 0 THEN affirmers ELSE sources END AS outlets,
    CASE
      WHEN affirming = 0 THEN 'denied'
      WHEN affirming < all OR disputes > 0 THEN 'contested'
      ELSE 'asserted'
    END AS status
}
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
  attacker.name AS attacker,
  date,
  coalesce(site, spot) AS place,
  status,
  claims,
  outlets,
  said_by,
  evidence[0].quote AS quote,
  evidence[0].claim AS claim,
  incident.title AS incident,
  incident.key AS incident_key,
  attacker.key AS attacker_key,
  evidence
ORDER BY date IS NULL, date DESC, incident_key, size(support) DESC, attacker_key;
