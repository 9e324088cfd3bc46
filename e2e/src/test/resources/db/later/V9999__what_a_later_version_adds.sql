-- What a later version may add while this one still runs: columns that may be left out, tables and indexes.
DO $$
DECLARE
  name text;
BEGIN
  FOR name IN
    SELECT table_name FROM information_schema.tables
    WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' AND table_name <> 'flyway_schema_history'
  LOOP
    EXECUTE format('ALTER TABLE %I ADD COLUMN later text, ADD COLUMN later_number bigint NOT NULL DEFAULT 0', name);
  END LOOP;
END
$$;

CREATE TABLE later (
  shard   smallint NOT NULL,
  file_id text COLLATE "C" NOT NULL,
  PRIMARY KEY (shard, file_id)
);

CREATE INDEX file_later ON file (later);
