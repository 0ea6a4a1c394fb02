//! The stretches of a text that stand for a class: figures, dates, symbols, countries.

use super::score::Class;
use crate::language::Resources;
use crate::language::facts::{Fact, FactKind, facts};
use crate::model::Lang;

/// A stretch with a class; bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Classed {
    pub start: usize,
    pub end: usize,
    pub class: Class,
    /// Equal in all languages.
    pub value: String,
}

/// The stretches of a text in order; none overlaps another. Figures and dates are those with a
/// digit: a figure in words counts as words.
pub(super) fn classes(text: &str, lang: &Lang, resources: &Resources) -> Vec<Classed> {
    let mut out: Vec<Classed> = Vec::new();
    for (start, end) in windows(text) {
        let piece = text.get(start..end).unwrap_or_default();
        out.extend(facts(piece, lang).into_iter().filter_map(|fact| {
            Some(Classed {
                class: class(&fact)?,
                start: start + fact.start,
                end: start + fact.end,
                value: fact.value,
            })
        }));
    }
    let facts = out.len();
    for named in resources.countries.find(text, Some(lang)) {
        let apart = |one: &Classed| one.end <= named.start || one.start >= named.end;
        if out.iter().take(facts).all(apart) {
            out.push(Classed {
                start: named.start,
                end: named.end,
                class: Class::Country,
                value: named.code.to_string(),
            });
        }
    }
    out.sort_by_key(|one| one.start);
    out
}

fn class(fact: &Fact) -> Option<Class> {
    match fact.kind {
        _ if fact.in_words => None,
        FactKind::Number | FactKind::Year => Some(Class::Number),
        FactKind::Date => Some(Class::Date),
        FactKind::Symbol => Some(Class::Symbol),
        FactKind::MayBeNumber | FactKind::Acronym | FactKind::Letter => None,
    }
}

/// Pieces parted by white space that are looked at before and after one with a digit: no date or
/// figure has more words than these.
const BEFORE: usize = 1;
const AFTER: usize = 4;

/// The stretches of a text around its digits; most texts have none, and looking for facts is slow.
fn windows(text: &str) -> Vec<(usize, usize)> {
    let mut out: Vec<(usize, usize)> = Vec::new();
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return out;
    }
    let mut pieces: [usize; BEFORE] = [0; BEFORE];
    let mut left = 0;
    let mut start = None;
    let mut digit = false;
    for (at, c) in text
        .char_indices()
        .chain(std::iter::once((text.len(), ' ')))
    {
        if !c.is_whitespace() {
            start.get_or_insert(at);
            digit |= c.is_ascii_digit();
            continue;
        }
        let Some(begin) = start.take() else { continue };
        if std::mem::take(&mut digit) {
            left = AFTER;
            let from = pieces.first().copied().unwrap_or(begin).min(begin);
            match out.last_mut().filter(|w| w.1 >= from) {
                Some(last) => last.1 = at,
                None => out.push((from, at)),
            }
        } else if left > 0 {
            left -= 1;
            if let Some(last) = out.last_mut() {
                last.1 = at;
            }
        }
        pieces.rotate_left(1);
        if let Some(last) = pieces.last_mut() {
            *last = begin;
        }
    }
    out
}

#[cfg(test)]
#[path = "classes_tests.rs"]
mod tests;
