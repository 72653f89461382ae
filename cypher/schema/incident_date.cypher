// Incidents by their first day
CREATE INDEX incident_date IF NOT EXISTS FOR (n:Incident) ON (n.date)
