-- The ledger. Portable to PostgreSQL 14 and later and to what speaks its dialect (Aurora, Citus,
-- YugabyteDB, CockroachDB), behind a transaction-pooling proxy: no triggers, no advisory locks, no
-- temporary tables, no functions of our own.
--
-- A file, its chunks, its dead keys, its ticket and the answer to the request that made it are in one shard of 4096: the
-- first 12 bits of the file's id, which are in the keys as well. Every statement but those that say why not names the
-- shard of each row that it looks at, so that an engine which distributes tables by the column shard finds it in one
-- place. Small and not distributed are api_key, owner_quota, high_water, writer_lease and job_lease.

-- Every accepted chunk updates one row here, so that update has to be heap-only (HOT): it touches no
-- index, and there is room on the page for the new version (fillfactor). Hence no index holds a column
-- that an append changes. In particular there is none on expires_at, which moves with every append:
-- expiry_hour stands in for it. It is the hour in which the file expires, in hours since 1970, and
-- changes at most once an hour. A sweep reads the hours up to the present one and then looks at
-- expires_at itself.
CREATE TABLE file (
  shard           smallint    NOT NULL CHECK (shard BETWEEN 0 AND 4095),
  file_id         text        COLLATE "C" NOT NULL,
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
  -- when a complete file is due to be made of one object instead of many, or may be taken up again if it was claimed
  -- for that; NULL if it is not due, as an append leaves it, up to the one that completes the file
  compact_at      timestamptz,
  -- since when it is known that some bytes are not what was committed
  damaged_at      timestamptz,
  -- The ticket: permission to append without a key, kept by the hash of its token. An append without a ticket changes
  -- none of these columns.
  ticket_hash         bytea   CHECK (octet_length(ticket_hash) = 32),
  ticket_offset       bigint  CHECK (ticket_offset >= 0),
  ticket_expires_at   timestamptz,
  ticket_used_at      timestamptz,
  -- what came by it, and how much its holder announced
  ticket_received     bigint  CHECK (ticket_received >= 0),
  ticket_total        bigint  CHECK (ticket_total >= 0),
  ticket_leaves_open  boolean,
  -- counts its transfers: only the last one may store bytes, and until its lease is over no other begins
  ticket_transfers    bigint,
  ticket_leased_until timestamptz,
  CHECK ((state IN ('uploading', 'complete')) = (gone_since IS NULL)),
  CHECK (state <> 'uploading' OR sha256 IS NULL),
  CHECK (state <> 'complete' OR sha256 IS NOT NULL),
  CHECK ((size > 0) = (chunks > 0)),
  CHECK ((chunks > 0) = (last_key IS NOT NULL)),
  CHECK ((last_key IS NULL) = (last_length IS NULL)),
  CHECK ((last_key IS NULL) = (last_crc32c IS NULL)),
  PRIMARY KEY (shard, file_id)
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

CREATE INDEX file_to_compact ON file (compact_at)
  WHERE state = 'complete' AND compact_at IS NOT NULL;

-- Damage is rare, so this is all but empty: a count for operators.
CREATE INDEX file_damaged ON file (damaged_at)
  WHERE damaged_at IS NOT NULL;

CREATE INDEX file_by_ticket ON file (shard, ticket_hash)
  WHERE ticket_hash IS NOT NULL;

-- One row for each object key whose fate is decided: part of a file, or dead for good. A key enters
-- once, which is what makes the decision final. A dead key has left its file, so that the offset is
-- free for another.
-- There is no foreign key: the statements that insert chunks lock their file anyway, and the check
-- would cost every append another look-up.
CREATE TABLE chunk (
  shard        smallint    NOT NULL CHECK (shard BETWEEN 0 AND 4095),
  object_key   uuid        NOT NULL,
  file_id      text        COLLATE "C",
  chunk_offset bigint      CHECK (chunk_offset >= 0),
  length       bigint      CHECK (length > 0),
  crc32c       integer,
  sha256       bytea       CHECK (octet_length(sha256) = 32),
  created_at   timestamptz NOT NULL,
  -- since when the key is dead, or was last claimed for removal
  dead_since   timestamptz,
  -- whom a dead key is charged to until its bytes are removed; NULL if nobody is: it never was part of a file, or is
  -- what a file was compacted from
  charged_to   text        COLLATE "C",
  -- the bytes of a short chunk that is in no object of the chunk store; they stay when the key dies, for those who
  -- still read them
  bytes        bytea,
  CHECK ((file_id IS NULL) = (dead_since IS NOT NULL)),
  CHECK (file_id IS NULL
    OR (chunk_offset IS NOT NULL AND length IS NOT NULL AND crc32c IS NOT NULL)),
  CHECK (octet_length(bytes) = length),
  -- a key in two shards could be part of a file in one and dead in the other
  CHECK (substr(CAST(object_key AS text), 16, 3) = lpad(to_hex(CAST(shard AS integer)), 3, '0')),
  PRIMARY KEY (shard, object_key)
);

-- Chunks are mostly compressed or encrypted already.
ALTER TABLE chunk ALTER COLUMN bytes SET STORAGE EXTERNAL;

CREATE UNIQUE INDEX chunk_by_offset ON chunk (shard, file_id, chunk_offset)
  WHERE file_id IS NOT NULL;

CREATE INDEX chunk_to_remove ON chunk (dead_since)
  WHERE dead_since IS NOT NULL;

CREATE TABLE api_key (
  key_id       text        COLLATE "C" NOT NULL PRIMARY KEY,
  owner        text        COLLATE "C" NOT NULL,
  label        text        COLLATE "C" NOT NULL DEFAULT '' CHECK (label ~ '^[ -~]{0,64}$'),
  scopes       text        COLLATE "C" NOT NULL DEFAULT 'read write delete'
    CHECK (scopes ~ '^(read|write|delete|admin)( (read|write|delete|admin))*$'),
  token_hash   text        NOT NULL CHECK (token_hash ~ '^[0-9a-f]{64}$'),
  created_at   timestamptz NOT NULL,
  expires_at   timestamptz CHECK (expires_at >= created_at),
  revoked_at   timestamptz,
  -- up to a minute before the last use
  last_used_at timestamptz
);

-- A row to lock for each owner who has a quota, in the first of the shards of its files: whoever adds something that the quota bounds does so one
-- after the other. It holds no counts; those are taken from the files themselves.
CREATE TABLE quota_lock (
  shard     smallint    NOT NULL CHECK (shard BETWEEN 0 AND 4095),
  owner     text        COLLATE "C" NOT NULL,
  locked_at timestamptz NOT NULL,
  PRIMARY KEY (shard, owner)
) WITH (fillfactor = 50);

-- Which request used an idempotency key, and what was answered to it: the file as it was entered. The
-- uniqueness of the key is what makes a second request wait for the first one.
CREATE TABLE first_answer (
  shard           smallint    NOT NULL CHECK (shard BETWEEN 0 AND 4095),
  owner           text        COLLATE "C" NOT NULL,
  idempotency_key text        COLLATE "C" NOT NULL,
  fingerprint     bytea       NOT NULL CHECK (octet_length(fingerprint) = 32),
  file_id         text        COLLATE "C" NOT NULL,
  filename        text        NOT NULL,
  content_type    text        NOT NULL,
  declared_size   bigint,
  declared_sha256 bytea,
  size            bigint      NOT NULL,
  chunks          integer     NOT NULL,
  revision        bigint      NOT NULL,
  last_key        uuid,
  last_length     bigint,
  last_crc32c     integer,
  last_sha256     bytea,
  sha256          bytea,
  created_at      timestamptz NOT NULL,
  updated_at      timestamptz NOT NULL,
  expires_at      timestamptz NOT NULL,
  PRIMARY KEY (shard, owner, idempotency_key)
);

CREATE INDEX first_answer_by_age ON first_answer (created_at);

-- What each owner's files take up, until they are gone from the disk, as running totals: every statement that adds a
-- file or a chunk, or removes the last trace of one, changes a total in the same transaction. The total of an owner is
-- the sum over all shards; a statement on several files takes the shard of any of them. The total of a shard alone may
-- be negative. A file is charged 4 KiB beside its chunks, and a chunk its length, but at least 4 KiB. An owner's files
-- are in 16 shards, so that is how many rows there are to add up, and two statements seldom wait for each other.
CREATE TABLE stored_bytes (
  owner text     COLLATE "C" NOT NULL,
  shard smallint NOT NULL CHECK (shard BETWEEN 0 AND 4095),
  bytes bigint   NOT NULL,
  PRIMARY KEY (owner, shard)
) WITH (fillfactor = 50);

-- The quotas that owners have of their own, in the place of that of the settings; NULL for no bound. Every process
-- remembers all of them, so that no append reads this.
CREATE TABLE owner_quota (
  owner         text        COLLATE "C" NOT NULL PRIMARY KEY,
  bytes         bigint      CHECK (bytes >= 0),
  open_sessions integer     CHECK (open_sessions >= 0),
  changed_at    timestamptz NOT NULL
);

-- How far this database has come; the same is kept beside the objects, where it does not come back with a
-- backup of the database. One row, or none, which is 0.
CREATE TABLE high_water (
  only_row    boolean     NOT NULL PRIMARY KEY CHECK (only_row),
  mark        bigint      NOT NULL CHECK (mark >= 0),
  advanced_at timestamptz NOT NULL
);

-- Which names a process may give to objects of a store that is not to be listed. A row is of a writer, a part of a
-- process's life, and not of files, whose shards it does not know before it has their bytes; there are some for each node.
CREATE TABLE writer_lease (
  writer      text        COLLATE "C" NOT NULL PRIMARY KEY,
  -- the names that may be used, or may have been without it being known what became of them
  numbers     smallint[]  NOT NULL,
  -- for each, what the store calls an object that was begun and is not complete; empty if there is none
  uploads     text[]      NOT NULL,
  renewed_at  timestamptz NOT NULL,
  -- until when another process looks after what a silent writer left; the writer never comes back then
  taken_until timestamptz,
  CHECK (cardinality(numbers) = cardinality(uploads))
) WITH (fillfactor = 50);

-- Which node does what only one is to do at a time.
CREATE TABLE job_lease (
  job        text        COLLATE "C" NOT NULL PRIMARY KEY,
  node       text        COLLATE "C" NOT NULL,
  held_until timestamptz NOT NULL
) WITH (fillfactor = 50);
