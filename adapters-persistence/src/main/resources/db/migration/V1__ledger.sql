-- The ledger. Portable to PostgreSQL 14 and later and to what speaks its dialect (Aurora, Citus,
-- YugabyteDB, CockroachDB), behind a transaction-pooling proxy: no triggers, no advisory locks, no
-- temporary tables, no functions of our own.

-- Every accepted chunk updates one row here, so that update has to be heap-only (HOT): it touches no
-- index, and there is room on the page for the new version (fillfactor). Hence no index holds a column
-- that an append changes. In particular there is none on expires_at, which moves with every append:
-- expiry_hour stands in for it. It is the hour in which the file expires, in hours since 1970, and
-- changes at most once an hour. A sweep reads the hours up to the present one and then looks at
-- expires_at itself.
CREATE TABLE file (
  file_id         text        COLLATE "C" NOT NULL PRIMARY KEY,
  owner           text        COLLATE "C" NOT NULL,
  filename        text        NOT NULL,
  content_type    text        NOT NULL,
  declared_size   bigint      CHECK (declared_size >= 0),
  declared_sha256 bytea       CHECK (octet_length(declared_sha256) = 32),
  -- deleted: out of reach, with chunks that are still to be retired; emptied: without
  state           text        NOT NULL CHECK (state IN ('uploading', 'complete', 'deleted', 'emptied')),
  size            bigint      NOT NULL CHECK (size >= 0),
  chunks          integer     NOT NULL CHECK (chunks >= 0),
  revision        bigint      NOT NULL CHECK (revision >= 0),
  last_key        uuid,
  last_length     bigint,
  last_crc32c     integer,
  last_sha256     bytea,
  -- of the whole file; it is there as soon as the file is complete, and tells that of a deleted file
  sha256          bytea       CHECK (octet_length(sha256) = 32),
  created_at      timestamptz NOT NULL,
  updated_at      timestamptz NOT NULL,
  expires_at      timestamptz NOT NULL,
  expiry_hour     bigint      NOT NULL,
  -- since when the file is out of reach; the time of its expiry if that was why
  gone_since      timestamptz,
  CHECK ((state IN ('uploading', 'complete')) = (gone_since IS NULL)),
  CHECK (state <> 'uploading' OR sha256 IS NULL),
  CHECK (state <> 'complete' OR sha256 IS NOT NULL),
  CHECK ((size > 0) = (chunks > 0)),
  CHECK ((chunks > 0) = (last_key IS NOT NULL)),
  CHECK ((last_key IS NULL) = (last_length IS NULL)),
  CHECK ((last_key IS NULL) = (last_crc32c IS NULL))
) WITH (fillfactor = 70);

-- A page of a listing is read from the start of one range of this index for each state asked for.
CREATE INDEX file_by_age ON file (owner, state, created_at DESC, file_id DESC)
  WHERE state IN ('uploading', 'complete');

CREATE INDEX file_by_expiry ON file (expiry_hour)
  WHERE state IN ('uploading', 'complete');

CREATE INDEX file_to_retire ON file (gone_since)
  WHERE state = 'deleted';

CREATE INDEX file_to_forget ON file (gone_since)
  WHERE state = 'emptied';

-- One row for each object key whose fate is decided: part of a file, or dead for good. A key enters
-- once, which is what makes the decision final. A dead key has left its file, so that the offset is
-- free for another.
-- There is no foreign key: the statements that insert chunks lock their file anyway, and the check
-- would cost every append another look-up.
CREATE TABLE chunk (
  object_key   uuid        NOT NULL PRIMARY KEY,
  file_id      text        COLLATE "C",
  chunk_offset bigint      CHECK (chunk_offset >= 0),
  length       bigint      CHECK (length > 0),
  crc32c       integer,
  sha256       bytea       CHECK (octet_length(sha256) = 32),
  created_at   timestamptz NOT NULL,
  -- since when the key is dead, or was last claimed for removal
  dead_since   timestamptz,
  CHECK ((file_id IS NULL) = (dead_since IS NOT NULL)),
  CHECK (file_id IS NULL
    OR (chunk_offset IS NOT NULL AND length IS NOT NULL AND crc32c IS NOT NULL))
);

CREATE UNIQUE INDEX chunk_by_offset ON chunk (file_id, chunk_offset)
  WHERE file_id IS NOT NULL;

CREATE INDEX chunk_to_remove ON chunk (dead_since)
  WHERE dead_since IS NOT NULL;

CREATE TABLE api_key (
  key_id     text        COLLATE "C" NOT NULL PRIMARY KEY,
  owner      text        COLLATE "C" NOT NULL,
  token_hash text        NOT NULL CHECK (token_hash ~ '^[0-9a-f]{64}$'),
  created_at timestamptz NOT NULL,
  revoked_at timestamptz
);
