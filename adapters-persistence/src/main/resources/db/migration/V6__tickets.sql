-- The ticket of a file: leave to append without a key, kept by the hash of its token. It goes with the file's row. An
-- append changes none of these columns, so its update stays heap-only.
ALTER TABLE file ADD COLUMN ticket_hash bytea CHECK (octet_length(ticket_hash) = 32);
ALTER TABLE file ADD COLUMN ticket_offset bigint CHECK (ticket_offset >= 0);
ALTER TABLE file ADD COLUMN ticket_expires_at timestamptz;
ALTER TABLE file ADD COLUMN ticket_used_at timestamptz;

CREATE INDEX file_by_ticket ON file (ticket_hash)
  WHERE ticket_hash IS NOT NULL;
