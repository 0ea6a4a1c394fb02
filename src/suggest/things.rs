//! What a text names: terms, countries, places, organisations, references to recommendations. Facts have a room of
//! their own ([`crate::language::facts`]).

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use serde::Deserialize;

use super::frame::reference;
use super::names::Names;
use crate::memory::Lexicon;
use crate::memory::terms::TermBook;
use crate::model::ids::{CountryCode, Lang};
use crate::model::term::{Term, TermStatus};

/// The terms of the memories asked, in their order: of the language of the text, and of that wanted.
#[derive(Debug, Clone, Default)]
pub(super) struct Terms(pub Vec<(Arc<TermBook>, Arc<TermBook>)>);

/// Which words stand for each other, by the statistics of each memory.
#[derive(Debug, Clone, Default)]
pub(super) struct Lexicons(pub Vec<Arc<Lexicon>>);

impl Lexicons {
    /// True when a word of the source and one of the target stand for each other.
    pub fn linked(&self, source: &str, target: &str) -> bool {
        self.0.iter().any(|l| l.linked(source, target))
    }
}

/// What a stretch of text stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Thing {
    /// Concepts by book and place: all that the term may stand for.
    Term {
        concepts: Vec<(usize, usize)>,
        plural: bool,
    },
    Country(CountryCode),
    /// Place in the table of names.
    Place(usize),
    /// An organisation by its short name: place in the table of acronyms.
    Body(usize),
    Reference(Reference),
}

/// « thème 1, recommandations a) et c) ».
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reference {
    pub theme: Option<u32>,
    pub letters: Vec<char>,
}

/// A thing where it stands; bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spot {
    pub start: usize,
    pub end: usize,
    pub thing: Thing,
}

/// Names with their French forms.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    places: Vec<Vec<String>>,
    acronyms: Vec<Vec<String>>,
}

const SHIPPED: &str = include_str!("../../memory/names.toml");

/// Empty only if the data file were broken, which a test excludes.
static TABLE: LazyLock<Table> = LazyLock::new(|| toml::from_str(SHIPPED).unwrap_or_default());

/// Places and organisations by the first word of either form.
static FIRST: LazyLock<BTreeMap<String, Vec<Thing>>> = LazyLock::new(|| {
    let mut out: BTreeMap<String, Vec<Thing>> = BTreeMap::new();
    let places = TABLE.places.iter().enumerate();
    let bodies = TABLE.acronyms.iter().enumerate();
    let rows = places
        .map(|(n, forms)| (forms, Thing::Place(n)))
        .chain(bodies.map(|(n, forms)| (forms, Thing::Body(n))));
    for (forms, thing) in rows {
        for form in forms.iter().take(2) {
            let list = out.entry(first_word(form).to_owned()).or_default();
            if !list.contains(&thing) {
                list.push(thing.clone());
            }
        }
    }
    out
});

fn first_word(text: &str) -> &str {
    text.split(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default()
}

fn form<'a>(forms: &'a [String], lang: &Lang) -> Option<&'a str> {
    let last = if lang.primary() == "en" { 0 } else { 1 };
    forms
        .get(last)
        .or_else(|| forms.first())
        .map(String::as_str)
}

/// A place as a language writes it; the table has English and French.
pub(super) fn place_name(place: usize, lang: &Lang) -> Option<&'static str> {
    if !["en", "fr"].contains(&lang.primary()) {
        return None;
    }
    form(TABLE.places.get(place)?, lang)
}

/// The short name of an organisation as a language writes it, and its gender where it takes an
/// article.
pub(super) fn body_name(row: usize, lang: &Lang) -> Option<(&'static str, Option<bool>)> {
    if !["en", "fr"].contains(&lang.primary()) {
        return None;
    }
    let row = TABLE.acronyms.get(row)?;
    let gender = row.get(2).map(|g| g == "f");
    let names = row.get(..row.len().min(2))?;
    Some((form(names, lang)?, gender))
}

impl Terms {
    /// The terms of a text, in its order, none overlapping; `wanted` takes the books of the
    /// language wanted.
    pub fn find(&self, text: &str, wanted: bool) -> Vec<Spot> {
        let mut out: Vec<Spot> = Vec::new();
        let books = self.0.iter().map(|(a, b)| if wanted { b } else { a });
        for (n, book) in books.enumerate() {
            if book.is_empty() {
                continue;
            }
            let byte = |at: usize| text.char_indices().nth(at).map_or(text.len(), |(i, _)| i);
            for hit in book.find(text) {
                let (start, end) = (byte(hit.start), byte(hit.end));
                if let Some(Spot {
                    thing: Thing::Term { concepts, .. },
                    ..
                }) = out.iter_mut().find(|s| s.start == start && s.end == end)
                {
                    concepts.push((n, hit.place));
                    continue;
                }
                if out.iter().any(|s| s.start < end && start < s.end) {
                    continue;
                }
                let written = text.get(start..end).unwrap_or_default();
                out.push(Spot {
                    start,
                    end,
                    thing: Thing::Term {
                        concepts: vec![(n, hit.place)],
                        plural: is_plural(written, &hit.term.text),
                    },
                });
            }
        }
        out.sort_by_key(|s| s.start);
        out
    }

    /// The one term that the language wanted has for some concepts; `None` when there are several.
    pub fn wanted(&self, concepts: &[(usize, usize)], lang: &Lang) -> Option<&Term> {
        let mut found: Option<&Term> = None;
        for (n, place) in concepts {
            let concept = self.0.get(*n)?.0.concept(*place)?;
            let best = concept
                .terms
                .iter()
                .filter(|t| t.lang.primary() == lang.primary())
                .filter(|t| t.status != TermStatus::Deprecated)
                .min_by_key(|t| t.status)?;
            if found.is_some_and(|f| f.text != best.text) {
                return None;
            }
            found = Some(best);
        }
        found
    }
}

/// True when a term stands in the plural: a word of it has an ending that the termbase's has not.
fn is_plural(written: &str, term: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    words(written)
        .iter()
        .zip(words(term))
        .any(|(a, b)| *a != b && a.ends_with(['s', 'x']) && a.len() >= b.len())
}

/// Gender of a term as its part of speech has it: `noun, feminine`, `n. f.`, `f`.
pub(super) fn gender(term: &Term) -> Option<bool> {
    let part = term.part.as_deref()?.to_lowercase();
    let words: Vec<&str> = part
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect();
    let has = |long: &str, short: &[&str]| {
        words
            .iter()
            .any(|w| w.starts_with(long) || short.contains(w))
    };
    match (
        has("masc", &["m", "nm"]),
        has("f\u{e9}m", &[]) || has("fem", &["f", "nf"]),
    ) {
        (true, false) => Some(false),
        (false, true) => Some(true),
        _ => None,
    }
}

/// Places and organisations named in a text, in its order.
fn named(text: &str, lang: &Lang, out: &mut Vec<Spot>) {
    if !["en", "fr"].contains(&lang.primary()) {
        return;
    }
    let mut free = 0;
    let mut inside = false;
    for (at, c) in text.char_indices() {
        let begins = !inside && c.is_uppercase();
        inside = c.is_alphanumeric();
        if !begins || at < free {
            continue;
        }
        let rest = text.get(at..).unwrap_or_default();
        let Some(rows) = FIRST.get(first_word(rest)) else {
            continue;
        };
        let name = |thing: &Thing| match thing {
            Thing::Place(n) => place_name(*n, lang),
            Thing::Body(n) => body_name(*n, lang).map(|(name, _)| name),
            _ => None,
        };
        let longest = rows
            .iter()
            .filter_map(|thing| Some((thing, name(thing)?)))
            .filter(|(_, name)| {
                rest.starts_with(name)
                    && !rest
                        .get(name.len()..)
                        .unwrap_or_default()
                        .starts_with(|c: char| c.is_alphanumeric() || "-/".contains(c))
            })
            .max_by_key(|(_, name)| name.len());
        if let Some((thing, name)) = longest {
            free = at + name.len();
            out.push(Spot {
                start: at,
                end: free,
                thing: thing.clone(),
            });
        }
    }
}

/// References to recommendations by letter, in the order of the text.
fn references(text: &str, lang: &Lang, out: &mut Vec<Spot>) {
    let Some(words) = reference(lang).filter(|_| text.contains(')')) else {
        return;
    };
    let low = text.to_lowercase();
    // Lower case of another length would shift every place.
    if low.len() != text.len() {
        return;
    }
    for (at, _) in low.match_indices(words.one.as_str()) {
        let noun = low.get(at..).unwrap_or_default();
        let length = if noun.starts_with(words.many.as_str()) {
            words.many.len()
        } else {
            words.one.len()
        };
        let mut end = at + length;
        let mut letters = Vec::new();
        let mut join = " ";
        loop {
            let rest = text.get(end..).unwrap_or_default();
            let Some((letter, length)) = rest
                .strip_prefix(join)
                .or_else(|| rest.strip_prefix('\u{a0}').filter(|_| letters.is_empty()))
                .and_then(|rest| letter(rest, &words.letter))
            else {
                break;
            };
            end += rest.len() - rest.trim_start().len();
            end += if letters.is_empty() {
                0
            } else {
                join.trim_start().len()
            };
            end += length;
            letters.push(letter);
            let rest = text.get(end..).unwrap_or_default();
            join = if rest.starts_with(words.and.as_str()) {
                words.and.as_str()
            } else {
                ", "
            };
        }
        if letters.is_empty() {
            continue;
        }
        let (start, theme) = before(&low, at, &words.theme).unwrap_or((at, None));
        out.push(Spot {
            start,
            end,
            thing: Thing::Reference(Reference { theme, letters }),
        });
    }
}

/// The letter at the head of a text, written `(#)` or `#)`, and its length.
fn letter(rest: &str, form: &str) -> Option<(char, usize)> {
    let (open, close) = form.split_once('#')?;
    let inner = rest.strip_prefix(open)?;
    let letter = inner.chars().next().filter(char::is_ascii_lowercase)?;
    inner.get(1..)?.strip_prefix(close)?;
    Some((letter, open.len() + 1 + close.len()))
}

/// « thème 2, » before a place: where it begins, and its number.
fn before(low: &str, at: usize, theme: &str) -> Option<(usize, Option<u32>)> {
    let head = low.get(..at)?.strip_suffix(", ")?;
    let digits = head.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = head.get(digits.len()..)?.parse().ok()?;
    let word = digits
        .trim_end_matches([' ', '\u{a0}'])
        .strip_suffix(theme)?;
    (!word.ends_with(char::is_alphanumeric)).then_some((word.len(), Some(number)))
}

/// A reference as a language writes it.
pub(super) fn write_reference(said: &Reference, lang: &Lang) -> Option<String> {
    let words = reference(lang)?;
    let noun = if said.letters.len() > 1 {
        &words.many
    } else {
        &words.one
    };
    let letters: Vec<String> = said
        .letters
        .iter()
        .map(|c| words.letter.replace('#', &c.to_string()))
        .collect();
    let (last, first) = letters.split_last()?;
    let list = if first.is_empty() {
        last.clone()
    } else {
        format!("{}{}{last}", first.join(", "), words.and)
    };
    Some(match said.theme {
        Some(n) => format!("{} {n}, {noun} {list}", words.theme),
        None => format!("{noun} {list}"),
    })
}

/// All things of a text from a place on, in order, none overlapping: references first, then terms,
/// countries, places and organisations.
pub(super) fn things(
    names: &dyn Names,
    terms: &Terms,
    text: &str,
    from: usize,
    lang: &Lang,
    wanted: bool,
) -> Vec<Spot> {
    let mut found = Vec::new();
    references(text, lang, &mut found);
    found.extend(terms.find(text, wanted));
    found.extend(names.find(text, lang).into_iter().map(|n| Spot {
        start: n.start,
        end: n.end,
        thing: Thing::Country(n.code),
    }));
    named(text, lang, &mut found);
    let mut out: Vec<Spot> = Vec::new();
    for spot in found {
        let free = spot.start >= from
            && out
                .iter()
                .all(|s| spot.end <= s.start || spot.start >= s.end);
        if free {
            out.push(spot);
        }
    }
    out.sort_by_key(|s| s.start);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::suggest::fake::Fake;

    fn found(text: &str, lang: &str) -> Vec<(String, Thing)> {
        things(
            &Fake,
            &Terms::default(),
            text,
            0,
            &lang.parse().unwrap(),
            false,
        )
        .into_iter()
        .map(|s| (text[s.start..s.end].to_owned(), s.thing))
        .collect()
    }

    #[test]
    fn the_shipped_table_is_read() {
        let table = toml::from_str::<Table>(SHIPPED).unwrap();
        assert!(table.places.iter().all(|p| (1..=2).contains(&p.len())));
        assert!(table.acronyms.iter().all(|p| (2..=3).contains(&p.len())));
    }

    #[test]
    fn references_are_read_and_written() {
        let said = |theme, letters: &[char]| {
            Thing::Reference(Reference {
                theme,
                letters: letters.to_vec(),
            })
        };
        for (text, lang, inner, thing) in [
            (
                "under recommendation (a), on",
                "en",
                "recommendation (a)",
                said(None, &['a']),
            ),
            (
                "under theme 2, recommendations (a), (b) and (d), on",
                "en",
                "theme 2, recommendations (a), (b) and (d)",
                said(Some(2), &['a', 'b', 'd']),
            ),
            (
                "au titre des recommandations a) et c), de",
                "fr",
                "recommandations a) et c)",
                said(None, &['a', 'c']),
            ),
            (
                "au titre du thème 1, recommandation c), des",
                "fr",
                "thème 1, recommandation c)",
                said(Some(1), &['c']),
            ),
        ] {
            assert_eq!(found(text, lang), [(inner.to_owned(), thing.clone())]);
            let Thing::Reference(reference) = thing else {
                unreachable!()
            };
            let written = write_reference(&reference, &lang.parse().unwrap());
            assert_eq!(written.as_deref(), Some(inner));
        }
        assert!(found("The recommendations adopted (a) were", "en").is_empty());
    }

    #[test]
    fn places_are_found_in_either_language() {
        let names = |text: &str, lang: &str| -> Vec<String> {
            found(text, lang).into_iter().map(|(t, _)| t).collect()
        };
        assert_eq!(
            names("from The Hague to Port-au-Prince", "en"),
            ["The Hague", "Port-au-Prince"]
        );
        assert_eq!(
            names("de La Haye au Caire, d’Oslo", "fr"),
            ["La Haye", "Oslo"]
        );
        assert!(names("Romeo in Viennas", "en").is_empty());
    }
}
