//! Confirming many translations at once: those whose original was issued before, word for word, with
//! a translation that was issued with it. The original is only ever confirmed singly, beside its
//! reply.

use std::sync::Arc;

use super::decide::{log, seen};
use super::desk::{Desk, Surroundings};
use super::error::WorkflowError;
use super::findings::entry_findings;
use super::learn::learn_and_fill;
use super::propose::base_of;
use super::provenance::{Provenance, provenance};
use super::state::{State, state};
use crate::dossier::Proposal;
use crate::model::decision::{Action, Subject, TakenText};
use crate::model::entry::Entry;
use crate::model::ids::{EntryId, Hash, Lang};
use crate::model::text::fold;

/// A translation that may be confirmed together with others.
#[derive(Debug, Clone, PartialEq)]
pub struct Issued {
    /// The entry.
    pub entry: EntryId,
    /// Its number.
    pub paragraph: u32,
    /// The original.
    pub source: String,
    /// The translation that was issued.
    pub target: String,
    /// Where both were issued.
    pub from: Provenance,
    /// Hash of what is shown, to hand back.
    pub seen: Hash,
}

/// The translations in a language that may be confirmed together, in the order of the note: the
/// original is confirmed and stands word for word in an issued document, whose translation needs no
/// repair, has no mark, is the text that stands, and of which the checks find nothing.
///
/// # Errors
/// When a memory cannot be read.
pub fn issued_before(desk: &Desk, now: &State, lang: &Lang) -> Result<Vec<Issued>, WorkflowError> {
    let mut out = Vec::new();
    for (paragraph, entry) in now.plan.paragraphs() {
        let Some(original) = entry.text(&entry.original) else {
            continue;
        };
        if *lang == entry.original || !entry.is_settled(&entry.original) || entry.is_settled(lang) {
            continue;
        }
        let made = now.proposals.get(&(entry.id, lang.clone()));
        let stands = entry.text(lang).filter(|t| !t.needs_review);
        let Some(best) = made.and_then(|p| p.list.first()).filter(|p| {
            whole(p)
                && fold(&p.suggestion.source) == fold(&original.text)
                && stands.is_some_and(|t| t.text == p.suggestion.target)
        }) else {
            continue;
        };
        let from = provenance(desk, now, entry, std::slice::from_ref(best))?;
        let Some(from) = from.into_iter().flatten().next() else {
            continue;
        };
        if from.origin.symbol.is_none() || from.unissued || !from.critical.is_empty() {
            continue;
        }
        let found = entry_findings(now, &desk.resources, entry);
        if found
            .get(lang)
            .is_some_and(|list| list.iter().any(|f| f.dismissed.is_none()))
        {
            continue;
        }
        out.push(Issued {
            entry: entry.id,
            paragraph,
            source: original.text.clone(),
            target: best.suggestion.target.clone(),
            from,
            seen: seen_of(entry, lang),
        });
    }
    Ok(out)
}

/// True for a suggestion that stands as it was found.
fn whole(p: &Proposal) -> bool {
    let s = &p.suggestion;
    !p.by_rule
        && s.score >= 99.995
        && s.matched >= 99.995
        && s.repairs.is_empty()
        && s.marks.is_empty()
}

/// What the program proposes is part of what was looked at here.
fn seen_of(entry: &Entry, lang: &Lang) -> Hash {
    let text = entry.texts.get(lang).map(|t| t.text.as_str());
    crate::model::text::texts_hash([seen(entry, lang).as_str(), text.unwrap_or_default()])
}

/// Confirms translations together, as one decision. `chosen` are entries with the hashes that were
/// shown ([`Issued::seen`]); returns how many were confirmed.
///
/// # Errors
/// [`WorkflowError::Conflict`] when one of them is not what was shown any more, and then nothing is
/// confirmed; usage error when none is chosen.
pub fn confirm_issued(
    desk: &Desk,
    around: &Surroundings<'_>,
    lang: &Lang,
    chosen: &[(EntryId, Hash)],
) -> Result<(usize, Arc<State>), WorkflowError> {
    let now = state(desk)?;
    if chosen.is_empty() {
        return Err(WorkflowError::usage(
            "no translation was chosen",
            "choose those to confirm",
        ));
    }
    let there = issued_before(desk, &now, lang)?;
    let mut texts = Vec::new();
    for (id, hash) in chosen {
        let found = there.iter().find(|i| i.entry == *id && i.seen == *hash);
        let (Some(found), Some(entry)) = (found, now.entries.get(id)) else {
            return Err(WorkflowError::Conflict);
        };
        texts.push(TakenText {
            entry: *id,
            lang: lang.clone(),
            text: found.target.clone(),
            based_on: base_of(desk, &now, entry, lang)?,
        });
    }
    let count = texts.len();
    let action = Action::ConfirmMany { texts };
    log(desk, around, Subject::Note, action, None, None)?;
    let ids: Vec<EntryId> = chosen.iter().map(|(id, _)| *id).collect();
    Ok((count, learn_and_fill(desk, &ids)?))
}
