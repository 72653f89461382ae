// Dossier of an actor
// What an actor is said to do, what is done to it and what it says itself, each with the words behind it.
// @param actor: string -- the actor
// @param from: date = null -- first day on which it happened
// @param to: date = null -- last day on which it happened
// @param asOf: int = 9007199254740991 -- what was known at this position of the log; the default is now
// @param limit: int = 50 -- at most so many rows

// Neo4j Browser: set the parameters first, then run the rest
// :params {actor: 'russian_forces', from: null, to: null, asOf: 9007199254740991, limit: 50}
MATCH (actor:Actor {key: $actor})
CALL (actor) {
  MATCH (actor)<-[link:AGENT]-(claim:Claim)
  WHERE link.txFrom <= $asOf < link.txTo
  OPTIONAL MATCH (claim)-[meets:RECIPIENT]->(recipient)
  WHERE meets.txFrom <= $asOf < meets.txTo
    AND recipient.key <> $actor
  OPTIONAL MATCH (claim)-[at:AT]->(place:Place)
  WHERE at.txFrom <= $asOf < at.txTo
  OPTIONAL MATCH (claim)-[joins:AGENT]->(partner:Actor)
  WHERE recipient IS NULL
    AND partner <> actor
    AND claim.type IN ['AGREED_WITH', 'ALLIED_WITH', 'COOPERATED_WITH', 'MET_WITH']
    AND joins.txFrom <= $asOf < joins.txTo
  RETURN claim, 'does' AS part, coalesce(recipient, partner, place) AS party
  UNION
  MATCH (actor)<-[link:RECIPIENT]-(claim:Claim)
  WHERE link.txFrom <= $asOf < link.txTo
  OPTIONAL MATCH (claim)-[does:AGENT]->(agent:Actor)
  WHERE does.txFrom <= $asOf < does.txTo
    AND agent.key <> $actor
  RETURN claim, 'done to it' AS part, agent AS party
  UNION
  MATCH (actor)<-[link:REPORTED_BY]-(claim:Claim)
  WHERE link.txFrom <= $asOf < link.txTo
  OPTIONAL MATCH (claim)-[does:AGENT]->(agent:Actor)
  WHERE does.txFrom <= $asOf < does.txTo
  RETURN claim, 'says' AS part, agent AS party
}
WITH actor, claim, part, party
WHERE claim.txFrom <= $asOf < claim.txTo
OPTIONAL MATCH (claim)-[about:ABOUT]->(incident:Incident)
WHERE about.txFrom <= $asOf < about.txTo
WITH actor, claim, part, party, incident
WHERE ($from IS NULL OR coalesce(claim.dateTo, claim.date, incident.dateTo, incident.date) >= date($from))
  AND ($to IS NULL OR coalesce(claim.date, incident.date) <= date($to))
WITH
  actor,
  part,
  claim.type AS type,
  party,
  min(coalesce(claim.date, incident.date)) AS first,
  max(coalesce(claim.date, incident.date)) AS last,
  collect(DISTINCT claim) AS support
ORDER BY part, size(support) DESC, type, party.key
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
  part,
  replace(replace(toLower(type), '_', ' '), 'de escalated', 'de-escalated') AS what,
  party.name AS party,
  first,
  last,
  status,
  claims,
  outlets,
  said_by,
  evidence[0].quote AS quote,
  evidence[0].claim AS claim,
  type,
  party.key AS party_key,
  actor.name AS actor,
  actor.key AS actor_key,
  actor.kind AS actor_kind,
  actor.country AS actor_country,
  actor.side AS actor_side,
  evidence
ORDER BY part, size(support) DESC, type, party_key;
