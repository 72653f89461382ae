// Claims of what went on for more than a month
CREATE INDEX claim_long IF NOT EXISTS FOR (n:Claim) ON (n.long)
