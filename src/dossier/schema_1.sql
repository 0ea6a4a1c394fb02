CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- Every file that ever stood in the inbox, with what was read from it. The extraction is derived
-- and made again when `stamp` (reader version and blank forms) is no longer today's.
CREATE TABLE returns (
    id TEXT PRIMARY KEY,
    file TEXT NOT NULL,
    received TEXT NOT NULL,
    present INTEGER NOT NULL,
    stamp TEXT NOT NULL,
    verdict TEXT NOT NULL
) STRICT;

-- Identity of entries: minted once, never deleted.
CREATE TABLE entries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    minted TEXT NOT NULL
) STRICT;

-- The log. Rows are only ever added.
CREATE TABLE decisions (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    time TEXT NOT NULL,
    person TEXT NOT NULL,
    subject TEXT NOT NULL,
    action TEXT NOT NULL,
    based_on TEXT,
    after TEXT
) STRICT;
CREATE INDEX decisions_subject ON decisions (subject);
CREATE TRIGGER decisions_stay BEFORE UPDATE ON decisions
BEGIN SELECT RAISE(ABORT, 'the decision log is append-only'); END;
CREATE TRIGGER decisions_remain BEFORE DELETE ON decisions
BEGIN SELECT RAISE(ABORT, 'the decision log is append-only'); END;

-- What the program proposes for an entry in a language; derived.
CREATE TABLE proposals (
    entry INTEGER NOT NULL REFERENCES entries (id),
    lang TEXT NOT NULL,
    based_on TEXT NOT NULL,
    proposals TEXT NOT NULL,
    PRIMARY KEY (entry, lang)
) STRICT;

CREATE TABLE builds (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    time TEXT NOT NULL,
    lang TEXT NOT NULL,
    final INTEGER NOT NULL,
    hash TEXT NOT NULL,
    paragraphs INTEGER NOT NULL
) STRICT;
