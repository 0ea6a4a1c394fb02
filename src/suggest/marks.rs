//! What a draft says and the reply does not: last cycle's facts must not become this cycle's.

use std::collections::BTreeSet;

use super::drafting::TABLES;
use super::frame::parse;
use super::names::Names;
use crate::language::facts::{Fact, FactKind, facts};
use crate::model::ids::{CountryCode, Lang};
use unicode_normalization::UnicodeNormalization;

/// A stretch of a draft that the reply does not bear out; bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lack {
    pub start: usize,
    pub end: usize,
    pub why: String,
    /// True for a figure, date, name or negation, which no draft may add.
    pub hard: bool,
}

/// What a draft is held against.
#[derive(Clone, Copy)]
pub(super) struct Reply<'a> {
    pub text: &'a str,
    pub lang: &'a Lang,
    /// Whose it is.
    pub country: Option<CountryCode>,
    /// The year of submission, when the reply says "last year" and the like.
    pub year: Option<i16>,
}

/// Why a year that the reply gives only against its date is marked.
pub(super) const RECKONED: &str = "year reckoned from the date of submission";

/// Letters of a word that are compared: its other forms mostly begin alike.
const LETTERS: usize = 5;

/// The stretches of an English draft, from `from` on, that the reply does not bear out, in order.
/// `own` is the unit's text in the language of the reply, when that is another.
pub(super) fn unsupported(
    names: &dyn Names,
    draft: &str,
    from: usize,
    own: Option<&str>,
    asked: Reply<'_>,
) -> Vec<Lack> {
    let english = Lang::en();
    let Reply {
        text: reply, lang, ..
    } = asked;
    let known = facts(reply, lang);
    let mut out = Vec::new();
    let told: Vec<Fact> = facts(draft, &english)
        .into_iter()
        .filter(|f| f.start >= from)
        .collect();
    for fact in &told {
        if reckoned(fact, asked) {
            out.push(Lack {
                start: fact.start,
                end: fact.end,
                why: RECKONED.into(),
                hard: false,
            });
        } else if let Some(what) = missing(fact, &known, reply, lang) {
            out.push(Lack {
                start: fact.start,
                end: fact.end,
                why: format!("{what} is not in the reply"),
                hard: true,
            });
        }
    }
    let said = words_of(reply);
    let starts: BTreeSet<String> = said.iter().map(|w| start_of(w)).collect();
    let lists = &TABLES.lists;
    // So many negations the reply has, and no more may the draft.
    let mut negations = said
        .iter()
        .filter(|w| {
            lists.negation.contains(*w) && !lists.wanting.contains(*w)
                || lists.negation_elsewhere.contains(*w)
                || *w == "t"
        })
        .count();
    let turned = negations > 0;
    let same = lang.primary() == "en";
    let names_said = own.is_some_and(|own| names_in(names, own, reply, lang));
    let mut countries: Vec<CountryCode> = names.find(reply, lang).iter().map(|n| n.code).collect();
    countries.extend(asked.country);
    let spelled = spelled_out(draft, reply);
    let borne: Vec<(usize, usize)> = names
        .find(draft, &english)
        .into_iter()
        .filter(|n| countries.contains(&n.code))
        .map(|n| (n.start, n.end))
        .chain(spelled)
        .collect();
    let taken: Vec<(usize, usize)> = out.iter().map(|d| (d.start, d.end)).collect();
    let all: Vec<(usize, usize, bool)> = words(draft).into_iter().filter(|w| w.0 >= from).collect();
    for (at, (start, end, first)) in all.iter().copied().enumerate() {
        let Some(word) = draft.get(start..end) else {
            continue;
        };
        let low = word.to_lowercase();
        if taken.iter().any(|(s, e)| start < *e && end > *s) {
            continue;
        }
        let fact = told.iter().any(|f| start < f.end && end > f.start);
        let named = !first && word.starts_with(char::is_uppercase);
        if named && borne.iter().any(|(s, e)| start < *e && end > *s) {
            continue;
        }
        let wanting = lists.wanting.contains(&low);
        let (why, hard) = if wanting && (turned || said.iter().any(|w| lists.wanting.contains(w))) {
            continue;
        } else if wanting {
            ("a negation that is not in the reply", true)
        } else if lists.negation.contains(&low) {
            if negations > 0 {
                negations -= 1;
                continue;
            }
            ("a negation that is not in the reply", true)
        } else if !same {
            // Months and acronyms were compared as facts.
            if !named || fact || names_said || said.iter().any(|w| alike(w, &low)) {
                continue;
            }
            office(&low, same_run(draft, &all, at, &said))
        } else if lists.modality.contains(&low) {
            if said.iter().any(|w| lists.modality.contains(w)) {
                continue;
            }
            ("a plan or possibility that is not in the reply", false)
        } else if lists.quantity.contains(&low) {
            if said.contains(&low) {
                continue;
            }
            ("a quantity that is not in the reply", false)
        } else if named && !fact {
            if said.iter().any(|w| same_name(w, &low)) {
                continue;
            }
            office(&low, same_run(draft, &all, at, &said))
        } else if low.chars().count() < LETTERS
            || fact
            || lists.function.contains(&low)
            || starts.contains(&start_of(&low))
        {
            continue;
        } else {
            ("not in these words in the reply", false)
        };
        out.push(Lack {
            start,
            end,
            why: why.into(),
            hard,
        });
    }
    out.sort_by_key(|l| (l.start, l.end));
    out
}

fn start_of(word: &str) -> String {
    word.chars().take(LETTERS).collect()
}

/// True when another word of the same name is in the reply.
fn same_run(draft: &str, all: &[(usize, usize, bool)], at: usize, said: &[String]) -> bool {
    let word = |w: &(usize, usize, bool)| draft.get(w.0..w.1).unwrap_or_default();
    let belongs = |w: &&(usize, usize, bool)| {
        word(w).starts_with(char::is_uppercase) || ["of", "the", "for", "and"].contains(&word(w))
    };
    let (before, after) = all.split_at(at.min(all.len()));
    let before = before.iter().rev().take_while(belongs);
    let after = after.iter().skip(1).take_while(belongs);
    before
        .chain(after)
        .map(word)
        .filter(|w| w.starts_with(char::is_uppercase))
        .any(|w| said.iter().any(|s| same_name(s, &w.to_lowercase())))
}

/// A word of a name: a kind of office may be named otherwise in the reply that has another word of
/// the name; anything else is a name that no draft may add.
fn office(low: &str, known: bool) -> (&'static str, bool) {
    if known && TABLES.lists.offices.contains(low) {
        ("an office that is not named so in the reply", false)
    } else {
        ("a name that is not in the reply", true)
    }
}

fn same_name(a: &str, b: &str) -> bool {
    a == b || a.strip_suffix('s') == Some(b) || b.strip_suffix('s') == Some(a)
}

/// "last year" of a reply whose date is known.
fn reckoned(fact: &Fact, asked: Reply<'_>) -> bool {
    let low = asked.text.to_lowercase();
    let years = TABLES
        .years
        .iter()
        .filter(|(phrase, _)| low.contains(*phrase));
    fact.kind == FactKind::Year
        && years
            .filter_map(|(_, add)| asked.year?.checked_add(*add))
            .any(|year| year.to_string() == fact.value)
}

/// Names in a draft whose initials the reply has as an acronym: *European Union* for *EU*.
fn spelled_out(draft: &str, reply: &str) -> Vec<(usize, usize)> {
    let acronyms: BTreeSet<String> = reply
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| w.chars().count() > 1 && w.chars().all(char::is_uppercase))
        .map(str::to_owned)
        .collect();
    let all = words(draft);
    let mut out = Vec::new();
    for first in 0..all.len() {
        let mut initials = String::new();
        for (start, end, opens) in all.iter().skip(first).take(10) {
            let word = draft.get(*start..*end).unwrap_or_default();
            let small = ["of", "the", "for", "and", "on", "in", "to", "against"].contains(&word);
            if *opens && !initials.is_empty() || !small && !word.starts_with(char::is_uppercase) {
                break;
            }
            if !small {
                initials.extend(word.chars().next());
            }
            if initials.chars().count() > 1 && acronyms.contains(&initials) {
                let from = all.get(first).map_or(*start, |w| w.0);
                out.push((from, *end));
            }
        }
    }
    out
}

/// True when every name of the unit's own text is in the reply: then the English ones are too.
fn names_in(names: &dyn Names, own: &str, reply: &str, lang: &Lang) -> bool {
    let from = parse(names, own, lang).map_or(0, |f| f.content);
    let said: BTreeSet<String> = words_of(reply).iter().map(|w| plain(w)).collect();
    words(own)
        .into_iter()
        .filter(|(start, _, first)| !first && *start >= from)
        .filter_map(|(start, end, _)| own.get(start..end))
        .filter(|w| w.starts_with(char::is_uppercase))
        .all(|w| said.contains(&plain(&w.to_lowercase())))
}

/// A word without its accents.
fn plain(word: &str) -> String {
    word.nfd().filter(|c| c.is_alphanumeric()).collect()
}

/// True for words that may be one name in two languages: accents apart, their first four letters
/// agree (*Lisbon*, « Lisbonne »). Names in another script never do.
fn alike(a: &str, b: &str) -> bool {
    let start = |word: &str| -> String { plain(word).chars().take(4).collect() };
    start(a) == start(b)
}

/// What is missing in the reply, in words; `None` when the fact is there.
fn missing(fact: &Fact, known: &[Fact], reply: &str, lang: &Lang) -> Option<&'static str> {
    let has = |value: &str| known.iter().any(|k| k.value == value);
    let what = match fact.kind {
        FactKind::MayBeNumber | FactKind::Letter => return None,
        FactKind::Number => "a figure that",
        FactKind::Date => "a date that",
        FactKind::Year => "a year that",
        FactKind::Symbol => "a reference that",
        FactKind::Acronym if lang.primary() != "en" => return None,
        FactKind::Acronym => "a name that",
    };
    let in_a_date = fact.kind == FactKind::Year
        && known
            .iter()
            .any(|k| k.kind == FactKind::Date && k.value.starts_with(&fact.value));
    let there = has(&fact.value)
        || in_a_date
        || (fact.kind == FactKind::Acronym
            && reply.to_lowercase().contains(&fact.value.to_lowercase()));
    (!there).then(|| what.strip_suffix(" that").unwrap_or(what))
}

/// Words with their place and whether they open a sentence.
fn words(text: &str) -> Vec<(usize, usize, bool)> {
    let mut out = Vec::new();
    let mut start = None;
    let mut opens = true;
    for (i, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if c.is_alphanumeric() {
            start.get_or_insert(i);
        } else {
            if let Some(s) = start.take() {
                out.push((s, i, opens));
                opens = false;
            }
            opens |= matches!(c, '.' | '!' | '?');
        }
    }
    out
}

fn words_of(text: &str) -> Vec<String> {
    words(text)
        .into_iter()
        .filter_map(|(s, e, _)| text.get(s..e))
        .map(str::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::suggest::fake::Fake;

    fn why(draft: &str, reply: &str, lang: &str) -> Vec<String> {
        let lang: Lang = lang.parse().unwrap();
        let reply = Reply {
            text: reply,
            lang: &lang,
            country: None,
            year: None,
        };
        unsupported(&Fake, draft, 0, None, reply)
            .into_iter()
            .filter(|d| d.hard || d.why.contains("quantity"))
            .map(|d| draft[d.start..d.end].to_owned())
            .collect()
    }

    #[test]
    fn facts_of_the_last_cycle_are_found() {
        let draft = "It had not trained all 40 officers with Interpol and OLAF in May 2019.";
        assert_eq!(
            why(draft, "Officers were trained in 2021", "en"),
            ["not", "all", "40", "Interpol", "OLAF", "May 2019"]
        );
        assert_eq!(
            why(
                draft,
                "Not all of the 40 officers (OLAF, Interpol), 05.05.2019, May 2019",
                "en"
            ),
            Vec::<String>::new()
        );
    }

    #[test]
    fn figures_are_compared_across_languages() {
        assert_eq!(
            why(
                "It had trained 40 officers in May 2019.",
                "En mai 2019, quarante agents ont été formés",
                "fr"
            ),
            Vec::<String>::new()
        );
        assert_eq!(why("It had not acted.", "L'État a agi", "fr"), ["not"]);
    }

    #[test]
    fn a_lack_is_no_negation_of_something_else() {
        let draft = "It had not acted.";
        assert_eq!(
            why(draft, "For lack of funds the State acted", "en"),
            ["not"]
        );
        assert_eq!(
            why(
                "There was a lack of funds.",
                "There is no money: funds",
                "en"
            ),
            [""; 0]
        );
    }

    #[test]
    fn names_are_compared_across_languages() {
        assert_eq!(
            why(
                "It had bought scanners for Lisbon and Tirana.",
                "Des scanners pour Lisbonne",
                "fr"
            ),
            ["Tirana"]
        );
        assert_eq!(
            why(
                "It had bought scanners for Minsk.",
                "Сканеры для Минска",
                "ru"
            ),
            ["Minsk"]
        );
    }
}
