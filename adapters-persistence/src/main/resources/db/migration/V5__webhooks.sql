-- Where owners want to be told of events. Only adds: the version before runs on it. Small and not distributed, as api_key is.
CREATE TABLE webhook (
  webhook_id    text        COLLATE "C" NOT NULL PRIMARY KEY,
  owner         text        COLLATE "C" NOT NULL,
  -- an owner has a bounded number of them, and takes the first slot that is free
  slot          smallint    NOT NULL CHECK (slot > 0),
  url           text        NOT NULL CHECK (octet_length(url) <= 2048),
  -- of the events that are sent; none for all
  types         text[]      NOT NULL,
  created_at    timestamptz NOT NULL,
  -- which secret signs, and until when the one before does so as well; the secrets themselves are nowhere
  secret_number integer     NOT NULL CHECK (secret_number > 0),
  former_until  timestamptz NOT NULL,
  -- the events up to here were delivered, and how many these are of all that there ever were of the owner
  told          text        COLLATE "C" NOT NULL,
  told_count    bigint      NOT NULL CHECK (told_count >= 0),
  -- not before then is it anybody's turn: the end of a lease, or of a rest after a failure
  due_at        timestamptz NOT NULL,
  -- counts the turns; only the last one may change something
  turn          bigint      NOT NULL,
  failures      integer     NOT NULL CHECK (failures >= 0),
  failing_since timestamptz,
  reason        text,
  off_since     timestamptz,
  UNIQUE (owner, slot)
) WITH (fillfactor = 50);

CREATE INDEX webhook_by_due ON webhook (due_at)
  WHERE off_since IS NULL;
