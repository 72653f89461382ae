// Incidents whose sources contradict each other
CREATE INDEX incident_contested IF NOT EXISTS FOR (n:Incident) ON (n.contested)
