-- What has happened to files, for those who want to be told. Only adds: the version before runs on it, and records nothing.

-- The events of an owner in a shard are numbered without gaps, in the order in which they are committed: each commit that
-- records some takes the next numbers by changing the row here, and nobody else can until it has ended. So a reader who
-- has seen a number has seen all below it.
CREATE TABLE event_head (
  shard   smallint NOT NULL CHECK (shard BETWEEN 0 AND 4095),
  owner   text     COLLATE "C" NOT NULL,
  -- the number of the last event, and of the last one that is no longer kept
  last    bigint   NOT NULL,
  dropped bigint   NOT NULL CHECK (dropped BETWEEN 0 AND last),
  PRIMARY KEY (shard, owner)
) WITH (fillfactor = 50);

-- A reader looks for the shards of its owner.
CREATE INDEX event_head_by_owner ON event_head (owner);

CREATE TABLE event (
  shard    smallint    NOT NULL CHECK (shard BETWEEN 0 AND 4095),
  owner    text        COLLATE "C" NOT NULL,
  number   bigint      NOT NULL CHECK (number > 0),
  event_id uuid        NOT NULL,
  type     text        COLLATE "C" NOT NULL,
  at       timestamptz NOT NULL,
  -- what the file was like then
  file_id  text        COLLATE "C" NOT NULL,
  filename text        NOT NULL,
  size     bigint      NOT NULL CHECK (size >= 0),
  sha256   bytea       CHECK (octet_length(sha256) = 32),
  PRIMARY KEY (shard, owner, number)
);

CREATE INDEX event_by_age ON event (at);
