-- Since when it is known that some bytes of a file are not what was committed; NULL if it is not. No index: an
-- append leaves it as it is, and who looks for a file finds it with the file.
ALTER TABLE file ADD COLUMN damaged_at timestamptz;
