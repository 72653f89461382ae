// Claims by what they say was done
CREATE INDEX claim_type IF NOT EXISTS FOR (n:Claim) ON (n.type)
