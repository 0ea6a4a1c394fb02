//! Countries that were proposed as one paragraph and that a person keeps apart, until one of their
//! statements changes or another country joins them.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::decide::log;
use super::desk::{Desk, Surroundings};
use super::error::WorkflowError;
use super::group_proposals::{GroupProposal, group_proposals};
use super::state::{State, state};
use super::statements::sources_hash;
use crate::dossier::effective;
use crate::model::decision::{Action, Subject};
use crate::model::ids::{EntryId, Hash};
use crate::model::text::texts_hash;

/// The sets of entries that are kept apart, with the hash of their statements.
pub(super) fn kept_apart(now: &State) -> Vec<(BTreeSet<EntryId>, Hash)> {
    effective(&now.log)
        .into_iter()
        .filter_map(|d| match &d.action {
            Action::Apart { entries, said } => {
                Some((entries.iter().copied().collect(), said.clone()))
            }
            _ => None,
        })
        .collect()
}

/// Hash of the statements behind entries.
pub(super) fn said(now: &State, entries: &BTreeSet<EntryId>) -> Hash {
    let of: Vec<Hash> = entries
        .iter()
        .filter_map(|id| now.entries.get(id))
        .map(|e| sources_hash(&e.sources))
        .collect();
    texts_hash(of.iter().map(Hash::as_str))
}

/// Keeps the countries of a proposal apart. `seen` is the hash of what was shown
/// ([`GroupProposal::seen`]).
///
/// # Errors
/// [`WorkflowError::Conflict`] when there is no such proposal any more.
pub fn keep_apart(
    desk: &Desk,
    around: &Surroundings<'_>,
    entries: &[EntryId],
    seen: &Hash,
) -> Result<Arc<State>, WorkflowError> {
    let now = state(desk)?;
    let wanted: BTreeSet<EntryId> = entries.iter().copied().collect();
    let ids = |p: &GroupProposal| p.ids().into_iter().collect::<BTreeSet<_>>();
    let found = group_proposals(&now, &desk.resources)
        .into_iter()
        .find(|p| ids(p) == wanted && p.seen == *seen);
    let Some(first) = found.and_then(|p| p.ids().first().copied()) else {
        return Err(WorkflowError::Conflict);
    };
    let action = Action::Apart {
        said: said(&now, &wanted),
        entries: wanted.into_iter().collect(),
    };
    log(desk, around, Subject::Entry(first), action, None, None)?;
    state(desk)
}
