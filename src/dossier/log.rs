//! The append-only decision log and its fold.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::database::{Database, from_json, to_json};
use super::error::DossierError;
use crate::model::decision::{Action, Decision, Subject};
use crate::model::ids::Hash;

/// A decision about to be logged; the log gives it its sequence number.
#[derive(Debug, Clone, PartialEq)]
pub struct NewDecision {
    /// When.
    pub time: Timestamp,
    /// Who.
    pub person: String,
    /// About what.
    pub subject: Subject,
    /// What.
    pub action: Action,
    /// Hash of the texts that the person saw.
    pub based_on: Option<Hash>,
    /// Hash of the text afterwards.
    pub after: Option<Hash>,
}

impl Database {
    /// Adds decisions in one transaction and returns the sequence number of the last.
    ///
    /// # Errors
    /// When the database fails; then none is added.
    pub fn decide(&mut self, decisions: &[NewDecision]) -> Result<u64, DossierError> {
        let transaction = self.write()?;
        {
            let mut add = transaction.prepare_cached(
                "INSERT INTO decisions (time, person, subject, action, based_on, after) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?;
            for d in decisions {
                add.execute((
                    d.time.to_string(),
                    &d.person,
                    to_json("decision", &d.subject)?,
                    to_json("decision", &d.action)?,
                    d.based_on.as_ref().map(Hash::as_str),
                    d.after.as_ref().map(Hash::as_str),
                ))?;
            }
        }
        let last = transaction.last_insert_rowid();
        transaction.commit()?;
        Ok(u64::try_from(last).unwrap_or(0))
    }

    /// The whole log in order.
    ///
    /// # Errors
    /// When the database fails or holds what cannot be understood.
    pub fn decisions(&self) -> Result<Vec<Decision>, DossierError> {
        self.decisions_after(0)
    }

    /// The decisions after the one of this number, in order.
    ///
    /// # Errors
    /// As [`Database::decisions`].
    pub fn decisions_after(&self, seq: u64) -> Result<Vec<Decision>, DossierError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT seq, time, person, subject, action, based_on, after FROM decisions WHERE seq > ?1 ORDER BY seq")?;
        let after = i64::try_from(seq).unwrap_or(i64::MAX);
        let rows = statement.query_map([after], |row| {
            Ok((
                row.get::<_, i64>(0)?,
                row.get::<_, String>(1)?,
                row.get::<_, String>(2)?,
                row.get::<_, String>(3)?,
                row.get::<_, String>(4)?,
                row.get::<_, Option<String>>(5)?,
                row.get::<_, Option<String>>(6)?,
            ))
        })?;
        rows.map(|row| {
            let (seq, time, person, subject, action, based_on, after) = row?;
            Ok(Decision {
                seq: u64::try_from(seq).unwrap_or(0),
                time: time.parse().unwrap_or(Timestamp::UNIX_EPOCH),
                person,
                subject: from_json("decision", &subject)?,
                action: from_json("decision", &action)?,
                based_on: based_on.map(Hash::from_stored),
                after: after.map(Hash::from_stored),
            })
        })
        .collect()
    }
}

/// The decisions that stand: those not undone, the undo decisions themselves left out. An undo that
/// was itself undone does not count.
pub fn effective(log: &[Decision]) -> Vec<&Decision> {
    standing(log.iter())
}

/// As [`effective`], of some decisions in their order.
pub fn standing<'a>(log: impl DoubleEndedIterator<Item = &'a Decision>) -> Vec<&'a Decision> {
    let mut undone = BTreeSet::new();
    let mut standing = Vec::new();
    for decision in log.rev() {
        if undone.contains(&decision.seq) {
            continue;
        }
        match decision.action {
            Action::Undo { seq } => {
                undone.insert(seq);
            }
            _ => standing.push(decision),
        }
    }
    standing.reverse();
    standing
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ids::{EntryId, Lang};

    fn new(action: Action) -> NewDecision {
        NewDecision {
            time: "2026-07-01T10:00:00Z".parse().unwrap(),
            person: "officer".into(),
            subject: Subject::Entry(EntryId(1)),
            action,
            based_on: None,
            after: None,
        }
    }

    #[test]
    fn undo_and_undo_of_undo() {
        let mut db = Database::in_memory().unwrap();
        let edit = |t: &str| {
            new(Action::Edit {
                lang: Lang::en(),
                text: t.into(),
            })
        };
        db.decide(&[edit("one"), edit("two")]).unwrap();
        db.decide(&[new(Action::Undo { seq: 2 })]).unwrap();
        let log = db.decisions().unwrap();
        assert_eq!(
            effective(&log).iter().map(|d| d.seq).collect::<Vec<_>>(),
            [1]
        );
        db.decide(&[new(Action::Undo { seq: 3 })]).unwrap();
        let log = db.decisions().unwrap();
        assert_eq!(
            effective(&log).iter().map(|d| d.seq).collect::<Vec<_>>(),
            [1, 2]
        );
    }

    #[test]
    fn the_log_cannot_be_rewritten() {
        let mut db = Database::in_memory().unwrap();
        db.decide(&[new(Action::Reject { lang: Lang::fr() })])
            .unwrap();
        assert!(db.connection.execute("DELETE FROM decisions", []).is_err());
        assert!(
            db.connection
                .execute("UPDATE decisions SET person = 'x'", [])
                .is_err()
        );
    }
}
