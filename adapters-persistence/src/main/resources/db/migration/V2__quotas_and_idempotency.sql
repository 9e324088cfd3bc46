-- A row to lock for each owner who has a quota: whoever adds something that the quota bounds does so one
-- after the other. It holds no counts; those are taken from the files themselves.
CREATE TABLE quota_lock (
  owner     text        COLLATE "C" NOT NULL PRIMARY KEY,
  locked_at timestamptz NOT NULL
) WITH (fillfactor = 50);

-- Which request used an idempotency key, and what was answered to it: the file as it was entered. The
-- uniqueness of the key is what makes a second request wait for the first one.
CREATE TABLE first_answer (
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
  PRIMARY KEY (owner, idempotency_key)
);

CREATE INDEX first_answer_by_age ON first_answer (created_at);
