// Who denied what
// Every denial: who denies, and of what incident.
// @param actor: string = null -- the actor; null is everyone
// @param incident: string = null -- one incident; null is all of them
// @param asOf: int = 9007199254740991 -- what was known at this position of the log; the default is now
// @param limit: int = 25 -- at most so many paths

MATCH denial = (claim:Claim {type: 'DENIED'})-[does:AGENT]->(actor:Actor)
WHERE claim.txFrom <= $asOf < claim.txTo
  AND does.txFrom <= $asOf < does.txTo
  AND ($actor IS NULL OR actor.key = $actor)
OPTIONAL MATCH about = (claim)-[link:ABOUT]->(incident:Incident)
WHERE link.txFrom <= $asOf < link.txTo
WITH claim, denial, about, incident
WHERE $incident IS NULL OR incident.key = $incident
WITH claim, denial, about
ORDER BY claim.date IS NULL, claim.date DESC, claim.key
LIMIT toInteger($limit)
OPTIONAL MATCH against = (claim)-[clash:CONTRADICTS]-(:Claim)
WHERE clash.txFrom <= $asOf < clash.txTo
RETURN denial, about, against;
