//! The dossier's database: one file, short transactions, many readers.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};

use super::error::DossierError;

/// Marks the file as ours ("RAPD" in ASCII).
const APPLICATION_ID: i64 = 0x5241_5044;

/// Each step brings a database from one format to the next; the format is their number.
const MIGRATIONS: [&str; 5] = [
    include_str!("schema_1.sql"),
    include_str!("schema_2.sql"),
    include_str!("schema_3.sql"),
    include_str!("schema_4.sql"),
    include_str!("schema_5.sql"),
];

/// An open dossier database.
#[derive(Debug)]
pub struct Database {
    pub(super) connection: Connection,
}

impl Database {
    /// Opens the file, makes it when absent, brings it to the present format.
    ///
    /// # Errors
    /// When the file is another program's, was made by a newer version, or cannot be opened.
    pub fn open(path: &Path) -> Result<Self, DossierError> {
        let connection = Connection::open(path)?;
        connection.busy_timeout(Duration::from_secs(10))?;
        let (tables, application, found) = header(&connection).map_err(|e| foreign(path, e))?;
        let known = i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX);
        if tables > 0 && application != APPLICATION_ID {
            return Err(DossierError::ForeignDatabase(path.to_owned()));
        }
        if found > known {
            return Err(DossierError::NewerDatabase {
                file: path.to_owned(),
                found,
                known,
            });
        }
        // A network folder refuses WAL and stays with the rollback journal, which is safe there.
        let _mode: String =
            connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        let mut database = Self { connection };
        if found < known {
            database.migrate(found)?;
        }
        Ok(database)
    }

    /// A database in memory, for tests and trials.
    ///
    /// # Errors
    /// When SQLite fails.
    pub fn in_memory() -> Result<Self, DossierError> {
        let mut database = Self {
            connection: Connection::open_in_memory()?,
        };
        database.migrate(0)?;
        Ok(database)
    }

    fn migrate(&mut self, from: i64) -> Result<(), DossierError> {
        let from = usize::try_from(from).unwrap_or(0);
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Another process may have migrated while this one waited for its turn.
        let now: i64 = transaction.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        for step in MIGRATIONS
            .iter()
            .skip(from.max(usize::try_from(now).unwrap_or(0)))
        {
            transaction.execute_batch(step)?;
        }
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        transaction.pragma_update(
            None,
            "user_version",
            i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX),
        )?;
        transaction.commit()?;
        Ok(())
    }

    pub(super) fn write(&mut self) -> Result<Transaction<'_>, DossierError> {
        Ok(self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?)
    }

    /// Remembers a small value under a name.
    ///
    /// # Errors
    /// When the database fails.
    pub fn set_meta(&mut self, name: &str, value: &str) -> Result<(), DossierError> {
        self.connection
            .execute("INSERT INTO meta (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2", [name, value])?;
        Ok(())
    }

    /// The value remembered under a name.
    ///
    /// # Errors
    /// When the database fails.
    pub fn meta(&self, name: &str) -> Result<Option<String>, DossierError> {
        Ok(self
            .connection
            .query_row("SELECT value FROM meta WHERE name = ?1", [name], |row| {
                row.get(0)
            })
            .optional()?)
    }
}

fn header(connection: &Connection) -> rusqlite::Result<(i64, i64, i64)> {
    let one = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0));
    Ok((
        one("SELECT count(*) FROM sqlite_schema")?,
        one("PRAGMA application_id")?,
        one("PRAGMA user_version")?,
    ))
}

fn foreign(path: &Path, error: rusqlite::Error) -> DossierError {
    match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::NotADatabase) => DossierError::ForeignDatabase(path.to_owned()),
        _ => error.into(),
    }
}

/// A value as JSON text for a column.
pub(super) fn to_json<T: serde::Serialize>(
    what: &'static str,
    value: &T,
) -> Result<String, DossierError> {
    serde_json::to_string(value).map_err(|source| DossierError::Damaged { what, source })
}

/// A value back from JSON text of a column.
pub(super) fn from_json<T: serde::de::DeserializeOwned>(
    what: &'static str,
    text: &str,
) -> Result<T, DossierError> {
    serde_json::from_str(text).map_err(|source| DossierError::Damaged { what, source })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_foreign_file_and_a_newer_one_are_refused() {
        let dir = tempfile::tempdir().unwrap();
        let text = dir.path().join("text.db");
        std::fs::write(
            &text,
            "this is no database at all, only some text that is long enough",
        )
        .unwrap();
        assert!(matches!(
            Database::open(&text),
            Err(DossierError::ForeignDatabase(_))
        ));

        let other = dir.path().join("other.db");
        Connection::open(&other)
            .unwrap()
            .execute_batch("CREATE TABLE t (a)")
            .unwrap();
        assert!(matches!(
            Database::open(&other),
            Err(DossierError::ForeignDatabase(_))
        ));

        let newer = dir.path().join("newer.db");
        drop(Database::open(&newer).unwrap());
        Connection::open(&newer)
            .unwrap()
            .pragma_update(None, "user_version", 99)
            .unwrap();
        assert!(matches!(
            Database::open(&newer),
            Err(DossierError::NewerDatabase { found: 99, .. })
        ));
    }

    #[test]
    fn opening_twice_keeps_what_is_there() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.db");
        Database::open(&path).unwrap().set_meta("k", "v").unwrap();
        assert_eq!(
            Database::open(&path).unwrap().meta("k").unwrap().as_deref(),
            Some("v")
        );
    }
}
