//! One fact of a unit's target for another: figures, dates, years, letters, symbols, acronyms.

use super::align::Piece;
use super::edit::Edit;
use crate::language::facts::{Fact, FactKind, number_in_words, write_date, write_number};
use crate::model::ids::Lang;

/// A change found, and what is not sure about it.
pub(super) struct Exchange {
    pub edit: Edit,
    pub doubt: Option<&'static str>,
}

/// The change in `target` that corresponds to the change from the piece at `place` of the source to
/// the fact `new`. `None` when the counterpart cannot be located for certain.
pub(super) fn exchange(
    target: &str,
    facts: &[Fact],
    source: &[Piece],
    place: usize,
    new: &Fact,
    to: &Lang,
) -> Option<Exchange> {
    let old = source.get(place)?.fact.as_ref()?;
    let same = |f: &Fact| f.kind == old.kind && f.value == old.value;
    let before = source
        .iter()
        .take(place)
        .filter(|p| p.fact.as_ref().is_some_and(same))
        .count();
    let all = source
        .iter()
        .filter(|p| p.fact.as_ref().is_some_and(same))
        .count();
    let there: Vec<&Fact> = facts.iter().filter(|f| same(f)).collect();
    let counterpart = there.get(before).filter(|_| there.len() == all)?;
    let text = counterpart.text(target);
    let edit = |start: usize, new: String, kind| Edit {
        start,
        end: counterpart.end,
        new,
        kind,
    };
    let at = counterpart.start;
    let done = |edit| Some(Exchange { edit, doubt: None });
    match (old.kind, new.kind) {
        (FactKind::Date | FactKind::Year, FactKind::Date | FactKind::Year) => {
            let (start, written) = dated(target, counterpart, new, to)?;
            done(edit(start, written, "date"))
        }
        (FactKind::Number, FactKind::Number) => {
            done(edit(at, figure(text, counterpart, new, to)?, "number"))
        }
        (FactKind::Letter, FactKind::Letter) => {
            let open = if text.starts_with('(') { "(" } else { "" };
            done(edit(at, format!("{open}{})", new.value), "letter"))
        }
        (FactKind::Symbol, FactKind::Symbol) => done(edit(at, new.value.clone(), "symbol")),
        (FactKind::Acronym, FactKind::Acronym) => Some(Exchange {
            edit: edit(at, new.value.clone(), "acronym"),
            doubt: Some("acronym taken over as it stands: its form and article may differ"),
        }),
        _ => None,
    }
}

/// A date in the place of another, with the preposition that French wants: « le 9 décembre 2021 »,
/// « en décembre 2021 », « en 2021 ».
fn dated(target: &str, old: &Fact, new: &Fact, to: &Lang) -> Option<(usize, String)> {
    let written = if new.kind == FactKind::Year {
        new.value.clone()
    } else {
        write_date(&new.value, to)?
    };
    let (was, is) = (has_day(old), has_day(new));
    if was == is {
        return Some((old.start, written));
    }
    let (leave, put) = match (to.primary(), is) {
        ("fr", true) => (["en ", "En "], ["le ", "Le "]),
        ("fr", false) => (["le ", "Le "], ["en ", "En "]),
        ("en", true) => (["in ", "In "], ["on ", "On "]),
        ("en", false) => (["on ", "On "], ["in ", "In "]),
        _ => return None,
    };
    let before = target.get(..old.start)?;
    let (leave, put) = leave.iter().zip(put).find(|(l, _)| {
        before.ends_with(**l)
            && !before
                .trim_end_matches(**l)
                .ends_with(char::is_alphanumeric)
    })?;
    Some((old.start - leave.len(), format!("{put}{written}")))
}

/// True for a day, false for a month or a year.
pub(super) fn has_day(fact: &Fact) -> bool {
    fact.kind == FactKind::Date
        && (fact.value.starts_with("--") || fact.value.matches('-').count() == 2)
}

/// A figure in the place of another; none where the noun after it would change its number, or
/// where a scale word (« millions de ») stands between.
fn figure(text: &str, old: &Fact, new: &Fact, to: &Lang) -> Option<String> {
    let few = |value: &str| value.parse::<f64>().map_or(true, |v| v < 2.0);
    if few(&old.value) || few(&new.value) {
        return None;
    }
    if old.in_words {
        let words = if new.in_words {
            number_in_words(&new.value, to)
        } else {
            None
        };
        return Some(words.unwrap_or_else(|| write_number(&new.value, to)));
    }
    let tail = text.trim_start_matches(|c: char| !c.is_alphabetic());
    if tail.chars().count() > 2 {
        return None;
    }
    Some(format!("{}{tail}", write_number(&new.value, to)))
}
