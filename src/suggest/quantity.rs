//! A figure that becomes one, or more than one: the noun behind it and what agrees with it follow.

use super::agree::{Word, words};
use super::align::Piece;
use super::article::elide_before;
use super::edit::{Doubt, Edit};
use super::phrase::{follow, subject_at};
use crate::language::facts::{Fact, FactKind, number_in_words, write_number};
use crate::language::french::{Form, is_finite, is_small, plural, singular};
use crate::model::ids::Lang;

/// True for a figure that takes a noun in the singular.
pub(super) fn is_one(fact: &Fact) -> bool {
    matches!(fact.kind, FactKind::Number | FactKind::MayBeNumber) && fact.value == "1"
}

/// The changes when the figure at `place` of the source crosses from one to several or back.
/// `counterpart` is the figure in the target, where it is written as one. French only.
pub(super) fn crossing(
    target: &str,
    source: &[Piece],
    place: usize,
    new: &Fact,
    counterpart: Option<&Fact>,
    to: &Lang,
) -> Option<(Vec<Edit>, Vec<Doubt>)> {
    if to.primary() != "fr" {
        return None;
    }
    let old = source.get(place)?.fact.as_ref()?;
    let all = words(target, 0);
    if is_one(old) && !is_one(new) {
        to_many(target, &all, source, place, new, to)
    } else if is_one(new) && !is_one(old) {
        to_one(target, &all, counterpart?)
    } else {
        None
    }
}

/// The noun behind a figure with its adjectives: places of its words.
fn group(target: &str, all: &[Word<'_>], from: usize) -> Option<(usize, usize)> {
    let mut to = from;
    let mut last = all.get(from.checked_sub(1)?)?.end;
    while let Some(word) = all.get(to) {
        let gap = target.get(last..word.start)?;
        if gap.trim() != "" || is_small(word.text) || is_finite(word.text) {
            break;
        }
        last = word.end;
        to += 1;
    }
    (to > from).then_some((from, to))
}

fn to_many(
    target: &str,
    all: &[Word<'_>],
    source: &[Piece],
    place: usize,
    new: &Fact,
    to: &Lang,
) -> Option<(Vec<Edit>, Vec<Doubt>)> {
    // *one*, *a* and *an* of the source are the « un » and « une » of the target, in order.
    let article =
        |p: &Piece| ["a", "an"].contains(&p.form.as_str()) || p.fact.as_ref().is_some_and(is_one);
    let nth = source.iter().take(place).filter(|p| article(p)).count();
    let there: Vec<usize> = (0..all.len())
        .filter(|i| {
            let elided = i
                .checked_sub(1)
                .and_then(|b| all.get(b))
                .is_some_and(|w| ["l'", "l’"].contains(&w.text));
            all.get(*i).is_some_and(|w| ["un", "une"].contains(&w.text)) && !elided
        })
        .collect();
    if there.len() != source.iter().filter(|p| article(p)).count() {
        return None;
    }
    let at = *there.get(nth)?;
    let one = all.get(at)?;
    let (from, end) = group(target, all, at + 1)?;
    let noun = target.get(all.get(from)?.start..all.get(end - 1)?.end)?;
    let figure = if new.in_words {
        number_in_words(&new.value, to).unwrap_or_else(|| write_number(&new.value, to))
    } else {
        write_number(&new.value, to)
    };
    let feminine = one.text == "une";
    let forms = [false, true].map(|plural| Form { feminine, plural });
    let edit = Edit {
        start: one.start,
        end: all.get(end - 1)?.end,
        new: format!("{figure} {}", plural(noun).0),
        kind: "number",
    };
    Some(finished(target, all, edit, forms))
}

fn to_one(target: &str, all: &[Word<'_>], figure: &Fact) -> Option<(Vec<Edit>, Vec<Doubt>)> {
    let at = all.iter().position(|w| w.start >= figure.end)?;
    let (from, end) = group(target, all, at)?;
    let noun = target.get(all.get(from)?.start..all.get(end - 1)?.end)?;
    let feminine = gender(all, end)?;
    let forms = [true, false].map(|plural| Form { feminine, plural });
    let edit = Edit {
        start: figure.start,
        end: all.get(end - 1)?.end,
        new: format!(
            "{} {}",
            if feminine { "une" } else { "un" },
            singular(noun)?
        ),
        kind: "number",
    };
    Some(finished(target, all, edit, forms))
}

/// The gender that the participle of the verb behind a noun in the plural shows.
fn gender(all: &[Word<'_>], from: usize) -> Option<bool> {
    let verb = (from..all.len()).find(|i| all.get(*i).is_some_and(|w| is_finite(w.text)))?;
    let been = all.get(verb + 1).is_some_and(|w| w.text == "été");
    let be = ["étaient", "sont", "seraient", "seront"].contains(&all.get(verb)?.text);
    let participle = all
        .get(verb + if been { 2 } else { 1 })
        .filter(|_| been || be)?;
    if participle.text.ends_with("ées") {
        Some(true)
    } else if participle.text.ends_with("és") {
        Some(false)
    } else {
        None
    }
}

fn finished(
    target: &str,
    all: &[Word<'_>],
    mut edit: Edit,
    [old, new]: [Form; 2],
) -> (Vec<Edit>, Vec<Doubt>) {
    let (start, end) = (edit.start, edit.end);
    elide_before(target, &mut edit);
    let (mut edits, mut doubts) = (vec![edit], Vec::new());
    let subject = subject_at(target, all, start);
    follow(
        target,
        all,
        end,
        Some((old, new)),
        subject,
        &mut edits,
        &mut doubts,
    );
    (edits, doubts)
}
