//! Paragraphs of one note that say the same, or nearly: the same original should have the same
//! translation.

use std::collections::{BTreeMap, HashMap};
use std::sync::{LazyLock, Mutex, PoisonError};

use serde::Serialize;

use super::state::State;
use crate::check::CheckFinding;
use crate::language::Resources;
use crate::model::entry::{Entry, EntryKind};
use crate::model::ids::{EntryId, Lang};
use crate::model::text::fold;
use crate::suggest::{paragraph_key, spoken_by};

/// Share of words, in hundredths, from which two paragraphs say nearly the same.
const NEAR: usize = 80;
/// Share of words from which two translations are taken for the same where agreement is not sure.
const SAME: usize = 90;
/// How many paragraphs are shown beside one.
const SHOWN: usize = 5;

/// How many keys are kept.
const KEPT: usize = 20_000;
/// Version of the language data, language and text, with the key of the text.
type Keys = HashMap<(String, Lang, String), Option<String>>;
static KEYS: LazyLock<Mutex<Keys>> = LazyLock::new(Mutex::default);

/// Paragraphs whose originals say the same, whoever speaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Twins {
    /// The entries, in the order of the note.
    pub entries: Vec<EntryId>,
    /// Their numbers.
    pub paragraphs: Vec<u32>,
    /// Languages in which they do not all say the same.
    pub unequal: Vec<Lang>,
}

/// A paragraph that says the same as another one, or nearly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Alike {
    /// Its entry.
    pub entry: EntryId,
    /// Its number.
    pub paragraph: u32,
    /// Share of the words in common, 0 to 100; 100 is the same.
    pub share: usize,
    /// Its texts by language.
    pub texts: BTreeMap<Lang, String>,
}

/// One country's paragraph with what it says.
struct Said<'a> {
    number: u32,
    entry: &'a Entry,
    key: String,
}

fn said<'a>(now: &'a State, res: &Resources) -> Vec<Said<'a>> {
    now.plan
        .paragraphs()
        .filter(|(_, e)| e.key.kind() == EntryKind::Country)
        .filter_map(|(number, entry)| {
            let text = entry.text(&entry.original)?;
            let key = key_of(res, &text.text, &entry.original)?;
            Some(Said { number, entry, key })
        })
        .collect()
}

/// As [`paragraph_key`]; those made before are kept, since every page of an entry asks for those of the
/// whole note.
fn key_of(res: &Resources, text: &str, lang: &Lang) -> Option<String> {
    let asked = (res.stamp.clone(), lang.clone(), text.to_owned());
    let lock = || KEYS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = lock().get(&asked) {
        return known.clone();
    }
    let key = paragraph_key(res, text, lang);
    let mut keys = lock();
    if keys.len() >= KEPT {
        keys.clear();
    }
    keys.insert(asked, key.clone());
    key
}

/// All paragraphs that have twins, in the order of the note.
pub fn twins(now: &State, res: &Resources) -> Vec<Twins> {
    let said = said(now, res);
    gathered(&said)
        .into_iter()
        .map(|list| Twins {
            entries: list.iter().map(|s| s.entry.id).collect(),
            paragraphs: list.iter().map(|s| s.number).collect(),
            unequal: now
                .settings
                .targets()
                .filter(|lang| odd(&list, lang, res).next().is_some())
                .cloned()
                .collect(),
        })
        .collect()
}

/// Findings on translations that differ from that of an earlier paragraph with the same original.
pub fn unequal_translations(
    now: &State,
    res: &Resources,
) -> BTreeMap<(EntryId, Lang), CheckFinding> {
    let said = said(now, res);
    let mut out = BTreeMap::new();
    for list in gathered(&said) {
        for lang in now.settings.targets() {
            for (first, other) in odd(&list, lang, res) {
                let there = first.entry.text(lang).map(|t| t.text.as_str());
                let finding = CheckFinding::warning(
                    "unequal-translation",
                    "",
                    format!(
                        "the original says what paragraph {} says, and this says something else than its translation: “{}”",
                        first.number,
                        there.unwrap_or_default()
                    ),
                );
                out.insert((other.entry.id, lang.clone()), finding);
            }
        }
    }
    out
}

/// Paragraphs elsewhere in the note that say what an entry says, or nearly, nearest first.
pub fn alike(now: &State, res: &Resources, id: EntryId) -> Vec<Alike> {
    let all = said(now, res);
    let Some(own) = all.iter().find(|s| s.entry.id == id) else {
        return Vec::new();
    };
    // Texts of very different lengths have too few words in common, whatever these are.
    let length = own.key.split(' ').count();
    let near = |s: &&Said<'_>| {
        let other = s.key.split(' ').count();
        200 * length.min(other) / (length + other).max(1) >= NEAR
    };
    let mut out: Vec<Alike> = all
        .iter()
        .filter(|s| s.entry.id != id)
        .filter(near)
        .filter_map(|s| {
            let share = share(&own.key, &s.key);
            let texts = s.entry.texts.iter().filter(|(_, t)| !t.text.is_empty());
            (share >= NEAR).then(|| Alike {
                entry: s.entry.id,
                paragraph: s.number,
                share,
                texts: texts.map(|(l, t)| (l.clone(), t.text.clone())).collect(),
            })
        })
        .collect();
    out.sort_by_key(|a| (std::cmp::Reverse(a.share), a.paragraph));
    out.truncate(SHOWN);
    out
}

/// The paragraphs that say the same, two or more together.
fn gathered<'a, 'b>(said: &'b [Said<'a>]) -> Vec<Vec<&'b Said<'a>>> {
    let mut by_key: BTreeMap<&str, Vec<&Said<'_>>> = BTreeMap::new();
    for one in said {
        by_key.entry(&one.key).or_default().push(one);
    }
    let mut out: Vec<_> = by_key.into_values().filter(|list| list.len() > 1).collect();
    out.sort_by_key(|list| list.first().map(|s| s.number));
    out
}

/// Those of the paragraphs whose translation says something else than that of the first one.
fn odd<'a, 'b: 'a>(
    list: &'a [&'b Said<'b>],
    lang: &'a Lang,
    res: &'a Resources,
) -> impl Iterator<Item = (&'b Said<'b>, &'b Said<'b>)> + 'a {
    let mut with = list
        .iter()
        .copied()
        .filter(|s| s.entry.text(lang).is_some());
    let first = with.next();
    with.filter_map(move |other| {
        let first = first?;
        (!same(first.entry, other.entry, lang, res)).then_some((first, other))
    })
}

/// True when a translation is that of another paragraph put into the mouth of its own countries.
fn same(a: &Entry, b: &Entry, lang: &Lang, res: &Resources) -> bool {
    let (Some(there), Some(here)) = (a.text(lang), b.text(lang)) else {
        return true;
    };
    let source = a.text(&a.original).map(|t| t.text.as_str());
    let Some(expected) = spoken_by(res, &there.text, lang, &b.countries, source) else {
        return fold(&there.text) == fold(&here.text);
    };
    let keys = (
        paragraph_key(res, &expected.text, lang),
        paragraph_key(res, &here.text, lang),
    );
    match keys {
        (Some(x), Some(y)) => x == y || (!expected.marks.is_empty() && share(&x, &y) >= SAME),
        _ => false,
    }
}

/// The share of the words of two texts that they have in common, in hundredths; 100 only for the
/// same texts.
fn share(a: &str, b: &str) -> usize {
    if a == b {
        return 100;
    }
    let count = |text: &str| {
        let mut words: BTreeMap<String, usize> = BTreeMap::new();
        for word in text.split(' ') {
            *words.entry(word.to_owned()).or_default() += 1;
        }
        words
    };
    let (x, y) = (count(a), count(b));
    let common: usize = x
        .iter()
        .map(|(word, n)| (*n).min(y.get(word).copied().unwrap_or(0)))
        .sum();
    let all = x.values().sum::<usize>() + y.values().sum::<usize>();
    (200 * common / all.max(1)).min(99)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_words_in_the_same_order_are_the_same() {
        assert_eq!(share("that it had dogs", "that it had dogs"), 100);
        assert_eq!(share("that it had dogs", "that dogs had it"), 99);
        assert_eq!(share("that it had dogs", "that it had cats"), 75);
    }
}
