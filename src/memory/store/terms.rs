//! The table of terms.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};

use super::api::Deed;
use super::write::{collection_of, forget, next_change, record};
use super::{Added, MemoryError, Store};
use crate::model::term::{Concept, Term, TermStatus};

impl Store {
    /// Makes the concepts of a source exactly these. Those that are there unchanged stay; what the
    /// source no longer has stands no longer.
    pub fn put_concepts(
        &mut self,
        source: &str,
        concepts: &[Concept],
        deed: &Deed,
    ) -> Result<Added, MemoryError> {
        self.write(|connection| {
            let change = next_change(connection)?;
            let operation = record(connection, deed, Some(change))?;
            let collection = collection_of(connection, &format!("terms:{source}"), true)?;
            let mut before: BTreeMap<Concept, Vec<i64>> = BTreeMap::new();
            for (row, concept) in read(connection, Some(collection))? {
                before.entry(concept).or_default().push(row);
            }
            let mut added = Added::default();
            let mut wrote = false;
            for concept in concepts {
                if concept.terms.is_empty() {
                    added.empty += 1;
                } else if before
                    .get_mut(concept)
                    .is_some_and(|rows| rows.pop().is_some())
                {
                    added.merged += 1;
                } else {
                    added.new += 1;
                    wrote = true;
                    insert(connection, collection, operation, concept)?;
                }
            }
            for row in before.into_values().flatten() {
                wrote = true;
                set_standing(connection, row, false, operation)?;
            }
            if !wrote {
                forget(connection, operation)?;
            }
            Ok(added)
        })
    }

    /// All concepts that stand.
    pub fn concepts(&self) -> Result<Vec<Concept>, MemoryError> {
        Ok(read(&self.connection, None)?
            .into_iter()
            .map(|(_, concept)| concept)
            .collect())
    }
}

fn insert(
    connection: &Connection,
    collection: i64,
    operation: i64,
    concept: &Concept,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO concepts (collection, key, subject, definition, operation)
             VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![
            collection,
            concept.id,
            concept.subject,
            concept.definition,
            operation
        ])?;
    let row = connection.last_insert_rowid();
    for (position, term) in concept.terms.iter().enumerate() {
        connection
            .prepare_cached(
                "INSERT INTO terms (concept, position, lang, text, status, part, note)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute(params![
                row,
                position as i64,
                term.lang.as_str(),
                term.text,
                term.status.as_str(),
                term.part,
                term.note
            ])?;
    }
    for (position, (name, value)) in concept.properties.iter().enumerate() {
        connection
            .prepare_cached(
                "INSERT INTO concept_properties (concept, position, name, value)
                 VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute(params![row, position as i64, name, value])?;
    }
    Ok(())
}

/// The concepts that stand, of one collection or of all, in the order of their arrival.
fn read(connection: &Connection, only: Option<i64>) -> rusqlite::Result<Vec<(i64, Concept)>> {
    let mut out: Vec<(i64, Concept)> = connection
        .prepare(
            "SELECT id, key, subject, definition FROM concepts
             WHERE stands AND (?1 IS NULL OR collection = ?1) ORDER BY id",
        )?
        .query_map([only], |row| {
            Ok((
                row.get(0)?,
                Concept {
                    id: row.get(1)?,
                    subject: row.get(2)?,
                    definition: row.get(3)?,
                    ..Concept::default()
                },
            ))
        })?
        .collect::<Result<_, _>>()?;
    let mut terms = connection.prepare(
        "SELECT lang, text, status, part, note FROM terms WHERE concept = ?1 ORDER BY position",
    )?;
    let mut properties = connection.prepare(
        "SELECT name, value FROM concept_properties WHERE concept = ?1 ORDER BY position",
    )?;
    for (row, concept) in &mut out {
        let mut found = terms.query([*row])?;
        while let Some(term) = found.next()? {
            let Ok(lang) = term.get::<_, String>(0)?.parse() else {
                continue;
            };
            concept.terms.push(Term {
                lang,
                text: term.get(1)?,
                status: TermStatus::of_word(&term.get::<_, String>(2)?),
                part: term.get(3)?,
                note: term.get(4)?,
            });
        }
        concept.properties = properties
            .query_map([*row], |r| Ok((r.get(0)?, r.get(1)?)))?
            .collect::<Result<_, _>>()?;
    }
    Ok(out)
}

fn set_standing(
    connection: &Connection,
    concept: i64,
    stands: bool,
    operation: i64,
) -> rusqlite::Result<()> {
    connection.execute(
        "UPDATE concepts SET stands = ?2 WHERE id = ?1",
        params![concept, stands],
    )?;
    connection
        .execute(
            "INSERT OR REPLACE INTO events (operation, kind, subject, stands) VALUES (?1, 1, ?2, ?3)",
            params![operation, concept, stands],
        )
        .map(|_| ())
}

/// Takes back what an operation did to concepts.
pub(super) fn undo(connection: &Connection, operation: i64, undo: i64) -> rusqlite::Result<()> {
    for sql in [
        "SELECT subject, stands FROM events WHERE kind = 1 AND operation = ?1",
        "SELECT id, 1 FROM concepts WHERE operation = ?1",
    ] {
        let settled: Vec<(i64, bool)> = connection
            .prepare(sql)?
            .query_map([operation], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        for (concept, stands) in settled {
            set_standing(connection, concept, !stands, undo)?;
        }
    }
    Ok(())
}
