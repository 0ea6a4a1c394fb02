//! What people decide about the texts of returns: which version stands, where a text belongs, what is
//! no answer, what was settled with the sender.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::decide::log;
use super::desk::{Desk, Surroundings};
use super::error::WorkflowError;
use super::state::{ReturnView, State, state};
use super::texts::{Fate, Origin};
use crate::model::ReturnId;
use crate::model::decision::{Action, Piece, Subject};
use crate::model::ids::{Cell, EntryId, Hash};
use crate::model::text::{text_hash, texts_hash};
use crate::model::version::{Choice, Chosen};

/// What a person does with lines of a return.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextsVerb {
    /// Puts them under a recommendation.
    Move(Cell),
    /// Confirms that they belong where they stand.
    Confirm,
    /// Says that they are no answer, and why.
    SetAside(String),
    /// Gives them back to where the reader put them.
    PutBack,
}

/// A decision on lines of a return.
#[derive(Debug, Clone)]
pub struct TextsDecision {
    /// The return.
    pub return_id: ReturnId,
    /// Positions in [`Texts::lines`](super::Texts), in any order.
    pub lines: Vec<usize>,
    /// What is done.
    pub verb: TextsVerb,
    /// What the person saw ([`Texts::seen`](super::Texts::seen)); `None` skips the check.
    pub seen: Option<Hash>,
}

/// A choice between the versions of one answer.
#[derive(Debug, Clone)]
pub struct VersionsDecision {
    /// The entry made from the answer.
    pub entry: EntryId,
    /// The choice.
    pub choice: Choice,
    /// Hash of the versions that the person saw; `None` skips the check.
    pub seen: Option<Hash>,
}

/// Writes one decision on lines of a return and proposes anew what depends on them.
///
/// # Errors
/// [`WorkflowError::Conflict`] when the return is read, or was arranged, in another way than the person
/// saw; usage errors when there is no such return, line or recommendation, or no reason is given.
pub fn decide_texts(
    desk: &Desk,
    around: &Surroundings<'_>,
    wish: &TextsDecision,
) -> Result<Arc<State>, WorkflowError> {
    let before = state(desk)?;
    let view = find(&before, &wish.return_id)?;
    if wish.seen.as_ref().is_some_and(|s| *s != view.texts.seen()) {
        return Err(WorkflowError::Conflict);
    }
    let lines = meant(view, wish);
    let pieces = view.texts.pieces(&lines);
    if pieces.is_empty() {
        return Err(WorkflowError::usage(
            "no text was chosen",
            "choose at least one line",
        ));
    }
    let action = match &wish.verb {
        TextsVerb::Move(cell) => {
            if before.settings.recommendation(cell).is_none() {
                return Err(WorkflowError::usage(
                    format!("there is no recommendation {cell}"),
                    "choose one of note.toml",
                ));
            }
            Action::Move {
                pieces,
                cell: cell.clone(),
            }
        }
        TextsVerb::Confirm => Action::Move {
            pieces,
            cell: cell_of(view, &lines)?,
        },
        TextsVerb::SetAside(reason) if reason.trim().is_empty() => {
            return Err(WorkflowError::usage(
                "a reason is needed to set text aside",
                "say in a few words what it is",
            ));
        }
        TextsVerb::SetAside(reason) => Action::SetAside {
            pieces,
            reason: reason.trim().into(),
        },
        TextsVerb::PutBack => Action::PutBack { pieces },
    };
    write(desk, around, &wish.return_id, action)
}

/// The lines that a decision is about: a place is confirmed for those of the chosen ones that are still
/// where the reader put them, if there are any.
fn meant(view: &ReturnView, wish: &TextsDecision) -> Vec<usize> {
    let as_read = |n: &&usize| {
        let line = view.texts.lines.get(**n);
        line.is_some_and(|l| l.fate == Fate::AsRead && matches!(l.origin, Origin::Statement(_)))
    };
    let still: Vec<usize> = wish.lines.iter().filter(as_read).copied().collect();
    if wish.verb == TextsVerb::Confirm && !still.is_empty() {
        still
    } else {
        wish.lines.clone()
    }
}

/// The one recommendation under which the chosen lines stand.
fn cell_of(view: &ReturnView, lines: &[usize]) -> Result<Cell, WorkflowError> {
    let read = view.record.extraction();
    let cells: BTreeSet<Option<Cell>> = lines
        .iter()
        .filter_map(|n| view.texts.lines.get(*n))
        .map(|l| match (&l.fate, l.origin) {
            (Fate::Placed(cell, _), _) => Some(cell.clone()),
            (Fate::AsRead, Origin::Statement(i)) => Some(read?.statements.get(i)?.cell.clone()),
            _ => None,
        })
        .collect();
    match (cells.len(), cells.into_iter().next().flatten()) {
        (1, Some(cell)) => Ok(cell),
        _ => Err(WorkflowError::usage(
            "the text does not stand under one recommendation",
            "choose the recommendation that it belongs to",
        )),
    }
}

/// Drops a decision whose text the return does not have any more, by the hash of that text.
///
/// # Errors
/// When there is no such return or no such decision.
pub fn drop_lost(
    desk: &Desk,
    around: &Surroundings<'_>,
    id: &ReturnId,
    text: &Hash,
) -> Result<Arc<State>, WorkflowError> {
    let before = state(desk)?;
    let pieces: Vec<Piece> = find(&before, id)?
        .texts
        .lost
        .iter()
        .map(|l| l.piece.clone())
        .filter(|p| text_hash(&p.text) == *text)
        .collect();
    if pieces.is_empty() {
        return Err(WorkflowError::usage(
            "there is no such decision",
            "open the return again",
        ));
    }
    write(desk, around, id, Action::PutBack { pieces })
}

/// Says how a finding on a return was settled.
///
/// # Errors
/// When there is no such return or finding, or no reason is given.
pub fn settle(
    desk: &Desk,
    around: &Surroundings<'_>,
    id: &ReturnId,
    code: &str,
    message: &str,
    reason: &str,
) -> Result<Arc<State>, WorkflowError> {
    let before = state(desk)?;
    let mut open = find(&before, id)?.open_findings();
    if !open.any(|f| f.code == code && f.message == message) {
        return Err(WorkflowError::usage(
            "there is no such remark on this return",
            "open the return again",
        ));
    }
    if reason.trim().is_empty() {
        return Err(WorkflowError::usage(
            "a reason is needed",
            "say in a few words how it was settled",
        ));
    }
    let action = Action::Settle {
        code: code.into(),
        message: message.into(),
        reason: reason.trim().into(),
    };
    log(
        desk,
        around,
        Subject::Return(id.clone()),
        action,
        None,
        None,
    )?;
    state(desk)
}

/// Writes choices between versions as one decision, so that one undo takes all of them back.
///
/// # Errors
/// [`WorkflowError::Conflict`] when the versions are others than the person saw; usage errors when
/// there is nothing to choose or the version chosen is not among them. Then nothing is written.
pub fn choose_versions(
    desk: &Desk,
    around: &Surroundings<'_>,
    wishes: &[VersionsDecision],
) -> Result<Arc<State>, WorkflowError> {
    let before = state(desk)?;
    let mut choices = Vec::new();
    for wish in wishes {
        let asked = |g: &&super::VersionGroup| {
            g.entry == Some(wish.entry) && g.standing != super::Standing::Clear
        };
        let Some(group) = before.versions.iter().find(asked) else {
            return Err(WorkflowError::usage(
                format!("there is nothing to choose for entry {}", wish.entry),
                "open the comparison again",
            ));
        };
        if wish.seen.as_ref().is_some_and(|seen| *seen != group.seen) {
            return Err(WorkflowError::Conflict);
        }
        if let Choice::Take(hash) = &wish.choice
            && group.version(hash).is_none()
        {
            return Err(WorkflowError::Conflict);
        }
        choices.push(Chosen {
            entry: wish.entry,
            choice: wish.choice.clone(),
            seen: group.seen.clone(),
        });
    }
    let subject = match choices.as_slice() {
        [] => {
            return Err(WorkflowError::usage(
                "there is nothing to choose",
                "`rapporteur versions` lists what is open",
            ));
        }
        [one] => Subject::Entry(one.entry),
        [first, ..] => {
            let mut groups = before.versions.iter();
            let group = groups.find(|g| g.entry == Some(first.entry));
            let last = group.and_then(|g| g.versions.last());
            last.map_or(Subject::Entry(first.entry), |v| {
                Subject::Return(v.return_id.clone())
            })
        }
    };
    let based_on = texts_hash(choices.iter().map(|c| c.seen.as_str()));
    let action = Action::Versions { choices };
    log(desk, around, subject, action, Some(based_on), None)?;
    super::propose::propose(desk, around)?;
    state(desk)
}

fn find<'a>(now: &'a State, id: &ReturnId) -> Result<&'a ReturnView, WorkflowError> {
    let found = now.returns.iter().find(|v| v.record.id == *id);
    found.ok_or_else(|| WorkflowError::usage("there is no such return", "open the list again"))
}

fn write(
    desk: &Desk,
    around: &Surroundings<'_>,
    id: &ReturnId,
    action: Action,
) -> Result<Arc<State>, WorkflowError> {
    let pieces = match &action {
        Action::Move { pieces, .. }
        | Action::SetAside { pieces, .. }
        | Action::PutBack { pieces } => pieces.as_slice(),
        _ => &[],
    };
    let based_on = texts_hash(pieces.iter().map(|p| p.text.as_str()));
    let subject = match pieces {
        [one] => Subject::Passage(id.clone(), text_hash(&one.text)),
        _ => Subject::Return(id.clone()),
    };
    log(desk, around, subject, action, Some(based_on), None)?;
    super::propose::propose(desk, around)?;
    state(desk)
}
