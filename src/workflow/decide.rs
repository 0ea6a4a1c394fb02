//! What people do, as decisions in the log. Every call checks what the person saw against what is
//! there now, writes one decision, and makes the proposals that depend on it anew.

use std::sync::Arc;

use jiff::Timestamp;

use super::arrange::{TextsDecision, TextsVerb, decide_texts};
use super::desk::{Desk, Surroundings};
use super::error::WorkflowError;
use super::learn::{count_use, learn_and_fill};
use super::propose::propose_for;
use super::rights::{Deed, require};
use super::state::{State, state};
use super::texts::Origin;
use crate::dossier::NewDecision;
use crate::model::ReturnId;
use crate::model::decision::{Action, Subject};
use crate::model::entry::Entry;
use crate::model::ids::{Cell, CountryCode, EntryId, Hash, Lang};
use crate::model::suggestion::Suggestion;
use crate::model::text::text_hash;

/// What a person does with a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// Saves it, without confirming.
    Edit,
    /// Saves it as tentative.
    Tentative,
    /// Confirms it.
    Confirm,
    /// Gives it back to the program.
    Reject,
}

/// A person's text for an entry in a language.
#[derive(Debug, Clone)]
pub struct TextDecision {
    /// The entry.
    pub entry: EntryId,
    /// The language.
    pub lang: Lang,
    /// What is done.
    pub verb: Verb,
    /// The whole text; not used by [`Verb::Reject`].
    pub text: String,
    /// Hash of the text that the person started from ([`seen`]); `None` skips the check.
    pub seen: Option<Hash>,
}

/// What to hand back as [`TextDecision::seen`]: changes when anybody writes the text, or the
/// original that it translates changes.
pub fn seen(entry: &Entry, lang: &Lang) -> Hash {
    let words = |lang: &Lang| {
        entry
            .texts
            .get(lang)
            .map(|t| t.text.as_str())
            .unwrap_or_default()
    };
    // What the program proposes may change under somebody's hands: nobody's work is lost by that.
    let decided = entry.texts.get(lang).filter(|t| t.state.is_decided());
    let (state, own) = decided.map_or(("", ""), |t| (t.state.as_str(), t.text.as_str()));
    let source = if *lang == entry.original {
        ""
    } else {
        words(&entry.original)
    };
    text_hash(&format!("{state}\n{own}\n{source}"))
}

/// What follows from a decision on a text and need not be waited for: proposals that rest on it, and
/// what the dossier's memory learns from it. It is all derived: when it is lost, the next run makes
/// it again.
#[derive(Debug, Clone, Default)]
#[must_use = "proposals and memory follow the decision"]
pub struct Aftermath {
    /// The entries decided on.
    entries: Vec<EntryId>,
    /// Those of them whose original has changed.
    rewritten: Vec<EntryId>,
    /// Suggestions that were confirmed as they stood.
    taken: Vec<Suggestion>,
}

impl Aftermath {
    /// Of entries whose texts stay as they are.
    pub fn of(entry: EntryId) -> Self {
        Self {
            entries: vec![entry],
            ..Self::default()
        }
    }
    /// True when nothing is left to do.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
    /// Puts two together, so that the work is done once.
    pub fn and(&mut self, other: Self) {
        self.entries.extend(other.entries);
        self.rewritten.extend(other.rewritten);
        self.taken.extend(other.taken);
    }
    /// Does what follows; gives the state after it.
    ///
    /// # Errors
    /// When dossier or memory cannot be read or written.
    pub fn settle(
        self,
        desk: &Desk,
        around: &Surroundings<'_>,
    ) -> Result<Arc<State>, WorkflowError> {
        for taken in &self.taken {
            count_use(desk, around, taken)?;
        }
        if !self.rewritten.is_empty() {
            propose_for(desk, &self.rewritten)?;
        }
        learn_and_fill(desk, &self.entries)
    }
}

/// Writes a text decision, proposes the translations anew when the original changed, and lets the
/// dossier's memory learn confirmed pairs. Returns the new state of the dossier.
///
/// # Errors
/// [`WorkflowError::Conflict`] when the text was changed by somebody else; usage errors when the
/// entry does not exist, the language is not the note's, or an empty text is confirmed.
pub fn decide_text(
    desk: &Desk,
    around: &Surroundings<'_>,
    wish: &TextDecision,
) -> Result<Arc<State>, WorkflowError> {
    write_text(desk, around, wish)?.settle(desk, around)
}

/// As [`decide_text`], with what follows left to the caller.
///
/// # Errors
/// As [`decide_text`].
pub fn write_text(
    desk: &Desk,
    around: &Surroundings<'_>,
    wish: &TextDecision,
) -> Result<Aftermath, WorkflowError> {
    let before = state(desk)?;
    // It was taken into a group since the person opened it.
    if before
        .group_of(wish.entry)
        .is_some_and(|g| g.first != wish.entry)
    {
        return Err(WorkflowError::Conflict);
    }
    let entry = before.entries.get(&wish.entry).ok_or_else(|| {
        WorkflowError::usage(
            format!("there is no entry {}", wish.entry),
            "open the list again",
        )
    })?;
    let Some(current) = entry.texts.get(&wish.lang) else {
        return Err(WorkflowError::usage(
            format!("the note has no language {}", wish.lang),
            "",
        ));
    };
    if wish
        .seen
        .as_ref()
        .is_some_and(|hash| *hash != seen(entry, &wish.lang))
    {
        return Err(WorkflowError::Conflict);
    }
    let text = wish.text.trim().to_owned();
    if text.is_empty() && matches!(wish.verb, Verb::Confirm | Verb::Tentative) {
        return Err(WorkflowError::usage(
            "an empty text cannot be confirmed",
            "write the text, or leave the entry out",
        ));
    }
    let based_on = match wish.verb {
        Verb::Reject => None,
        _ => super::propose::base_of(desk, &before, entry, &wish.lang)?,
    };
    let lang = wish.lang.clone();
    let action = match wish.verb {
        Verb::Edit => Action::Edit {
            lang,
            text: text.clone(),
        },
        Verb::Tentative => Action::Tentative {
            lang,
            text: text.clone(),
        },
        Verb::Confirm => Action::Confirm {
            lang,
            text: text.clone(),
        },
        Verb::Reject => Action::Reject { lang },
    };
    // The proposals of a translation rest on the original; its own words change none of them.
    let changed =
        wish.lang == entry.original && (current.text != text || wish.verb == Verb::Reject);
    log(
        desk,
        around,
        Subject::Entry(wish.entry),
        action,
        based_on,
        Some(text_hash(&text)),
    )?;
    desk.database()?
        .forget_typing(around.person, wish.entry, &wish.lang)?;
    let offered = before.proposals.get(&(wish.entry, wish.lang.clone()));
    let taken = offered
        .filter(|_| wish.verb == Verb::Confirm)
        .and_then(|o| o.list.iter().find(|p| p.suggestion.target == text));
    Ok(Aftermath {
        entries: vec![wish.entry],
        rewritten: changed.then_some(wish.entry).into_iter().collect(),
        taken: taken.map(|p| p.suggestion.clone()).into_iter().collect(),
    })
}

/// Leaves an entry out of the note, or takes it back in.
///
/// # Errors
/// When there is no such entry, or no reason is given for leaving it out.
pub fn exclude(
    desk: &Desk,
    around: &Surroundings<'_>,
    entry: EntryId,
    excluded: bool,
    reason: &str,
) -> Result<Arc<State>, WorkflowError> {
    let before = state(desk)?;
    let Some(there) = before.entries.get(&entry) else {
        return Err(WorkflowError::usage(
            format!("there is no entry {entry}"),
            "open the list again",
        ));
    };
    if excluded && reason.trim().is_empty() {
        return Err(WorkflowError::usage(
            "a reason is needed to leave an entry out",
            "say why in a few words",
        ));
    }
    let based_on = super::propose::base_of(desk, &before, there, &there.original)?;
    log(
        desk,
        around,
        Subject::Entry(entry),
        Action::Exclude {
            excluded,
            reason: reason.trim().into(),
        },
        based_on,
        None,
    )?;
    learn_and_fill(desk, &[entry])
}

/// Says which country a return comes from.
///
/// # Errors
/// When there is no such return.
pub fn attribute(
    desk: &Desk,
    around: &Surroundings<'_>,
    id: &ReturnId,
    country: CountryCode,
) -> Result<Arc<State>, WorkflowError> {
    known_return(desk, id)?;
    if desk.resources.countries.get(country).is_none() {
        return Err(WorkflowError::usage(
            format!("{country} is not a country code of the table"),
            "`rapporteur countries` lists them",
        ));
    }
    log(
        desk,
        around,
        Subject::Return(id.clone()),
        Action::Attribute { country },
        None,
        None,
    )?;
    super::propose::propose(desk, around)?;
    state(desk)
}

/// Places an unplaced passage of a return under a recommendation, by the hash of its words.
///
/// # Errors
/// When there is no such return, passage or recommendation.
pub fn place(
    desk: &Desk,
    around: &Surroundings<'_>,
    id: &ReturnId,
    passage: &Hash,
    cell: &Cell,
) -> Result<Arc<State>, WorkflowError> {
    let before = state(desk)?;
    let view = before.returns.iter().find(|v| v.record.id == *id);
    let lines: Vec<usize> = view
        .map(|v| v.texts.lines.iter().enumerate())
        .into_iter()
        .flatten()
        .filter(|(_, l)| matches!(l.origin, Origin::Unplaced(_)) && text_hash(&l.text) == *passage)
        .map(|(n, _)| n)
        .collect();
    if lines.is_empty() {
        return Err(WorkflowError::usage(
            "that piece of text is not in the return",
            "open the return again",
        ));
    }
    let wish = TextsDecision {
        return_id: id.clone(),
        lines,
        verb: TextsVerb::Move(cell.clone()),
        seen: None,
    };
    decide_texts(desk, around, &wish)
}

/// Takes a return off the list of what needs a person. What comes up later, after the form or the
/// reader changed, is listed again.
///
/// # Errors
/// When there is no such return, or no reason is given.
pub fn resolve(
    desk: &Desk,
    around: &Surroundings<'_>,
    id: &ReturnId,
    reason: &str,
) -> Result<Arc<State>, WorkflowError> {
    known_return(desk, id)?;
    if reason.trim().is_empty() {
        return Err(WorkflowError::usage(
            "a reason is needed",
            "say in a few words how it was dealt with",
        ));
    }
    let codes = super::needs::codes(&*state(desk)?, id);
    if codes.is_empty() {
        return Err(WorkflowError::usage(
            "nothing in this file waits for a person",
            "`rapporteur status` lists what does",
        ));
    }
    log(
        desk,
        around,
        Subject::Return(id.clone()),
        Action::Resolve {
            reason: reason.trim().into(),
            codes,
        },
        None,
        None,
    )?;
    state(desk)
}

pub(super) fn known_return(desk: &Desk, id: &ReturnId) -> Result<(), WorkflowError> {
    if desk.database()?.returns()?.iter().any(|r| r.id == *id) {
        Ok(())
    } else {
        Err(WorkflowError::usage(
            "there is no such return",
            "open the list again",
        ))
    }
}

pub(super) fn log(
    desk: &Desk,
    around: &Surroundings<'_>,
    subject: Subject,
    action: Action,
    based_on: Option<Hash>,
    after: Option<Hash>,
) -> Result<u64, WorkflowError> {
    require(desk, around, Deed::Decide(&action))?;
    let time: Timestamp = around.now;
    let decision = NewDecision {
        time,
        person: around.person.to_owned(),
        subject,
        action,
        based_on,
        after,
    };
    Ok(desk.database()?.decide(&[decision])?)
}
