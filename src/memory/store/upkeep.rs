//! Copies, compaction, and the search for what is wrong.

use std::path::Path;

use rusqlite::Connection;

use super::keys::key_of_texts;
use super::read::role_of;
use super::{MIGRATIONS, MemoryError, Store};
use crate::model::Lang;
use crate::model::finding::Finding;
use crate::model::unit::Role;

/// Faults of one kind that are named one by one.
const NAMED: usize = 5;

impl Store {
    /// Copies the file as it is now, also while others use it.
    pub fn backup(&self, to: &Path) -> Result<(), MemoryError> {
        self.connection
            .backup(
                rusqlite::MAIN_DB,
                to,
                None::<fn(rusqlite::backup::Progress)>,
            )
            .map_err(|e| MemoryError::from_sqlite(to, e))
    }

    /// Gives unused room back to the disk and brings the tables in order. Nothing that can be seen
    /// changes.
    pub fn compact(&mut self) -> Result<(), MemoryError> {
        self.connection
            .execute_batch(
                "DELETE FROM recommendations WHERE id NOT IN
                   (SELECT recommendation FROM occurrence_recommendations);
                 ANALYZE;
                 VACUUM;",
            )
            .map_err(|e| MemoryError::from_sqlite(&self.file, e))?;
        let _pages: rusqlite::Result<i64> =
            self.connection
                .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(1));
        Ok(())
    }

    /// Everything that is wrong with the file, in words; empty when it is sound.
    pub fn examine(&self) -> Result<Vec<Finding>, MemoryError> {
        let mut out = Vec::new();
        let lines: rusqlite::Result<Vec<String>> = self
            .connection
            .prepare("PRAGMA integrity_check(20)")
            .and_then(|mut s| s.query_map([], |row| row.get(0))?.collect());
        match lines {
            Ok(lines) => {
                for line in lines.into_iter().filter(|line| line != "ok") {
                    out.push(damaged(&line));
                }
            }
            Err(error) => out.push(damaged(&error.to_string())),
        }
        if !out.is_empty() {
            // What lies on damaged pages says nothing about the rest.
            return Ok(out);
        }
        let format: i64 = self
            .connection
            .query_row("PRAGMA user_version", [], |row| row.get(0))?;
        if usize::try_from(format).is_ok_and(|format| format < MIGRATIONS.len()) {
            out.push(
                Finding::info(
                    "memory-older",
                    format!("The file has format {format}, that of an earlier version; only its pages were looked at."),
                )
                .hint("It is brought to the present format when it is next opened for writing."),
            );
            return Ok(out);
        }
        references(&self.connection, &mut out)?;
        counts(&self.connection, &mut out)?;
        self.texts_fit(&mut out)?;
        Ok(out)
    }

    /// Compares the key of each unit with its texts.
    fn texts_fit(&self, out: &mut Vec<Finding>) -> Result<(), MemoryError> {
        let mut statement = self.connection.prepare(
            "SELECT u.id, u.key, v.lang, v.role, v.text FROM units u
             LEFT JOIN variants v ON v.unit = u.id ORDER BY u.id, v.position",
        )?;
        let mut rows = statement.query([])?;
        let mut seen = Seen::default();
        let mut now: Option<Stored> = None;
        while let Some(row) = rows.next()? {
            let id: i64 = row.get(0)?;
            if now.as_ref().is_none_or(|(there, _, _)| *there != id) {
                seen.unit(now.take());
                now = Some((id, row.get(1)?, Vec::new()));
            }
            let lang: Option<String> = row.get(2)?;
            if let (Some(lang), Some((_, _, texts))) = (lang, &mut now) {
                texts.push((lang, role_of(row.get(3)?), row.get(4)?));
            }
        }
        seen.unit(now);
        for (code, message, units) in [
            (
                "memory-texts",
                "do not have the texts they were stored with",
                &seen.changed,
            ),
            ("memory-no-text", "have no text", &seen.empty),
            (
                "memory-language",
                "have a text in something that is no language",
                &seen.tongues,
            ),
        ] {
            if !units.is_empty() {
                out.push(found(code, message, units));
            }
        }
        Ok(())
    }
}

/// A unit as it is stored: row, key, texts.
type Stored = (i64, Vec<u8>, Vec<(String, Role, String)>);

#[derive(Default)]
struct Seen {
    changed: Vec<i64>,
    empty: Vec<i64>,
    tongues: Vec<i64>,
}

impl Seen {
    fn unit(&mut self, unit: Option<Stored>) {
        let Some((id, key, texts)) = unit else { return };
        if texts.is_empty() {
            self.empty.push(id);
        } else if texts
            .iter()
            .any(|(lang, _, _)| lang.parse::<Lang>().is_err())
        {
            self.tongues.push(id);
        } else if key_of_texts(&texts)[..] != key[..] {
            self.changed.push(id);
        }
    }
}

fn damaged(line: &str) -> Finding {
    Finding::error(
        "memory-damaged",
        format!("The file is damaged: {}.", line.trim_end_matches('.')),
    )
    .hint("Take it from a backup, or save what is left with `rapporteur memory recover`.")
}

/// The finding for so many units, the first of them named.
fn found(code: &str, what: &str, units: &[i64]) -> Finding {
    let named: Vec<String> = units
        .iter()
        .take(NAMED)
        .map(|row| super::id_of(*row))
        .collect();
    let more = if units.len() > NAMED { ", …" } else { "" };
    Finding::error(code, format!("{} units {what}.", units.len()))
        .at(format!("{}{more}", named.join(", ")))
        .hint("Take the file from a backup, or save what is left with `rapporteur memory recover`.")
}

/// Rows that point to rows that are not there.
fn references(connection: &Connection, out: &mut Vec<Finding>) -> Result<(), MemoryError> {
    let mut broken: std::collections::BTreeMap<(String, String), usize> = Default::default();
    let mut statement = connection.prepare("PRAGMA foreign_key_check")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        *broken.entry((row.get(0)?, row.get(2)?)).or_default() += 1;
    }
    for ((from, to), count) in broken {
        out.push(
            Finding::error(
                "memory-reference",
                format!("{count} rows of “{from}” belong to something in “{to}” that is not there."),
            )
            .hint("Take the file from a backup, or save what is left with `rapporteur memory recover`."),
        );
    }
    Ok(())
}

fn counts(connection: &Connection, out: &mut Vec<Finding>) -> Result<(), MemoryError> {
    let units = |sql: &str| -> rusqlite::Result<Vec<i64>> {
        connection
            .prepare(sql)?
            .query_map([], |row| row.get(0))?
            .collect()
    };
    let met = "EXISTS (SELECT 1 FROM occurrences o JOIN collections c ON c.id = o.collection
                 WHERE o.unit = u.id AND stands AND complete)";
    let lost = units(&format!(
        "SELECT id FROM units u WHERE visible AND NOT {met}"
    ))?;
    if !lost.is_empty() {
        out.push(found(
            "memory-sight",
            "can be found and stand nowhere",
            &lost,
        ));
    }
    let hidden = units(&format!(
        "SELECT id FROM units u WHERE NOT visible AND {met}"
    ))?;
    if !hidden.is_empty() {
        out.push(found(
            "memory-sight",
            "stand somewhere and cannot be found",
            &hidden,
        ));
    }
    let late = units(
        "SELECT id FROM units WHERE change > (SELECT value FROM meta WHERE name = 'change')",
    )?;
    if !late.is_empty() {
        out.push(found(
            "memory-change",
            "changed later than the memory itself",
            &late,
        ));
    }
    let open: i64 = connection.query_row(
        "SELECT count(*) FROM collections WHERE NOT complete",
        [],
        |row| row.get(0),
    )?;
    if open > 0 {
        out.push(
            Finding::info(
                "memory-unfinished",
                format!("{open} imports were begun and not completed; nothing of them is seen."),
            )
            .hint("Import the same file again to go on, or clear them away with `rapporteur memory compact --drop-unfinished`."),
        );
    }
    Ok(())
}
