// Dossier of an actor, as it is kept
// The rows of ask/actor for all times, of an actor that many claims name; no row where they are not kept.
// @param actor: string -- the actor
// @param limit: int = 50 -- at most so many rows, and no more than 50
// @param asOf: int = 9007199254740991 -- the end of the log; nothing else is kept
MATCH (actor:Actor {key: $actor})
CALL (actor) {
  MATCH (kept:Sum {key: 'actor ' + actor.key})
  RETURN split(kept.rows, '\n') AS lines
}
UNWIND range(0, size(lines) - 1) AS place
WITH actor, place, split(lines[place], '\t') AS row
WHERE place < $limit
OPTIONAL MATCH (one:Actor {key: row[3]})
WHERE row[2] = 'Actor'
OPTIONAL MATCH (spot:Place {key: row[3]})
WHERE row[2] = 'Place'
WITH actor, place, row, coalesce(one, spot) AS party
CALL (row) {
  UNWIND split(row[10], ' ') AS key
  MATCH (claim:Claim {key: key})
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
  row[0] AS part,
  replace(replace(toLower(row[1]), '_', ' '), 'de escalated', 'de-escalated') AS what,
  party.name AS party,
  CASE WHEN row[8] <> '' THEN date(row[8]) END AS first,
  CASE WHEN row[9] <> '' THEN date(row[9]) END AS last,
  row[7] AS status,
  toInteger(row[5]) AS claims,
  toInteger(row[6]) AS outlets,
  said_by,
  evidence[0].quote AS quote,
  evidence[0].claim AS claim,
  row[1] AS type,
  party.key AS party_key,
  actor.name AS actor,
  actor.key AS actor_key,
  actor.kind AS actor_kind,
  actor.country AS actor_country,
  actor.side AS actor_side,
  evidence
ORDER BY place;
