// One kept answer for each key
CREATE CONSTRAINT sum_key IF NOT EXISTS FOR (n:Sum) REQUIRE n.key IS UNIQUE
