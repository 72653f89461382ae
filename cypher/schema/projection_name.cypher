// One checkpoint for each projection
CREATE CONSTRAINT projection_name IF NOT EXISTS FOR (n:_Projection) REQUIRE n.name IS UNIQUE
