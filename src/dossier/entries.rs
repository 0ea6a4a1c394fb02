//! Identity of entries, and what the program proposes for them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::database::{Database, from_json, to_json};
use super::error::DossierError;
use crate::model::entry::EntryKey;
use crate::model::ids::{EntryId, Hash, Lang};
use crate::model::suggestion::{FromReply, Suggestion};

/// One text offered for an entry in a language.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Proposal {
    /// Match made ready, or a draft in the same shape (no repairs, `match` 0).
    #[serde(flatten)]
    pub suggestion: Suggestion,
    /// True when the program made the text itself, by rule or template.
    #[serde(default)]
    pub by_rule: bool,
    /// How a draft hangs together with its reply; empty for everything else.
    #[serde(flatten)]
    pub reply: FromReply,
}

/// All proposals for an entry in a language, best first.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Proposals {
    /// Hash of what they were made from.
    pub based_on: Option<Hash>,
    /// The texts.
    pub list: Vec<Proposal>,
}

/// Entry identities by their origin.
pub type Minted = BTreeMap<EntryKey, EntryId>;

impl Database {
    /// The identity of every key, minting those not met before, in the order given.
    ///
    /// # Errors
    /// When the database fails; then none is minted.
    pub fn mint(&mut self, keys: &[EntryKey], time: &str) -> Result<Minted, DossierError> {
        let mut minted = self.minted()?;
        if keys.iter().all(|key| minted.contains_key(key)) {
            return Ok(minted);
        }
        let transaction = self.write()?;
        {
            let mut add = transaction.prepare_cached(
                "INSERT INTO entries (key, minted) VALUES (?1, ?2) ON CONFLICT (key) DO NOTHING",
            )?;
            for key in keys.iter().filter(|key| !minted.contains_key(key)) {
                add.execute((to_json("entry", key)?, time))?;
            }
        }
        transaction.commit()?;
        minted = self.minted()?;
        Ok(minted)
    }

    /// All identities minted so far.
    ///
    /// # Errors
    /// When the database fails.
    pub fn minted(&self) -> Result<Minted, DossierError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT id, key FROM entries")?;
        let rows = statement.query_map([], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?))
        })?;
        rows.map(|row| {
            let (id, key) = row?;
            Ok((
                from_json("entry", &key)?,
                EntryId(u64::try_from(id).unwrap_or(0)),
            ))
        })
        .collect()
    }

    /// Replaces the proposals of the given entries and languages.
    ///
    /// # Errors
    /// When the database fails; then none is changed.
    pub fn put_proposals(
        &mut self,
        proposals: &[(EntryId, Lang, Proposals)],
    ) -> Result<(), DossierError> {
        let transaction = self.write()?;
        {
            let mut put = transaction.prepare_cached(
                "INSERT INTO proposals (entry, lang, based_on, proposals) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (entry, lang) DO UPDATE SET based_on = ?3, proposals = ?4",
            )?;
            for (entry, lang, p) in proposals {
                put.execute((
                    i64::try_from(entry.0).unwrap_or(0),
                    lang.as_str(),
                    p.based_on.as_ref().map(Hash::as_str).unwrap_or_default(),
                    to_json("proposal", &p.list)?,
                ))?;
            }
        }
        transaction.commit()?;
        Ok(())
    }

    /// All proposals.
    ///
    /// # Errors
    /// When the database fails or holds what cannot be understood.
    pub fn proposals(&self) -> Result<BTreeMap<(EntryId, Lang), Proposals>, DossierError> {
        self.proposals_after(-1)
    }

    /// The proposals that were written after a change ([`Marks::proposals`](super::Marks)).
    ///
    /// # Errors
    /// As [`Database::proposals`].
    pub fn proposals_after(
        &self,
        change: i64,
    ) -> Result<BTreeMap<(EntryId, Lang), Proposals>, DossierError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT entry, lang, based_on, proposals FROM proposals WHERE change > ?1",
        )?;
        let rows = statement.query_map([change], |row| {
            Ok((
                row.get::<_, i64>(0)?,
                row.get::<_, String>(1)?,
                row.get::<_, String>(2)?,
                row.get::<_, String>(3)?,
            ))
        })?;
        let mut out = BTreeMap::new();
        for row in rows {
            let (entry, lang, based_on, list) = row?;
            let Ok(lang) = lang.parse() else { continue };
            let based_on = (!based_on.is_empty()).then(|| Hash::from_stored(based_on));
            out.insert(
                (EntryId(u64::try_from(entry).unwrap_or(0)), lang),
                Proposals {
                    based_on,
                    list: from_json("proposal", &list)?,
                },
            );
        }
        Ok(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identity_is_minted_once() {
        let mut db = Database::in_memory().unwrap();
        let first = db
            .mint(&[EntryKey::Introduction(1), EntryKey::Introduction(2)], "t")
            .unwrap();
        let second = db
            .mint(&[EntryKey::Conclusion(1), EntryKey::Introduction(2)], "u")
            .unwrap();
        assert_eq!(
            first[&EntryKey::Introduction(2)],
            second[&EntryKey::Introduction(2)]
        );
        assert_eq!(second.len(), 3);
    }
}
