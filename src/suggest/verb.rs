//! The reporting verb of a target made that of the query.

use super::article::{after_of, without_of};
use super::edit::Edit;
use super::frame::{Construction, Frame, choice, takes, takes_infinitive};
use super::subject::{Work, cost};
use crate::model::ids::Lang;

/// Another verb where the complement lets it stand; else a mark. A noun as complement takes or loses
/// its *de* with the verb: « a rendu compte des travaux », « a exposé les travaux ».
pub(super) fn verb(
    target: &str,
    frame: &Frame,
    met: Option<&Frame>,
    asked: Option<&Frame>,
    to: &Lang,
    work: &mut Work,
) {
    let (start, end) = frame.verb_span;
    let (Some(met), Some(asked)) = (met, asked) else {
        work.doubt(
            0,
            end,
            "the frame of the text was not recognised",
            cost::FRAME_UNKNOWN,
        );
        return;
    };
    let clause = |f: &Frame| f.construction == Construction::That;
    if clause(met) != clause(asked) {
        work.doubt(
            start,
            target.len(),
            "the text has another construction after its verb: tense and agreement may change",
            cost::CONSTRUCTION,
        );
        return;
    }
    if met.verb == asked.verb {
        return;
    }
    let edits = (to.primary() == "fr")
        .then(|| change(target, frame, met, asked))
        .flatten();
    match edits {
        Some(edits) => work.edits.extend(edits),
        None => work.doubt(
            start,
            end,
            format!("the text says “{}”", asked.verb),
            cost::VERB,
        ),
    }
}

/// The changes that another English verb asks for, none where the French one says it too; `None`
/// when the complement does not let it stand.
fn change(target: &str, frame: &Frame, met: &Frame, asked: &Frame) -> Option<Vec<Edit>> {
    let fitting = choice(&asked.verb);
    let usual = choice(&met.verb)
        .first()
        .is_some_and(|usual| *usual == frame.verb && fitting.first() != Some(usual));
    if fitting.contains(&frame.verb) && !usual {
        return Some(Vec::new());
    }
    let (_, end) = frame.verb_span;
    let put = |verb: &str| Edit {
        start: end - frame.verb.len(),
        end,
        new: verb.to_owned(),
        kind: "verb",
    };
    let rest = target.get(frame.rest..)?;
    let noun = match frame.construction {
        Construction::That => {
            let new = fitting.iter().find(|v| takes(v, Construction::That))?;
            return Some(vec![put(new)]);
        }
        Construction::Of => without_of(rest),
        Construction::Object => after_of(rest),
    };
    let Some((length, other)) = noun else {
        // No noun with an article: an infinitive, or an adjunct before the complement.
        let same = |v: &&String| {
            takes(v, frame.construction)
                && (frame.construction == Construction::Of || takes_infinitive(v))
        };
        return Some(vec![put(fitting.iter().find(same)?)]);
    };
    let new = fitting
        .iter()
        .find(|v| takes(v, Construction::Of) || takes(v, Construction::Object))?;
    let mut edits = vec![put(new)];
    if !takes(new, frame.construction) {
        edits.push(Edit {
            start: frame.rest,
            end: frame.rest + length,
            new: other,
            kind: "verb",
        });
    }
    Some(edits)
}
