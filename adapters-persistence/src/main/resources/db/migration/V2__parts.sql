-- What the dialects of uploads need beside the JSON API. Only adds: the version before runs on it, and sees files that it
-- opens as it did.
ALTER TABLE file
  -- what a client wants to be given back, and in whose notation
  ADD COLUMN metadata_dialect text COLLATE "C",
  ADD COLUMN metadata         text CHECK (octet_length(metadata) <= 4096),
  -- whether it is to become a piece of another file, and of which, where that is known
  ADD COLUMN is_part          boolean NOT NULL DEFAULT false,
  ADD COLUMN part_of          text COLLATE "C",
  -- where it begins in that file since it was joined to it
  ADD COLUMN part_offset      bigint CHECK (part_offset >= 0),
  ADD COLUMN never_rewound    boolean NOT NULL DEFAULT false,
  ADD CHECK ((metadata IS NULL) = (metadata_dialect IS NULL)),
  ADD CHECK (is_part OR part_of IS NULL),
  ADD CHECK (part_of IS NOT NULL OR part_offset IS NULL);

CREATE INDEX file_by_whole ON file (shard, part_of, created_at, file_id)
  WHERE part_of IS NOT NULL;

ALTER TABLE first_answer
  ADD COLUMN metadata_dialect text COLLATE "C",
  ADD COLUMN metadata         text,
  ADD COLUMN is_part          boolean NOT NULL DEFAULT false,
  ADD COLUMN part_of          text COLLATE "C",
  ADD COLUMN never_rewound    boolean NOT NULL DEFAULT false;
