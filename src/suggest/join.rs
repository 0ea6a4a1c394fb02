//! Clauses of a report that a unit has in sentences of their own and the text in one sentence, or the
//! other way round: unit and translation are joined as the text is before anything else is compared.
//!
//! The words are data (`memory/joins.toml`). Nothing is done where unit and translation are not joined
//! alike, clause by clause.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use serde::Deserialize;

use super::cut::{alike, bag};
use super::names::Names;
use crate::language::french::elides;
use crate::language::segment::sentences;
use crate::model::ids::{CountryCode, Lang};
use crate::model::suggestion::Repair;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Joins {
    clause: Vec<String>,
    added: [String; 4],
    sets_off: Vec<String>,
}

const SHIPPED: &str = include_str!("../../memory/joins.toml");

/// Empty only if the data file were broken, which a test excludes.
static TABLE: LazyLock<BTreeMap<String, Joins>> =
    LazyLock::new(|| toml::from_str(SHIPPED).unwrap_or_default());

/// How a clause follows the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    /// It is the first.
    Head,
    /// In the same sentence, after "and that".
    Clause,
    /// In a sentence of its own.
    Sentence,
    /// In a sentence of its own that goes on reporting.
    Added,
}

/// A clause with how it follows the one before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    pub joint: Joint,
    /// What joins it, as it stands.
    pub words: String,
    /// The clause, without what joins it and without the full stop; bytes.
    pub span: Range<usize>,
}

/// A unit joined as the text is.
#[derive(Debug)]
pub(super) struct Joined {
    pub source: String,
    pub target: String,
    pub repairs: Vec<Repair>,
}

/// Least share of words in common between a clause of the unit and one of the text.
const ALIKE: f64 = 0.5;

/// The clauses of a report; `None` when a sentence does not end in a full stop or the language has no
/// words for it.
pub(super) fn parts(text: &str, lang: &Lang) -> Option<Vec<Part>> {
    let joins = TABLE.get(lang.primary())?;
    let mut out = Vec::new();
    for (n, span) in sentences(text, lang).into_iter().enumerate() {
        let sentence = text.get(span.clone())?.strip_suffix('.')?;
        let (mut joint, mut words) = match n {
            0 => (Joint::Head, String::new()),
            _ => (Joint::Sentence, String::new()),
        };
        let mut from = 0;
        if n > 0
            && let Some(length) = joins.added.iter().find_map(|a| opens(sentence, a))
        {
            words = sentence.get(..length)?.to_owned();
            (joint, from) = (Joint::Added, length);
        }
        loop {
            let rest = sentence.get(from..)?;
            let next = joins
                .clause
                .iter()
                .flat_map(|c| found(rest, c))
                .min_by_key(|(at, length)| (*at, std::cmp::Reverse(*length)));
            let end = next.map_or(sentence.len(), |(at, _)| from + at);
            out.push(Part {
                joint,
                words,
                span: span.start + from..span.start + end,
            });
            let Some((_, length)) = next else { break };
            words = sentence.get(end..end + length)?.to_owned();
            joint = Joint::Clause;
            from = end + length;
        }
    }
    Some(out)
}

/// Length of an opening in bytes.
fn opens(sentence: &str, opening: &str) -> Option<usize> {
    forms(opening)
        .find(|form| sentence.starts_with(form.as_str()))
        .map(|form| form.len())
}

/// The first place of a conjunction, with its length.
fn found(text: &str, words: &str) -> Option<(usize, usize)> {
    forms(words)
        .filter_map(|form| Some((text.find(form.as_str())?, form.len())))
        .min()
}

/// The words as they stand, elided, and with a comma behind them.
fn forms(words: &str) -> impl Iterator<Item = String> {
    let elided = words.strip_suffix("que ").map(str::to_owned);
    let short = elided
        .into_iter()
        .flat_map(|head| [format!("{head}qu’"), format!("{head}qu'")]);
    let comma = words.strip_suffix(' ').map(|head| format!("{head}, "));
    std::iter::once(words.to_owned()).chain(comma).chain(short)
}

/// The unit joined as the text is, whose clauses are `asked`; `None` when it is so already, or cannot
/// be for certain.
pub(super) fn joined(
    names: &dyn Names,
    (source, target): (&str, &str),
    (text, asked): (&str, &[Part]),
    (from, to): (&Lang, &Lang),
    countries: &[CountryCode],
) -> Option<Joined> {
    if asked.len() < 2 {
        return None;
    }
    let mine = parts(source, from)?;
    if mine.len() < 2 {
        return None;
    }
    let theirs = parts(target, to)?;
    let alike_joined =
        mine.len() == theirs.len() && mine.iter().zip(&theirs).all(|(a, b)| a.joint == b.joint);
    if !alike_joined {
        return None;
    }
    let counterparts = counterparts(source, &mine, text, asked);
    let changes: Vec<Option<&Part>> = (0..mine.len())
        .map(|n| {
            let own = mine.get(n)?;
            let at = (*counterparts.get(n)?)?;
            let before = (*counterparts.get(n.checked_sub(1)?)?)?;
            let wanted = asked.get(at).filter(|_| before + 1 == at)?;
            (wanted.joint != own.joint && wanted.joint != Joint::Head).then_some(wanted)
        })
        .collect();
    if changes.iter().all(Option::is_none) {
        return None;
    }
    let said = names.said(countries, to)?;
    let form = usize::from(said.feminine) + 2 * usize::from(said.plural);
    let joins = TABLE.get(to.primary())?;
    let (mut new_source, mut new_target) = (String::new(), String::new());
    let mut repairs = Vec::new();
    for ((own, other), wanted) in mine.iter().zip(&theirs).zip(&changes) {
        let clause = source.get(own.span.clone())?;
        let translated = target.get(other.span.clone())?;
        let Some(wanted) = wanted else {
            as_it_was(&mut new_source, own, clause);
            as_it_was(&mut new_target, other, translated);
            continue;
        };
        let first = text.get(wanted.span.clone())?.chars().next()?;
        let low = wanted.joint != Joint::Sentence;
        // A name keeps its capital in the middle of a sentence; the text shows whether it is one.
        let keeps = low && first.is_uppercase();
        let lead = match wanted.joint {
            Joint::Clause => wanted.words.clone(),
            _ => format!(". {}", wanted.words),
        };
        new_source.push_str(&lead);
        new_source.push_str(&cased(clause, low, keeps));
        let put = cased(translated, low, keeps);
        let lead = match wanted.joint {
            Joint::Clause => joins.clause.first()?.clone(),
            Joint::Added => format!(". {}", joins.added.get(form)?),
            _ => ". ".to_owned(),
        };
        let put = if low {
            conjoined(&lead, &put, &joins.sets_off)
        } else {
            format!("{lead}{put}")
        };
        let old = match other.joint {
            Joint::Clause => other.words.clone(),
            _ => format!(". {}", other.words),
        };
        repairs.push(Repair {
            kind: "joined".into(),
            from: format!("{old}{}", first_word(translated)).trim().to_owned(),
            to: shown(&put, translated),
        });
        new_target.push_str(&put);
    }
    new_source.push('.');
    new_target.push('.');
    Some(Joined {
        source: new_source,
        target: new_target,
        repairs,
    })
}

fn as_it_was(out: &mut String, part: &Part, clause: &str) {
    match part.joint {
        Joint::Head => {}
        Joint::Clause => out.push_str(&part.words),
        _ => {
            out.push_str(". ");
            out.push_str(&part.words);
        }
    }
    out.push_str(clause);
}

/// A clause behind its conjunction: elided before a vowel, and with a comma before an opening that
/// stands between commas.
pub(super) fn conjoined(lead: &str, clause: &str, sets_off: &[String]) -> String {
    let first = first_word(clause).to_lowercase();
    let opening = clause.split_once(',').is_some_and(|(head, _)| {
        sets_off.contains(&first) && head.split_whitespace().count() <= LONGEST_OPENING
    });
    match lead.strip_suffix("que ") {
        Some(head) if opening => format!("{head}que, {clause}"),
        Some(head) if elides(&first) => format!("{head}qu’{clause}"),
        _ => format!("{lead}{clause}"),
    }
}

/// The words that open a further reporting clause in a language, in one sentence with the one before.
pub(super) fn clause_words(lang: &Lang) -> Option<(&'static str, &'static [String])> {
    let joins = TABLE.get(lang.primary())?;
    Some((joins.clause.first()?, &joins.sets_off))
}

/// The opening of a further sentence that goes on reporting.
pub(super) fn added_words(lang: &Lang, feminine: bool, plural: bool) -> Option<&'static str> {
    let joins = TABLE.get(lang.primary())?;
    let form = usize::from(feminine) + 2 * usize::from(plural);
    joins.added.get(form).map(String::as_str)
}

/// Words of the longest opening that is set off by commas.
const LONGEST_OPENING: usize = 8;

fn first_word(text: &str) -> &str {
    let end = text.find([' ', '\u{a0}', '\'', '’', ',']);
    text.get(..end.unwrap_or(text.len())).unwrap_or_default()
}

/// The joint with the first word behind it.
fn shown(put: &str, clause: &str) -> String {
    let length = clause.len() - first_word(clause).len();
    put.get(..put.len().saturating_sub(length))
        .unwrap_or(put)
        .trim()
        .to_owned()
}

/// A clause at the head of a sentence, or (`low`) in the middle of one.
pub(super) fn cased(clause: &str, low: bool, keeps: bool) -> String {
    let mut chars = clause.chars();
    let Some(first) = chars.next() else {
        return String::new();
    };
    let rest = chars.as_str();
    if !low {
        return first.to_uppercase().chain(rest.chars()).collect();
    }
    let spelt = first_word(clause)
        .chars()
        .filter(|c| c.is_uppercase())
        .count()
        > 1;
    if keeps || spelt {
        return clause.to_owned();
    }
    first.to_lowercase().chain(rest.chars()).collect()
}

/// For each clause of the unit the clause of the text that says the same, in order.
fn counterparts(source: &str, mine: &[Part], text: &str, asked: &[Part]) -> Vec<Option<usize>> {
    let bag = |whole: &str, part: &Part| bag(whole.get(part.span.clone()).unwrap_or_default());
    let theirs: Vec<_> = asked.iter().map(|p| bag(text, p)).collect();
    let mut from = 0;
    mine.iter()
        .map(|part| {
            let words = bag(source, part);
            let (best, at) = theirs
                .iter()
                .enumerate()
                .skip(from)
                .map(|(n, other)| (alike(&words, other), n))
                .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))?;
            (best >= ALIKE).then(|| {
                from = at + 1;
                at
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::suggest::fake::Fake;

    const TWO: (&str, &str) = (
        "Bulgaria reported that a contact point had been designated. In 2022, it had received 930 reports.",
        "La Bulgarie a indiqué qu’un point de contact avait été désigné. En 2022, il avait reçu 930 signalements.",
    );
    const ONE: (&str, &str) = (
        "Bulgaria reported that a contact point had been designated and that, in 2022, it had received 930 reports.",
        "La Bulgarie a indiqué qu’un point de contact avait été désigné et que, en 2022, il avait reçu 930 signalements.",
    );
    const ADDED: (&str, &str) = (
        "Bulgaria reported that a contact point had been designated. It added that the reports were read daily.",
        "La Bulgarie a indiqué qu’un point de contact avait été désigné. Elle a ajouté que les signalements étaient lus chaque jour.",
    );

    fn target(unit: (&str, &str), text: &str) -> Option<String> {
        let code: CountryCode = "BGR".parse().unwrap();
        let langs = (&Lang::en(), &Lang::fr());
        let asked = parts(text, &Lang::en()).unwrap();
        joined(&Fake, unit, (text, &asked), langs, &[code]).map(|j| j.target)
    }

    #[test]
    fn two_sentences_become_one_and_back() {
        let text = "Bulgaria reported that a contact point had been designated and that in 2025, it had received 12 reports.";
        assert_eq!(target(TWO, text).unwrap(), ONE.1);
        let text = "Bulgaria reported that a contact point had been designated. In 2025, it had received 12 reports.";
        assert_eq!(target(ONE, text).unwrap(), TWO.1);
        assert_eq!(target(TWO, text), None);
    }

    #[test]
    fn a_sentence_that_goes_on_reporting_agrees_with_the_country() {
        let text = "Bulgaria reported that a contact point had been designated. It added that in 2025, it had received 12 reports.";
        assert_eq!(
            target(TWO, text).unwrap(),
            "La Bulgarie a indiqué qu’un point de contact avait été désigné. Elle a ajouté que, en 2022, il avait reçu 930 signalements."
        );
        let text = "Bulgaria reported that a contact point had been designated and that the reports were read daily.";
        assert_eq!(
            target(ADDED, text).unwrap(),
            "La Bulgarie a indiqué qu’un point de contact avait été désigné et que les signalements étaient lus chaque jour."
        );
    }

    #[test]
    fn nothing_is_joined_where_the_clauses_are_others() {
        let text = "Bulgaria reported that a contact point had been designated and that dogs were deployed.";
        assert_eq!(target(TWO, text), None);
        let other = (
            TWO.0,
            "La Bulgarie a désigné un point de contact et reçu 930 signalements.",
        );
        let text = "Bulgaria reported that a contact point had been designated and that in 2025, it had received 12 reports.";
        assert_eq!(target(other, text), None);
    }

    #[test]
    fn elision_and_names() {
        assert_eq!(conjoined(" et que ", "il avait", &[]), " et qu’il avait");
        assert_eq!(cased("INTERPOL avait", true, false), "INTERPOL avait");
        assert_eq!(cased("Europol avait", true, true), "Europol avait");
        assert_eq!(cased("Six chiens", true, false), "six chiens");
    }

    #[test]
    fn the_shipped_words_can_be_read() {
        let table: BTreeMap<String, Joins> = toml::from_str(SHIPPED).unwrap();
        assert!(table.contains_key("en") && table.contains_key("fr"));
    }
}
