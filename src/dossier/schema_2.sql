-- What a build said, packed (zlib of JSON); two builds that say the same share it.
CREATE TABLE said (
    hash TEXT PRIMARY KEY,
    packed BLOB NOT NULL
) STRICT;

-- One row a build, and its files. Rows are only ever added. Builds of before this format have one
-- row for each language and nothing that they said.
CREATE TABLE runs (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    time TEXT NOT NULL,
    person TEXT NOT NULL,
    form TEXT NOT NULL,
    final INTEGER NOT NULL,
    inputs TEXT NOT NULL,
    said TEXT REFERENCES said (hash),
    paragraphs INTEGER NOT NULL
) STRICT;
CREATE TABLE built_files (
    build INTEGER NOT NULL,
    lang TEXT NOT NULL,
    name TEXT NOT NULL,
    hash TEXT NOT NULL,
    words INTEGER NOT NULL,
    PRIMARY KEY (build, lang)
) STRICT;
INSERT INTO runs (seq, time, person, form, final, inputs, said, paragraphs)
    SELECT seq, time, '', 'note', final, '', NULL, paragraphs FROM builds ORDER BY seq;
INSERT INTO built_files (build, lang, name, hash, words)
    SELECT seq, lang, 'note-' || lang || '.docx', hash, 0 FROM builds;
DROP TABLE builds;
ALTER TABLE runs RENAME TO builds;
CREATE TRIGGER builds_stay BEFORE UPDATE ON builds
BEGIN SELECT RAISE(ABORT, 'the list of builds is append-only'); END;
CREATE TRIGGER builds_remain BEFORE DELETE ON builds
BEGIN SELECT RAISE(ABORT, 'the list of builds is append-only'); END;
