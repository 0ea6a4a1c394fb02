-- The store's own name, whatever its file is called.
INSERT OR IGNORE INTO meta (name, value) VALUES ('id', lower(hex(randomblob(16))));

-- Each thing that was done: when, by whom, what. "change" is the change number that showed it;
-- NULL while an import is not complete. "undone" names the operation that took it back.
CREATE TABLE operations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    time TEXT NOT NULL,
    person TEXT NOT NULL,
    kind TEXT NOT NULL,
    summary TEXT NOT NULL,
    change INTEGER,
    undone INTEGER REFERENCES operations (id)
) STRICT;

-- Nothing is deleted by a person's act: an occurrence stands or stands no longer, and "events"
-- tells which operation changed that. The operation that brought it needs no event.
ALTER TABLE occurrences ADD COLUMN stands INTEGER NOT NULL DEFAULT 1;
ALTER TABLE occurrences ADD COLUMN operation INTEGER REFERENCES operations (id);
CREATE INDEX occurrences_by_operation ON occurrences (operation) WHERE operation IS NOT NULL;

-- kind 0: subject is an occurrence; kind 1: a concept.
CREATE TABLE events (
    operation INTEGER NOT NULL REFERENCES operations (id),
    kind INTEGER NOT NULL,
    subject INTEGER NOT NULL,
    stands INTEGER NOT NULL,
    PRIMARY KEY (operation, kind, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX events_by_subject ON events (kind, subject);

-- A unit is its texts; a changed text makes another unit, and this is the way from one to the other.
CREATE TABLE edits (
    operation INTEGER NOT NULL REFERENCES operations (id),
    before INTEGER NOT NULL REFERENCES units (id),
    after INTEGER NOT NULL REFERENCES units (id),
    PRIMARY KEY (operation, before)
) STRICT, WITHOUT ROWID;
CREATE INDEX edits_by_units ON edits (before, after);
CREATE INDEX edits_by_after ON edits (after);

-- An import remembers what it reads and how far it has come, so that it can be taken up again.
ALTER TABLE collections ADD COLUMN operation INTEGER REFERENCES operations (id);
ALTER TABLE collections ADD COLUMN source TEXT;
ALTER TABLE collections ADD COLUMN done INTEGER NOT NULL DEFAULT 0;
-- A derived collection is made anew from something else, such as the decisions of a dossier.
ALTER TABLE collections ADD COLUMN derived INTEGER NOT NULL DEFAULT 0;
UPDATE collections SET derived = 1 WHERE name = 'dossier';
CREATE INDEX collections_by_source ON collections (source) WHERE source IS NOT NULL;

-- Rows of one import follow each other here, which makes large imports much faster.
DROP INDEX occurrences_by_collection;
CREATE INDEX occurrences_by_collection ON occurrences (collection);

-- How often a suggestion from the unit was taken, and when last.
ALTER TABLE units ADD COLUMN uses INTEGER NOT NULL DEFAULT 0;
ALTER TABLE units ADD COLUMN used TEXT;

-- Terms: a concept has terms in several languages. "key" is the id that the termbase gives it.
CREATE TABLE concepts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    collection INTEGER NOT NULL REFERENCES collections (id),
    key TEXT NOT NULL,
    subject TEXT,
    definition TEXT,
    stands INTEGER NOT NULL DEFAULT 1,
    operation INTEGER REFERENCES operations (id)
) STRICT;
CREATE INDEX concepts_by_collection ON concepts (collection);
CREATE TABLE terms (
    concept INTEGER NOT NULL REFERENCES concepts (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    lang TEXT NOT NULL,
    text TEXT NOT NULL,
    status TEXT NOT NULL,
    part TEXT,
    note TEXT,
    PRIMARY KEY (concept, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE concept_properties (
    concept INTEGER NOT NULL REFERENCES concepts (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (concept, position)
) STRICT, WITHOUT ROWID;
