//! Adding, merging and withdrawing units.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

use super::api::Deed;
use super::keys::{Key, Prepared};
use super::{Added, MemoryError, Replaced, Store};
use crate::model::unit::{Context, Occurrence, Unit};

impl Store {
    /// Adds units to a complete collection, in one transaction.
    pub fn add(
        &mut self,
        collection: &str,
        units: &[Prepared],
        deed: &Deed,
    ) -> Result<Added, MemoryError> {
        self.write(|connection| {
            let change = next_change(connection)?;
            let operation = record(connection, deed, Some(change))?;
            let collection = collection_of(connection, collection, true)?;
            let mut writer = Writer::new(connection, collection, Some(operation), change)?;
            for unit in units {
                writer.put(unit)?;
            }
            if !writer.wrote {
                forget(connection, operation)?;
            }
            Ok(writer.added)
        })
    }

    /// Adds units to a collection that stays hidden until [`Store::show`] names it.
    pub fn hold(&mut self, collection: &str, units: &[Unit]) -> Result<Added, MemoryError> {
        self.write(|connection| {
            let change = next_change(connection)?;
            let collection = collection_of(connection, collection, false)?;
            let mut writer = Writer::new(connection, collection, None, change)?;
            for unit in units {
                writer.put(&Prepared::of(unit))?;
            }
            Ok(writer.added)
        })
    }

    /// Shows a held collection.
    pub fn show(&mut self, collection: &str) -> Result<(), MemoryError> {
        self.write(|connection| {
            let change = next_change(connection)?;
            let collection = collection_of(connection, collection, true)?;
            show(connection, collection, change).map(|_| ())
        })
    }

    /// Makes a derived collection hold exactly these units. What it no longer holds is deleted:
    /// its history is that of what it is derived from.
    pub fn replace(&mut self, collection: &str, units: &[Unit]) -> Result<Replaced, MemoryError> {
        self.write(|connection| {
            let change = next_change(connection)?;
            let collection = collection_of(connection, collection, true)?;
            connection.execute(
                "UPDATE collections SET derived = 1 WHERE id = ?1",
                [collection],
            )?;
            let mut writer = Writer::new(connection, collection, None, change)?;
            let before = writer.occurrences()?;
            let mut now = BTreeSet::new();
            for unit in units {
                now.extend(writer.put(&Prepared::of(unit))?);
            }
            let added = now.difference(&before).count();
            let gone: Vec<i64> = before.difference(&now).copied().collect();
            for occurrence in &gone {
                writer.delete(*occurrence)?;
            }
            Ok(Replaced {
                added,
                kept: now.len() - added,
                withdrawn: gone.len(),
            })
        })
    }

    /// One transaction: done whole, or not at all.
    pub(super) fn write<T>(
        &mut self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, MemoryError> {
        let file = self.file.clone();
        let clear = |e| MemoryError::from_sqlite(&file, e);
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(clear)?;
        let done = work(&transaction).map_err(clear)?;
        sign(&transaction, &self.writer).map_err(clear)?;
        transaction.commit().map_err(clear)?;
        Ok(done)
    }
}

pub(super) fn next_change(connection: &Connection) -> rusqlite::Result<i64> {
    connection.query_row(
        "UPDATE meta SET value = value + 1 WHERE name = 'change' RETURNING value",
        [],
        |row| row.get(0),
    )
}

/// Writes an operation into the history; gives its number.
pub(super) fn record(
    connection: &Connection,
    deed: &Deed,
    change: Option<i64>,
) -> rusqlite::Result<i64> {
    connection.execute(
        "INSERT INTO operations (time, person, kind, summary, change) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![
            deed.by.time,
            deed.by.person,
            deed.kind,
            deed.summary,
            change
        ],
    )?;
    Ok(connection.last_insert_rowid())
}

/// Takes an operation out again that changed nothing.
pub(super) fn forget(connection: &Connection, operation: i64) -> rusqlite::Result<()> {
    connection
        .execute("DELETE FROM operations WHERE id = ?1", [operation])
        .map(|_| ())
}

/// The row of a collection, made when absent.
pub(super) fn collection_of(
    connection: &Connection,
    name: &str,
    complete: bool,
) -> rusqlite::Result<i64> {
    connection.execute(
        "INSERT INTO collections (name, complete) VALUES (?1, ?2) ON CONFLICT (name) DO NOTHING",
        params![name, complete],
    )?;
    connection.query_row(
        "SELECT id FROM collections WHERE name = ?1",
        [name],
        |row| row.get(0),
    )
}

/// Shows everything of a collection; gives how many units were not to be seen before.
pub(super) fn show(
    connection: &Connection,
    collection: i64,
    change: i64,
) -> rusqlite::Result<usize> {
    connection.execute(
        "UPDATE collections SET complete = 1 WHERE id = ?1",
        [collection],
    )?;
    let new: i64 = connection.query_row(
        "SELECT count(*) FROM units WHERE NOT visible AND id IN
           (SELECT unit FROM occurrences WHERE collection = ?1 AND stands)",
        [collection],
        |row| row.get(0),
    )?;
    // Units known before change too: they may now be of a newer document.
    connection.execute(
        "UPDATE units SET visible = 1, change = ?2 WHERE id IN
           (SELECT unit FROM occurrences WHERE collection = ?1 AND stands)",
        params![collection, change],
    )?;
    Ok(usize::try_from(new).unwrap_or_default())
}

/// Sets whether a unit can be found from whether it is met anywhere.
pub(super) fn settle(connection: &Connection, unit: i64, change: i64) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "UPDATE units SET change = ?2, visible = EXISTS
               (SELECT 1 FROM occurrences JOIN collections ON collections.id = collection
                WHERE unit = ?1 AND stands AND complete) WHERE id = ?1",
        )?
        .execute(params![unit, change])
        .map(|_| ())
}

/// Lets an occurrence stand, or stand no longer, as a step of an operation.
pub(super) fn set_standing(
    connection: &Connection,
    occurrence: i64,
    stands: bool,
    operation: i64,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached("UPDATE occurrences SET stands = ?2 WHERE id = ?1")?
        .execute(params![occurrence, stands])?;
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO events (operation, kind, subject, stands) VALUES (?1, 0, ?2, ?3)",
        )?
        .execute(params![operation, occurrence, stands])
        .map(|_| ())
}

/// Keeps who made the last change, unless the one before is from the same hand. Two copies of a
/// file that were written to apart then differ at every later change.
fn sign(connection: &Connection, writer: &str) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO meta (name, value)
             SELECT printf('writer:%020d', value), ?1 FROM meta WHERE name = 'change'
             AND ?1 IS NOT (SELECT value FROM meta WHERE name >= 'writer:' AND name < 'writer;'
                            ORDER BY name DESC LIMIT 1)
             ON CONFLICT (name) DO NOTHING",
        )?
        .execute([writer])?;
    Ok(())
}

/// Writes units into one collection within a transaction.
pub(super) struct Writer<'a> {
    connection: &'a Connection,
    collection: i64,
    operation: Option<i64>,
    complete: bool,
    change: i64,
    pub added: Added,
    /// Whether anything was written at all.
    pub wrote: bool,
}

impl<'a> Writer<'a> {
    pub fn new(
        connection: &'a Connection,
        collection: i64,
        operation: Option<i64>,
        change: i64,
    ) -> rusqlite::Result<Self> {
        let complete = connection.query_row(
            "SELECT complete FROM collections WHERE id = ?1",
            [collection],
            |row| row.get(0),
        )?;
        Ok(Self {
            connection,
            collection,
            operation,
            complete,
            change,
            added: Added::default(),
            wrote: false,
        })
    }

    /// Writes a unit with all its occurrences; gives their rows.
    pub fn put(&mut self, unit: &Prepared) -> rusqlite::Result<Vec<i64>> {
        if unit.is_empty() {
            self.added.empty += 1;
            return Ok(Vec::new());
        }
        let (row, fresh) = self.put_unit(unit)?;
        unit.places
            .iter()
            .map(|(place, key)| self.put_occurrence(row, place, key, fresh))
            .collect()
    }

    /// Writes the texts of a unit when they are not there; gives its row, and whether it is new.
    pub fn put_unit(&mut self, unit: &Prepared) -> rusqlite::Result<(i64, bool)> {
        let known: Option<(i64, bool)> = self
            .connection
            .prepare_cached("SELECT id, visible FROM units WHERE key = ?1")?
            .query_row([&unit.key[..]], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let Some((row, visible)) = known else {
            self.added.new += 1;
            return Ok((self.insert_unit(unit)?, true));
        };
        if visible {
            self.added.merged += 1;
        } else {
            self.added.new += 1;
            if self.complete {
                self.wrote = true;
                self.connection
                    .prepare_cached("UPDATE units SET visible = 1, change = ?2 WHERE id = ?1")?
                    .execute(params![row, self.change])?;
            }
        }
        Ok((row, false))
    }

    fn insert_unit(&mut self, unit: &Prepared) -> rusqlite::Result<i64> {
        self.wrote = true;
        self.connection
            .prepare_cached("INSERT INTO units (key, change, visible) VALUES (?1, ?2, ?3)")?
            .execute(params![&unit.key[..], self.change, self.complete])?;
        let row = self.connection.last_insert_rowid();
        let mut insert = self.connection.prepare_cached(
            "INSERT INTO variants (unit, position, lang, role, text) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?;
        for (position, (lang, role, text)) in unit.texts.iter().enumerate() {
            insert.execute(params![row, position as i64, lang, role, text])?;
        }
        Ok(row)
    }

    /// Writes a place where a unit was met, unless it is known; gives its row. `fresh` says that
    /// the unit has just been made, so that nothing of it can be known.
    fn put_occurrence(
        &mut self,
        unit: i64,
        o: &Occurrence,
        key: &Key,
        fresh: bool,
    ) -> rusqlite::Result<i64> {
        if !fresh && let Some(row) = self.known_occurrence(unit, key)? {
            return Ok(row);
        }
        self.wrote = true;
        let countries = (!o.context.countries.is_empty()).then(|| {
            let codes: Vec<&str> = o.context.countries.iter().map(|c| c.as_str()).collect();
            codes.join(",")
        });
        self.connection
            .prepare_cached(
                "INSERT INTO occurrences (unit, collection, key, symbol, year, paragraph, file,
                   alignment, meeting, countries, previous, next, author, created, changed,
                   operation)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
                 ON CONFLICT (unit, collection, key) DO NOTHING",
            )?
            .execute(params![
                unit,
                self.collection,
                &key[..],
                o.origin.symbol,
                o.origin.year,
                o.origin.paragraph,
                o.origin.file,
                o.origin.alignment,
                o.context.meeting,
                countries,
                o.context.previous,
                o.context.next,
                o.author,
                o.created,
                o.changed,
                self.operation,
            ])?;
        if self.connection.changes() == 0 {
            // The unit names the same place twice.
            return self
                .connection
                .prepare_cached(
                    "SELECT id FROM occurrences WHERE unit = ?1 AND collection = ?2 AND key = ?3",
                )?
                .query_row(params![unit, self.collection, &key[..]], |row| row.get(0));
        }
        let row = self.connection.last_insert_rowid();
        if !fresh && self.complete {
            // A new place may be of a newer document, which decides the order of equal matches.
            self.connection
                .prepare_cached("UPDATE units SET change = ?2 WHERE id = ?1")?
                .execute(params![unit, self.change])?;
        }
        self.put_recommendation(row, &o.context)?;
        let notes = o.notes.iter().map(|note| ("", note));
        let properties = o
            .properties
            .iter()
            .map(|(name, value)| (name.as_str(), value));
        for (position, (name, value)) in notes.chain(properties).enumerate() {
            self.connection
                .prepare_cached(
                    "INSERT INTO properties (occurrence, name, position, value)
                     VALUES (?1, ?2, ?3, ?4)",
                )?
                .execute(params![row, name, position as i64, value])?;
        }
        Ok(row)
    }

    /// The row of a place that is known: in this collection, or standing in another one that is
    /// complete. One of this collection that no longer stood stands again.
    fn known_occurrence(&mut self, unit: i64, key: &Key) -> rusqlite::Result<Option<i64>> {
        let known: Option<(i64, bool)> = self
            .connection
            .prepare_cached(
                "SELECT o.id, o.stands FROM occurrences o JOIN collections c ON c.id = o.collection
                 WHERE o.unit = ?1 AND o.key = ?3
                   AND (o.collection = ?2 OR (?4 AND o.stands AND c.complete AND NOT c.derived))
                 ORDER BY o.collection = ?2 DESC, o.stands DESC LIMIT 1",
            )?
            .query_row(
                params![unit, self.collection, &key[..], self.operation.is_some()],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .optional()?;
        let Some((row, stands)) = known else {
            return Ok(None);
        };
        if !stands {
            self.wrote = true;
            match self.operation {
                Some(operation) => set_standing(self.connection, row, true, operation)?,
                None => {
                    self.connection
                        .execute("UPDATE occurrences SET stands = 1 WHERE id = ?1", [row])?;
                }
            }
            settle(self.connection, unit, self.change)?;
        }
        Ok(Some(row))
    }

    fn put_recommendation(&self, occurrence: i64, context: &Context) -> rusqlite::Result<()> {
        for (lang, text) in &context.recommendation {
            self.connection
                .prepare_cached(
                    "INSERT INTO recommendations (lang, text) VALUES (?1, ?2)
                     ON CONFLICT DO NOTHING",
                )?
                .execute(params![lang.as_str(), text])?;
            self.connection
                .prepare_cached(
                    "INSERT INTO occurrence_recommendations (occurrence, recommendation)
                     SELECT ?1, id FROM recommendations WHERE lang = ?2 AND text = ?3",
                )?
                .execute(params![occurrence, lang.as_str(), text])?;
        }
        Ok(())
    }

    fn occurrences(&self) -> rusqlite::Result<BTreeSet<i64>> {
        self.connection
            .prepare("SELECT id FROM occurrences WHERE collection = ?1")?
            .query_map([self.collection], |row| row.get(0))?
            .collect()
    }

    /// Deletes an occurrence; a unit that is met nowhere any more is no longer to be seen.
    fn delete(&self, occurrence: i64) -> rusqlite::Result<()> {
        self.connection
            .prepare_cached("DELETE FROM events WHERE kind = 0 AND subject = ?1")?
            .execute([occurrence])?;
        let unit: i64 = self
            .connection
            .prepare_cached("DELETE FROM occurrences WHERE id = ?1 RETURNING unit")?
            .query_row([occurrence], |row| row.get(0))?;
        settle(self.connection, unit, self.change)
    }
}
