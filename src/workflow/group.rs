//! Countries that speak in one paragraph: which decisions are about a group, and the fold of groups.
//!
//! A grouping keeps the id of its first entry. Texts that people wrote while an entry spoke for one
//! country alone, and while it spoke for this or that group, are kept apart: none is ever shown as
//! the words of other countries than it was written for, and a split brings the earlier ones back.

use std::collections::{BTreeMap, BTreeSet};

use super::desk::Desk;
use super::entries::{base_hash, fold_text};
use super::templates::Computed;
use crate::dossier::{Proposals, standing as standing_of};
use crate::model::decision::{Action, Decision, Subject};
use crate::model::entry::{Entry, EntryKind};
use crate::model::finding::Finding;
use crate::model::ids::{CountryCode, EntryId, Lang};
use crate::model::settings::Settings;

/// A text that a person wrote, with the text it translates where it is a translation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The whole text.
    pub text: String,
    /// Hash of what it rests on.
    pub based_on: Option<crate::model::ids::Hash>,
}

/// Entries that speak in one paragraph.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The first entry, whose id the group has.
    pub first: EntryId,
    /// The entries as they stand by themselves, the first one first, then as they were taken in.
    pub members: Vec<Entry>,
    /// Who grouped them.
    pub person: String,
    /// Number of the decision.
    pub seq: u64,
    /// What a person had written before for the first entry, by language: the sentence of the group
    /// is built from it.
    pub before: BTreeMap<Lang, Written>,
}

/// A grouping that stands.
pub struct InForce<'a> {
    first: EntryId,
    with: Vec<EntryId>,
    by: &'a Decision,
    /// Decisions on the group's own paragraph.
    about: Vec<&'a Decision>,
    /// The last texts before it.
    before: BTreeMap<Lang, Written>,
}

/// The decisions that stand, parted by what they were made for.
pub struct Parted<'a> {
    /// All that are not about the paragraph of a group.
    pub single: Vec<&'a Decision>,
    /// The groupings.
    pub groups: Vec<InForce<'a>>,
}

/// Parts the decisions. `standing` are those of `log` that were not taken back; `log` may leave out
/// decisions on entries that are not asked about.
pub fn parted<'a>(log: &[&'a Decision], standing: &[&'a Decision]) -> Parted<'a> {
    let mut out = Parted {
        single: Vec::with_capacity(standing.len()),
        groups: Vec::new(),
    };
    let led: BTreeSet<EntryId> = log
        .iter()
        .filter(|d| matches!(d.action, Action::Group { .. }))
        .filter_map(|d| entry_of(d))
        .collect();
    let own = own_logs(log, &led);
    let mut about: BTreeMap<u64, Vec<&Decision>> = BTreeMap::new();
    for decision in standing {
        let group = entry_of(decision)
            .filter(|id| led.contains(id) && is_on_text(&decision.action))
            .and_then(|id| {
                // What was in force when it was made, whatever was taken back since.
                let own = own.get(&id)?;
                let earlier = own.partition_point(|d| d.seq < decision.seq);
                let then = standing_of(own.get(..earlier)?.iter().copied());
                in_force(&then, id).map(|(by, _)| by.seq)
            });
        match group {
            Some(seq) => about.entry(seq).or_default().push(decision),
            None => out.single.push(decision),
        }
    }
    for first in led {
        let Some((by, with)) = in_force(standing, first) else {
            continue;
        };
        let mut before = BTreeMap::new();
        for decision in standing.iter().filter(|d| d.seq < by.seq) {
            if entry_of(decision) != Some(first) {
                continue;
            }
            match &decision.action {
                Action::Edit { lang, text }
                | Action::Tentative { lang, text }
                | Action::Confirm { lang, text } => {
                    let written = Written {
                        text: text.clone(),
                        based_on: decision.based_on.clone(),
                    };
                    before.insert(lang.clone(), written);
                }
                Action::Reject { lang } => {
                    before.remove(lang);
                }
                _ => {}
            }
        }
        out.groups.push(InForce {
            first,
            with,
            by,
            about: about.remove(&by.seq).unwrap_or_default(),
            before,
        });
    }
    out.groups.sort_by_key(|g| g.by.seq);
    out
}

/// For each of these entries the decisions on it, with those that took one of them back.
fn own_logs<'a>(
    log: &[&'a Decision],
    led: &BTreeSet<EntryId>,
) -> BTreeMap<EntryId, Vec<&'a Decision>> {
    let mut of: BTreeMap<u64, EntryId> = BTreeMap::new();
    let mut out: BTreeMap<EntryId, Vec<&Decision>> = BTreeMap::new();
    for decision in log {
        let id = match decision.action {
            Action::Undo { seq } => of.get(&seq).copied(),
            _ => entry_of(decision).filter(|id| led.contains(id)),
        };
        if let Some(id) = id {
            of.insert(decision.seq, id);
            out.entry(id).or_default().push(decision);
        }
    }
    out
}

fn entry_of(decision: &Decision) -> Option<EntryId> {
    match decision.subject {
        Subject::Entry(id) => Some(id),
        _ => None,
    }
}

fn is_on_text(action: &Action) -> bool {
    matches!(
        action,
        Action::Edit { .. }
            | Action::Tentative { .. }
            | Action::Confirm { .. }
            | Action::Reject { .. }
            | Action::Exclude { .. }
    )
}

/// The decision that made the group of an entry what it is, and the entries taken in.
fn in_force<'a>(standing: &[&'a Decision], first: EntryId) -> Option<(&'a Decision, Vec<EntryId>)> {
    let mut now: Option<(&Decision, Vec<EntryId>)> = None;
    for decision in standing.iter().filter(|d| entry_of(d) == Some(first)) {
        match &decision.action {
            Action::Group { with } => now = Some((decision, with.clone())),
            Action::Split { out } => {
                let left: Vec<EntryId> = now
                    .map(|(_, with)| with)
                    .unwrap_or_default()
                    .into_iter()
                    .filter(|id| !out.is_empty() && !out.contains(id))
                    .collect();
                now = (!left.is_empty()).then_some((*decision, left));
            }
            _ => {}
        }
    }
    now.filter(|(_, with)| !with.is_empty())
}

impl InForce<'_> {
    /// True when it is what this group was made by.
    pub(super) fn made(&self, group: &Group) -> bool {
        self.first == group.first && self.by.seq == group.seq
    }
    /// What a person had written before it for the first entry.
    pub(super) fn before(&self) -> &BTreeMap<Lang, Written> {
        &self.before
    }
    /// Brings the paragraph of the group up to date: its texts, and whether it is in the note.
    pub(super) fn fold_into(
        &self,
        whole: &mut Entry,
        settings: &Settings,
        computed: &Computed<'_>,
        proposals: &BTreeMap<(EntryId, Lang), Proposals>,
    ) {
        whole.excluded = self.about.iter().rev().find_map(|d| match d.action {
            Action::Exclude { excluded, .. } => Some(excluded),
            _ => None,
        }) == Some(true);
        whole.texts.clear();
        let languages = std::iter::once(&settings.note.original).chain(settings.targets());
        for lang in languages {
            let base = base_hash(whole, lang, computed);
            let offered = proposals
                .get(&(whole.id, lang.clone()))
                .filter(|p| p.based_on.as_ref() == Some(&base));
            let text = fold_text(last_on(&self.about, lang), offered, base);
            whole.texts.insert(lang.clone(), text);
        }
    }
}

/// Puts the groups in the place of their entries. A group of which fewer than two entries are left
/// is not applied: its countries speak for themselves, and a finding says so.
pub fn group_up(
    desk: &Desk,
    settings: &Settings,
    replied: &BTreeSet<CountryCode>,
    entries: &mut BTreeMap<EntryId, Entry>,
    parted: &Parted<'_>,
    proposals: &BTreeMap<(EntryId, Lang), Proposals>,
) -> (Vec<Group>, Vec<Finding>) {
    let computed = Computed::new(settings, replied, &desk.resources);
    let (mut groups, mut findings) = (Vec::<Group>::new(), Vec::new());
    for made in &parted.groups {
        let taken = |id: &EntryId| groups.iter().any(|g| g.members.iter().any(|m| m.id == *id));
        let there = |id: &EntryId| {
            let entry = entries.get(id)?;
            (entry.key.kind() == EntryKind::Country && !entry.excluded).then(|| entry.clone())
        };
        let first = there(&made.first).filter(|e| !taken(&e.id));
        let others = made.with.iter().filter(|id| **id != made.first);
        let mut members: Vec<Entry> = first.iter().cloned().collect();
        if let Some(first) = &first {
            members.extend(
                others
                    .filter(|id| !taken(id))
                    .filter_map(there)
                    .filter(|e| e.key.cell() == first.key.cell()),
            );
        }
        let Some(mut whole) = first.filter(|_| members.len() > 1) else {
            findings.push(broken(made));
            continue;
        };
        for member in members.iter().skip(1) {
            whole.countries.extend(member.countries.iter().copied());
            whole.sources.extend(member.sources.iter().cloned());
            whole.joined |= member.joined;
        }
        made.fold_into(&mut whole, settings, &computed, proposals);
        for member in &members {
            entries.remove(&member.id);
        }
        entries.insert(whole.id, whole);
        groups.push(Group {
            first: made.first,
            members,
            person: made.by.person.clone(),
            seq: made.by.seq,
            before: made.before.clone(),
        });
    }
    (groups, findings)
}

/// The last decision on the text in a language.
fn last_on<'a>(decisions: &[&'a Decision], lang: &Lang) -> Option<&'a Decision> {
    decisions.iter().rev().copied().find(|d| match &d.action {
        Action::Edit { lang: of, .. }
        | Action::Tentative { lang: of, .. }
        | Action::Confirm { lang: of, .. }
        | Action::Reject { lang: of } => of == lang,
        _ => false,
    })
}

fn broken(made: &InForce<'_>) -> Finding {
    Finding::warning(
        "group-broken",
        format!(
            "the group of entry {} has fewer than two countries left: those that are there speak for themselves again",
            made.first
        ),
    )
    .hint("bring the return back into the inbox, or group anew with `rapporteur group`")
}
