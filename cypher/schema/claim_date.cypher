// Claims by the first day of what they tell of
CREATE INDEX claim_date IF NOT EXISTS FOR (n:Claim) ON (n.date)
