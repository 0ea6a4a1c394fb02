//! Who may do what. Every decision passes here before it is written, whether it comes from the page
//! or from the command line; so does the taking in of files and the building of notes.
//!
//! A dossier without accounts has one user who holds all roles. With accounts the name in the log
//! must be one of them.

use super::desk::{Desk, Surroundings};
use super::error::WorkflowError;
use super::state::state;
use crate::model::decision::{Action, Decision, Merged};
use crate::model::ids::Lang;
use crate::model::person::{Role, Roles};

/// Something that is not open to everybody.
#[derive(Debug, Clone, Copy)]
pub enum Deed<'a> {
    /// A decision.
    Decide(&'a Action),
    /// Reading what came into the inbox, and putting files there.
    TakeIn,
    /// Building drafts of the notes.
    Build,
    /// Building the final notes.
    BuildFinal,
    /// Changing the memory.
    Memory,
}

/// What a person may do in a dossier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rights {
    /// `None` where there are no accounts: everything.
    roles: Option<Roles>,
    original: Lang,
}

impl Rights {
    /// Everything, in a note with this original language.
    pub fn all(original: Lang) -> Self {
        Self {
            roles: None,
            original,
        }
    }
    /// Those of somebody with these roles.
    pub fn of_roles(roles: Roles, original: Lang) -> Self {
        Self {
            roles: Some(roles),
            original,
        }
    }
    /// True when the person may write a text in this language.
    pub fn may_write(&self, lang: &Lang) -> bool {
        self.has(|role| match role {
            Role::Officer | Role::ClearingOfficer => *lang == self.original,
            Role::Translator { lang: own } | Role::Reviser { lang: own } => {
                own == lang && *lang != self.original
            }
            Role::Reader => false,
        })
    }
    /// True when the person may confirm a text in this language.
    pub fn may_confirm(&self, lang: &Lang) -> bool {
        self.has(|role| match role {
            Role::ClearingOfficer => *lang == self.original,
            Role::Reviser { lang: own } => own == lang && *lang != self.original,
            _ => false,
        })
    }
    /// True when the person may do this. Taking a decision back is as making it: `log` is where it is
    /// looked up.
    pub fn may(&self, deed: Deed<'_>, log: &[Decision]) -> bool {
        let officer = || self.has(|r| *r == Role::Officer);
        let clearing = || self.has(|r| *r == Role::ClearingOfficer);
        match deed {
            Deed::TakeIn => officer() || clearing(),
            Deed::Build => self.has(|r| *r != Role::Reader),
            Deed::BuildFinal => clearing(),
            Deed::Memory => officer() || self.has(|r| matches!(r, Role::Reviser { .. })),
            Deed::Decide(action) => match action {
                Action::Edit { lang, .. }
                | Action::Tentative { lang, .. }
                | Action::Reject { lang }
                | Action::Offer { lang, .. } => self.may_write(lang),
                Action::Confirm { lang, .. } => self.may_confirm(lang),
                Action::ConfirmMany { texts } => texts.iter().all(|t| self.may_confirm(&t.lang)),
                // A file brings texts of one language; a comment needs no more than a role.
                Action::Merge { texts, .. } => texts.iter().all(|t| match t.how {
                    Merged::Comment => self.has(|r| *r != Role::Reader),
                    Merged::Confirmed => self.may_confirm(&t.lang),
                    _ => self.may_write(&t.lang),
                }),
                Action::SentOut { .. } => officer() || clearing(),
                Action::Dismiss { lang, .. } => self.may_write(lang),
                Action::Comment { .. }
                | Action::Query { .. }
                | Action::Answer { .. }
                | Action::Close { .. } => self.has(|r| *r != Role::Reader),
                Action::Exclude { .. } | Action::TakeOver { .. } => clearing(),
                Action::Group { .. }
                | Action::Split { .. }
                | Action::Attribute { .. }
                | Action::Place { .. }
                | Action::Move { .. }
                | Action::SetAside { .. }
                | Action::PutBack { .. }
                | Action::Versions { .. }
                | Action::Settle { .. }
                | Action::Resolve { .. }
                | Action::Reread { .. }
                | Action::WorkingTranslation { .. }
                | Action::Apart { .. } => officer(),
                Action::Undo { seq } => {
                    let undone = log
                        .binary_search_by_key(seq, |d| d.seq)
                        .ok()
                        .and_then(|at| log.get(..=at)?.split_last());
                    match undone {
                        Some((decision, before)) => {
                            self.may(Deed::Decide(&decision.action), before)
                        }
                        None => self.roles.is_none(),
                    }
                }
            },
        }
    }
    fn has(&self, suits: impl Fn(&Role) -> bool) -> bool {
        self.roles
            .as_ref()
            .is_none_or(|roles| roles.iter().any(suits))
    }
}

/// What a person may do in a dossier.
///
/// # Errors
/// When settings or database cannot be read.
pub fn rights_of(desk: &Desk, person: &str) -> Result<Rights, WorkflowError> {
    let now = state(desk)?;
    let people = desk.people()?;
    let original = now.settings.note.original.clone();
    if people.is_empty() {
        return Ok(Rights::all(original));
    }
    let own = people.iter().find(|a| a.name == person);
    let roles = own.map(|a| a.roles.clone()).unwrap_or_default();
    Ok(Rights::of_roles(roles, original))
}

/// Ends the use case when the person may not do this.
///
/// # Errors
/// [`WorkflowError::NotAllowed`].
pub fn require(
    desk: &Desk,
    around: &Surroundings<'_>,
    deed: Deed<'_>,
) -> Result<(), WorkflowError> {
    let rights = rights_of(desk, around.person)?;
    if rights.may(deed, &state(desk)?.log) {
        return Ok(());
    }
    Err(WorkflowError::NotAllowed {
        person: around.person.to_owned(),
        roles: rights
            .roles
            .unwrap_or_default()
            .iter()
            .map(ToString::to_string)
            .collect(),
    })
}

#[cfg(test)]
#[path = "rights_tests.rs"]
mod tests;
