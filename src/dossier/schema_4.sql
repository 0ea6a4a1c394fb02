-- What people are typing and have not saved as a decision: one row a person, entry and language,
-- written again as they type and taken away with the decision.
CREATE TABLE typing (
    person TEXT NOT NULL,
    entry INTEGER NOT NULL,
    lang TEXT NOT NULL,
    text TEXT NOT NULL,
    seen TEXT NOT NULL,
    time TEXT NOT NULL,
    PRIMARY KEY (person, entry, lang)
) STRICT;
