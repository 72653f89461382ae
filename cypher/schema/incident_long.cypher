// Incidents that went on for more than a month
CREATE INDEX incident_long IF NOT EXISTS FOR (n:Incident) ON (n.long)
