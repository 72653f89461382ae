// Edges that rest on one outlet
// What a single outlet stands behind: an actor, what it did and to whom, with nobody else saying so.
// @param actor: string = null -- an actor on either side; null is everyone
// @param type: string = null -- a claim type such as ATTACKED; null is all of them
// @param from: date = null -- first day on which it happened
// @param to: date = null -- last day on which it happened
// @param asOf: int = 9007199254740991 -- what was known at this position of the log; the default is now
// @param limit: int = 50 -- at most so many rows
// @param days: list = null -- only rows of these days, of all that there are from the first of them on; kg asks for the newest first

// Neo4j Browser: set the parameters first, then run the rest
// :params {actor: null, type: null, from: null, to: null, asOf: 9007199254740991, limit: 50, days: null}
CALL () {
  // An edge without a dated incident is as old as its oldest claim: where there may be one, all claims are needed.
  UNWIND [text IN $days | date(text)] AS day
  MATCH (loose:Claim {date: day})
  WHERE loose.txFrom <= $asOf < loose.txTo
    AND ($type IS NULL OR loose.type = $type)
  WITH loose, [(loose)-[about:ABOUT]->(incident:Incident) WHERE about.txFrom <= $asOf < about.txTo | incident.date IS NULL] AS undated
  WHERE (size(undated) = 0 OR true IN undated)
    AND ($actor IS NULL OR $actor IN [(loose)-[link:AGENT|RECIPIENT|AT]->(party) WHERE link.txFrom <= $asOf < link.txTo | party.key])
  RETURN count(loose) AS loose
}
CALL (loose) {
  WITH $actor AS key
  WHERE key IS NOT NULL
    AND $days IS NULL
  MATCH (:Actor {key: key})<-[link:AGENT|RECIPIENT]-(claim:Claim)
  WHERE link.txFrom <= $asOf < link.txTo
  RETURN claim
  UNION
  WITH $actor AS key
  WHERE key IS NOT NULL
    AND $days IS NULL
  MATCH (:Place {key: key})<-[link:AT|RECIPIENT]-(claim:Claim)
  WHERE link.txFrom <= $asOf < link.txTo
  RETURN claim
  UNION
  WITH 1 AS everything
  WHERE $actor IS NULL
    AND $days IS NULL
  MATCH (claim:Claim)
  RETURN claim
  UNION
  UNWIND [text IN $days | date(text)] AS day
  WITH day, loose
  WHERE loose = 0
  MATCH (incident:Incident {date: day})<-[about:ABOUT]-(claim:Claim)
  WHERE about.txFrom <= $asOf < about.txTo
    AND ($actor IS NULL OR $actor IN [(claim)-[link:AGENT|RECIPIENT|AT]->(party) WHERE link.txFrom <= $asOf < link.txTo | party.key])
  RETURN claim
}
WITH DISTINCT claim
MATCH (claim)-[does:AGENT]->(agent:Actor)
WHERE claim.txFrom <= $asOf < claim.txTo
  AND does.txFrom <= $asOf < does.txTo
  AND claim.type <> 'CASUALTIES'
  AND claim.modality IN ['asserted', 'alleged', 'denied']
  AND ($type IS NULL OR claim.type = $type)
OPTIONAL MATCH (claim)-[about:ABOUT]->(incident:Incident)
WHERE about.txFrom <= $asOf < about.txTo
OPTIONAL MATCH (claim)-[meets:RECIPIENT]->(recipient)
WHERE meets.txFrom <= $asOf < meets.txTo
OPTIONAL MATCH (claim)-[at:AT]->(place:Place)
WHERE at.txFrom <= $asOf < at.txTo
OPTIONAL MATCH (claim)-[joins:AGENT]->(partner:Actor)
WHERE recipient IS NULL
  AND claim.type IN ['AGREED_WITH', 'ALLIED_WITH', 'COOPERATED_WITH', 'MET_WITH']
  AND joins.txFrom <= $asOf < joins.txTo
  AND joins.order <> does.order
WITH claim, agent, incident, partner, does.order < joins.order AS leads, coalesce(recipient, partner, place, incident) AS target
WHERE target IS NOT NULL
  AND target.key <> agent.key
  AND (partner IS NULL OR leads)
  AND ($actor IS NULL OR agent.key = $actor OR target.key = $actor)
  AND ($from IS NULL OR coalesce(claim.dateTo, claim.date, incident.dateTo, incident.date) >= date($from))
  AND ($to IS NULL OR coalesce(claim.date, incident.date) <= date($to))
  AND ($days IS NULL OR incident.date >= date($days[0]))
OPTIONAL MATCH (claim)-[repeats:COPY_OF]->(copied:Claim)
WHERE repeats.txFrom <= $asOf < repeats.txTo
WITH claim, agent, incident, target, copied
ORDER BY copied.key
WITH claim, agent, incident, target, coalesce(head(collect(copied)), claim) AS voice
MATCH (voice)-[:STATED_IN]->(:Sentence)-[:IN]->(article:Article)
OPTIONAL MATCH (article)-[published:PUBLISHED_BY]->(outlet:Actor)
WHERE published.txFrom <= $asOf < published.txTo
WITH
  agent,
  claim.type AS type,
  target,
  incident,
  min(claim.date) AS date,
  count(DISTINCT CASE
    WHEN claim.polarity = 'affirmed' AND claim.modality <> 'denied' THEN coalesce(outlet.key, article.key)
  END) AS affirmers,
  count(DISTINCT coalesce(outlet.key, article.key)) AS voices,
  collect(DISTINCT claim) AS support
WHERE affirmers = 1
  OR (affirmers = 0 AND voices = 1)
WITH agent, type, target, incident, coalesce(incident.date, date) AS date, support
ORDER BY date IS NULL, date DESC, agent.key, type, target.key, incident.key
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
  agent.name AS actor,
  replace(replace(toLower(type), '_', ' '), 'de escalated', 'de-escalated') AS what,
  coalesce(target.name, target.title) AS whom,
  date,
  evidence[0].outlet AS outlet,
  status,
  claims,
  said_by,
  evidence[0].quote AS quote,
  evidence[0].claim AS claim,
  type,
  agent.key AS actor_key,
  target.key AS whom_key,
  incident.title AS incident,
  incident.key AS incident_key,
  evidence
ORDER BY date IS NULL, date DESC, actor_key, type, whom_key, incident_key;
