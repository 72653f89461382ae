// The second label of actors
// Moving labels under a unique key fails on the embedded engine, so the key is off while they move.
// @param rows: list -- key and label for each, no key twice
// @param labels: list -- every label that an actor of another kind may have
UNWIND $rows AS row
MERGE (n:Actor {key: row.key})
WITH n, row WHERE NOT row.label IN labels(n)
SET n.key = NULL
REMOVE n:$($labels)
SET n:$(row.label)
SET n.key = row.key
