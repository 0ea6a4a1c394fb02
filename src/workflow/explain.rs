//! Where a paragraph comes from: returns, places, matches, repairs, decisions.

use serde::Serialize;

use super::desk::Desk;
use super::error::WorkflowError;
use super::state::state;
use super::versions::VersionGroup;
use crate::dossier::Proposal;
use crate::model::decision::{Action, Decision, Subject};
use crate::model::entry::{Entry, EntryKey};
use crate::model::ids::Lang;

/// Everything known about one paragraph.
#[derive(Debug, Clone, Serialize)]
pub struct Explanation {
    /// Its number.
    pub paragraph: u32,
    /// The entry with its sources, texts and states.
    pub entry: Entry,
    /// The versions of the answer and what was chosen, when the country sent several returns.
    pub versions: Option<VersionGroup>,
    /// The proposals by language, best first.
    pub proposals: Vec<(Lang, Vec<Proposal>)>,
    /// The decisions on it, in order, undone ones included.
    pub decisions: Vec<Decision>,
}

/// Explains paragraph `number` of the note as it would be built now.
///
/// # Errors
/// When the note has no such paragraph, or the dossier cannot be read.
pub fn explain(desk: &Desk, number: u32) -> Result<Explanation, WorkflowError> {
    let now = state(desk)?;
    let last = now.plan.paragraphs().count();
    let Some((_, entry)) = now.plan.paragraphs().find(|(n, _)| *n == number) else {
        return Err(WorkflowError::usage(
            format!("the note has no paragraph {number}"),
            if last == 0 {
                "there are no paragraphs yet: run `rapporteur run`".into()
            } else {
                format!("it has paragraphs 1 to {last}")
            },
        ));
    };
    let proposals = entry
        .texts
        .keys()
        .filter_map(|lang| {
            Some((
                lang.clone(),
                now.proposals.get(&(entry.id, lang.clone()))?.list.clone(),
            ))
        })
        .collect();
    Ok(Explanation {
        paragraph: number,
        entry: entry.clone(),
        versions: now
            .versions
            .iter()
            .find(|g| g.entry == Some(entry.id))
            .cloned(),
        proposals,
        decisions: now
            .log
            .iter()
            .filter(|d| {
                let group = now.group_of(entry.id).map(|g| g.members.as_slice());
                let group = group.unwrap_or_default();
                concerns(d, entry) || group.iter().any(|m| concerns(d, m))
            })
            .cloned()
            .collect(),
    })
}

/// True when a decision is about the entry, or moved text under its recommendation in one of the
/// returns behind it.
fn concerns(decision: &Decision, entry: &Entry) -> bool {
    let chosen = || match &decision.action {
        Action::TakeOver { texts, .. } | Action::ConfirmMany { texts } => {
            texts.iter().any(|t| t.entry == entry.id)
        }
        Action::Merge { texts, .. } => texts.iter().any(|t| t.entry == entry.id),
        Action::Versions { choices } => choices.iter().any(|c| c.entry == entry.id),
        _ => false,
    };
    let moved = || {
        let (Action::Move { cell, .. } | Action::Place { cell }) = &decision.action else {
            return false;
        };
        let (Subject::Return(id) | Subject::Passage(id, _)) = &decision.subject else {
            return false;
        };
        matches!(entry.key, EntryKey::Statement { .. })
            && entry.key.cell() == Some(cell)
            && entry.sources.iter().any(|s| s.return_id == *id)
    };
    decision.subject == Subject::Entry(entry.id) || chosen() || moved()
}
