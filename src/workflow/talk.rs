//! What people say to one another beside an entry: comments, and queries that wait for an answer.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use serde::Serialize;

use super::decide::log;
use super::desk::{Desk, Surroundings};
use super::error::WorkflowError;
use super::state::{State, state};
use super::take_over::opened;
use crate::dossier::effective;
use crate::model::decision::{Action, Asked, Decision, Subject};
use crate::model::ids::EntryId;

/// Something said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Remark {
    /// The decision.
    pub seq: u64,
    /// Who.
    pub person: String,
    /// When.
    pub time: Timestamp,
    /// What.
    pub text: String,
}

/// A question with what was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Query {
    /// The entry; of a group the first.
    pub entry: EntryId,
    /// The question.
    pub asked: Remark,
    /// Who is asked.
    pub to: Asked,
    /// The answers, oldest first.
    pub answers: Vec<Remark>,
    /// Who settled it.
    pub closed: Option<String>,
}

/// Everything said beside an entry, oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Talk {
    /// Comments.
    pub comments: Vec<Remark>,
    /// Queries.
    pub queries: Vec<Query>,
}

fn remark(decision: &Decision, text: &str) -> Remark {
    Remark {
        seq: decision.seq,
        person: decision.person.clone(),
        time: decision.time,
        text: text.to_owned(),
    }
}

/// Everything said beside entries, by entry; what was said beside a member of a group stands beside
/// the group.
pub fn all_talk(now: &State) -> BTreeMap<EntryId, Talk> {
    let mut out: BTreeMap<EntryId, Talk> = BTreeMap::new();
    for decision in &opened(effective(&now.log)) {
        let Subject::Entry(id) = decision.subject else {
            continue;
        };
        let talks = matches!(
            decision.action,
            Action::Comment { .. }
                | Action::Query { .. }
                | Action::Answer { .. }
                | Action::Close { .. }
        );
        if !talks {
            continue;
        }
        let entry = now.group_of(id).map_or(id, |g| g.first);
        let talk = out.entry(entry).or_default();
        let find = |talk: &mut Talk, seq: u64| talk.queries.iter().position(|q| q.asked.seq == seq);
        match &decision.action {
            Action::Comment { text } => talk.comments.push(remark(decision, text)),
            Action::Query { to, text } => talk.queries.push(Query {
                entry,
                asked: remark(decision, text),
                to: *to,
                answers: Vec::new(),
                closed: None,
            }),
            Action::Answer { query, text } => {
                let at = find(talk, *query);
                if let Some(query) = at.and_then(|at| talk.queries.get_mut(at)) {
                    query.answers.push(remark(decision, text));
                }
            }
            Action::Close { query } => {
                let at = find(talk, *query);
                if let Some(query) = at.and_then(|at| talk.queries.get_mut(at)) {
                    query.closed = Some(decision.person.clone());
                }
            }
            _ => {}
        }
    }
    out
}

/// What was said beside one entry.
pub fn talk(now: &State, entry: EntryId) -> Talk {
    all_talk(now).remove(&entry).unwrap_or_default()
}

/// The queries that nobody has settled, oldest first.
pub fn open_queries(now: &State) -> Vec<Query> {
    let mut out: Vec<Query> = all_talk(now)
        .into_values()
        .flat_map(|t| t.queries)
        .filter(|q| q.closed.is_none())
        .collect();
    out.sort_by_key(|q| q.asked.seq);
    out
}

/// Writes a comment beside an entry.
///
/// # Errors
/// Usage errors when there is no such entry or nothing is said.
pub fn comment(
    desk: &Desk,
    around: &Surroundings<'_>,
    entry: EntryId,
    text: &str,
) -> Result<Arc<State>, WorkflowError> {
    let text = said(text)?;
    say(desk, around, entry, Action::Comment { text })
}

/// Asks the officer or the reviser.
///
/// # Errors
/// As [`comment`].
pub fn query(
    desk: &Desk,
    around: &Surroundings<'_>,
    entry: EntryId,
    to: Asked,
    text: &str,
) -> Result<Arc<State>, WorkflowError> {
    let text = said(text)?;
    say(desk, around, entry, Action::Query { to, text })
}

/// Answers a query, settles it, or both.
///
/// # Errors
/// Usage errors when there is no such open query, or nothing is said and it is not settled either.
pub fn answer(
    desk: &Desk,
    around: &Surroundings<'_>,
    (entry, query): (EntryId, u64),
    text: &str,
    close: bool,
) -> Result<Arc<State>, WorkflowError> {
    let open = open_queries(&*state(desk)?);
    if !open
        .iter()
        .any(|q| q.asked.seq == query && q.entry == entry)
    {
        return Err(WorkflowError::usage(
            "there is no such open query",
            "open the entry again",
        ));
    }
    let mut now = None;
    if !close || !text.trim().is_empty() {
        let text = said(text)?;
        now = Some(say(desk, around, entry, Action::Answer { query, text })?);
    }
    if close {
        now = Some(say(desk, around, entry, Action::Close { query })?);
    }
    now.map_or_else(|| state(desk), Ok)
}

fn said(text: &str) -> Result<String, WorkflowError> {
    let text = text.trim().replace("\r\n", "\n");
    if text.is_empty() {
        return Err(WorkflowError::usage(
            "nothing was written",
            "write it in a few words",
        ));
    }
    Ok(text)
}

fn say(
    desk: &Desk,
    around: &Surroundings<'_>,
    entry: EntryId,
    action: Action,
) -> Result<Arc<State>, WorkflowError> {
    there(&*state(desk)?, entry)?;
    log(desk, around, Subject::Entry(entry), action, None, None)?;
    state(desk)
}

/// Refuses an entry that is not there.
pub(super) fn there(now: &State, entry: EntryId) -> Result<(), WorkflowError> {
    if now.entries.contains_key(&entry) {
        return Ok(());
    }
    Err(WorkflowError::usage(
        format!("there is no entry {entry}"),
        "open the list again",
    ))
}
