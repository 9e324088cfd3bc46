-- What a scanner made of complete files. Only adds: the version before runs on it; it has nothing scanned, and gives out
-- what waits for its scan.
ALTER TABLE file
  -- NULL if the file was not to be scanned
  ADD COLUMN scan          text COLLATE "C" CHECK (scan IN ('scanning', 'passed', 'quarantined', 'released')),
  ADD COLUMN scan_finding  text COLLATE "C" CHECK (octet_length(scan_finding) <= 200),
  ADD COLUMN detected_type text COLLATE "C" CHECK (octet_length(detected_type) <= 127),
  -- counts how often it began to wait for a scan after the first time: no verdict of an earlier one counts
  ADD COLUMN scan_round    bigint NOT NULL DEFAULT 0,
  -- since when the scan stands as it does
  ADD COLUMN scan_since    timestamptz,
  -- when it is due, or may be taken up again
  ADD COLUMN scan_due_at   timestamptz,
  ADD CHECK ((scan IS NULL) = (scan_since IS NULL)),
  ADD CHECK ((coalesce(scan, '') = 'scanning') = (scan_due_at IS NOT NULL)),
  ADD CHECK (scan <> 'quarantined' OR scan_finding IS NOT NULL);

-- An append changes none of these columns, up to the one that completes its file.
CREATE INDEX file_to_scan ON file (scan_due_at)
  WHERE state = 'complete' AND scan = 'scanning';

-- Rare: a count for operators.
CREATE INDEX file_in_quarantine ON file (scan_since)
  WHERE state = 'complete' AND scan = 'quarantined';

ALTER TABLE first_answer ADD COLUMN scan text COLLATE "C";

-- Whose files are scanned, where an owner has another policy than that of the settings. Small and not distributed.
CREATE TABLE owner_scan (
  owner      text        COLLATE "C" NOT NULL PRIMARY KEY,
  policy     text        COLLATE "C" NOT NULL CHECK (policy IN ('all', 'none')),
  changed_at timestamptz NOT NULL
);
