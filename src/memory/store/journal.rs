//! The history: what was done, how it is taken back, and what happened to a unit.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::api::{By, Deed, Operation, UnitEvent, UnitHistory};
use super::keys::Prepared;
use super::read::{EVER, occurrence};
use super::write::{Writer, collection_of, next_change, record, set_standing, settle};
use super::{MAIN, MemoryError, Store, id_of};
use crate::memory::align::DOUBT;
use crate::model::unit::{Occurrence, Unit};

const OPERATION: &str = "id, time, person, kind, summary, undone";

impl Store {
    /// Takes units out of sight. Gives how many were in sight.
    pub fn withdraw(&mut self, rows: &[i64], deed: &Deed) -> Result<usize, MemoryError> {
        if rows.is_empty() {
            return Ok(0);
        }
        self.write(|connection| {
            let change = next_change(connection)?;
            let operation = record(connection, deed, Some(change))?;
            let mut gone = 0;
            for row in rows {
                let standing = standing(connection, *row)?;
                gone += usize::from(!standing.is_empty());
                for occurrence in standing {
                    set_standing(connection, occurrence, false, operation)?;
                }
                settle(connection, *row, change)?;
            }
            Ok(gone)
        })
    }

    /// Puts other texts in the place of units. All that is known of the places goes over. Gives how
    /// many were changed.
    pub fn edit(&mut self, edits: &[(i64, Unit)], deed: &Deed) -> Result<usize, MemoryError> {
        if edits.is_empty() {
            return Ok(0);
        }
        self.write(|connection| {
            let change = next_change(connection)?;
            let operation = record(connection, deed, Some(change))?;
            let collection = collection_of(connection, MAIN, true)?;
            let mut writer = Writer::new(connection, collection, Some(operation), change)?;
            let mut done = 0;
            for (before, unit) in edits {
                let ready = Prepared::of(unit);
                let standing = standing(connection, *before)?;
                if ready.is_empty() || standing.is_empty() {
                    continue;
                }
                let rows = writer.put(&ready)?;
                let Some(first) = rows.first() else { continue };
                let after: i64 = connection.query_row(
                    "SELECT unit FROM occurrences WHERE id = ?1",
                    [first],
                    |row| row.get(0),
                )?;
                if after == *before {
                    continue;
                }
                for occurrence in standing {
                    set_standing(connection, occurrence, false, operation)?;
                }
                settle(connection, *before, change)?;
                connection.execute(
                    "INSERT OR IGNORE INTO edits (operation, before, after) VALUES (?1, ?2, ?3)",
                    params![operation, before, after],
                )?;
                done += 1;
            }
            Ok(done)
        })
    }

    /// Marks the pairs of units as confirmed wherever a machine was not sure of them. Gives how many
    /// units were marked.
    pub fn confirm(&mut self, rows: &[i64], deed: &Deed) -> Result<usize, MemoryError> {
        let mut marks = Vec::new();
        for row in rows {
            let Some(unit) = self.unit(*row)? else {
                continue;
            };
            let own = Occurrence {
                origin: unit.origin.clone(),
                context: unit.context.clone(),
                author: unit.author.clone(),
                created: unit.created.clone(),
                changed: unit.changed.clone(),
                notes: unit.notes.clone(),
                properties: unit.properties.clone(),
            };
            let doubtful = std::iter::once(own).chain(unit.also.iter().cloned());
            let mut places = doubtful
                .filter(|o| o.properties.contains_key(DOUBT))
                .map(|o| {
                    let mut sure = o;
                    sure.properties.remove(DOUBT);
                    sure.origin.alignment = Some("confirmed".to_owned());
                    sure
                });
            let Some(first) = places.next() else { continue };
            let marked = Unit {
                id: unit.id.clone(),
                variants: unit.variants.clone(),
                origin: first.origin,
                context: first.context,
                author: first.author,
                created: first.created,
                changed: first.changed,
                notes: first.notes,
                properties: first.properties,
                also: places.collect(),
            };
            marks.push((*row, marked));
        }
        if marks.is_empty() {
            return Ok(0);
        }
        self.write(|connection| {
            let change = next_change(connection)?;
            let operation = record(connection, deed, Some(change))?;
            let collection = collection_of(connection, MAIN, true)?;
            let mut writer = Writer::new(connection, collection, Some(operation), change)?;
            for (row, unit) in &marks {
                let before: Vec<i64> = connection
                    .prepare_cached(
                        "SELECT id FROM occurrences WHERE unit = ?1 AND stands AND EXISTS
                           (SELECT 1 FROM properties WHERE occurrence = occurrences.id AND name = ?2)",
                    )?
                    .query_map(params![row, DOUBT], |row| row.get(0))?
                    .collect::<Result<_, _>>()?;
                writer.put(&Prepared::of(unit))?;
                for occurrence in before {
                    set_standing(connection, occurrence, false, operation)?;
                }
                settle(connection, *row, change)?;
            }
            Ok(marks.len())
        })
    }

    /// Takes back the newest operation that stands. What it brought stands no longer, what it
    /// withdrew stands again.
    pub fn undo(&mut self, by: &By) -> Result<Option<Operation>, MemoryError> {
        self.write(|connection| {
            let last = connection
                .query_row(
                    &format!(
                        "SELECT {OPERATION} FROM operations WHERE change IS NOT NULL
                           AND undone IS NULL AND kind NOT IN ('undo', 'export-statements')
                         ORDER BY change DESC, id DESC LIMIT 1"
                    ),
                    [],
                    operation,
                )
                .optional()?;
            let Some(last) = last else { return Ok(None) };
            let change = next_change(connection)?;
            let deed = Deed::new("undo", format!("{} {}", last.kind, last.summary), by);
            let undo = record(connection, &deed, Some(change))?;
            let mut units = BTreeSet::new();
            for (subject, stands) in occurrences_of(connection, last.id)? {
                set_standing(connection, subject, !stands, undo)?;
                units.insert(
                    connection
                        .prepare_cached("SELECT unit FROM occurrences WHERE id = ?1")?
                        .query_row([subject], |row| row.get::<_, i64>(0))?,
                );
            }
            for unit in units {
                settle(connection, unit, change)?;
            }
            super::terms::undo(connection, last.id, undo)?;
            connection.execute(
                "UPDATE operations SET undone = ?2 WHERE id = ?1",
                params![last.id, undo],
            )?;
            Ok(Some(last))
        })
    }

    /// The operations, newest first.
    pub fn operations(&self, limit: usize) -> Result<Vec<Operation>, MemoryError> {
        Ok(self
            .connection
            .prepare(&format!(
                "SELECT {OPERATION} FROM operations WHERE change IS NOT NULL
                 ORDER BY change DESC, id DESC LIMIT ?1"
            ))?
            .query_map([i64::try_from(limit).unwrap_or(i64::MAX)], operation)?
            .collect::<Result<_, _>>()?)
    }

    /// Writes something into the history that changes no unit.
    pub fn note(&mut self, deed: &Deed) -> Result<(), MemoryError> {
        self.write(|connection| {
            let change = connection.query_row(
                "SELECT value FROM meta WHERE name = 'change'",
                [],
                |row| row.get(0),
            )?;
            record(connection, deed, Some(change)).map(|_| ())
        })
    }

    /// Counts that suggestions from units were taken. No change that a lookup could see.
    pub fn used(&mut self, rows: &[i64], time: &str) -> Result<(), MemoryError> {
        self.write(|connection| {
            for row in rows {
                connection
                    .prepare_cached("UPDATE units SET uses = uses + 1, used = ?2 WHERE id = ?1")?
                    .execute(params![row, time])?;
            }
            Ok(())
        })
    }

    /// What happened to a unit, oldest first; `None` when there never was one.
    pub fn history(&self, row: i64) -> Result<Option<UnitHistory>, MemoryError> {
        let known: Option<(bool, i64, Option<String>)> = self
            .connection
            .prepare_cached("SELECT visible, uses, used FROM units WHERE id = ?1")?
            .query_row([row], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))
            .optional()?;
        let Some((visible, uses, used)) = known else {
            return Ok(None);
        };
        let unit = match self.unit(row)? {
            Some(unit) => unit,
            None => self.unit_of(row, EVER)?,
        };
        let mut events: Vec<(i64, UnitEvent)> = Vec::new();
        let places = self
            .connection
            .prepare_cached(EVER)?
            .query_map([row], occurrence)?
            .collect::<Result<Vec<_>, _>>()?;
        for (id, place) in places {
            let place = in_words(&place);
            let brought: Option<i64> = self
                .connection
                .prepare_cached("SELECT operation FROM occurrences WHERE id = ?1")?
                .query_row([id], |r| r.get(0))?;
            events.push((
                brought.unwrap_or(0),
                UnitEvent {
                    operation: self.operation(brought)?,
                    what: "met".into(),
                    place: place.clone(),
                    unit: None,
                },
            ));
            let later = self
                .connection
                .prepare_cached(
                    "SELECT operation, stands FROM events WHERE kind = 0 AND subject = ?1",
                )?
                .query_map([id], |r| Ok((r.get(0)?, r.get(1)?)))?
                .collect::<Result<Vec<(i64, bool)>, _>>()?;
            for (operation, stands) in later {
                events.push((
                    operation,
                    UnitEvent {
                        operation: self.operation(Some(operation))?,
                        what: if stands { "back" } else { "withdrawn" }.into(),
                        place: place.clone(),
                        unit: None,
                    },
                ));
            }
        }
        let edits = self
            .connection
            .prepare_cached(
                "SELECT operation, before, after FROM edits WHERE before = ?1 OR after = ?1",
            )?
            .query_map([row], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?
            .collect::<Result<Vec<(i64, i64, i64)>, _>>()?;
        for (operation, before, after) in edits {
            let (what, other) = if before == row {
                ("became", after)
            } else {
                ("from", before)
            };
            events.push((
                operation,
                UnitEvent {
                    operation: self.operation(Some(operation))?,
                    what: what.into(),
                    place: String::new(),
                    unit: Some(id_of(other)),
                },
            ));
        }
        events.sort_by_key(|(operation, _)| *operation);
        Ok(Some(UnitHistory {
            unit,
            visible,
            uses: uses.unsigned_abs(),
            used,
            events: events.into_iter().map(|(_, event)| event).collect(),
        }))
    }

    fn operation(&self, id: Option<i64>) -> Result<Option<Operation>, MemoryError> {
        let Some(id) = id else { return Ok(None) };
        Ok(self
            .connection
            .prepare_cached(&format!("SELECT {OPERATION} FROM operations WHERE id = ?1"))?
            .query_row([id], operation)
            .optional()?)
    }
}

fn operation(row: &Row<'_>) -> rusqlite::Result<Operation> {
    Ok(Operation {
        id: row.get(0)?,
        time: row.get(1)?,
        person: row.get(2)?,
        kind: row.get(3)?,
        summary: row.get(4)?,
        undone: row.get(5)?,
    })
}

/// The occurrences of a unit that stand in complete collections.
fn standing(connection: &Connection, unit: i64) -> rusqlite::Result<Vec<i64>> {
    connection
        .prepare_cached(
            "SELECT o.id FROM occurrences o JOIN collections c ON c.id = o.collection
             WHERE unit = ?1 AND stands AND complete ORDER BY o.id",
        )?
        .query_map([unit], |row| row.get(0))?
        .collect()
}

/// Every occurrence whose standing an operation settled, with what it settled. Operations are taken
/// back newest first, so that nothing later stands in the way.
fn occurrences_of(connection: &Connection, operation: i64) -> rusqlite::Result<Vec<(i64, bool)>> {
    let mut out = Vec::new();
    for sql in [
        "SELECT subject, stands FROM events WHERE kind = 0 AND operation = ?1",
        "SELECT id, 1 FROM occurrences WHERE operation = ?1",
    ] {
        let mut statement = connection.prepare(sql)?;
        let rows = statement.query_map([operation], |row| Ok((row.get(0)?, row.get(1)?)))?;
        for row in rows {
            out.push(row?);
        }
    }
    Ok(out)
}

fn in_words(place: &Occurrence) -> String {
    let unit = Unit {
        origin: place.origin.clone(),
        ..Unit::default()
    };
    if place.origin == crate::model::unit::Origin::default() {
        return String::new();
    }
    unit.origin_in_words()
}
