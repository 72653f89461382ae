// Hotspots
// Places by how much is said to have happened there: incidents, attacks, the killed (lowest and highest toll), and by whom it is said.
// @param within: string = null -- only places within this one; null is everywhere
// @param from: date = null -- first day on which it happened
// @param to: date = null -- last day on which it happened
// @param asOf: int = 9007199254740991 -- what was known at this position of the log; the default is now
// @param limit: int = 50 -- at most so many rows
// @param days: list = null -- all days that claims tell of from a month before `from` until `to`, to look for no others

// Neo4j Browser: set the parameters first, then run the rest
// :params {within: null, from: null, to: null, asOf: 9007199254740991, limit: 50, days: null}
CALL () {
  OPTIONAL MATCH (:Place {key: $within}) (()<-[up:WITHIN WHERE up.txFrom <= $asOf < up.txTo]-()){0,8} (inner:Place)
  RETURN collect(DISTINCT inner.key) AS inside
}
CALL (inside) {
  WITH inside
  WHERE $within IS NOT NULL
  UNWIND inside AS key
  MATCH (:Place {key: key})<-[:AT]-(claim:Claim)
  RETURN claim
  UNION
  WITH inside
  WHERE $within IS NOT NULL
  UNWIND inside AS key
  MATCH (:Place {key: key})<-[:AT]-(:Incident)<-[:ABOUT]-(claim:Claim)
  RETURN claim
  UNION
  UNWIND CASE WHEN $within IS NULL AND $days IS NULL THEN [1] ELSE [] END AS everything
  MATCH (claim:Claim)
  RETURN claim
  UNION
  WITH date($from) AS begin
  UNWIND [text IN $days | date(text)] AS day
  MATCH (claim:Claim {date: day})
  WHERE begin IS NULL
    OR claim.dateTo >= begin
  RETURN claim
  UNION
  UNWIND [text IN $days | date(text)] AS day
  MATCH (incident:Incident {date: day})<-[:ABOUT]-(claim:Claim)
  WHERE claim.date IS NULL
    AND ($from IS NULL OR coalesce(incident.dateTo, incident.date) >= date($from))
  RETURN claim
  UNION
  WITH $days AS days
  WHERE days IS NOT NULL
  MATCH (claim:Claim {long: true})
  RETURN claim
  UNION
  WITH $days AS days
  WHERE days IS NOT NULL
  MATCH (:Incident {long: true})<-[:ABOUT]-(claim:Claim)
  WHERE claim.date IS NULL
  RETURN claim
}
WITH DISTINCT inside, claim
MATCH (claim)-[about:ABOUT]->(incident:Incident)
WHERE about.txFrom <= $asOf < about.txTo
  AND claim.txFrom <= $asOf < claim.txTo
  AND ($from IS NULL OR coalesce(claim.dateTo, claim.date, incident.dateTo, incident.date) >= date($from))
  AND ($to IS NULL OR coalesce(claim.date, incident.date) <= date($to))
WITH inside, incident, collect(DISTINCT claim) AS told
OPTIONAL MATCH (incident)-[held:AT]->(site:Place)
WHERE held.txFrom <= $asOf < held.txTo
UNWIND told AS claim
WITH
  inside,
  claim,
  incident,
  CASE
    WHEN site IS NULL THEN head([(claim)-[at:AT]->(spot:Place) WHERE at.txFrom <= $asOf < at.txTo | spot])
    ELSE site
  END AS place,
  claim.polarity = 'affirmed' AND claim.modality IN ['asserted', 'alleged'] AS affirmed
WHERE place IS NOT NULL
  AND ($within IS NULL OR place.key IN inside)
WITH
  place,
  incident,
  collect(DISTINCT claim) AS behind,
  min(CASE WHEN affirmed THEN coalesce(claim.killedLow, claim.killedBest) END) AS low,
  max(CASE WHEN affirmed THEN coalesce(claim.killedHigh, claim.killedBest, claim.killedLow) END) AS high,
  max(CASE WHEN affirmed AND claim.type = 'ATTACKED' THEN 1 ELSE 0 END) AS attack,
  min(coalesce(claim.date, incident.date)) AS first,
  max(coalesce(claim.date, incident.date)) AS last
WITH
  place,
  count(incident) AS incidents,
  sum(attack) AS attacks,
  count(low) AS tolls,
  sum(low) AS low,
  sum(high) AS high,
  min(first) AS first,
  max(last) AS last,
  collect(behind) AS behind
WITH *, reduce(claims = [], some IN behind | claims + some) AS support
WITH *, size(support) AS many
ORDER BY incidents DESC, many DESC, place.key
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
  place.name AS place,
  incidents,
  attacks,
  CASE WHEN tolls > 0 THEN low END AS killed_low,
  CASE WHEN tolls > 0 THEN high END AS killed_high,
  first,
  last,
  claims,
  outlets,
  said_by,
  evidence[0].quote AS quote,
  evidence[0].claim AS claim,
  place.key AS place_key,
  place.latitude AS latitude,
  place.longitude AS longitude,
  evidence
ORDER BY incidents DESC, size(support) DESC, place_key;
