// Actors, places and incidents by the words of their names
CREATE FULLTEXT INDEX names IF NOT EXISTS FOR (n:Actor|Place|Incident) ON EACH [n.name, n.title]
