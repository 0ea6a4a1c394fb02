//! One fact of a unit's target for another: figures, dates, years, letters, symbols, acronyms.

use super::align::Piece;
use super::edit::Edit;
use super::phrase::with_capital;
use crate::language::facts::{
    Fact, FactKind, number_in_words, ordinal, scale_value, write_date, write_number,
};
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
    let counterpart = counterpart(facts, source, place)?;
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

/// The fact of the target that stands for the one at `place` of the source: the n-th of its value,
/// when both sides have it equally often.
pub(super) fn counterpart<'a>(
    facts: &'a [Fact],
    source: &[Piece],
    place: usize,
) -> Option<&'a Fact> {
    let old = source.get(place)?.fact.as_ref()?;
    let same = |f: &Fact| f.kind == old.kind && f.value == old.value;
    nth(
        facts.iter().filter(|f| same(f)).collect(),
        source,
        place,
        same,
    )
}

fn nth<'a>(
    there: Vec<&'a Fact>,
    source: &[Piece],
    place: usize,
    same: impl Fn(&Fact) -> bool,
) -> Option<&'a Fact> {
    let is = |p: &&Piece| p.fact.as_ref().is_some_and(&same);
    let before = source.iter().take(place).filter(is).count();
    let all = source.iter().filter(is).count();
    there.get(before).filter(|_| there.len() == all).copied()
}

/// A place in an order for another: « cinquième » for *fifth*. Those below the third have forms of
/// their own and are left.
pub(super) fn ordinals(
    target: &str,
    from: usize,
    source: &[Piece],
    place: usize,
    new: &Fact,
    to: &Lang,
) -> Option<Edit> {
    let old = source.get(place)?.fact.as_ref()?;
    let both = [old, new].map(|f| {
        let value = f.value.parse::<usize>().ok()?;
        (f.kind == FactKind::MayBeNumber && value > 2).then_some(value)
    });
    let [Some(was), Some(is)] = both else {
        return None;
    };
    let (before, after) = (ordinal(was, to)?, ordinal(is, to)?);
    let same = |p: &&Piece| {
        p.fact
            .as_ref()
            .is_some_and(|f| f.kind == old.kind && f.value == old.value)
    };
    let tail = target.get(from..)?;
    let low = tail.to_lowercase();
    if low.len() != tail.len() {
        return None;
    }
    let there: Vec<usize> = low
        .match_indices(before)
        .filter(|(at, word)| {
            let ends = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
            ends(low.get(..*at).and_then(|h| h.chars().next_back()))
                && ends(low.get(at + word.len()..).and_then(|t| t.chars().next()))
        })
        .map(|(at, _)| at)
        .collect();
    if there.len() != source.iter().filter(same).count() {
        return None;
    }
    let at = from + there.get(source.iter().take(place).filter(same).count())?;
    let capital = target.get(at..)?.starts_with(char::is_uppercase);
    Some(Edit {
        start: at,
        end: at + before.len(),
        new: if capital {
            with_capital(after)
        } else {
            after.to_owned()
        },
        kind: "number",
    })
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
    let before = target.get(..old.start)?;
    let ends = |word: &str| {
        let rest = before.strip_suffix(word)?;
        (!rest.ends_with(char::is_alphanumeric)).then_some(rest.len())
    };
    // « depuis 2021 », « depuis le 3 mai 2021 »: no « en ».
    let since = |tail: &str| {
        ["depuis ", "avant ", "après ", "dès "].iter().any(|word| {
            let low = format!("{word}{tail}");
            ends(&low).is_some() || ends(&with_capital(&low)).is_some()
        })
    };
    if to.primary() == "fr" {
        if is && since("") {
            return Some((old.start, format!("le {written}")));
        }
        if !is && since("le ") {
            return Some((ends("le ")?, written));
        }
    }
    let (leave, put) = match (to.primary(), is) {
        ("fr", true) => (["en ", "En "], ["le ", "Le "]),
        ("fr", false) => (["le ", "Le "], ["en ", "En "]),
        ("en", true) => (["in ", "In "], ["on ", "On "]),
        ("en", false) => (["on ", "On "], ["in ", "In "]),
        _ => return None,
    };
    let (start, put) = leave
        .iter()
        .zip(put)
        .find_map(|(word, put)| Some((ends(word)?, put)))?;
    Some((start, format!("{put}{written}")))
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
        let written = words.unwrap_or_else(|| write_number(&new.value, to));
        return Some(if text.starts_with(char::is_uppercase) {
            with_capital(&written)
        } else {
            written
        });
    }
    let tail = text.trim_start_matches(|c: char| !c.is_alphabetic());
    if tail.chars().count() > 2 {
        return scaled(text, tail, new, to);
    }
    Some(format!("{}{tail}", write_number(&new.value, to)))
}

/// « 14,5 millions »: the figure before a scale word, which takes the plural from two on.
fn scaled(text: &str, word: &str, new: &Fact, to: &Lang) -> Option<String> {
    let scale = scale_value(word, to)? as f64;
    let value = new.value.parse::<f64>().ok()? / scale;
    // Finer than a thousandth of the scale it would be written out.
    if value < 1.0 || (value * 1000.0).fract() != 0.0 || to.primary() != "fr" {
        return None;
    }
    let figure = text.strip_suffix(word)?;
    let space = figure.get(figure.trim_end().len()..)?;
    let stem = word.trim_end_matches('s');
    let ending = if value >= 2.0 { "s" } else { "" };
    Some(format!(
        "{}{space}{stem}{ending}",
        write_number(&value.to_string(), to)
    ))
}
