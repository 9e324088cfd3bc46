-- When a complete file is due to be made of one object instead of many, or may be taken up again if
-- it was claimed for that; NULL if it is not due. An append leaves it NULL, so that it stays heap-only,
-- up to the one that completes the file, which changes the state as well.
ALTER TABLE file ADD COLUMN compact_at timestamptz;

CREATE INDEX file_to_compact ON file (compact_at)
  WHERE state = 'complete' AND compact_at IS NOT NULL;
