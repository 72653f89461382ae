// Hotspots, as they are kept
// The rows of ask/hotspots for all times; no row where they are not kept.
// @param within: string = null -- only places within this one; null is everywhere
// @param limit: int = 50 -- at most so many rows, and no more than 50
// @param asOf: int = 9007199254740991 -- the end of the log; nothing else is kept
CALL () {
  WITH 'hotspots' AS board
  WHERE $within IS NULL
  MATCH (kept:Sum {key: board})
  UNWIND split(kept.rows, '\n') AS line
  RETURN split(line, '\t') AS row
  UNION
  WITH $within AS key
  WHERE key IS NOT NULL
  MATCH (:Place {key: key}) (()<-[up:WITHIN WHERE up.txFrom <= $asOf < up.txTo]-()){0,8} (inner:Place)
  WITH DISTINCT inner
  MATCH (kept:Sum {key: 'hotspots ' + inner.key})
  RETURN split(kept.rows, '\t') AS row
}
WITH row, toInteger(row[7]) AS incidents
ORDER BY incidents DESC, toInteger(row[1]) DESC, row[0]
LIMIT toInteger($limit)
MATCH (place:Place {key: row[0]})
CALL (row) {
  UNWIND split(row[11], ' ') AS key
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
  place.name AS place,
  incidents,
  toInteger(row[8]) AS attacks,
  toInteger(row[9]) AS killed_low,
  toInteger(row[10]) AS killed_high,
  CASE WHEN row[5] <> '' THEN date(row[5]) END AS first,
  CASE WHEN row[6] <> '' THEN date(row[6]) END AS last,
  toInteger(row[2]) AS claims,
  toInteger(row[3]) AS outlets,
  said_by,
  evidence[0].quote AS quote,
  evidence[0].claim AS claim,
  place.key AS place_key,
  place.latitude AS latitude,
  place.longitude AS longitude,
  evidence
ORDER BY incidents DESC, toInteger(row[1]) DESC, place_key;
