//! Where a paragraph comes from: returns, places, matches, repairs, decisions.

use serde::Serialize;

use super::desk::Desk;
use super::error::WorkflowError;
use super::state::state;
use crate::dossier::Proposal;
use crate::model::decision::{Decision, Subject};
use crate::model::entry::Entry;
use crate::model::ids::Lang;

/// Everything known about one paragraph.
#[derive(Debug, Clone, Serialize)]
pub struct Explanation {
    /// Its number.
    pub paragraph: u32,
    /// The entry with its sources, texts and states.
    pub entry: Entry,
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
        proposals,
        decisions: now
            .log
            .iter()
            .filter(|d| d.subject == Subject::Entry(entry.id))
            .cloned()
            .collect(),
    })
}
