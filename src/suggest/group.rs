//! Countries that say the same: how their words are compared, and the sentence that speaks for all.
//!
//! Words are compared by what is said, whoever says it: without the frame (a country, a reporting
//! verb, the date of its reply), with a country's own name masked, and regardless of what only
//! follows the number of the subject. Other countries, figures and dates are part of what is said.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::agree::agree;
use super::edit::{Doubt, Edit, apply};
use super::frame::{Frame, parse};
use super::marks::{Reply, unsupported};
use super::names::{Names, Said, detect};
use super::sentences::says_nothing;
use crate::language::Resources;
use crate::language::facts::{FactKind, facts};
use crate::model::ids::{CountryCode, Lang};
use crate::model::suggestion::{Mark, Repair};

/// A paragraph put into the mouth of several countries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spoken {
    /// The paragraph.
    pub text: String,
    /// What was changed.
    pub repairs: Vec<Repair>,
    /// What still needs a person.
    pub marks: Vec<Mark>,
}

/// Words of one language, from `memory/groups.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Words {
    plain: BTreeMap<String, String>,
    verbs: BTreeMap<String, String>,
    after: Vec<String>,
    opens: Vec<String>,
    doubtful: Vec<String>,
    subject: [String; 2],
    owner: [String; 2],
}

const SHIPPED: &str = include_str!("../../memory/groups.toml");

static WORDS: LazyLock<BTreeMap<String, Words>> =
    LazyLock::new(|| toml::from_str(SHIPPED).unwrap_or_default());

/// A reply of fewer words says too little to be compared.
const FEWEST: usize = 3;
/// Bytes in which the date of the reply may stand before the country.
const LEAD: usize = 80;

/// What a paragraph says, as a text that is equal for two paragraphs that say the same; `None` when
/// it has no reporting frame.
pub fn paragraph_key(res: &Resources, text: &str, lang: &Lang) -> Option<String> {
    let (text, frame) = framed(res, text, lang)?;
    let content = text.get(frame.content..)?;
    let said = normal(res, content, lang, &frame.countries);
    (!said.is_empty()).then(|| format!("{:?} {said}", frame.construction))
}

/// What a reply says, likewise; `None` when it says too little, or only refers to something else.
pub fn reply_key(
    res: &Resources,
    text: &str,
    lang: Option<&Lang>,
    country: CountryCode,
) -> Option<String> {
    let lang = lang.cloned().unwrap_or_else(|| detect(text));
    if text.split_whitespace().count() < FEWEST || says_nothing(text) {
        return None;
    }
    let said = normal(res, text, &lang, &[country]);
    (!said.is_empty()).then(|| format!("{lang} {said}"))
}

/// The words and facts of an English paragraph that a reply does not bear out, with the reason.
pub fn not_in_reply(
    res: &Resources,
    paragraph: &str,
    reply: &str,
    lang: Option<&Lang>,
) -> Vec<(String, String)> {
    let english = Lang::en();
    let lang = lang.cloned().unwrap_or_else(|| detect(reply));
    let Some((text, frame)) = framed(res, paragraph, &english) else {
        return Vec::new();
    };
    let asked = Reply {
        text: reply,
        lang: &lang,
        country: frame.countries.first().copied(),
        year: None,
    };
    unsupported(res, text, frame.content, None, asked)
        .into_iter()
        .map(|d| {
            (
                text.get(d.start..d.end).unwrap_or_default().to_owned(),
                d.why,
            )
        })
        .collect()
}

/// A paragraph of one or more countries as that of `countries`: their list in the order of the
/// language, articles, elision, the verb and what agrees with them. `english` is the same paragraph
/// in English, for what French does not tell. `None` when the paragraph has no reporting frame or a
/// country has no name in the language.
pub fn spoken_by(
    res: &Resources,
    text: &str,
    lang: &Lang,
    countries: &[CountryCode],
    english: Option<&str>,
) -> Option<Spoken> {
    let (text, frame) = framed(res, text, lang)?;
    let (old, new) = (
        res.said(&frame.countries, lang)?,
        res.said(countries, lang)?,
    );
    let mut edits = vec![Edit {
        start: 0,
        end: frame.subject_end,
        new: new.text.clone(),
        kind: "country",
    }];
    let mut doubts = own_names(res, text, &frame, lang, countries);
    if lang.primary() == "fr" {
        edits.extend(auxiliary(text, &frame, &old, &new));
        let (content, several) = english
            .and_then(|e| {
                let (whole, frame) = framed(res, e, &Lang::en())?;
                Some((whole.get(frame.content..)?, frame.countries.len() > 1))
            })
            .unwrap_or_default();
        let (more, open) = agree(text, frame.rest, &old, &new, content, several);
        edits.extend(more);
        doubts.extend(open);
    } else if old.plural != new.plural {
        number(text, &frame, lang, new.plural, &mut edits, &mut doubts);
    }
    let (text, repairs, marks) = apply(text, edits, doubts);
    Some(Spoken {
        text,
        repairs,
        marks,
    })
}

/// The text from its country on, and its frame: the date of a reply may stand before the country.
fn framed<'a>(names: &dyn Names, text: &'a str, lang: &Lang) -> Option<(&'a str, Frame)> {
    let text = text.trim();
    if let Some(frame) = parse(names, text, lang) {
        return Some((text, frame));
    }
    let (lead, rest) = text
        .split_once(", ")
        .filter(|(lead, _)| lead.len() < LEAD)?;
    let dated = facts(lead, lang)
        .iter()
        .any(|f| matches!(f.kind, FactKind::Date | FactKind::Year));
    let frame = parse(names, rest, lang).filter(|_| dated)?;
    Some((rest, frame))
}

fn normal(names: &dyn Names, text: &str, lang: &Lang, own: &[CountryCode]) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut at = 0;
    for named in names.find(text, lang) {
        masked.push_str(text.get(at..named.start).unwrap_or_default());
        if own.contains(&named.code) {
            masked.push_str(" ownname ");
        } else {
            masked.push(' ');
            masked.push_str(&named.code.as_str().to_lowercase());
            masked.push(' ');
        }
        at = named.end;
    }
    masked.push_str(text.get(at..).unwrap_or_default());
    let empty = Words::default();
    let table = WORDS.get(lang.primary()).unwrap_or(&empty);
    let words = masked
        .split(|c: char| !(c.is_alphanumeric() || c == '%' || c == '-'))
        .map(|w| w.trim_matches('-').to_lowercase())
        .filter(|w| !w.is_empty());
    let plain: Vec<String> = words
        .map(|w| table.plain.get(&w).cloned().unwrap_or(w))
        .collect();
    plain.join(" ")
}

/// What is said of one of the countries by name does not hold for the others.
fn own_names(
    names: &dyn Names,
    text: &str,
    frame: &Frame,
    lang: &Lang,
    countries: &[CountryCode],
) -> Vec<Doubt> {
    names
        .find(text, lang)
        .into_iter()
        .filter(|n| n.start >= frame.content)
        .filter(|n| frame.countries.contains(&n.code) || countries.contains(&n.code))
        .map(|n| Doubt {
            start: n.start,
            end: n.end,
            why: "names one of the countries only".into(),
        })
        .collect()
}

/// « a » and « ont » before the participle.
fn auxiliary(text: &str, frame: &Frame, old: &Said, new: &Said) -> Option<Edit> {
    let start = frame.verb_span.0;
    let word = text.get(start..)?.split(' ').next()?;
    let other = match (word, new.plural) {
        ("a", true) => "ont",
        ("ont", false) => "a",
        ("avait", true) => "avaient",
        ("avaient", false) => "avait",
        _ => return None,
    };
    (old.plural != new.plural).then(|| Edit {
        start,
        end: start + word.len(),
        new: other.into(),
        kind: "country",
    })
}

/// What follows the number of the subject in a language whose verbs nearly all stay: the pronoun
/// where it is sure to be the countries', the verb after it, the possessive that stands near it.
fn number(
    text: &str,
    frame: &Frame,
    lang: &Lang,
    plural: bool,
    edits: &mut Vec<Edit>,
    doubts: &mut Vec<Doubt>,
) {
    let empty = Words::default();
    let table = WORDS.get(lang.primary()).unwrap_or(&empty);
    let pick = |pair: &[String; 2], many: bool| pair.get(usize::from(many)).cloned();
    let (Some(was), Some(is)) = (pick(&table.subject, !plural), pick(&table.subject, plural))
    else {
        return;
    };
    let (Some(owned), Some(owns)) = (pick(&table.owner, !plural), pick(&table.owner, plural))
    else {
        return;
    };
    if was.is_empty() {
        return;
    }
    let words = words(text, frame.content);
    let low: Vec<String> = words
        .iter()
        .map(|(s, e)| text.get(*s..*e).unwrap_or_default().to_lowercase())
        .collect();
    let opened = low.first().is_some_and(|w| *w == was);
    // How many words ago the countries were sure to be the subject.
    let mut since = Some(0usize);
    for (i, (start, end)) in words.iter().copied().enumerate() {
        let word = low.get(i).map(String::as_str).unwrap_or_default();
        let before = |n: usize| {
            i.checked_sub(n)
                .and_then(|j| low.get(j))
                .map(String::as_str)
        };
        let edit = |new: String| Edit {
            start,
            end,
            new: cased(text, start, &new),
            kind: "agreement",
        };
        if word == was {
            let two = format!(
                "{} {}",
                before(2).unwrap_or_default(),
                before(1).unwrap_or_default()
            );
            let next = low.get(i + 1).map(String::as_str).unwrap_or_default();
            let sentence = opens_sentence(text, start);
            let sure = i == 0
                || (opened && table.after.contains(&two))
                || (sentence && table.opens.iter().any(|o| o == next))
                || (since.is_some_and(|n| n < 3) && before(1) == Some("that"));
            if sure {
                since = Some(0);
                edits.push(edit(is.clone()));
                let verb = words.get(i + 1).zip(verb_form(table, next, plural));
                if let Some(((start, end), form)) = verb {
                    edits.push(Edit {
                        start: *start,
                        end: *end,
                        new: form,
                        kind: "agreement",
                    });
                }
            } else {
                since = None;
                doubts.push(doubt(start, end, "may stand for the countries"));
            }
            continue;
        }
        if word == owned {
            if since.is_some_and(|n| n < 4) {
                edits.push(edit(owns.clone()));
            } else {
                doubts.push(doubt(start, end, "may be the countries'"));
            }
        } else if table.doubtful.iter().any(|d| d == word) {
            doubts.push(doubt(start, end, "may be about one country only"));
        }
        since = since.map(|n| n + 1);
    }
}

fn verb_form(table: &Words, word: &str, plural: bool) -> Option<String> {
    if plural {
        return table.verbs.get(word).cloned();
    }
    let one = table.verbs.iter().find(|(_, many)| *many == word);
    one.map(|(one, _)| one.clone())
}

fn doubt(start: usize, end: usize, why: &str) -> Doubt {
    Doubt {
        start,
        end,
        why: why.into(),
    }
}

/// True after the end of a sentence.
fn opens_sentence(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default().trim_end();
    before.ends_with(['.', '!', '?', ';'])
}

fn cased(text: &str, at: usize, new: &str) -> String {
    let capital = text
        .get(at..)
        .is_some_and(|t| t.starts_with(char::is_uppercase));
    let mut chars = new.chars();
    match chars.next() {
        Some(first) if capital => first.to_uppercase().chain(chars).collect(),
        _ => new.to_owned(),
    }
}

/// Words from a byte on; an apostrophe is inside them.
fn words(text: &str, from: usize) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut open: Option<usize> = None;
    for (i, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let inside = c.is_alphanumeric() || (open.is_some() && matches!(c, '\'' | '’' | '-'));
        if i >= from && inside {
            open.get_or_insert(i);
        } else if let Some(start) = open.take() {
            out.push((start, i));
        }
    }
    out
}

#[cfg(test)]
#[path = "group_tests.rs"]
mod tests;
