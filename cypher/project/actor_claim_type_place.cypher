// New direct edges of the current picture from an actor to a place
// CLAIM_TYPE stands for a claim type of the closed list. Looking for an edge between two hubs is slow on the
// embedded engine, so the projector says which edges are new; the checkpoint keeps it from saying so twice.
// @param rows: list -- start, end and props for each
UNWIND $rows AS row
MATCH (a:Actor {key: row.start})
MATCH (b:Place {key: row.end})
CREATE (a)-[r:CLAIM_TYPE]->(b)
SET r = row.props
