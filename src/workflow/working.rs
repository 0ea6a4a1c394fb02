//! Working translations: what a person has a reply in Spanish or Russian say in English, so that its
//! paragraph can be drafted. Kept in the log, known by the words of the reply, never in a note.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::decide::{known_return, log};
use super::desk::{Desk, Surroundings};
use super::error::WorkflowError;
use super::propose::propose_for;
use super::state::{State, state};
use crate::model::decision::{Action, Decision, Subject};
use crate::model::entry::WorkingTranslation;
use crate::model::ids::{Hash, Lang, ReturnId};
use crate::model::suggestion::Draft;
use crate::model::text::{fold, text_hash};

/// Longest working translation in characters.
const LONGEST: usize = 50_000;

/// A working translation for an answer of a return.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attached {
    /// The return.
    pub return_id: ReturnId,
    /// Hash of the words of the answer.
    pub answer: Hash,
    /// Language of the translation.
    pub lang: Lang,
    /// The whole text; empty takes the translation away.
    pub text: String,
}

/// Attaches a working translation to an answer, or takes it away, and drafts anew what rests on it.
/// Returns the new state of the dossier.
///
/// # Errors
/// Usage errors when there is no such return or answer, the translation is in the language of the
/// answer, or it has more than 50,000 characters.
pub fn attach_working(
    desk: &Desk,
    around: &Surroundings<'_>,
    wish: &Attached,
) -> Result<std::sync::Arc<State>, WorkflowError> {
    known_return(desk, &wish.return_id)?;
    let before = state(desk)?;
    let view = before
        .returns
        .iter()
        .find(|v| v.record.id == wish.return_id);
    let answer = view.and_then(|v| {
        let mut all = v.texts.statements.iter();
        all.find(|s| text_hash(&s.text) == wish.answer)
    });
    let Some(answer) = answer.filter(|s| !s.text.trim().is_empty()) else {
        return Err(WorkflowError::usage(
            "that answer is not in the return",
            "open the return again",
        ));
    };
    let text = wish.text.trim();
    if answer.lang.as_ref() == Some(&wish.lang) {
        return Err(WorkflowError::usage(
            format!("the answer is in {} itself", wish.lang),
            "name the language of the translation",
        ));
    }
    if text.chars().count() > LONGEST {
        return Err(WorkflowError::usage(
            format!("the translation has more than {LONGEST} characters"),
            "attach the translation of this answer only",
        ));
    }
    let subject = Subject::Passage(wish.return_id.clone(), wish.answer.clone());
    let action = Action::WorkingTranslation {
        lang: wish.lang.clone(),
        text: text.to_owned(),
    };
    log(desk, around, subject, action, None, Some(text_hash(text)))?;
    let now = state(desk)?;
    let rests = |e: &&crate::model::entry::Entry| {
        e.sources
            .iter()
            .any(|s| s.return_id == wish.return_id && text_hash(&s.statement.text) == wish.answer)
    };
    let ids: Vec<_> = now.entries.values().filter(rests).map(|e| e.id).collect();
    propose_for(desk, &ids)?;
    state(desk)
}

/// The working translations that stand, by return and by the hash of the answer's words.
pub(super) fn working(
    standing: &[&Decision],
) -> BTreeMap<ReturnId, BTreeMap<Hash, WorkingTranslation>> {
    let mut all: BTreeMap<ReturnId, BTreeMap<Hash, WorkingTranslation>> = BTreeMap::new();
    for decision in standing {
        let (Subject::Passage(id, answer), Action::WorkingTranslation { lang, text }) =
            (&decision.subject, &decision.action)
        else {
            continue;
        };
        let of_return = all.entry(id.clone()).or_default();
        if text.is_empty() {
            of_return.remove(answer);
        } else {
            let one = WorkingTranslation {
                lang: lang.clone(),
                text: text.clone(),
                person: decision.person.clone(),
            };
            of_return.insert(answer.clone(), one);
        }
    }
    all
}

/// The drafts of a reply with those of its working translation, best first, equal ones once.
pub(super) fn with_drafts(
    of_reply: Vec<Draft>,
    of_translation: Vec<Draft>,
    working: &WorkingTranslation,
) -> Vec<Draft> {
    let told = of_translation.into_iter().map(|mut d| {
        d.basis = format!(
            "{}; from the working translation by {}",
            d.basis, working.person
        );
        d.reply.working = true;
        d
    });
    let mut all: Vec<Draft> = of_reply.into_iter().chain(told).collect();
    all.sort_by_key(|d| Reverse((d.score * 100.0).round() as i64));
    let mut given = BTreeSet::new();
    all.retain(|d| given.insert(fold(&d.en)));
    all
}
