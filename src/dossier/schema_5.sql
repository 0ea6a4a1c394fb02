-- Who may sign in, and as what. Passwords are kept as hashes only.
CREATE TABLE people (
    name TEXT PRIMARY KEY,
    roles TEXT NOT NULL,
    password TEXT NOT NULL
) STRICT;

-- What was changed about them, by whom. Rows are only ever added.
CREATE TABLE people_log (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    time TEXT NOT NULL,
    person TEXT NOT NULL,
    what TEXT NOT NULL
) STRICT;
CREATE TRIGGER people_log_stays BEFORE UPDATE ON people_log
BEGIN SELECT RAISE(ABORT, 'the log of people is append-only'); END;
CREATE TRIGGER people_log_remains BEFORE DELETE ON people_log
BEGIN SELECT RAISE(ABORT, 'the log of people is append-only'); END;
