//! What changed in the database since a moment, for a state that is kept in memory.

use super::database::Database;
use super::error::DossierError;

/// How far each part of the database has come. Equal marks: equal contents.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Marks {
    /// Changes of the returns and of their names.
    pub returns: i64,
    /// Identities minted, and proposals taken away.
    pub entries: i64,
    /// Changes of proposals.
    pub proposals: i64,
    /// The last decision.
    pub decisions: u64,
}

impl Database {
    /// A number that changes whenever another connection, of this process or another, has written.
    ///
    /// # Errors
    /// When the database fails.
    pub fn version(&self) -> Result<i64, DossierError> {
        let mut ask = self.connection.prepare_cached("PRAGMA data_version")?;
        Ok(ask.query_row([], |row| row.get(0))?)
    }

    /// How far each part has come.
    ///
    /// # Errors
    /// When the database fails.
    pub fn marks(&self) -> Result<Marks, DossierError> {
        let mut ask = self.connection.prepare_cached(
            "SELECT (SELECT number FROM changes WHERE what = 'returns'),
                    (SELECT number FROM changes WHERE what = 'entries'),
                    (SELECT number FROM changes WHERE what = 'proposals'),
                    (SELECT coalesce(max(seq), 0) FROM decisions)",
        )?;
        Ok(ask.query_row([], |row| {
            Ok(Marks {
                returns: row.get(0)?,
                entries: row.get(1)?,
                proposals: row.get(2)?,
                decisions: u64::try_from(row.get::<_, i64>(3)?).unwrap_or(0),
            })
        })?)
    }

    /// Runs some reading on one state of the database, whatever others write meanwhile.
    ///
    /// # Errors
    /// What the reading returns, or that the database failed.
    pub fn at_one_moment<T, E: From<DossierError>>(
        &self,
        read: impl FnOnce(&Self) -> Result<T, E>,
    ) -> Result<T, E> {
        let transaction = self
            .connection
            .unchecked_transaction()
            .map_err(DossierError::from)?;
        let done = read(self)?;
        transaction.finish().map_err(DossierError::from)?;
        Ok(done)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dossier::{Look, Proposals};
    use crate::model::entry::EntryKey;
    use crate::model::ids::{EntryId, Lang};

    #[test]
    fn every_part_has_its_mark() {
        let mut db = Database::in_memory().unwrap();
        let start = db.marks().unwrap();
        db.mint(&[EntryKey::Introduction(1)], "t").unwrap();
        let minted = db.marks().unwrap();
        assert!(minted.entries > start.entries);
        let put = |db: &mut Database, id: u64| {
            db.put_proposals(&[(EntryId(id), Lang::fr(), Proposals::default())])
                .unwrap();
        };
        put(&mut db, 1);
        let proposed = db.marks().unwrap();
        assert!(proposed.proposals > minted.proposals);
        assert_eq!(db.proposals_after(proposed.proposals).unwrap().len(), 0);
        put(&mut db, 1);
        let again = db.marks().unwrap();
        assert!(again.proposals > proposed.proposals);
        assert_eq!(db.proposals_after(proposed.proposals).unwrap().len(), 1);
        // A look that finds nothing new changes nothing.
        db.put_look(&Look::default()).unwrap();
        let looked = db.marks().unwrap();
        db.put_look(&Look::default()).unwrap();
        assert_eq!(db.marks().unwrap(), looked);
    }

    #[test]
    fn another_connection_is_noticed() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.db");
        let one = Database::open(&path).unwrap();
        let before = one.version().unwrap();
        assert_eq!(one.version().unwrap(), before);
        Database::open(&path).unwrap().set_meta("k", "v").unwrap();
        assert_ne!(one.version().unwrap(), before);
    }
}
