//! The returns that came in, and what was read from each.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};

use super::database::{Database, from_json, to_json};
use super::error::DossierError;
use crate::model::ReturnId;
use crate::model::extraction::Extraction;
use crate::model::ids::Hash;

/// What came of reading a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It was read.
    Read(Box<Extraction>),
    /// It was refused.
    Refused {
        /// Stable code of the refusal.
        code: String,
        /// Why, in a plain sentence.
        message: String,
        /// What to ask the sender for.
        hint: String,
        /// The technical side of it; may be empty.
        #[serde(default)]
        detail: String,
    },
}

/// A file of the inbox.
#[derive(Debug, Clone, PartialEq)]
pub struct ReturnRecord {
    /// Its identity.
    pub id: ReturnId,
    /// Its name in the inbox, or the last one it had.
    pub file: String,
    /// Further files of the inbox that hold the same bytes.
    pub also: Vec<String>,
    /// When it was first seen, RFC 3339.
    pub received: String,
    /// False when the file is no longer in the inbox; its decisions are kept.
    pub present: bool,
    /// Version of the reader and of the blank forms that it was read with.
    pub stamp: String,
    /// What came of it.
    pub verdict: Verdict,
}

/// What one look at the inbox found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Look {
    /// Returns that were read now.
    pub read: Vec<ReturnRecord>,
    /// Every file that was opened, with the return that it holds.
    pub there: Vec<(String, ReturnId)>,
    /// Names that stood in the inbox before and do no longer.
    pub gone: Vec<String>,
}

impl ReturnRecord {
    /// The day on which it was received, in universal time.
    pub fn received_on(&self) -> Option<Date> {
        self.received.get(..10)?.parse().ok()
    }

    /// The extraction, when the file was read.
    pub fn extraction(&self) -> Option<&Extraction> {
        match &self.verdict {
            Verdict::Read(extraction) => Some(extraction),
            Verdict::Refused { .. } => None,
        }
    }
}

impl Database {
    /// All returns in the order they were received, then by name.
    ///
    /// # Errors
    /// When the database fails or holds what cannot be understood.
    pub fn returns(&self) -> Result<Vec<ReturnRecord>, DossierError> {
        let mut by_id: BTreeMap<ReturnId, Vec<String>> = BTreeMap::new();
        for (name, id) in self.names()? {
            by_id.entry(id).or_default().push(name);
        }
        let mut statement = self
            .connection
            .prepare_cached("SELECT id, file, received, present, stamp, verdict FROM returns ORDER BY received, file, id")?;
        let rows = statement.query_map([], |row| {
            let id: String = row.get(0)?;
            let verdict: String = row.get(5)?;
            Ok((
                id,
                row.get::<_, String>(1)?,
                row.get(2)?,
                row.get(3)?,
                row.get(4)?,
                verdict,
            ))
        })?;
        rows.map(|row| {
            let (id, file, received, present, stamp, verdict) = row?;
            let id = ReturnId(Hash::from_stored(id));
            let mut also = by_id.remove(&id).unwrap_or_default();
            also.retain(|name| *name != file);
            Ok(ReturnRecord {
                id,
                file,
                also,
                received,
                present,
                stamp,
                verdict: from_json("return", &verdict)?,
            })
        })
        .collect()
    }

    /// The names that stood in the inbox at the last look, each with the return that it holds.
    ///
    /// # Errors
    /// When the database fails or holds what cannot be understood.
    pub fn names(&self) -> Result<BTreeMap<String, ReturnId>, DossierError> {
        names(&self.connection)
    }

    /// Brings the table in line with a look at the inbox, in one transaction. A known return keeps
    /// the time it was received, and its name as long as a file of that name holds it. A return is
    /// present while any file holds it. Names that the look does not speak of stay as they are, so
    /// that two processes may look at the same time.
    ///
    /// # Errors
    /// When the database fails; then nothing is changed.
    pub fn put_look(&mut self, look: &Look) -> Result<(), DossierError> {
        let transaction = self.write()?;
        {
            let mut names = names(&transaction)?;
            for name in &look.gone {
                names.remove(name);
            }
            names.extend(look.there.iter().cloned());
            let mut put = transaction.prepare_cached(
                "INSERT INTO returns (id, file, received, present, stamp, verdict) VALUES (?1, ?2, ?3, 1, ?4, ?5)
                 ON CONFLICT (id) DO UPDATE SET stamp = ?4, verdict = ?5",
            )?;
            for record in &look.read {
                put.execute((
                    record.id.0.as_str(),
                    &record.file,
                    &record.received,
                    &record.stamp,
                    to_json("return", &record.verdict)?,
                ))?;
            }
            let mut by_id: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
            for (name, id) in &names {
                by_id.entry(id.0.as_str()).or_default().push(name);
            }
            // Only rows that change are written: a look that finds nothing new leaves no mark.
            let all: Vec<&str> = by_id.keys().copied().collect();
            transaction.execute(
                "UPDATE returns SET present = 0 WHERE present = 1 AND id NOT IN (SELECT value FROM json_each(?1))",
                [to_json("list of returns", &all)?],
            )?;
            let mut stay = transaction.prepare_cached(
                "UPDATE returns SET present = 1, file = iif(file IN (SELECT value FROM json_each(?2)), file, ?3)
                 WHERE id = ?1 AND (present = 0 OR file NOT IN (SELECT value FROM json_each(?2)))",
            )?;
            for (id, names) in &by_id {
                let first = names.first().copied().unwrap_or_default();
                stay.execute((id, to_json("list of names", names)?, first))?;
            }
            transaction.execute(
                "INSERT INTO meta (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2",
                [NAMES, &to_json("list of names", &names)?],
            )?;
        }
        transaction.commit()?;
        Ok(())
    }
}

/// Where the names of the last look are kept in the table `meta`: they are derived, a look makes
/// them anew.
const NAMES: &str = "inbox-names";

fn names(connection: &Connection) -> Result<BTreeMap<String, ReturnId>, DossierError> {
    let kept: Option<String> = connection
        .query_row("SELECT value FROM meta WHERE name = ?1", [NAMES], |row| {
            row.get(0)
        })
        .optional()?;
    if let Some(text) = kept {
        return from_json("list of names", &text);
    }
    // A dossier of a program that kept no names: every return stands under its own.
    let mut statement = connection.prepare("SELECT file, id FROM returns WHERE present = 1")?;
    let rows = statement.query_map([], |row| {
        Ok((
            row.get(0)?,
            ReturnId(Hash::from_stored(row.get::<_, String>(1)?)),
        ))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(content: &str, file: &str, received: &str) -> ReturnRecord {
        ReturnRecord {
            id: ReturnId(Hash::of_bytes(content.as_bytes())),
            file: file.into(),
            also: Vec::new(),
            received: received.into(),
            present: true,
            stamp: "1".into(),
            verdict: Verdict::Refused {
                code: "pdf".into(),
                message: "this is a PDF file".into(),
                hint: String::new(),
                detail: String::new(),
            },
        }
    }

    fn look(read: &[ReturnRecord], there: &[(&str, &str)], gone: &[&str]) -> Look {
        Look {
            read: read.to_vec(),
            there: there
                .iter()
                .map(|(name, content)| {
                    (
                        (*name).to_owned(),
                        ReturnId(Hash::of_bytes(content.as_bytes())),
                    )
                })
                .collect(),
            gone: gone.iter().map(|name| (*name).to_owned()).collect(),
        }
    }

    #[test]
    fn a_return_is_there_while_any_file_holds_it() {
        let mut db = Database::in_memory().unwrap();
        let first = record("x", "b.docx", "2026-06-01T10:00:00Z");
        db.put_look(&look(&[first], &[("b.docx", "x"), ("a.docx", "x")], &[]))
            .unwrap();
        let one = &db.returns().unwrap()[0];
        assert_eq!(
            (one.file.as_str(), one.also.as_slice()),
            ("b.docx", &["a.docx".to_owned()][..])
        );

        db.put_look(&look(&[], &[], &["b.docx"])).unwrap();
        let one = &db.returns().unwrap()[0];
        assert!(one.present && one.file == "a.docx" && one.also.is_empty());

        db.put_look(&look(&[], &[], &["a.docx"])).unwrap();
        assert!(!db.returns().unwrap()[0].present);
        db.put_look(&look(&[], &[("c.docx", "x")], &[])).unwrap();
        let one = &db.returns().unwrap()[0];
        assert!(one.present && one.file == "c.docx");
        assert_eq!(one.received, "2026-06-01T10:00:00Z");
    }

    #[test]
    fn other_content_under_the_same_name_replaces_the_return_that_stood_there() {
        let mut db = Database::in_memory().unwrap();
        let half = record("half", "a.docx", "2026-06-01T10:00:00Z");
        db.put_look(&look(&[half], &[("a.docx", "half")], &[]))
            .unwrap();
        let whole = record("whole", "a.docx", "2026-06-01T10:01:00Z");
        db.put_look(&look(&[whole], &[("a.docx", "whole")], &[]))
            .unwrap();
        let present: Vec<_> = db
            .returns()
            .unwrap()
            .into_iter()
            .filter(|r| r.present)
            .collect();
        assert_eq!(present.len(), 1);
        assert_eq!(present[0].received, "2026-06-01T10:01:00Z");
    }

    #[test]
    fn a_database_without_names_has_them_from_its_returns() {
        let mut db = Database::in_memory().unwrap();
        db.put_look(&look(
            &[record("x", "a.docx", "1")],
            &[("a.docx", "x")],
            &[],
        ))
        .unwrap();
        db.connection.execute("DELETE FROM meta", []).unwrap();
        assert_eq!(db.names().unwrap().keys().collect::<Vec<_>>(), ["a.docx"]);
    }
}
