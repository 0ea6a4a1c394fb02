//! Who may sign in, and the log of changes of it.

use super::database::{Database, from_json, to_json};
use super::error::DossierError;
use crate::model::person::Account;

/// One change of the list of people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeopleChange {
    /// When, RFC 3339.
    pub time: String,
    /// Who changed it.
    pub person: String,
    /// What, in words.
    pub what: String,
}

impl Database {
    /// All accounts, by name.
    ///
    /// # Errors
    /// When the database fails or holds what cannot be understood.
    pub fn people(&self) -> Result<Vec<Account>, DossierError> {
        let mut ask = self
            .connection
            .prepare_cached("SELECT name, roles, password FROM people ORDER BY name")?;
        let rows = ask.query_map([], |row| {
            Ok((row.get(0)?, row.get::<_, String>(1)?, row.get(2)?))
        })?;
        rows.map(|row| {
            let (name, roles, password) = row?;
            Ok(Account {
                name,
                roles: from_json("person", &roles)?,
                password,
            })
        })
        .collect()
    }

    /// Adds an account, or puts it in the place of the one of that name, and logs it.
    ///
    /// # Errors
    /// When the database fails; then nothing is changed.
    pub fn put_person(
        &mut self,
        account: &Account,
        change: &PeopleChange,
    ) -> Result<(), DossierError> {
        let roles = to_json("person", &account.roles)?;
        let transaction = self.write()?;
        transaction.execute(
            "INSERT INTO people (name, roles, password) VALUES (?1, ?2, ?3)
             ON CONFLICT (name) DO UPDATE SET roles = ?2, password = ?3",
            (&account.name, roles, &account.password),
        )?;
        transaction.execute(LOG, (&change.time, &change.person, &change.what))?;
        transaction.commit()?;
        Ok(())
    }

    /// Takes an account away, and logs it. What the person decided stays.
    ///
    /// # Errors
    /// When the database fails; then nothing is changed.
    pub fn remove_person(&mut self, name: &str, change: &PeopleChange) -> Result<(), DossierError> {
        let transaction = self.write()?;
        transaction.execute("DELETE FROM people WHERE name = ?1", [name])?;
        transaction.execute(LOG, (&change.time, &change.person, &change.what))?;
        transaction.commit()?;
        Ok(())
    }

    /// All changes of the list of people, in order.
    ///
    /// # Errors
    /// When the database fails.
    pub fn people_log(&self) -> Result<Vec<PeopleChange>, DossierError> {
        let mut ask = self
            .connection
            .prepare_cached("SELECT time, person, what FROM people_log ORDER BY seq")?;
        let rows = ask.query_map([], |row| {
            Ok(PeopleChange {
                time: row.get(0)?,
                person: row.get(1)?,
                what: row.get(2)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

const LOG: &str = "INSERT INTO people_log (time, person, what) VALUES (?1, ?2, ?3)";
