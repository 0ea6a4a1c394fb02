//! Figures, dates, years, symbols and letters: the same on both sides.

use super::CheckFinding;
use super::words::lists;
use crate::language::facts::{Fact, FactKind, facts};
use crate::model::ids::Lang;
use crate::model::text::fold;

/// Compares the facts of two texts in both directions.
pub(super) fn check(a: (&Lang, &str), b: (&Lang, &str), out: &mut Vec<CheckFinding>) {
    let (here, there) = (stated(a), stated(b));
    missing(&here, a, &there, b.0, out);
    missing(&there, b, &here, a.0, out);
}

/// The facts of a text, where a figure that an idiom says twice counts once: « 24 heures sur 24 ».
fn stated((lang, text): (&Lang, &str)) -> Vec<Fact> {
    let once = &lists(lang).once;
    let mut out: Vec<Fact> = Vec::new();
    for fact in facts(text, lang) {
        let again = out.last().is_some_and(|last| {
            let between = text.get(last.end..fact.start).unwrap_or_default();
            last.value == fact.value && once.contains(&fold(between))
        });
        if !again {
            out.push(fact);
        }
    }
    out
}

fn missing(
    facts: &[Fact],
    side: (&Lang, &str),
    others: &[Fact],
    other: &Lang,
    out: &mut Vec<CheckFinding>,
) {
    let mut used = vec![false; others.len()];
    for fact in facts {
        let mut fits = |loose: bool| {
            let at = others
                .iter()
                .zip(&used)
                .position(|(o, used)| !used && satisfies(fact, o, loose));
            if let Some(flag) = at.and_then(|i| used.get_mut(i)) {
                *flag = true;
            }
            at.is_some()
        };
        if fits(false) || fits(true) {
            continue;
        }
        let again = others.iter().any(|o| satisfies(fact, o, true));
        let span = fact.text(side.1);
        let (code, what) = match fact.kind {
            FactKind::Number => ("number-mismatch", "the figure"),
            FactKind::Date => ("date-mismatch", "the date"),
            FactKind::Year => ("date-mismatch", "the year"),
            FactKind::Symbol => ("symbol-mismatch", "the reference"),
            FactKind::Letter => ("letter-mismatch", "the letter"),
            FactKind::MayBeNumber | FactKind::Acronym => continue,
        };
        let message = format!(
            "{what} “{span}” ({}) has no counterpart in the {other} text",
            side.0
        );
        // A figure said once more, or one in words, may be a matter of style.
        let soft = fact.in_words || again;
        out.push(if soft {
            CheckFinding::warning(code, span, message)
        } else {
            CheckFinding::error(code, span, message)
        });
    }
}

/// True when `other` says the same; loosely also a word that may stand for the figure, a day with
/// the year, and the number of a law with its parts.
fn satisfies(fact: &Fact, other: &Fact, loose: bool) -> bool {
    if fact.kind == other.kind {
        return fact.value == other.value;
    }
    if !loose {
        return false;
    }
    match (fact.kind, other.kind) {
        (FactKind::Number, FactKind::MayBeNumber) => fact.value == other.value,
        (FactKind::Year, FactKind::Date) => other.value.starts_with(&fact.value),
        (FactKind::Number, FactKind::Year) | (FactKind::Year, FactKind::Number) => {
            fact.value == other.value
        }
        (FactKind::Symbol, FactKind::Number | FactKind::Year) => {
            fact.value.split('/').any(|p| p == other.value)
        }
        (FactKind::Number | FactKind::Year, FactKind::Symbol) => {
            other.value.split('/').any(|p| p == fact.value)
        }
        _ => false,
    }
}
