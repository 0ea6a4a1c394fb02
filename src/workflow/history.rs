//! What was decided, as people read it: on one entry, and lately in the whole dossier.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::state::State;
use super::taking_back::can_be_undone;
use crate::dossier::effective;
use crate::model::decision::{Action, Decision, Subject};
use crate::model::ids::{EntryId, Lang};

/// One decision.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// The decision.
    pub decision: Decision,
    /// False when it was taken back.
    pub stands: bool,
    /// True when it can be taken back by itself.
    pub can_be_undone: bool,
    /// Of an undo: what it took back.
    pub undid: Option<Decision>,
    /// The text it brought, by language, with the text that stood before it.
    pub texts: Vec<EventText>,
}

/// A text that a decision brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventText {
    /// Language.
    pub lang: Lang,
    /// The text that a person had written before; empty when there was none.
    pub before: String,
    /// The text.
    pub text: String,
}

fn event(now: &State, standing: &[&Decision], seqs: &BTreeSet<u64>, decision: &Decision) -> Event {
    let stands = seqs.contains(&decision.seq);
    Event {
        stands: stands || matches!(decision.action, Action::Undo { .. }),
        can_be_undone: stands && can_be_undone(standing, decision),
        undid: match decision.action {
            Action::Undo { seq } => now.log.iter().find(|d| d.seq == seq).cloned(),
            _ => None,
        },
        texts: Vec::new(),
        decision: decision.clone(),
    }
}

/// All decisions on an entry and on those of its group, the newest first.
pub fn history(now: &State, id: EntryId) -> Vec<Event> {
    let members: Vec<EntryId> = match now.group_of(id) {
        Some(group) => group.members.iter().map(|m| m.id).collect(),
        None => vec![id],
    };
    let standing = effective(&now.log);
    let seqs: BTreeSet<u64> = standing.iter().map(|d| d.seq).collect();
    let mut last: BTreeMap<(EntryId, Lang), String> = BTreeMap::new();
    let mut out = Vec::new();
    let about = |d: &Decision| match d.subject {
        Subject::Entry(of) => members.contains(&of),
        _ => d
            .action
            .at_once()
            .iter()
            .any(|(of, ..)| members.contains(of)),
    };
    for decision in &now.log {
        let undone = match decision.action {
            Action::Undo { seq } => now.log.iter().find(|d| d.seq == seq),
            _ => None,
        };
        if !about(decision) && !undone.is_some_and(about) {
            continue;
        }
        let mut event = event(now, &standing, &seqs, decision);
        let own = match (&decision.subject, decision.action.on_text()) {
            (Subject::Entry(of), Some((lang, Some(text)))) => vec![(*of, lang, text)],
            _ => Vec::new(),
        };
        let many = decision.action.at_once().into_iter();
        let many = many.filter(|(of, _, text)| members.contains(of) && !text.is_empty());
        for (of, lang, text) in own.into_iter().chain(many) {
            let before = last.insert((of, lang.clone()), text.to_owned());
            event.texts.push(EventText {
                lang: lang.clone(),
                before: before.unwrap_or_default(),
                text: text.to_owned(),
            });
        }
        out.push(event);
    }
    out.reverse();
    out
}

/// The last decisions before one (all when it is `None`), the newest first, at most `most`.
pub fn recent(now: &State, before: Option<u64>, most: usize) -> Vec<Event> {
    let standing = effective(&now.log);
    let seqs: BTreeSet<u64> = standing.iter().map(|d| d.seq).collect();
    now.log
        .iter()
        .rev()
        .filter(|d| before.is_none_or(|b| d.seq < b))
        .take(most)
        .map(|d| event(now, &standing, &seqs, d))
        .collect()
}

/// When somebody last decided on each entry or its texts, and who, by entry; a group has what was
/// decided on its members too.
pub fn last_changes(now: &State) -> BTreeMap<EntryId, (Timestamp, String)> {
    let mut out = BTreeMap::new();
    for decision in &now.log {
        let own = match decision.subject {
            Subject::Entry(id) => Some(id),
            _ => None,
        };
        for id in own
            .into_iter()
            .chain(decision.action.at_once().into_iter().map(|(of, ..)| of))
        {
            let first = now.group_of(id).map_or(id, |g| g.first);
            out.insert(first, (decision.time, decision.person.clone()));
        }
    }
    out
}
