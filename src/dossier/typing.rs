//! What people are typing and have not saved yet.

use jiff::Timestamp;
use rusqlite::Row;

use super::database::Database;
use super::error::DossierError;
use crate::model::ids::{EntryId, Hash, Lang};

/// A text that somebody has typed and not saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    /// Who.
    pub person: String,
    /// For which entry.
    pub entry: EntryId,
    /// In which language.
    pub lang: Lang,
    /// The whole text.
    pub text: String,
    /// Hash of the text that the person started from.
    pub seen: Hash,
    /// When the last of it was typed.
    pub time: Timestamp,
}

impl Database {
    /// Keeps what somebody is typing, in place of what was kept before. What is older than what is
    /// kept (a browser that comes back after another one) is not taken. Tells whether it was.
    ///
    /// # Errors
    /// When the database fails.
    pub fn put_typing(&mut self, typed: &Typed) -> Result<bool, DossierError> {
        let transaction = self.write()?;
        let kept: Option<String> = transaction
            .prepare_cached(
                "SELECT time FROM typing WHERE person = ?1 AND entry = ?2 AND lang = ?3",
            )?
            .query_map(
                (&typed.person, id(typed.entry), typed.lang.as_str()),
                |row| row.get(0),
            )?
            .next()
            .transpose()?;
        let later = kept.and_then(|t| t.parse::<Timestamp>().ok());
        if later.is_some_and(|t| t > typed.time) {
            return Ok(false);
        }
        transaction
            .prepare_cached(
                "INSERT INTO typing (person, entry, lang, text, seen, time) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (person, entry, lang) DO UPDATE SET text = ?4, seen = ?5, time = ?6",
            )?
            .execute((
                &typed.person,
                id(typed.entry),
                typed.lang.as_str(),
                &typed.text,
                typed.seen.as_str(),
                typed.time.to_string(),
            ))?;
        transaction.commit()?;
        Ok(true)
    }

    /// Forgets what somebody was typing for an entry in a language. Tells whether there was any.
    ///
    /// # Errors
    /// When the database fails.
    pub fn forget_typing(
        &mut self,
        person: &str,
        entry: EntryId,
        lang: &Lang,
    ) -> Result<bool, DossierError> {
        let gone = self.connection.execute(
            "DELETE FROM typing WHERE person = ?1 AND entry = ?2 AND lang = ?3",
            (person, id(entry), lang.as_str()),
        )?;
        Ok(gone > 0)
    }

    /// What a person was typing and has not saved, in the order of the entries.
    ///
    /// # Errors
    /// When the database fails.
    pub fn typing_of(&self, person: &str) -> Result<Vec<Typed>, DossierError> {
        let mut ask = self.connection.prepare_cached(
            "SELECT person, entry, lang, text, seen, time FROM typing WHERE person = ?1 ORDER BY entry, lang",
        )?;
        let rows = ask.query_map([person], read)?;
        let all: Vec<Option<Typed>> = rows.collect::<Result<_, _>>()?;
        Ok(all.into_iter().flatten().collect())
    }
}

fn id(entry: EntryId) -> i64 {
    i64::try_from(entry.0).unwrap_or(i64::MAX)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Option<Typed>> {
    let (lang, time): (String, String) = (row.get(2)?, row.get(5)?);
    let Ok(lang) = lang.parse() else {
        return Ok(None);
    };
    Ok(Some(Typed {
        person: row.get(0)?,
        entry: EntryId(u64::try_from(row.get::<_, i64>(1)?).unwrap_or(0)),
        lang,
        text: row.get(3)?,
        seen: Hash::from_stored(row.get::<_, String>(4)?),
        time: time.parse().unwrap_or(Timestamp::UNIX_EPOCH),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(person: &str, text: &str, second: i64) -> Typed {
        Typed {
            person: person.into(),
            entry: EntryId(3),
            lang: Lang::fr(),
            text: text.into(),
            seen: Hash::of_bytes(b"x"),
            time: Timestamp::from_second(second).unwrap(),
        }
    }

    #[test]
    fn the_last_of_what_each_person_types_is_kept() {
        let mut db = Database::in_memory().unwrap();
        assert!(db.put_typing(&typed("Ana", "un", 1)).unwrap());
        assert!(db.put_typing(&typed("Ana", "un deux", 3)).unwrap());
        assert!(!db.put_typing(&typed("Ana", "un d", 2)).unwrap());
        assert!(db.put_typing(&typed("Ben", "drei", 2)).unwrap());
        assert_eq!(db.typing_of("Ana").unwrap(), [typed("Ana", "un deux", 3)]);
        assert!(db.forget_typing("Ana", EntryId(3), &Lang::fr()).unwrap());
        assert!(!db.forget_typing("Ana", EntryId(3), &Lang::fr()).unwrap());
        assert!(db.typing_of("Ana").unwrap().is_empty());
        assert_eq!(db.typing_of("Ben").unwrap().len(), 1);
    }
}
