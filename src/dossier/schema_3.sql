-- How often each part of the database changed, so that a state that is kept in memory knows what to
-- read again. The log needs none: it only grows.
CREATE TABLE changes (
    what TEXT PRIMARY KEY,
    number INTEGER NOT NULL
) STRICT;
INSERT INTO changes (what, number) VALUES ('returns', 0), ('entries', 0), ('proposals', 0);

CREATE TRIGGER returns_came AFTER INSERT ON returns
BEGIN UPDATE changes SET number = number + 1 WHERE what = 'returns'; END;
CREATE TRIGGER returns_changed AFTER UPDATE ON returns
BEGIN UPDATE changes SET number = number + 1 WHERE what = 'returns'; END;
CREATE TRIGGER returns_went AFTER DELETE ON returns
BEGIN UPDATE changes SET number = number + 1 WHERE what = 'returns'; END;
CREATE TRIGGER names_came AFTER INSERT ON meta WHEN NEW.name = 'inbox-names'
BEGIN UPDATE changes SET number = number + 1 WHERE what = 'returns'; END;
CREATE TRIGGER names_changed AFTER UPDATE ON meta WHEN NEW.name = 'inbox-names' AND NEW.value <> OLD.value
BEGIN UPDATE changes SET number = number + 1 WHERE what = 'returns'; END;
CREATE TRIGGER entries_came AFTER INSERT ON entries
BEGIN UPDATE changes SET number = number + 1 WHERE what = 'entries'; END;

-- Each row of proposals carries the number of the change that wrote it.
ALTER TABLE proposals ADD COLUMN change INTEGER NOT NULL DEFAULT 0;
CREATE INDEX proposals_change ON proposals (change);
CREATE TRIGGER proposals_came AFTER INSERT ON proposals
BEGIN
    UPDATE changes SET number = number + 1 WHERE what = 'proposals';
    UPDATE proposals SET change = (SELECT number FROM changes WHERE what = 'proposals')
        WHERE entry = NEW.entry AND lang = NEW.lang;
END;
CREATE TRIGGER proposals_changed AFTER UPDATE OF based_on, proposals ON proposals
BEGIN
    UPDATE changes SET number = number + 1 WHERE what = 'proposals';
    UPDATE proposals SET change = (SELECT number FROM changes WHERE what = 'proposals')
        WHERE entry = NEW.entry AND lang = NEW.lang;
END;
-- Rows that were taken away leave no trace of their own: whoever keeps a state reads all again.
CREATE TRIGGER proposals_went AFTER DELETE ON proposals
BEGIN UPDATE changes SET number = number + 1 WHERE what = 'entries'; END;
