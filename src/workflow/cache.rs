//! The last state of a dossier, kept in memory and brought up to date before it is handed out.
//!
//! Every question first asks the database whether anybody has written (one pragma) and compares the
//! text of `note.toml`; when both are as they were, the state is handed out as it is. What was
//! written is read and taken in where it touches single entries ([`super::refold`]), otherwise all
//! is folded anew. Two copies take turns: one is read by whoever asked, the other takes in the next
//! change, so that nobody waits and nothing is copied while the readers of the other are done.

use std::sync::{Arc, Mutex, PoisonError};

use super::desk::Desk;
use super::error::WorkflowError;
use super::memories::file_identity;
use super::refold::{Batch, take_in};
use super::state::{State, fold};
use crate::dossier::{Database, Marks, SETTINGS, parse_settings};
use crate::model::person::Account;

/// What is kept between two questions.
#[derive(Debug, Default)]
pub struct Cache {
    kept: Mutex<Option<Kept>>,
}

#[derive(Debug)]
struct Kept {
    database: Database,
    /// Which file it is.
    file: String,
    /// The text of `note.toml`.
    settings: String,
    version: i64,
    marks: Marks,
    now: Arc<State>,
    people: Arc<Vec<Account>>,
    /// An earlier state with what it lacks.
    spare: Option<(Arc<State>, Vec<Batch>)>,
}

impl Cache {
    /// The present state.
    ///
    /// # Errors
    /// When settings or database cannot be read.
    pub fn state(&self, desk: &Desk) -> Result<Arc<State>, WorkflowError> {
        self.with(desk, |kept| Arc::clone(&kept.now))
    }

    /// Who may sign in now.
    ///
    /// # Errors
    /// As [`Cache::state`].
    pub fn people(&self, desk: &Desk) -> Result<Arc<Vec<Account>>, WorkflowError> {
        self.with(desk, |kept| Arc::clone(&kept.people))
    }

    fn with<T>(&self, desk: &Desk, give: impl Fn(&Kept) -> T) -> Result<T, WorkflowError> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let settings = desk.dossier.settings_source()?;
        // Taken out while it is worked on: after a fault nothing half-done is left.
        let fresh = match kept.take() {
            Some(old) if old.file == file_identity(&desk.dossier.database_file()) => {
                up_to_date(desk, old, settings)?
            }
            _ => from_nothing(desk, desk.database()?, settings)?,
        };
        Ok(give(kept.insert(fresh)))
    }
}

fn from_nothing(desk: &Desk, database: Database, settings: String) -> Result<Kept, WorkflowError> {
    let parsed = parse_settings(&settings, &desk.dossier.root().join(SETTINGS))?;
    let (version, marks, people, now) = database.at_one_moment(|d| {
        let people = d.people()?;
        Ok::<_, WorkflowError>((d.version()?, d.marks()?, people, fold(desk, parsed, d)?))
    })?;
    Ok(Kept {
        database,
        file: file_identity(&desk.dossier.database_file()),
        settings,
        version,
        marks,
        now: Arc::new(now),
        people: Arc::new(people),
        spare: None,
    })
}

fn up_to_date(desk: &Desk, mut old: Kept, settings: String) -> Result<Kept, WorkflowError> {
    if old.settings != settings {
        return from_nothing(desk, old.database, settings);
    }
    if old.database.version()? == old.version {
        return Ok(old);
    }
    let (version, marks, people, batch) = old.database.at_one_moment(|d| {
        let (version, marks, people) = (d.version()?, d.marks()?, d.people()?);
        if marks.returns != old.marks.returns || marks.entries != old.marks.entries {
            return Ok::<_, WorkflowError>((version, marks, people, None));
        }
        let proposals = d.proposals_after(old.marks.proposals)?;
        let batch = Batch {
            decisions: d.decisions_after(old.marks.decisions)?,
            proposals: proposals
                .into_iter()
                .map(|((id, lang), p)| (id, lang, p))
                .collect(),
        };
        Ok((version, marks, people, Some(batch)))
    })?;
    let Some(batch) = batch else {
        return from_nothing(desk, old.database, settings);
    };
    (old.version, old.marks) = (version, marks);
    if *old.people != people {
        old.people = Arc::new(people);
    }
    if batch.decisions.is_empty() && batch.proposals.is_empty() {
        return Ok(old);
    }
    let spare = old.spare.take();
    let (mut next, lacking) = spare
        .filter(|(spare, _)| Arc::strong_count(spare) == 1)
        .unwrap_or_else(|| (Arc::new(State::clone(&old.now)), Vec::new()));
    let Some(state) = Arc::get_mut(&mut next) else {
        return from_nothing(desk, old.database, settings);
    };
    let done = lacking
        .iter()
        .chain(std::iter::once(&batch))
        .all(|b| take_in(desk, state, b));
    if !done {
        return from_nothing(desk, old.database, settings);
    }
    let before = std::mem::replace(&mut old.now, next);
    old.spare = Some((before, vec![batch]));
    Ok(old)
}

#[cfg(test)]
#[path = "cache_tests.rs"]
mod tests;
