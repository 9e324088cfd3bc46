-- What each owner's files take up, until they are gone from the disk, as running totals: every statement that adds a
-- file or a chunk, or removes the last trace of one, changes a total in the same transaction. The total of an owner is
-- the sum over its lanes; a statement takes any lane, so that two of them seldom wait for each other. A lane alone may
-- be negative. A file is charged 4 KiB beside its chunks, and a chunk its length, but at least 4 KiB.
CREATE TABLE stored_bytes (
  owner text     COLLATE "C" NOT NULL,
  lane  smallint NOT NULL,
  bytes bigint   NOT NULL,
  PRIMARY KEY (owner, lane)
) WITH (fillfactor = 50);

-- Whom a dead key is charged to until its bytes are removed; NULL if nobody is: it never was part of a file, or is what
-- a file was compacted from.
ALTER TABLE chunk ADD COLUMN charged_to text COLLATE "C";

INSERT INTO stored_bytes (owner, lane, bytes)
SELECT owner, 0, sum(bytes)
FROM (
  SELECT owner, CAST(4096 AS bigint) AS bytes FROM file
  UNION ALL
  SELECT file.owner, greatest(chunk.length, 4096)
  FROM chunk JOIN file ON file.file_id = chunk.file_id
) AS charge
GROUP BY owner;
