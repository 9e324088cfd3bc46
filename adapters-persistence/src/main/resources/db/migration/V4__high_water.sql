-- How far this database has come; the same is kept beside the objects, where it does not come back with a
-- backup of the database. One row, or none, which is 0.
CREATE TABLE high_water (
  only_row    boolean     NOT NULL PRIMARY KEY CHECK (only_row),
  mark        bigint      NOT NULL CHECK (mark >= 0),
  advanced_at timestamptz NOT NULL
);
