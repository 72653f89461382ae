// Contested incidents
// Incidents whose sources contradict each other on the culprit, the toll, the victim, who began, or whether it happened: both sides with who said each.
// @param about: string = null -- culprit, toll, victim, began, time or happened; null is all of them
// @param incident: string = null -- one incident; null is all of them
// @param from: date = null -- first day on which it happened
// @param to: date = null -- last day on which it happened
// @param asOf: int = 9007199254740991 -- what was known at this position of the log; the default is now
// @param limit: int = 50 -- at most so many rows
// @param days: list = null -- only rows of these days, of all that there are from the first of them on; kg asks for the newest first

// Neo4j Browser: set the parameters first, then run the rest
// :params {about: null, incident: null, from: null, to: null, asOf: 9007199254740991, limit: 50, days: null}
CALL () {
  WITH $incident AS key
  WHERE key IS NOT NULL
  MATCH (:Incident {key: key})<-[about:ABOUT]-(one:Claim)-[clash:CONTRADICTS]->(other:Claim)
  WHERE about.txFrom <= $asOf < about.txTo
  RETURN one, clash, other
  UNION
  WITH 1 AS everything
  WHERE $incident IS NULL
    AND $days IS NULL
  MATCH (one:Claim)-[clash:CONTRADICTS]->(other:Claim)
  RETURN one, clash, other
  UNION
  UNWIND [text IN $days | date(text)] AS day
  WITH day
  WHERE $incident IS NULL
  MATCH (incident:Incident {date: day})<-[about:ABOUT]-(one:Claim)-[clash:CONTRADICTS]->(other:Claim)
  WHERE about.txFrom <= $asOf < about.txTo
  RETURN one, clash, other
}
WITH DISTINCT one, clash, other
WHERE clash.txFrom <= $asOf < clash.txTo
  AND one.txFrom <= $asOf < one.txTo
  AND other.txFrom <= $asOf < other.txTo
  AND ($about IS NULL OR clash.about = $about)
MATCH (one)-[about:ABOUT]->(incident:Incident)
WHERE about.txFrom <= $asOf < about.txTo
  AND ($incident IS NULL OR incident.key = $incident)
  AND ($from IS NULL OR coalesce(incident.dateTo, incident.date, one.dateTo, one.date) >= date($from))
  AND ($to IS NULL OR coalesce(incident.date, one.date) <= date($to))
  AND ($days IS NULL OR incident.date >= date($days[0]))
CALL (one, other, clash) {
  UNWIND [one, other] AS claim
  CALL (claim) {
    OPTIONAL MATCH (claim)-[does:AGENT]->(agent:Actor)
    WHERE does.txFrom <= $asOf < does.txTo
    WITH agent, does
    ORDER BY does.order, agent.key
    WITH collect(DISTINCT agent.name) AS names
    RETURN reduce(text = names[0], name IN names[1..] | text + ', ' + name) AS who
  }
  CALL (claim) {
    OPTIONAL MATCH (claim)-[meets:RECIPIENT]->(recipient)
    WHERE meets.txFrom <= $asOf < meets.txTo
    WITH recipient, meets
    ORDER BY meets.order, recipient.key
    WITH collect(DISTINCT recipient.name) AS names
    RETURN reduce(text = names[0], name IN names[1..] | text + ', ' + name) AS whom
  }
  CALL (claim) {
    UNWIND [
      ['killed', claim.killedLow, claim.killedBest, claim.killedHigh],
      ['wounded', claim.woundedLow, claim.woundedBest, claim.woundedHigh],
      ['captured', claim.capturedLow, claim.capturedBest, claim.capturedHigh],
      ['displaced', claim.displacedLow, claim.displacedBest, claim.displacedHigh]
    ] AS count
    WITH
      count[0] AS fate,
      CASE
        WHEN count[1] = count[3] THEN toString(count[1])
        WHEN count[1] IS NOT NULL AND count[3] IS NOT NULL THEN toString(count[1]) + '-' + toString(count[3])
        WHEN count[1] IS NOT NULL THEN toString(count[1]) + '+'
        WHEN count[3] IS NOT NULL THEN 'up to ' + toString(count[3])
        ELSE toString(count[2])
      END AS number
    WITH collect(number + ' ' + fate) AS counts
    RETURN reduce(text = counts[0], next IN counts[1..] | text + ', ' + next) AS toll
  }
  WITH *,
    CASE
      WHEN claim.type = 'CASUALTIES' THEN
        CASE WHEN claim.polarity = 'negated' THEN 'not ' ELSE '' END
        + coalesce(toll, 'casualties')
        + coalesce(': ' + whom, '')
        + CASE WHEN clash.about = 'culprit' THEN coalesce(' (by ' + who + ')', '') ELSE '' END
      ELSE
        coalesce(who + ' ', '')
        + CASE WHEN claim.polarity = 'negated' THEN 'not ' ELSE '' END
        + replace(replace(toLower(claim.type), '_', ' '), 'de escalated', 'de-escalated')
        + CASE WHEN claim.modality = 'asserted' THEN '' ELSE ' (' + claim.modality + ')' END
        + CASE WHEN who = whom THEN ' each other' ELSE coalesce(' ' + whom, '') END
    END AS text
  ORDER BY text, claim.key
  RETURN collect(text) AS texts, collect(claim) AS claims
}
WITH
  incident,
  incident.date AS date,
  clash.about AS about,
  texts[0] AS one_says,
  texts[1] AS other_says,
  collect(DISTINCT claims[0]) AS ones,
  collect(DISTINCT claims[1]) AS others
ORDER BY date IS NULL, date DESC, incident.key, about, one_says, other_says
LIMIT toInteger($limit)
CALL (ones, others) {
  UNWIND [[0, ones], [1, others]] AS party
  CALL (party) {
    UNWIND party[1] AS claim
    WITH claim
    ORDER BY claim.txFrom, claim.start, claim.key
    LIMIT 20
    RETURN claim
  }
  WITH party[0] AS side, claim
  MATCH (claim)-[:STATED_IN]->(:Sentence)-[:IN]->(article:Article)
  OPTIONAL MATCH (article)-[published:PUBLISHED_BY]->(outlet:Actor)
  WHERE published.txFrom <= $asOf < published.txTo
  OPTIONAL MATCH (claim)-[said:REPORTED_BY]->(speaker:Actor)
  WHERE said.txFrom <= $asOf < said.txTo
  WITH side, claim, article, outlet, speaker, min(said.order) AS turn
  ORDER BY turn, speaker.key
  WITH side, claim, article, outlet, collect(speaker.name) AS speakers
  WITH
    side,
    claim,
    article,
    outlet,
    reduce(
      chain = coalesce(speakers[0], article.title, article.id),
      name IN speakers[1..] | chain + ' via ' + name
    ) AS saidBy,
    claim.polarity = 'negated' OR claim.modality = 'denied' AS denied
  ORDER BY denied, article.publishedAt, article.key, claim.start, claim.key
  WITH
    side,
    collect(DISTINCT saidBy + CASE WHEN denied THEN ' (denies)' ELSE '' END) AS voices,
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
    }) AS words
  ORDER BY side
  RETURN collect(voices) AS said_by, collect(words) AS evidence
}
RETURN
  incident.title AS incident,
  date,
  about,
  one_says,
  said_by[0] AS one_said_by,
  evidence[0][0].quote AS one_quote,
  other_says,
  said_by[1] AS other_said_by,
  evidence[1][0].quote AS other_quote,
  evidence[0][0].claim AS claim,
  evidence[1][0].claim AS other_claim,
  incident.key AS incident_key,
  evidence[0] AS one_evidence,
  evidence[1] AS other_evidence
ORDER BY date IS NULL, date DESC, incident_key, about, one_says, other_says;
