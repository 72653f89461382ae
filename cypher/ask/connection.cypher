// How two actors are connected
// The shortest chain of claims from one actor to another, at most four steps, with who said each; of chains equally long the first by key.
// @param actor: string -- where the chain starts
// @param other: string -- where it ends
// @param from: date = null -- first day on which it happened
// @param to: date = null -- last day on which it happened
// @param asOf: int = 9007199254740991 -- what was known at this position of the log; the default is now
// @param limit: int = 50 -- at most so many rows

// Neo4j Browser: set the parameters first, then run the rest
// :params {actor: 'russian_forces', other: 'sdf', from: null, to: null, asOf: 9007199254740991, limit: 50}
MATCH (start:Actor {key: $actor})
CALL (start) {
  MATCH (goal:Actor {key: $other})
  WHERE goal <> start
  RETURN
    goal,
    CASE
      WHEN COUNT { (start)<-[:AGENT]-() } > COUNT { (goal)<-[:AGENT]-() } THEN [goal.key, start.key]
      ELSE [start.key, goal.key]
    END AS ends
}
CALL (ends) {
  UNWIND [ends[0]] AS key
  MATCH (:Actor {key: key})<-[left:AGENT|RECIPIENT]-(claim:Claim)-[right:AGENT|RECIPIENT]->(next:Actor)
  WHERE left.txFrom <= $asOf < left.txTo
    AND right.txFrom <= $asOf < right.txTo
    AND claim.txFrom <= $asOf < claim.txTo
    AND ($from IS NULL OR coalesce(claim.dateTo, claim.date) >= date($from))
    AND ($to IS NULL OR claim.date <= date($to))
  RETURN collect(DISTINCT next.key) AS near
}
CALL (ends, near) {
  UNWIND CASE WHEN ends[1] IN near THEN [] ELSE [ends[1]] END AS key
  MATCH (:Actor {key: key})<-[left:AGENT|RECIPIENT]-(claim:Claim)-[right:AGENT|RECIPIENT]->(next:Actor)
  WHERE left.txFrom <= $asOf < left.txTo
    AND right.txFrom <= $asOf < right.txTo
    AND claim.txFrom <= $asOf < claim.txTo
    AND ($from IS NULL OR coalesce(claim.dateTo, claim.date) >= date($from))
    AND ($to IS NULL OR claim.date <= date($to))
  RETURN collect(DISTINCT next.key) AS far
}
WITH
  start,
  goal,
  ends[1] IN near AS neighbours,
  CASE WHEN ends[0] = start.key THEN near ELSE far END AS one,
  CASE WHEN ends[0] = start.key THEN far ELSE near END AS around
WITH *, neighbours OR any(key IN one WHERE key IN around) AS found
CALL (one, found) {
  UNWIND CASE WHEN found THEN [] ELSE one END AS key
  MATCH (:Actor {key: key})<-[left:AGENT|RECIPIENT]-(claim:Claim)-[right:AGENT|RECIPIENT]->(next:Actor)
  WHERE left.txFrom <= $asOf < left.txTo
    AND right.txFrom <= $asOf < right.txTo
    AND claim.txFrom <= $asOf < claim.txTo
    AND ($from IS NULL OR coalesce(claim.dateTo, claim.date) >= date($from))
    AND ($to IS NULL OR claim.date <= date($to))
  RETURN collect(DISTINCT next.key) AS two
}
WITH *, found OR any(key IN two WHERE key IN around) AS met
CALL (two, met) {
  UNWIND CASE WHEN met THEN [] ELSE two END AS key
  MATCH (:Actor {key: key})<-[left:AGENT|RECIPIENT]-(claim:Claim)-[right:AGENT|RECIPIENT]->(next:Actor)
  WHERE left.txFrom <= $asOf < left.txTo
    AND right.txFrom <= $asOf < right.txTo
    AND claim.txFrom <= $asOf < claim.txTo
    AND ($from IS NULL OR coalesce(claim.dateTo, claim.date) >= date($from))
    AND ($to IS NULL OR claim.date <= date($to))
  RETURN collect(DISTINCT next.key) AS three
}
WITH start, goal, one, two, three, around,
  CASE
    WHEN neighbours THEN 1
    WHEN found THEN 2
    WHEN met THEN 3
    WHEN any(key IN three WHERE key IN around) THEN 4
  END AS steps
WHERE steps IS NOT NULL
WITH start, goal, steps, [[start.key], one, two, three] AS levels, around
WITH start, goal, steps, levels, [key IN around WHERE steps > 1 AND key IN levels[steps - 1]] AS keys
WITH
  start,
  goal,
  steps,
  levels,
  reduce(least = keys[0], key IN keys[1..] | CASE WHEN key < least THEN key ELSE least END) AS last
CALL (last, steps, levels) {
  MATCH (:Actor {key: last})<-[left:AGENT|RECIPIENT]-(claim:Claim)-[right:AGENT|RECIPIENT]->(before:Actor)
  WHERE steps > 2
    AND before.key IN levels[steps - 2]
    AND left.txFrom <= $asOf < left.txTo
    AND right.txFrom <= $asOf < right.txTo
    AND claim.txFrom <= $asOf < claim.txTo
    AND ($from IS NULL OR coalesce(claim.dateTo, claim.date) >= date($from))
    AND ($to IS NULL OR claim.date <= date($to))
  WITH collect(DISTINCT before.key) AS keys
  RETURN reduce(least = keys[0], key IN keys[1..] | CASE WHEN key < least THEN key ELSE least END) AS middle
}
CALL (middle, steps, levels) {
  MATCH (:Actor {key: middle})<-[left:AGENT|RECIPIENT]-(claim:Claim)-[right:AGENT|RECIPIENT]->(before:Actor)
  WHERE steps > 3
    AND before.key IN levels[steps - 3]
    AND left.txFrom <= $asOf < left.txTo
    AND right.txFrom <= $asOf < right.txTo
    AND claim.txFrom <= $asOf < claim.txTo
    AND ($from IS NULL OR coalesce(claim.dateTo, claim.date) >= date($from))
    AND ($to IS NULL OR claim.date <= date($to))
  WITH collect(DISTINCT before.key) AS keys
  RETURN reduce(least = keys[0], key IN keys[1..] | CASE WHEN key < least THEN key ELSE least END) AS early
}
WITH [key IN [start.key, early, middle, last, goal.key] WHERE key IS NOT NULL] AS keys
UNWIND range(1, size(keys) - 1) AS step
CALL (keys, step) {
  UNWIND [keys[step - 1], keys[step]] AS key
  MATCH (party:Actor {key: key})
  WITH key, COUNT { (party)<-[:AGENT]-() } AS claims
  ORDER BY claims, key
  RETURN collect(key) AS ends
}
CALL (ends) {
  MATCH (:Actor {key: ends[0]})<-[one:AGENT|RECIPIENT]-(claim:Claim)
  WHERE one.txFrom <= $asOf < one.txTo
    AND claim.txFrom <= $asOf < claim.txTo
    AND ($from IS NULL OR coalesce(claim.dateTo, claim.date) >= date($from))
    AND ($to IS NULL OR claim.date <= date($to))
    AND ends[1] IN [(claim)-[two:AGENT|RECIPIENT]->(party:Actor) WHERE two.txFrom <= $asOf < two.txTo | party.key]
  RETURN DISTINCT claim
}
MATCH (claim)-[left:AGENT|RECIPIENT]->(actor:Actor)
WHERE actor.key = keys[step - 1]
  AND left.txFrom <= $asOf < left.txTo
MATCH (claim)-[right:AGENT|RECIPIENT]->(other:Actor)
WHERE other.key = keys[step]
  AND right.txFrom <= $asOf < right.txTo
WITH
  step,
  actor,
  claim.type AS type,
  CASE
    WHEN type(left) = 'AGENT' AND type(right) = 'RECIPIENT' THEN ''
    WHEN type(left) = 'RECIPIENT' AND type(right) = 'AGENT' THEN ' by'
    WHEN type(left) = 'AGENT' AND claim.type ENDS WITH '_WITH' THEN ''
    WHEN type(left) = 'AGENT' THEN ' together with'
    ELSE ' like'
  END AS direction,
  other,
  min(claim.date) AS first,
  collect(DISTINCT claim) AS support
ORDER BY step, size(support) DESC, type, direction
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
  step,
  actor.name AS actor,
  replace(replace(toLower(type), '_', ' '), 'de escalated', 'de-escalated') + direction AS what,
  other.name AS other,
  first,
  status,
  claims,
  outlets,
  said_by,
  evidence[0].quote AS quote,
  evidence[0].claim AS claim,
  type,
  actor.key AS actor_key,
  other.key AS other_key,
  evidence
ORDER BY step, size(support) DESC, type, what;
