// How many claims name an actor, if they are many
// @param key: string -- the actor
MATCH (kept:Sum {key: 'actor ' + $key})
RETURN kept.claims AS claims
