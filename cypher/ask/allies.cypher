// Allies
// Who is said to back, support, reinforce or belong to whom, and how often the two are said to have fought each other.
// @param actor: string = null -- an actor on either side; null is everyone
// @param from: date = null -- first day on which it happened
// @param to: date = null -- last day on which it happened
// @param asOf: int = 9007199254740991 -- what was known at this position of the log; the default is now
// @param limit: int = 50 -- at most so many rows

// Neo4j Browser: set the parameters first, then run the rest
// :params {actor: null, from: null, to: null, asOf: 9007199254740991, limit: 50}
CALL () {
  WITH $actor AS key
  WHERE key IS NOT NULL
  MATCH (:Actor {key: key})<-[link:AGENT|RECIPIENT]-(claim:Claim)
  WHERE link.txFrom <= $asOf < link.txTo
    AND claim.type IN ['AIDED', 'ALLIED_WITH', 'BACKS', 'COOPERATED_WITH', 'PART_OF', 'SUPPORTED']
  RETURN claim
  UNION
  WITH 1 AS everything
  WHERE $actor IS NULL
  MATCH (claim:Claim)
  WHERE claim.type IN ['AIDED', 'ALLIED_WITH', 'BACKS', 'COOPERATED_WITH', 'PART_OF', 'SUPPORTED']
  RETURN claim
}
MATCH (claim)-[does:AGENT]->(actor:Actor)
WHERE claim.txFrom <= $asOf < claim.txTo
  AND does.txFrom <= $asOf < does.txTo
  AND claim.modality IN ['asserted', 'alleged', 'denied']
MATCH (claim)-[meets:RECIPIENT|AGENT]->(ally:Actor)
WHERE meets.txFrom <= $asOf < meets.txTo
  AND (type(meets) = 'RECIPIENT' OR does.order < meets.order)
  AND actor <> ally
  AND ($actor IS NULL OR actor.key = $actor OR ally.key = $actor)
OPTIONAL MATCH (claim)-[about:ABOUT]->(incident:Incident)
WHERE about.txFrom <= $asOf < about.txTo
WITH
  claim,
  actor,
  ally,
  coalesce(claim.date, incident.date) AS date,
  coalesce(claim.dateTo, claim.date, incident.dateTo, incident.date) AS dateTo
WHERE ($from IS NULL OR dateTo >= date($from))
  AND ($to IS NULL OR date <= date($to))
WITH
  actor,
  claim.type AS type,
  ally,
  min(date) AS first,
  max(date) AS last,
  collect(DISTINCT claim) AS support
ORDER BY size(support) DESC, actor.key, type, ally.key
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
CALL (actor, ally) {
  WITH
    CASE
      WHEN COUNT { (actor)<-[:AGENT]-() } < COUNT { (ally)<-[:AGENT]-() } THEN [actor, ally]
      ELSE [ally, actor]
    END AS pair
  WITH pair[0] AS few, pair[1] AS many
  MATCH (few)<-[one:AGENT|RECIPIENT]-(fight:Claim)
  WHERE one.txFrom <= $asOf < one.txTo
    AND fight.type = 'ATTACKED'
    AND fight.polarity = 'affirmed'
    AND fight.txFrom <= $asOf < fight.txTo
    AND fight.modality IN ['asserted', 'alleged']
  WITH DISTINCT fight, type(one) AS part, many
  MATCH (fight)-[other:AGENT|RECIPIENT]->(many)
  WHERE type(other) <> part
    AND other.txFrom <= $asOf < other.txTo
  RETURN count(DISTINCT fight) AS fights
}
RETURN
  actor.name AS actor,
  replace(replace(toLower(type), '_', ' '), 'de escalated', 'de-escalated') AS relation,
  ally.name AS ally,
  first,
  last,
  status,
  claims,
  outlets,
  fights,
  said_by,
  evidence[0].quote AS quote,
  evidence[0].claim AS claim,
  type,
  actor.key AS actor_key,
  ally.key AS ally_key,
  evidence
ORDER BY size(support) DESC, actor_key, type, ally_key;
