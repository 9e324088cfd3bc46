-- Permissions to read a complete file without a key. Only adds: the version before runs on it, and gives none out.
-- A row goes with its file, also where the version before removes that; a file has at most 16.
CREATE TABLE download_ticket (
  shard      smallint    NOT NULL CHECK (shard BETWEEN 0 AND 4095),
  -- SHA-256 of the token, which is nowhere else
  token_hash bytea       NOT NULL CHECK (octet_length(token_hash) = 32),
  file_id    text        COLLATE "C" NOT NULL,
  issued_at  timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (shard, token_hash),
  FOREIGN KEY (shard, file_id) REFERENCES file (shard, file_id) ON DELETE CASCADE
);

CREATE INDEX download_ticket_by_file ON download_ticket (shard, file_id);

-- Which complete files of an owner have these bytes. A digest is there once the file is complete, so no append writes to it.
CREATE INDEX file_by_digest ON file (owner, sha256)
  WHERE state = 'complete';
