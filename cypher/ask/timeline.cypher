// Timeline
// Incidents in the order in which they happened, with what is said to have happened and by whom.
// @param actor: string = null -- an actor that takes part; null is everyone
// @param place: string = null -- a place or what it lies within; null is everywhere
// @param from: date = null -- first day on which it happened
// @param to: date = null -- last day on which it happened
// @param asOf: int = 9007199254740991 -- what was known at this position of the log; the default is now
// @param limit: int = 50 -- at most so many rows
// @param days: list = null -- only rows of these days, of all that there are up to the last of them; kg asks for the oldest first

// Neo4j Browser: set the parameters first, then run the rest
// :params {actor: null, place: null, from: null, to: null, asOf: 9007199254740991, limit: 50, days: null}
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
  WITH $place AS key
  WHERE key IS NOT NULL
    AND $actor IS NULL
  MATCH (:Place {key: key}) (()<-[up:WITHIN WHERE up.txFrom <= $asOf < up.txTo]-()){0,8} (:Place)<-[held:AT]-(incident:Incident)
  WHERE held.txFrom <= $asOf < held.txTo
  RETURN incident
  UNION
  WITH 1 AS everything
  WHERE $actor IS NULL
    AND $place IS NULL
    AND $days IS NULL
  MATCH (incident:Incident)
  RETURN incident
  UNION
  UNWIND [text IN $days | date(text)] AS day
  WITH day
  WHERE ($place IS NULL OR $actor IS NOT NULL)
  MATCH (incident:Incident {date: day})
  WHERE ($actor IS NULL OR EXISTS {
      MATCH (incident)<-[about:ABOUT]-(claim:Claim)-[link:AGENT|RECIPIENT]->(party:Actor)
      WHERE about.txFrom <= $asOf < about.txTo
        AND claim.txFrom <= $asOf < claim.txTo
        AND link.txFrom <= $asOf < link.txTo
        AND party.key = $actor
      RETURN claim
      LIMIT 1
    })
  RETURN incident
}
WITH DISTINCT incident
WHERE incident.txFrom <= $asOf
  AND ($from IS NULL OR coalesce(incident.dateTo, incident.date) >= date($from))
  AND ($to IS NULL OR incident.date <= date($to))
  AND ($actor IS NOT NULL OR EXISTS {
    MATCH (incident)<-[about:ABOUT]-(claim:Claim)
    WHERE about.txFrom <= $asOf < about.txTo
      AND claim.txFrom <= $asOf < claim.txTo
    RETURN claim
    LIMIT 1
  })
  AND ($place IS NULL OR $actor IS NULL OR EXISTS {
    MATCH (incident)-[held:AT]->(:Place) (()-[up:WITHIN WHERE up.txFrom <= $asOf < up.txTo]->()){0,8} (:Place {key: $place})
    WHERE held.txFrom <= $asOf < held.txTo
  })
WITH incident
ORDER BY incident.date, incident.key
LIMIT toInteger($limit)
OPTIONAL MATCH (incident)-[held:AT]->(site:Place)
WHERE held.txFrom <= $asOf < held.txTo
WITH incident, min(site.name) AS place
CALL (incident) {
  MATCH (incident)<-[about:ABOUT]-(claim:Claim)
  WHERE about.txFrom <= $asOf < about.txTo
    AND claim.txFrom <= $asOf < claim.txTo
  CALL (claim) {
    MATCH (claim)-[link:AGENT|RECIPIENT]->(party)
    WHERE link.txFrom <= $asOf < link.txTo
    WITH link, party
    ORDER BY link.order, party.key
    RETURN
      collect(DISTINCT CASE type(link) WHEN 'AGENT' THEN party.name END) AS agents,
      collect(DISTINCT CASE type(link) WHEN 'RECIPIENT' THEN party.name END) AS recipients
  }
  WITH
    claim,
    reduce(text = agents[0], name IN agents[1..] | text + ', ' + name) AS who,
    reduce(text = recipients[0], name IN recipients[1..] | text + ', ' + name) AS whom,
    CASE
      WHEN claim.type = 'CASUALTIES' THEN [
        ['killed', claim.killedLow, claim.killedBest, claim.killedHigh],
        ['wounded', claim.woundedLow, claim.woundedBest, claim.woundedHigh],
        ['captured', claim.capturedLow, claim.capturedBest, claim.capturedHigh],
        ['displaced', claim.displacedLow, claim.displacedBest, claim.displacedHigh]
      ]
      ELSE []
    END AS counts
  WITH
    claim,
    who,
    whom,
    [count IN counts WHERE coalesce(count[1], count[2], count[3]) IS NOT NULL |
      CASE
        WHEN count[1] = count[3] THEN toString(count[1])
        WHEN count[1] IS NOT NULL AND count[3] IS NOT NULL THEN toString(count[1]) + '-' + toString(count[3])
        WHEN count[1] IS NOT NULL THEN toString(count[1]) + '+'
        WHEN count[3] IS NOT NULL THEN 'up to ' + toString(count[3])
        ELSE toString(count[2])
      END + ' ' + count[0]] AS counts
  WITH claim, who, whom, reduce(text = counts[0], next IN counts[1..] | text + ', ' + next) AS toll
  WITH *,
    CASE
      WHEN claim.type = 'CASUALTIES' THEN
        CASE WHEN claim.polarity = 'negated' THEN 'not ' ELSE '' END
        + coalesce(toll, 'casualties')
        + coalesce(': ' + whom, '')
        + ''
      ELSE
        coalesce(who + ' ', '')
        + CASE WHEN claim.polarity = 'negated' THEN 'not ' ELSE '' END
        + replace(replace(toLower(claim.type), '_', ' '), 'de escalated', 'de-escalated')
        + CASE WHEN claim.modality = 'asserted' THEN '' ELSE ' (' + claim.modality + ')' END
        + CASE WHEN who = whom THEN ' each other' ELSE coalesce(' ' + whom, '') END
    END AS text
  ORDER BY text, claim.key
  RETURN
    collect(DISTINCT text) AS happened,
    collect(claim) AS support
}
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
  incident.date AS date,
  incident.title AS incident,
  place,
  happened,
  status,
  claims,
  outlets,
  said_by,
  evidence[0].quote AS quote,
  evidence[0].claim AS claim,
  incident.dateTo AS date_to,
  incident.category AS category,
  incident.key AS incident_key,
  evidence
ORDER BY date, incident_key;
