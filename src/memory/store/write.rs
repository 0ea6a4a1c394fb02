//! Adding, merging and withdrawing units.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use super::{Added, MemoryError, Replaced, Store};
use crate::model::text::fold;
use crate::model::unit::{Context, Occurrence, Role, Unit};

type Key = [u8; 16];

impl Store {
    /// Adds units to a complete collection, in one transaction.
    pub fn add(&mut self, collection: &str, units: &[Unit]) -> Result<Added, MemoryError> {
        self.write(|connection| {
            let mut writer = Writer::new(connection, collection, true)?;
            for unit in units {
                writer.put(unit)?;
            }
            Ok(writer.added)
        })
    }

    /// Adds units to a collection that stays hidden until it is completed.
    pub fn stage(&mut self, collection: &str, units: &[Unit]) -> Result<Added, MemoryError> {
        self.write(|connection| {
            let mut writer = Writer::new(connection, collection, false)?;
            for unit in units {
                writer.put(unit)?;
            }
            Ok(writer.added)
        })
    }

    /// Shows a staged collection.
    pub fn complete(&mut self, collection: &str) -> Result<(), MemoryError> {
        self.write(|connection| {
            let change = next_change(connection)?;
            connection.execute(
                "UPDATE collections SET complete = 1 WHERE name = ?1",
                [collection],
            )?;
            connection.execute(
                "UPDATE units SET visible = 1, change = ?2 WHERE id IN
                   (SELECT unit FROM occurrences JOIN collections ON collections.id = collection
                    WHERE name = ?1)",
                params![collection, change],
            )?;
            Ok(())
        })
    }

    /// Makes a collection hold exactly these units.
    pub fn replace(&mut self, collection: &str, units: &[Unit]) -> Result<Replaced, MemoryError> {
        self.write(|connection| {
            let mut writer = Writer::new(connection, collection, true)?;
            let before = writer.occurrences()?;
            let mut now = BTreeSet::new();
            for unit in units {
                now.extend(writer.put(unit)?);
            }
            let added = now.difference(&before).count();
            let gone: Vec<i64> = before.difference(&now).copied().collect();
            for occurrence in &gone {
                writer.withdraw(*occurrence)?;
            }
            Ok(Replaced {
                added,
                kept: now.len() - added,
                withdrawn: gone.len(),
            })
        })
    }

    fn write<T>(
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
        transaction.commit().map_err(clear)?;
        Ok(done)
    }
}

fn next_change(connection: &Connection) -> rusqlite::Result<i64> {
    connection.query_row(
        "UPDATE meta SET value = value + 1 WHERE name = 'change' RETURNING value",
        [],
        |row| row.get(0),
    )
}

/// Writes units into one collection within a transaction.
struct Writer<'a> {
    connection: &'a Connection,
    collection: i64,
    complete: bool,
    change: i64,
    added: Added,
}

impl<'a> Writer<'a> {
    fn new(connection: &'a Connection, name: &str, complete: bool) -> rusqlite::Result<Self> {
        connection.execute(
            "INSERT INTO collections (name, complete) VALUES (?1, ?2) ON CONFLICT (name) DO NOTHING",
            params![name, complete],
        )?;
        let (collection, complete) = connection.query_row(
            "SELECT id, complete FROM collections WHERE name = ?1",
            [name],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        Ok(Self {
            connection,
            collection,
            complete,
            change: next_change(connection)?,
            added: Added::default(),
        })
    }

    /// Writes a unit with all its occurrences; gives their rows.
    fn put(&mut self, unit: &Unit) -> rusqlite::Result<Vec<i64>> {
        if unit.variants.iter().all(|v| fold(&v.text).is_empty()) {
            self.added.empty += 1;
            return Ok(Vec::new());
        }
        let key = unit_key(unit);
        let known: Option<(i64, bool)> = self
            .connection
            .prepare_cached("SELECT id, visible FROM units WHERE key = ?1")?
            .query_row([&key[..]], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let row = match known {
            Some((row, visible)) => {
                if visible {
                    self.added.merged += 1;
                } else {
                    self.added.new += 1;
                    if self.complete {
                        self.connection
                            .prepare_cached(
                                "UPDATE units SET visible = 1, change = ?2 WHERE id = ?1",
                            )?
                            .execute(params![row, self.change])?;
                    }
                }
                row
            }
            None => {
                self.added.new += 1;
                self.insert_unit(unit, &key)?
            }
        };
        let first = Occurrence {
            origin: unit.origin.clone(),
            context: unit.context.clone(),
            author: unit.author.clone(),
            created: unit.created.clone(),
            changed: unit.changed.clone(),
            notes: unit.notes.clone(),
            properties: unit.properties.clone(),
        };
        std::iter::once(&first)
            .chain(&unit.also)
            .map(|occurrence| self.put_occurrence(row, occurrence))
            .collect()
    }

    fn insert_unit(&self, unit: &Unit, key: &Key) -> rusqlite::Result<i64> {
        self.connection
            .prepare_cached("INSERT INTO units (key, change, visible) VALUES (?1, ?2, ?3)")?
            .execute(params![&key[..], self.change, self.complete])?;
        let row = self.connection.last_insert_rowid();
        let mut insert = self.connection.prepare_cached(
            "INSERT INTO variants (unit, position, lang, role, text) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?;
        let there = unit.variants.iter().filter(|v| !fold(&v.text).is_empty());
        for (position, variant) in there.enumerate() {
            // Stored in NFC, so that places in a text count the same everywhere.
            let text: String = variant.text.nfc().collect();
            insert.execute(params![
                row,
                position as i64,
                variant.lang.as_str(),
                super::read::role_number(variant.role),
                text
            ])?;
        }
        Ok(row)
    }

    fn put_occurrence(&self, unit: i64, o: &Occurrence) -> rusqlite::Result<i64> {
        let key = occurrence_key(o);
        let known: Option<i64> = self
            .connection
            .prepare_cached(
                "SELECT id FROM occurrences WHERE unit = ?1 AND collection = ?2 AND key = ?3",
            )?
            .query_row(params![unit, self.collection, &key[..]], |row| row.get(0))
            .optional()?;
        if let Some(row) = known {
            return Ok(row);
        }
        let countries = (!o.context.countries.is_empty()).then(|| {
            let codes: Vec<&str> = o.context.countries.iter().map(|c| c.as_str()).collect();
            codes.join(",")
        });
        self.connection
            .prepare_cached(
                "INSERT INTO occurrences (unit, collection, key, symbol, year, paragraph, file,
                   alignment, meeting, countries, previous, next, author, created, changed)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
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
            ])?;
        let row = self.connection.last_insert_rowid();
        // A new place may be of a newer document, which decides the order of equal matches.
        self.connection
            .prepare_cached("UPDATE units SET change = ?2 WHERE id = ?1")?
            .execute(params![unit, self.change])?;
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

    /// Takes an occurrence away; a unit that is met nowhere any more is no longer to be seen.
    fn withdraw(&self, occurrence: i64) -> rusqlite::Result<()> {
        let unit: i64 = self
            .connection
            .prepare_cached("DELETE FROM occurrences WHERE id = ?1 RETURNING unit")?
            .query_row([occurrence], |row| row.get(0))?;
        self.connection
            .prepare_cached(
                "UPDATE units SET change = ?2, visible = visible AND EXISTS
                   (SELECT 1 FROM occurrences JOIN collections ON collections.id = collection
                    WHERE unit = ?1 AND complete) WHERE id = ?1",
            )?
            .execute(params![unit, self.change])?;
        Ok(())
    }
}

/// Hashes parts so that they cannot run together.
#[derive(Default)]
struct Parts(Sha256);

impl Parts {
    fn part(&mut self, text: &str) {
        self.0.update((text.len() as u64).to_le_bytes());
        self.0.update(text.as_bytes());
    }
    fn key(self) -> Key {
        let mut key = [0u8; 16];
        for (to, from) in key.iter_mut().zip(self.0.finalize()) {
            *to = from;
        }
        key
    }
}

/// Equal for units with the same texts (but for spacing and normal form) in the same languages.
fn unit_key(unit: &Unit) -> Key {
    let mut texts: Vec<(&str, Role, String)> = unit
        .variants
        .iter()
        .map(|v| (v.lang.as_str(), v.role, fold(&v.text)))
        .filter(|(_, _, text)| !text.is_empty())
        .collect();
    // The order within a language is kept: the first of several variants is the preferred one.
    texts.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)));
    let mut parts = Parts::default();
    for (lang, role, text) in &texts {
        parts.part(lang);
        parts.part(match role {
            Role::Paragraph => "p",
            Role::Statement => "s",
            Role::Segment => "g",
        });
        parts.part(text);
    }
    parts.key()
}

fn occurrence_key(o: &Occurrence) -> Key {
    let mut parts = Parts::default();
    let number = |n: Option<i64>| n.map(|n| n.to_string());
    for field in [
        o.origin.symbol.clone(),
        number(o.origin.year.map(i64::from)),
        number(o.origin.paragraph.map(i64::from)),
        o.origin.file.clone(),
        o.origin.alignment.clone(),
        o.context.meeting.clone(),
        o.context.previous.clone(),
        o.context.next.clone(),
        o.author.clone(),
        o.created.clone(),
        o.changed.clone(),
    ] {
        parts.part(if field.is_some() { "+" } else { "-" });
        parts.part(&field.unwrap_or_default());
    }
    for country in &o.context.countries {
        parts.part(country.as_str());
    }
    parts.part("");
    for (lang, text) in &o.context.recommendation {
        parts.part(lang.as_str());
        parts.part(text);
    }
    parts.part("");
    for note in &o.notes {
        parts.part(note);
    }
    parts.part("");
    for (name, value) in &o.properties {
        parts.part(name);
        parts.part(value);
    }
    parts.key()
}
