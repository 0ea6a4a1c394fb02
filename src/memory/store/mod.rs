//! The units on disk: one SQLite file, short transactions, a counter of changes.

mod api;
mod feed;
mod journal;
mod keys;
mod pages;
mod place;
mod read;
mod salvage;
mod select;
mod sqlite;
mod staging;
mod terms;
mod under;
mod upkeep;
mod write;

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};
use serde::{Deserialize, Serialize};

use super::error::MemoryError;
pub(super) use api::UnitStore;
pub use api::{By, Deed, Import, Operation, Selection, UnitEvent, UnitHistory};
pub use keys::Prepared;
pub use salvage::{Recovered, recover};

/// How long to wait for another program to let go of the file.
const WAIT: Duration = Duration::from_secs(10);

/// Marks the file as ours ("RAPM" in ASCII).
const APPLICATION_ID: i64 = 0x5241_504d;

/// Each step brings a file from one format to the next; the format is their number.
const MIGRATIONS: [&str; 3] = [
    include_str!("schema_1.sql"),
    include_str!("schema_2.sql"),
    include_str!("schema_3.sql"),
];

/// The collection of everything that was added without naming one.
pub(super) const MAIN: &str = "main";

/// What adding units did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Added {
    /// Units that were not there before.
    pub new: usize,
    /// Units whose texts were there; their origin was added when it was a new one.
    pub merged: usize,
    /// Units left out because no text was in them.
    pub empty: usize,
}

/// What replacing a collection did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replaced {
    /// Units that the collection did not hold before.
    pub added: usize,
    /// Units that it held already.
    pub kept: usize,
    /// Units that it no longer holds.
    pub withdrawn: usize,
}

/// Counts of a memory.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stats {
    /// Units that can be found.
    pub units: u64,
    /// Variants of them.
    pub variants: u64,
    /// Variants by language, in the order of the tags.
    pub languages: std::collections::BTreeMap<String, u64>,
    /// Places where the texts were met.
    pub occurrences: u64,
    /// Documents they come from, by symbol or file name.
    pub documents: u64,
    /// Imports that were begun and not completed.
    pub incomplete: u64,
    /// Concepts with terms.
    #[serde(default)]
    pub concepts: u64,
    /// Number of the last change.
    pub change: i64,
}

/// The public id of a row.
pub(super) fn id_of(row: i64) -> String {
    format!("u{row}")
}

/// The row of a public id.
pub(super) fn row_of(id: &str) -> Option<i64> {
    id.strip_prefix('u')?.parse().ok()
}

/// The first bytes of every SQLite file.
const HEADER: &[u8; 16] = b"SQLite format 3\0";

/// Whether a file has something in it and is no database. SQLite itself takes a file that is
/// shorter than its header for an empty one and would write over it.
fn is_foreign(path: &Path) -> bool {
    let mut start = Vec::new();
    let read = File::open(path).and_then(|file| {
        let most = HEADER.len() as u64;
        file.take(most).read_to_end(&mut start)
    });
    // What cannot be read is left to SQLite to report.
    read.is_ok() && !start.is_empty() && start != HEADER
}

/// An open memory file.
#[derive(Debug)]
pub(super) struct Store {
    connection: Connection,
    file: PathBuf,
    /// Stands for this opening among the writers of the file.
    writer: String,
}

impl Store {
    /// Opens the file, makes it when absent, brings it to the present format.
    pub fn open(path: &Path) -> Result<Self, MemoryError> {
        Self::open_waiting(path, WAIT)
    }

    /// The same, waiting at most so long for others.
    pub(super) fn open_waiting(path: &Path, wait: Duration) -> Result<Self, MemoryError> {
        let clear = |e| MemoryError::from_sqlite(path, e);
        if is_foreign(path) {
            return Err(MemoryError::NotAMemory(path.to_owned()));
        }
        let connection = Connection::open(path).map_err(clear)?;
        connection.busy_timeout(wait).map_err(clear)?;
        let mut store = Self {
            connection,
            file: path.to_owned(),
            writer: String::new(),
        };
        let found = store.recognise()?;
        store.set_up().map_err(clear)?;
        store.migrate(found).map_err(clear)?;
        store.name().map_err(clear)?;
        Ok(store)
    }

    /// Opens the file for reading only: nothing is written to it or made beside it by us, and a
    /// file of an earlier format is refused, since it could not be brought to the present one.
    pub fn open_read_only(path: &Path) -> Result<Self, MemoryError> {
        let (store, found) = Self::look(path)?;
        if usize::try_from(found).is_ok_and(|n| n < MIGRATIONS.len()) {
            return Err(MemoryError::Older(path.to_owned()));
        }
        Ok(store)
    }

    /// Opens a file of any known format for reading only; gives the format too.
    pub(super) fn look(path: &Path) -> Result<(Self, i64), MemoryError> {
        if is_foreign(path) {
            return Err(MemoryError::NotAMemory(path.to_owned()));
        }
        match Self::look_by(path, path.as_os_str()) {
            // A memory in WAL mode wants to make files beside itself, which a write-protected
            // folder does not allow. When nothing waits in them it can do without.
            Err(MemoryError::Open { .. }) if path.is_file() => {
                let mut waiting = path.as_os_str().to_owned();
                waiting.push("-wal");
                let waiting = PathBuf::from(waiting);
                if std::fs::metadata(&waiting).is_ok_and(|m| m.len() > 0) {
                    return Err(MemoryError::Unfinished(path.to_owned()));
                }
                Self::look_by(path, as_address(path).as_ref())
            }
            other => other,
        }
    }

    fn look_by(path: &Path, address: &std::ffi::OsStr) -> Result<(Self, i64), MemoryError> {
        let clear = |e| MemoryError::from_sqlite(path, e);
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
            | OpenFlags::SQLITE_OPEN_NO_MUTEX
            | OpenFlags::SQLITE_OPEN_URI;
        let connection = Connection::open_with_flags(address, flags).map_err(clear)?;
        connection.busy_timeout(WAIT).map_err(clear)?;
        connection
            .set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)
            .map_err(clear)?;
        let store = Self {
            connection,
            file: path.to_owned(),
            writer: String::new(),
        };
        let found = store.recognise()?;
        Ok((store, found))
    }

    /// The file, in words when there is none.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// A store without a file.
    pub fn in_memory() -> Result<Self, MemoryError> {
        let mut store = Self {
            connection: Connection::open_in_memory()?,
            file: PathBuf::from("the memory"),
            writer: String::new(),
        };
        store.migrate(0)?;
        Ok(store)
    }

    /// The format of the file, 0 for a new one.
    fn recognise(&self) -> Result<i64, MemoryError> {
        let header = || -> rusqlite::Result<(i64, i64, i64)> {
            let ask = |sql: &str| self.connection.query_row(sql, [], |row| row.get(0));
            Ok((
                ask("SELECT count(*) FROM sqlite_schema")?,
                ask("PRAGMA application_id")?,
                ask("PRAGMA user_version")?,
            ))
        };
        let (tables, application, found) =
            header().map_err(|e| MemoryError::from_sqlite(&self.file, e))?;
        if (tables > 0 || application != 0) && application != APPLICATION_ID {
            return Err(MemoryError::NotAMemory(self.file.clone()));
        }
        let known = i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX);
        if found > known {
            return Err(MemoryError::Newer {
                file: self.file.clone(),
                found,
                known,
            });
        }
        Ok(found)
    }

    fn set_up(&self) -> rusqlite::Result<()> {
        // WAL needs memory that all who use the file share, which machines do not; some network
        // folders refuse it and others only seem to take it. The rollback journal is safe there.
        let wal: rusqlite::Result<String> = if place::is_network(&self.file) {
            Ok(String::new())
        } else {
            self.connection
                .query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))
        };
        if !matches!(wal.as_deref(), Ok("wal")) {
            let _mode: String =
                self.connection
                    .query_row("PRAGMA journal_mode = DELETE", [], |row| row.get(0))?;
        }
        // Plans must not depend on the values bound: each lookup would be planned anew.
        self.connection
            .set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        self.connection.pragma_update(None, "synchronous", "FULL")?;
        self.connection.pragma_update(None, "foreign_keys", true)?;
        self.connection.pragma_update(None, "cache_size", -65_536)?;
        // Large imports would otherwise copy the journal back after every batch.
        self.connection
            .query_row("PRAGMA wal_autocheckpoint = 8000", [], |_| Ok(()))?;
        Ok(())
    }

    fn migrate(&mut self, from: i64) -> rusqlite::Result<()> {
        let known = i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX);
        if from >= known {
            return Ok(());
        }
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Another process may have migrated while this one waited for its turn.
        let now: i64 = transaction.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        for step in MIGRATIONS.iter().skip(usize::try_from(now).unwrap_or(0)) {
            transaction.execute_batch(step)?;
        }
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        transaction.pragma_update(None, "user_version", known)?;
        transaction.commit()
    }

    /// Gives the store its id, once, and this opening its name among the writers.
    fn name(&mut self) -> rusqlite::Result<()> {
        self.writer = self
            .connection
            .query_row("SELECT lower(hex(randomblob(8)))", [], |row| row.get(0))?;
        let named: bool = self.connection.query_row(
            "SELECT EXISTS (SELECT 1 FROM meta WHERE name = 'id')",
            [],
            |row| row.get(0),
        )?;
        if !named {
            self.connection.execute(
                "INSERT INTO meta (name, value) VALUES ('id', lower(hex(randomblob(16))))
                 ON CONFLICT (name) DO NOTHING",
                [],
            )?;
        }
        Ok(())
    }
}

/// The file's address for SQLite as one that nobody changes, so that no lock or journal is needed.
fn as_address(path: &Path) -> String {
    let mut out = String::from("file:");
    let name = path.to_string_lossy().replace('\\', "/");
    if cfg!(windows) && !name.starts_with('/') {
        out.push('/');
    }
    for c in name.chars() {
        match c {
            '?' => out.push_str("%3f"),
            '#' => out.push_str("%23"),
            '%' => out.push_str("%25"),
            other => out.push(other),
        }
    }
    out.push_str("?immutable=1");
    out
}

#[cfg(test)]
mod damage_tests;
#[cfg(test)]
mod fixtures;
#[cfg(test)]
mod history_tests;
#[cfg(test)]
mod tests;
