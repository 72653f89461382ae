// Allies, as they are kept
// The rows of ask/allies for all times; no row where they are not kept.
// @param actor: string = null -- an actor on either side; null is everyone
// @param limit: int = 50 -- at most so many rows, and no more than 50
// @param asOf: int = 9007199254740991 -- the end of the log; nothing else is kept
MATCH (kept:Sum {key: 'allies' + coalesce(' ' + $actor, '')})
WITH split(kept.rows, '\n') AS lines
UNWIND range(0, size(lines) - 1) AS place
WITH place, split(lines[place], '\t') AS row
WHERE place < $limit
MATCH (actor:Actor {key: row[0]})
CALL (row) {
  MATCH (ally:Actor {key: row[2]})
  RETURN ally
}
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
  actor.name AS actor,
  replace(replace(toLower(row[1]), '_', ' '), 'de escalated', 'de-escalated') AS relation,
  ally.name AS ally,
  CASE WHEN row[7] <> '' THEN date(row[7]) END AS first,
  CASE WHEN row[8] <> '' THEN date(row[8]) END AS last,
  row[6] AS status,
  toInteger(row[4]) AS claims,
  toInteger(row[5]) AS outlets,
  toInteger(row[9]) AS fights,
  said_by,
  evidence[0].quote AS quote,
  evidence[0].claim AS claim,
  row[1] AS type,
  actor.key AS actor_key,
  ally.key AS ally_key,
  evidence
ORDER BY place;
