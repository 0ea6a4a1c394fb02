//! Figures, dates, years, symbols and letters: the same on both sides.

use super::CheckFinding;
use super::words::lists;
use crate::language::facts::{Fact, FactKind, facts};
use crate::model::ids::Lang;
use crate::model::text::fold;

/// Compares the facts of two texts in both directions.
pub(super) fn check(a: (&Lang, &str), b: (&Lang, &str), out: &mut Vec<CheckFinding>) {
    let (here, there) = (stated(a), stated(b));
    let before = out.len();
    missing(&here, a, &there, b.0, out);
    let between = out.len();
    missing(&there, b, &here, a.0, out);
    put_right(b.1, &there, (before, between), out);
}

/// A figure or year that the first text alone has and one that the second alone has, when there is
/// no other of its kind: the one belongs in the place of the other. Short plain digits only, which
/// every language writes alike.
fn put_right(
    text: &str,
    there: &[Fact],
    (before, between): (usize, usize),
    out: &mut [CheckFinding],
) {
    let plain = |f: &CheckFinding| {
        (1..=4).contains(&f.span.len()) && f.span.bytes().all(|b| b.is_ascii_digit())
    };
    for code in ["number-mismatch", "date-mismatch"] {
        let of = |f: &&CheckFinding| f.code == code;
        let ours: Vec<&CheckFinding> = out
            .get(before..between)
            .unwrap_or_default()
            .iter()
            .filter(of)
            .collect();
        let theirs: Vec<&CheckFinding> = out
            .get(between..)
            .unwrap_or_default()
            .iter()
            .filter(of)
            .collect();
        let ([one], [other]) = (ours.as_slice(), theirs.as_slice()) else {
            continue;
        };
        let mut places = there.iter().filter(|f| f.text(text) == other.span);
        let (Some(place), None) = (places.next(), places.next()) else {
            continue;
        };
        if !plain(one) || !plain(other) {
            continue;
        }
        let with = one.span.clone();
        for finding in out.iter_mut().skip(before).filter(|f| f.code == code) {
            *finding = finding.clone().fixed(place.start, place.end, with.as_str());
        }
    }
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
