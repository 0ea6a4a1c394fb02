//! What a person does with groups: taking countries together, and letting them go.

use std::sync::Arc;

use super::decide::log;
use super::desk::{Desk, Surroundings};
use super::error::WorkflowError;
use super::group_proposals::{group_proposals, may_be_grouped, seen_of};
use super::learn::learn_and_fill;
use super::propose::propose_for;
use super::state::{State, state};
use crate::model::decision::{Action, Subject};
use crate::model::entry::Entry;
use crate::model::ids::{EntryId, Hash, Lang};

/// Entries that a person takes together.
#[derive(Debug, Clone)]
pub struct GroupDecision {
    /// The entries; at most one of them is a group already.
    pub entries: Vec<EntryId>,
    /// Hash of what the person saw ([`super::GroupProposal::seen`]); `None` skips the check.
    pub seen: Option<Hash>,
}

/// Makes one paragraph of the entries. The group that is among them keeps its id, otherwise the one
/// that stands first in the note; the texts of the others rest until a split.
///
/// # Errors
/// [`WorkflowError::Conflict`] when the entries are not what the person saw; usage errors when they
/// are fewer than two, do not stand under one recommendation, or do not say the same. Then nothing
/// is written.
pub fn group_entries(
    desk: &Desk,
    around: &Surroundings<'_>,
    wish: &GroupDecision,
) -> Result<Arc<State>, WorkflowError> {
    let before = state(desk)?;
    let entries = wanted(desk, &before, &wish.entries)?;
    if wish
        .seen
        .as_ref()
        .is_some_and(|hash| *hash != seen_of(&entries))
    {
        return Err(WorkflowError::Conflict);
    }
    says_the_same(desk, &before, &entries)?;
    let (Some(first), with) = (
        entries
            .iter()
            .find(|e| e.countries.len() > 1)
            .or(entries.first())
            .map(|e| e.id),
        members(&before, &entries),
    ) else {
        return Err(nothing());
    };
    let with: Vec<EntryId> = with.into_iter().filter(|id| *id != first).collect();
    log(
        desk,
        around,
        Subject::Entry(first),
        Action::Group { with },
        Some(seen_of(&entries)),
        None,
    )?;
    renewed(desk, &[first])
}

/// The entries in the order of the note, each fit to be grouped.
fn wanted<'a>(
    desk: &Desk,
    now: &'a State,
    ids: &[EntryId],
) -> Result<Vec<&'a Entry>, WorkflowError> {
    let name = |e: &Entry| {
        let names = e.countries.iter();
        let names = names.map(|c| desk.resources.countries.list_name(*c, &Lang::en()));
        names.collect::<Vec<_>>().join(", ")
    };
    let mut out: Vec<&Entry> = Vec::new();
    for id in ids {
        let Some(entry) = now.entries.get(id) else {
            // It may be in a group by now, or its return has left.
            return Err(match now.group_of(*id) {
                Some(_) => WorkflowError::Conflict,
                None => WorkflowError::usage(
                    format!("there is no entry {id}"),
                    "`rapporteur group` lists what may be taken together",
                ),
            });
        };
        if !may_be_grouped(entry) {
            return Err(WorkflowError::usage(
                format!(
                    "entry {id} ({}) cannot be grouped: nothing was written in the reply, or it is no country's paragraph in the note",
                    name(entry)
                ),
                "group only countries that said the same in their own words",
            ));
        }
        if !out.iter().any(|e| e.id == *id) {
            out.push(entry);
        }
    }
    out.sort_by_key(|e| now.number_of(e.id));
    let several = out.iter().filter(|e| e.countries.len() > 1).count();
    let one_cell = out.windows(2).all(|pair| match pair {
        [a, b] => a.key.cell() == b.key.cell(),
        _ => true,
    });
    match out.len() {
        0 | 1 => Err(nothing()),
        _ if !one_cell => Err(WorkflowError::usage(
            "these paragraphs do not stand under one recommendation",
            "only answers to one recommendation are taken together",
        )),
        _ if several > 1 => Err(WorkflowError::usage(
            "two of these paragraphs are groups already",
            "split one of them first: rapporteur group --split N",
        )),
        _ => Ok(out),
    }
}

fn nothing() -> WorkflowError {
    WorkflowError::usage(
        "there is nothing to take together",
        "name two or more paragraphs: rapporteur group --entries 12 14",
    )
}

/// Every country of a group must itself have said what the paragraph says.
fn says_the_same(desk: &Desk, now: &State, entries: &[&Entry]) -> Result<(), WorkflowError> {
    let proposals = group_proposals(now, &desk.resources);
    let together = |ids: &[EntryId]| entries.iter().all(|e| ids.contains(&e.id));
    if proposals.iter().any(|p| together(&p.ids())) {
        return Ok(());
    }
    let first = entries.first().map(|e| e.id);
    let near = proposals
        .iter()
        .find(|p| first.is_some_and(|id| p.ids().contains(&id)));
    let other = entries
        .iter()
        .find(|e| Some(e.id) != first && !near.is_some_and(|p| p.ids().contains(&e.id)));
    let number = |id: EntryId| {
        now.number_of(id)
            .map_or(id.to_string(), |n| format!("paragraph {n}"))
    };
    let (a, b) = (first.map(number), other.map(|e| number(e.id)));
    Err(WorkflowError::usage(
        format!(
            "{} does not say the same as {}, or its reply does not bear it out",
            b.unwrap_or_default(),
            a.unwrap_or_default()
        ),
        "make both paragraphs say the same in the original language first, as far as the replies do",
    ))
}

/// The entries of single countries in the order of the note, those of a group in its own.
fn members(now: &State, entries: &[&Entry]) -> Vec<EntryId> {
    let mut out = Vec::new();
    for entry in entries {
        match now.groups.iter().find(|g| g.first == entry.id) {
            Some(group) => out.extend(group.members.iter().map(|m| m.id)),
            None => out.push(entry.id),
        }
    }
    out
}

/// Lets countries of a group speak for themselves again, all of them when `out` is empty. Their
/// texts are those that they had before.
///
/// # Errors
/// When the entry is no group, or one of those named is not in it or is its first.
pub fn split_group(
    desk: &Desk,
    around: &Surroundings<'_>,
    entry: EntryId,
    out: &[EntryId],
) -> Result<Arc<State>, WorkflowError> {
    let before = state(desk)?;
    let Some(group) = before.group_of(entry) else {
        return Err(WorkflowError::usage(
            format!("entry {entry} is no group"),
            "`rapporteur group` lists the groups",
        ));
    };
    let first = group.first;
    let all: Vec<EntryId> = group.members.iter().map(|m| m.id).collect();
    if out.contains(&first) {
        return Err(WorkflowError::usage(
            format!("entry {first} keeps the paragraph of the group"),
            "let the others go, or split the whole group",
        ));
    }
    if let Some(other) = out.iter().find(|id| !all.contains(id)) {
        return Err(WorkflowError::usage(
            format!("entry {other} is not in the group of entry {first}"),
            "`rapporteur group` lists the groups",
        ));
    }
    let based_on = before.entries.get(&first).map(|e| seen_of(&[e]));
    let action = Action::Split { out: out.to_vec() };
    log(desk, around, Subject::Entry(first), action, based_on, None)?;
    renewed(desk, &all)
}

/// Proposes the texts of these entries anew and lets the memory follow.
fn renewed(desk: &Desk, ids: &[EntryId]) -> Result<Arc<State>, WorkflowError> {
    learn_and_fill(desk, ids)?;
    propose_for(desk, ids)?;
    state(desk)
}
