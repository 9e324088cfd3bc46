-- What came by a ticket, how much its holder announced, and which request sends bytes for it at present. An append
-- without a ticket changes none of these columns, and none is in an index, so its update stays heap-only.
ALTER TABLE file ADD COLUMN ticket_received bigint CHECK (ticket_received >= 0);
ALTER TABLE file ADD COLUMN ticket_total bigint CHECK (ticket_total >= 0);
ALTER TABLE file ADD COLUMN ticket_leaves_open boolean;
-- Counts the transfers of a ticket: only the last one may store bytes, and until its lease is over no other begins.
ALTER TABLE file ADD COLUMN ticket_transfers bigint;
ALTER TABLE file ADD COLUMN ticket_leased_until timestamptz;

-- Of tickets that are there already it is not known who sent what lies behind their offset; their holders did, as a rule.
UPDATE file SET ticket_received = greatest(size - ticket_offset, 0), ticket_transfers = 0
WHERE ticket_hash IS NOT NULL;
