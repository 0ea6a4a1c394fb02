//! Brings a state up to date with a few changes, without folding everything anew.
//!
//! A decision on a text changes its entry and nothing else: no other entry, no version, no finding.
//! Whatever else happened is not handled here, and the state is folded from nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::desk::Desk;
use super::entries::{Latest, fold_texts};
use super::group::parted;
use super::offers::offers;
use super::state::{State, is_shown, planned};
use super::take_over::opened;
use super::templates::Computed;
use crate::dossier::{Proposals, standing};
use crate::model::decision::{Action, Decision, Subject};
use crate::model::entry::Entry;
use crate::model::ids::{EntryId, Lang};
use crate::model::note_plan::PlanItem;

/// What was written since a state was made.
#[derive(Debug, Clone, Default)]
pub struct Batch {
    /// Decisions, in order.
    pub decisions: Vec<Decision>,
    /// Proposals made anew.
    pub proposals: Vec<(EntryId, Lang, Proposals)>,
}

/// Takes a batch into a state. False when only a fold from nothing will do; then the state is spoilt.
pub fn take_in(desk: &Desk, state: &mut State, batch: &Batch) -> bool {
    let mut touched = BTreeSet::new();
    for decision in &batch.decisions {
        state.log.push(decision.clone());
        match touched_by(&state.log, decision) {
            Some(id) => touched.insert(id),
            None => return false,
        };
    }
    for (id, lang, proposals) in &batch.proposals {
        state
            .proposals
            .insert((*id, lang.clone()), proposals.clone());
        touched.insert(*id);
    }
    let mut renumber = false;
    for id in touched {
        match entry_anew(desk, state, id) {
            Some(moved) => renumber |= moved,
            None => return false,
        }
    }
    if renumber {
        state.plan = planned(desk, &state.settings, &state.entries, &state.replied);
    }
    true
}

/// The entry whose texts a decision changes, when it changes nothing else.
pub(super) fn touched_by(log: &[Decision], decision: &Decision) -> Option<EntryId> {
    match (&decision.subject, &decision.action) {
        (
            Subject::Entry(id),
            Action::Edit { .. }
            | Action::Tentative { .. }
            | Action::Confirm { .. }
            | Action::Reject { .. }
            | Action::Exclude { .. }
            | Action::Offer { .. }
            | Action::Comment { .. }
            | Action::Query { .. }
            | Action::Answer { .. }
            | Action::Close { .. }
            | Action::Dismiss { .. },
        ) => Some(*id),
        (_, Action::Undo { seq }) => {
            let at = log.binary_search_by_key(seq, |d| d.seq).ok()?;
            let undone = log.get(at).filter(|d| d.seq < decision.seq)?;
            touched_by(log, undone)
        }
        _ => None,
    }
}

/// Folds one entry anew. Tells whether the plan must be numbered anew; `None` when the entry is not
/// there, or more than its own texts would change.
fn entry_anew(desk: &Desk, state: &mut State, id: EntryId) -> Option<bool> {
    let own: Vec<&Decision> = state
        .log
        .iter()
        .filter(|d| match &d.action {
            Action::Undo { .. } => true,
            action => {
                d.subject == Subject::Entry(id) || action.at_once().iter().any(|(of, ..)| *of == id)
            }
        })
        .collect();
    let opened = opened(standing(own.iter().copied()));
    let stand: Vec<&Decision> = opened
        .iter()
        .map(AsRef::as_ref)
        .filter(|d| d.subject == Subject::Entry(id))
        .collect();
    let parted = parted(&own, &stand);
    let latest = Latest::of(&parted.single);
    let computed = Computed::new(&state.settings, &state.replied, &desk.resources);
    let single = |entry: &mut Entry| {
        let group = state.versions.iter().find(|g| g.entry == Some(id));
        let left_out = super::versions::chosen_sources(group, &[]).left_out;
        entry.excluded = left_out || latest.excluded.get(&id).copied().unwrap_or(false);
        fold_texts(entry, &state.settings, &computed, &state.proposals, &latest);
    };
    let before = state.entries.get(&id)?;
    let was_shown = is_shown(before);
    let mut entry = before.clone();
    let at = state
        .groups
        .iter()
        .position(|g| g.members.iter().any(|m| m.id == id));
    let mut changed_group = None;
    match at.and_then(|at| Some((at, state.groups.get(at)?))) {
        Some((at, group)) => {
            let made = parted.groups.iter().find(|made| made.made(group))?;
            let mut group = group.clone();
            let first = group.members.first_mut().filter(|m| m.id == id)?;
            let excluded = first.excluded;
            single(first);
            if first.excluded != excluded {
                return None;
            }
            group.before.clone_from(made.before());
            made.fold_into(&mut entry, &state.settings, &computed, &state.proposals);
            changed_group = Some((at, group));
        }
        None => {
            let excluded = entry.excluded;
            single(&mut entry);
            // An entry that was left out may be missing in a group that could not be formed.
            let lame = !parted.groups.is_empty()
                || (excluded != entry.excluded
                    && state.findings.iter().any(|f| f.code == "group-broken"));
            if lame {
                return None;
            }
        }
    }
    let alone = BTreeMap::from([(id, entry.clone())]);
    let offered = offers(&stand, &alone);
    if let Some((at, group)) = changed_group
        && let Some(place) = state.groups.get_mut(at)
    {
        *place = group;
    }
    let shown = is_shown(&entry);
    if shown && was_shown {
        let place = state.plan.items.iter_mut().find_map(|item| match item {
            PlanItem::Paragraph { entry, .. } if entry.id == id => Some(entry),
            _ => None,
        });
        // An entry under a recommendation that note.toml does not have stands in no plan.
        if let Some(place) = place {
            place.clone_from(&entry);
        }
    }
    state.entries.insert(id, entry);
    state.offers.retain(|(of, _), _| *of != id);
    state.offers.extend(offered);
    Some(shown != was_shown)
}
