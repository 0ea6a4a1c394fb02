//! Undo and redo over the whole log, and which decisions can be taken back by themselves.

use super::decide::log;
use super::desk::{Desk, Surroundings};
use super::error::WorkflowError;
use crate::dossier::effective;
use crate::model::decision::{Action, Decision, Subject};
use crate::model::ids::{EntryId, Lang};

/// Takes back the last decision that still stands, of this person; a further call goes on before it.
/// Returns the number of the decision taken back, or `None` when there is nothing left.
///
/// # Errors
/// When the log cannot be read or written.
pub fn undo(desk: &Desk, around: &Surroundings<'_>) -> Result<Option<u64>, WorkflowError> {
    let all = desk.database()?.decisions()?;
    let last = effective(&all)
        .into_iter()
        .rfind(|d| d.person == around.person && !matches!(d.action, Action::SentOut { .. }))
        .cloned();
    let Some(last) = last else { return Ok(None) };
    take_back(desk, around, &last, last.seq)?;
    Ok(Some(last.seq))
}

/// Makes the decision stand again that this person took back last, as long as the person has decided
/// nothing since. Returns its number, or `None` when there is nothing to redo.
///
/// # Errors
/// When the log cannot be read or written.
pub fn redo(desk: &Desk, around: &Surroundings<'_>) -> Result<Option<u64>, WorkflowError> {
    let all = desk.database()?.decisions()?;
    let Some((undo, undone)) = to_redo(&all, around.person) else {
        return Ok(None);
    };
    let Some(again) = all.iter().find(|d| d.seq == undone).cloned() else {
        return Ok(None);
    };
    take_back(desk, around, &again, undo)?;
    Ok(Some(undone))
}

/// The undo that a redo of this person would take back, and the decision it took back.
fn to_redo(all: &[Decision], person: &str) -> Option<(u64, u64)> {
    let target = |seq: u64| {
        let at = all.binary_search_by_key(&seq, |d| d.seq).ok()?;
        all.get(at)
    };
    let mut stack: Vec<(u64, u64)> = Vec::new();
    for decision in all.iter().filter(|d| d.person == person) {
        match decision.action {
            Action::Undo { seq } => match target(seq).map(|d| &d.action) {
                Some(Action::Undo { .. }) => stack.retain(|(undo, _)| *undo != seq),
                Some(_) => stack.push((decision.seq, seq)),
                None => {}
            },
            Action::SentOut { .. } => {}
            _ => stack.clear(),
        }
    }
    // Somebody else may have made it stand again.
    let standing: Vec<u64> = effective(all).iter().map(|d| d.seq).collect();
    stack
        .into_iter()
        .rev()
        .find(|(_, undone)| standing.binary_search(undone).is_err())
}

/// Takes back one decision, whoever made it, where nothing later rests on it ([`can_be_undone`]).
///
/// # Errors
/// Usage errors when it does not stand, or something later rests on it.
pub fn undo_one(desk: &Desk, around: &Surroundings<'_>, seq: u64) -> Result<(), WorkflowError> {
    let all = desk.database()?.decisions()?;
    let standing = effective(&all);
    let Some(decision) = standing.iter().find(|d| d.seq == seq) else {
        return Err(WorkflowError::usage(
            "this decision does not stand",
            "open the list again",
        ));
    };
    if !can_be_undone(&standing, decision) {
        return Err(WorkflowError::usage(
            "something that was decided later rests on this",
            "take back the later decision first",
        ));
    }
    let decision = (*decision).clone();
    take_back(desk, around, &decision, seq)
}

/// True when a decision that stands can be taken back by itself: nothing later of those that stand is
/// about the same text, answers it, or was made under it. What was issued stays.
pub fn can_be_undone(standing: &[&Decision], decision: &Decision) -> bool {
    let mut later = standing.iter().filter(|d| d.seq > decision.seq);
    let on_same = |d: &&&Decision| d.subject == decision.subject;
    match &decision.action {
        Action::Undo { .. } | Action::SentOut { .. } => false,
        Action::TakeOver { issued, .. } if issued.is_some() => false,
        Action::TakeOver { texts, .. } | Action::ConfirmMany { texts } => !texts
            .iter()
            .any(|t| later.clone().any(|d| touches(d, t.entry, &t.lang))),
        Action::Merge { texts, .. } => !texts
            .iter()
            .any(|t| later.clone().any(|d| touches(d, t.entry, &t.lang))),
        Action::Edit { lang, .. }
        | Action::Tentative { lang, .. }
        | Action::Confirm { lang, .. }
        | Action::Reject { lang } => match decision.subject {
            Subject::Entry(id) => !later.any(|d| touches(d, id, lang)),
            _ => false,
        },
        Action::Query { .. } => !later.any(|d| {
            matches!(d.action, Action::Answer { query, .. } | Action::Close { query } if query == decision.seq)
        }),
        Action::Comment { .. }
        | Action::Answer { .. }
        | Action::Close { .. }
        | Action::Dismiss { .. }
        | Action::Apart { .. }
        | Action::Offer { .. } => true,
        Action::Exclude { .. } => !later
            .filter(on_same)
            .any(|d| matches!(d.action, Action::Exclude { .. })),
        // Texts written for a group belong to it, and where texts of a return stand hangs together.
        _ => !later.any(|d| on_same(&d)),
    }
}

/// True when a decision is about the text of an entry in a language, or about its group.
fn touches(decision: &Decision, id: EntryId, lang: &Lang) -> bool {
    let many = decision.action.at_once();
    if many.iter().any(|(of, l, _)| *of == id && *l == lang) {
        return true;
    }
    if decision.subject != Subject::Entry(id) {
        return matches!(&decision.action, Action::Group { with } if with.contains(&id));
    }
    match &decision.action {
        Action::Group { .. } | Action::Split { .. } => true,
        action => action.on_text().is_some_and(|(of, _)| of == lang),
    }
}

fn take_back(
    desk: &Desk,
    around: &Surroundings<'_>,
    decision: &Decision,
    seq: u64,
) -> Result<(), WorkflowError> {
    let subject = decision.subject.clone();
    log(desk, around, subject, Action::Undo { seq }, None, None)?;
    if matches!(decision.action, Action::Reread { .. }) {
        super::ingest::ingest(desk, around)?;
    }
    let talk = matches!(
        decision.action,
        Action::Comment { .. }
            | Action::Query { .. }
            | Action::Answer { .. }
            | Action::Close { .. }
            | Action::Dismiss { .. }
            | Action::Apart { .. }
            | Action::Offer { .. }
    );
    if !talk {
        super::propose::propose(desk, around)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn log_of(actions: Vec<(&str, u64, Action)>) -> Vec<Decision> {
        let all = actions.into_iter().enumerate();
        all.map(|(n, (person, entry, action))| Decision {
            seq: n as u64 + 1,
            time: "2026-07-01T10:00:00Z".parse().unwrap(),
            person: person.into(),
            subject: Subject::Entry(EntryId(entry)),
            action,
            based_on: None,
            after: None,
        })
        .collect()
    }

    fn edit(lang: Lang) -> Action {
        Action::Edit {
            lang,
            text: "a text".into(),
        }
    }

    #[test]
    fn a_redo_takes_back_the_last_undo_until_something_else_is_decided() {
        let undo = |seq| Action::Undo { seq };
        let mut all = vec![
            ("Ana", 1, edit(Lang::en())),
            ("Ana", 1, edit(Lang::fr())),
            ("Ana", 1, undo(2)),
            ("Ana", 1, undo(1)),
        ];
        assert_eq!(to_redo(&log_of(all.clone()), "Ana"), Some((4, 1)));
        assert_eq!(to_redo(&log_of(all.clone()), "Bo"), None);
        all.push(("Ana", 1, undo(4)));
        assert_eq!(to_redo(&log_of(all.clone()), "Ana"), Some((3, 2)));
        all.push(("Bo", 1, edit(Lang::en())));
        assert_eq!(to_redo(&log_of(all.clone()), "Ana"), Some((3, 2)));
        all.push(("Ana", 2, edit(Lang::en())));
        assert_eq!(to_redo(&log_of(all), "Ana"), None);
    }

    #[test]
    fn only_what_nothing_rests_on_is_taken_back_by_itself() {
        let ask = Action::Query {
            to: crate::model::decision::Asked::Officer,
            text: "Which year?".into(),
        };
        let answer = Action::Answer {
            query: 4,
            text: "2025".into(),
        };
        let all = log_of(vec![
            ("Ana", 1, edit(Lang::en())),
            ("Ana", 1, edit(Lang::fr())),
            ("Bo", 1, edit(Lang::en())),
            ("Bo", 2, ask),
            ("Ana", 2, answer),
            ("Ana", 3, edit(Lang::en())),
            (
                "Ana",
                1,
                Action::Group {
                    with: vec![EntryId(3)],
                },
            ),
        ]);
        let standing = effective(&all);
        let can: Vec<u64> = standing
            .iter()
            .filter(|d| can_be_undone(&standing, d))
            .map(|d| d.seq)
            .collect();
        assert_eq!(can, [5, 7]);
    }
}
