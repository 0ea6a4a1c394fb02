//! The returns that came in, and what was read from each.

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
    /// When it was first seen, RFC 3339.
    pub received: String,
    /// False when the file is no longer in the inbox; its decisions are kept.
    pub present: bool,
    /// Version of the reader and of the blank forms that it was read with.
    pub stamp: String,
    /// What came of it.
    pub verdict: Verdict,
}

impl ReturnRecord {
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
        let mut statement = self
            .connection
            .prepare_cached("SELECT id, file, received, present, stamp, verdict FROM returns ORDER BY received, file, id")?;
        let rows = statement.query_map([], |row| {
            let id: String = row.get(0)?;
            let verdict: String = row.get(5)?;
            Ok((
                id,
                row.get(1)?,
                row.get(2)?,
                row.get(3)?,
                row.get(4)?,
                verdict,
            ))
        })?;
        rows.map(|row| {
            let (id, file, received, present, stamp, verdict) = row?;
            Ok(ReturnRecord {
                id: ReturnId(Hash::from_stored(id)),
                file,
                received,
                present,
                stamp,
                verdict: from_json("return", &verdict)?,
            })
        })
        .collect()
    }

    /// Brings the table in line with the inbox in one transaction: the given records are written
    /// (a known return keeps the time it was received), those in `present` are still there, and
    /// when `complete` all others are marked as gone.
    ///
    /// # Errors
    /// When the database fails; then nothing is changed.
    pub fn put_returns(
        &mut self,
        records: &[ReturnRecord],
        present: &[(ReturnId, String)],
        complete: bool,
    ) -> Result<(), DossierError> {
        let transaction = self.write()?;
        {
            if complete {
                transaction.execute("UPDATE returns SET present = 0 WHERE present = 1", [])?;
            }
            let mut put = transaction.prepare_cached(
                "INSERT INTO returns (id, file, received, present, stamp, verdict) VALUES (?1, ?2, ?3, 1, ?4, ?5)
                 ON CONFLICT (id) DO UPDATE SET file = ?2, present = 1, stamp = ?4, verdict = ?5",
            )?;
            for record in records {
                put.execute((
                    record.id.0.as_str(),
                    &record.file,
                    &record.received,
                    &record.stamp,
                    to_json("return", &record.verdict)?,
                ))?;
            }
            let mut keep = transaction
                .prepare_cached("UPDATE returns SET present = 1, file = ?2 WHERE id = ?1")?;
            for (id, file) in present {
                keep.execute((id.0.as_str(), file))?;
            }
        }
        transaction.commit()?;
        Ok(())
    }
}
