//! Imports: staged in batches, shown all at once.

use rusqlite::{OptionalExtension, params};

use super::api::{By, Deed, Import};
use super::keys::Prepared;
use super::write::{Writer, forget, next_change, record, show};
use super::{Added, MemoryError, Store};

impl Store {
    /// Begins an import of a source (named by the hash of its content), or takes up the one that
    /// broke off.
    pub fn begin(&mut self, source: &str, deed: &Deed) -> Result<Import, MemoryError> {
        self.write(|connection| {
            let broken_off = connection
                .query_row(
                    "SELECT id, operation, done FROM collections
                     WHERE source = ?1 AND NOT complete ORDER BY id DESC LIMIT 1",
                    [source],
                    |row| Ok((row.get(0)?, row.get(1)?, row.get::<_, i64>(2)?)),
                )
                .optional()?;
            if let Some((collection, operation, done)) = broken_off {
                return Ok(Import {
                    collection,
                    operation,
                    done: done.unsigned_abs(),
                });
            }
            let operation = record(connection, deed, None)?;
            connection.execute(
                "INSERT INTO collections (name, complete, operation, source)
                 VALUES (?1, 0, ?2, ?3)",
                params![format!("{}:{operation}", deed.kind), operation, source],
            )?;
            Ok(Import {
                collection: connection.last_insert_rowid(),
                operation,
                done: 0,
            })
        })
    }

    /// Adds a batch, hidden as yet.
    pub fn stage(
        &mut self,
        import: &Import,
        units: &[Prepared],
        done: u64,
    ) -> Result<(), MemoryError> {
        self.write(|connection| {
            // What is hidden is no change; the number is set when it is shown.
            let mut writer = Writer::new(connection, import.collection, Some(import.operation), 0)?;
            for unit in units {
                writer.put(unit)?;
            }
            connection.execute(
                "UPDATE collections SET done = max(done, ?2) WHERE id = ?1",
                params![import.collection, i64::try_from(done).unwrap_or(i64::MAX)],
            )?;
            Ok(())
        })
    }

    /// Shows everything that was staged, in one step.
    pub fn complete(&mut self, import: &Import, by: &By) -> Result<Added, MemoryError> {
        self.write(|connection| {
            let complete: Option<bool> = connection
                .query_row(
                    "SELECT complete FROM collections WHERE id = ?1",
                    [import.collection],
                    |row| row.get(0),
                )
                .optional()?;
            if complete != Some(false) {
                // Another process has completed it.
                return Ok(Added::default());
            }
            // Another import may have brought the same places meanwhile.
            let later: bool = connection.query_row(
                "SELECT EXISTS (SELECT 1 FROM operations WHERE id <> ?1 AND change IS NOT NULL
                   AND kind = 'import' AND time >= (SELECT time FROM operations WHERE id = ?1))",
                [import.operation],
                |row| row.get(0),
            )?;
            if later {
                connection.execute(
                    "DELETE FROM occurrences WHERE collection = ?1 AND EXISTS
                       (SELECT 1 FROM occurrences o JOIN collections c ON c.id = o.collection
                        WHERE o.unit = occurrences.unit AND o.key = occurrences.key
                          AND o.collection <> ?1 AND o.stands AND c.complete AND NOT c.derived)",
                    [import.collection],
                )?;
            }
            let brought: bool = connection.query_row(
                "SELECT EXISTS (SELECT 1 FROM occurrences WHERE collection = ?1)",
                [import.collection],
                |row| row.get(0),
            )?;
            if !brought {
                connection.execute("DELETE FROM collections WHERE id = ?1", [import.collection])?;
                forget(connection, import.operation)?;
                return Ok(Added::default());
            }
            let change = next_change(connection)?;
            let new = show(connection, import.collection, change)?;
            connection.execute(
                "UPDATE operations SET change = ?2, time = ?3, person = ?4 WHERE id = ?1",
                params![import.operation, change, by.time, by.person],
            )?;
            Ok(Added {
                new,
                ..Added::default()
            })
        })
    }

    /// Forgets an import that is not complete: its places, and the units that nothing else has.
    pub fn abandon(&mut self, import: &Import) -> Result<(), MemoryError> {
        self.write(|connection| abandon(connection, import.collection, import.operation))
    }

    /// Forgets every import that is not complete; gives how many there were.
    pub fn abandon_all(&mut self) -> Result<usize, MemoryError> {
        self.write(|connection| {
            let open = connection
                .prepare("SELECT id, coalesce(operation, 0) FROM collections WHERE NOT complete")?
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<Result<Vec<(i64, i64)>, _>>()?;
            for (collection, operation) in &open {
                abandon(connection, *collection, *operation)?;
            }
            Ok(open.len())
        })
    }
}

fn abandon(
    connection: &rusqlite::Connection,
    collection: i64,
    operation: i64,
) -> rusqlite::Result<()> {
    let open: bool = connection.query_row(
        "SELECT EXISTS (SELECT 1 FROM collections WHERE id = ?1 AND NOT complete)",
        [collection],
        |row| row.get(0),
    )?;
    if !open {
        return Ok(());
    }
    connection.execute_batch(
        "CREATE TEMP TABLE IF NOT EXISTS left_over (unit INTEGER PRIMARY KEY);
         DELETE FROM left_over;",
    )?;
    connection.execute(
        "INSERT OR IGNORE INTO left_over SELECT unit FROM occurrences WHERE collection = ?1",
        [collection],
    )?;
    connection.execute(
        "DELETE FROM occurrences WHERE collection = ?1",
        [collection],
    )?;
    connection.execute(
        "DELETE FROM units WHERE NOT visible AND id IN (SELECT unit FROM left_over)
           AND NOT EXISTS (SELECT 1 FROM occurrences WHERE unit = units.id)
           AND NOT EXISTS (SELECT 1 FROM edits WHERE before = units.id OR after = units.id)",
        [],
    )?;
    connection.execute("DELETE FROM left_over", [])?;
    connection.execute("DELETE FROM collections WHERE id = ?1", [collection])?;
    forget(connection, operation)
}
