// Claims behind a direct edge
// @param agent: string -- the actor that does it
// @param type: string -- the claim type
// @param target: string -- the actor or place to which it is done, or the incident
// @param incident: string = null -- only claims about this incident
// @param asOf: int = 9007199254740991 -- what was known at this position of the log; the default is now
// @param limit: int = 50 -- at most so many rows
MATCH (agent:Actor {key: $agent})<-[does:AGENT]-(claim:Claim {type: $type})
MATCH (claim)-[link:RECIPIENT|AT|ABOUT|AGENT]->(target)
WHERE does.txFrom <= $asOf < does.txTo
  AND link.txFrom <= $asOf < link.txTo
  AND claim.txFrom <= $asOf < claim.txTo
  AND target.key = $target
  AND agent <> target
  AND (type(link) <> 'AGENT' OR $type ENDS WITH '_WITH')
  AND ($incident IS NULL OR EXISTS {
    MATCH (claim)-[about:ABOUT]->(:Incident {key: $incident})
    WHERE about.txFrom <= $asOf < about.txTo
  })
RETURN DISTINCT claim.key AS key
ORDER BY key
LIMIT toInteger($limit);
