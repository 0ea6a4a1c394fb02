-- Names with small values; "change" counts every visible change.
CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value ANY NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO meta (name, value) VALUES ('change', 0);

-- What came in together. A collection that is not complete is not to be seen.
CREATE TABLE collections (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    complete INTEGER NOT NULL
) STRICT;

-- A unit is its texts: "key" is the hash of languages, roles and folded texts. A withdrawn unit
-- stays with visible = 0.
CREATE TABLE units (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key BLOB NOT NULL UNIQUE,
    change INTEGER NOT NULL,
    visible INTEGER NOT NULL
) STRICT;
CREATE INDEX units_by_change ON units (change);

CREATE TABLE variants (
    unit INTEGER NOT NULL REFERENCES units (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    lang TEXT NOT NULL,
    role INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (unit, position)
) STRICT, WITHOUT ROWID;

-- Each place where the texts of a unit were met: origin, context, and what the source says of it.
-- Rows of one import follow each other in the order of the document.
CREATE TABLE occurrences (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    unit INTEGER NOT NULL REFERENCES units (id) ON DELETE CASCADE,
    collection INTEGER NOT NULL REFERENCES collections (id),
    key BLOB NOT NULL,
    symbol TEXT,
    year INTEGER,
    paragraph INTEGER,
    file TEXT,
    alignment TEXT,
    meeting TEXT,
    countries TEXT,
    previous TEXT,
    next TEXT,
    author TEXT,
    created TEXT,
    changed TEXT,
    UNIQUE (unit, collection, key)
) STRICT;
CREATE INDEX occurrences_by_collection ON occurrences (collection, key);

-- The text of the recommendation an occurrence stands under, by language; the texts are kept once.
CREATE TABLE recommendations (
    id INTEGER PRIMARY KEY,
    lang TEXT NOT NULL,
    text TEXT NOT NULL,
    UNIQUE (lang, text)
) STRICT;
CREATE TABLE occurrence_recommendations (
    occurrence INTEGER NOT NULL REFERENCES occurrences (id) ON DELETE CASCADE,
    recommendation INTEGER NOT NULL REFERENCES recommendations (id),
    PRIMARY KEY (occurrence, recommendation)
) STRICT, WITHOUT ROWID;

-- Free properties, and notes under the name '' in their order.
CREATE TABLE properties (
    occurrence INTEGER NOT NULL REFERENCES occurrences (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    position INTEGER NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (occurrence, name, position)
) STRICT, WITHOUT ROWID;
