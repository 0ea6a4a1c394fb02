//! One English sentence of a reply as the clause after "reported that".
//!
//! Every step is a table of `memory/drafting.toml` or a condition stated in `docs/drafting.md`;
//! where a step is not safe the word stays as it is.

use super::drafting::{TABLES, Tables};
use super::tense::shift;
use super::trim::{Cut, trim};
use super::verbs::forms;
use super::wording::{Word, absolute_years, figures, open, percent, phrases};
use crate::language::facts::{FactKind, facts};
use crate::model::ids::Lang;

/// The clause, without capital and full stop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Clause {
    /// The words.
    pub text: String,
    /// True when a finite verb was recognised; else tense and construction need a person.
    pub verb: bool,
    /// Years that the date of submission gave for "last year" and the like.
    pub years: Vec<String>,
}

/// Who speaks.
#[derive(Debug, Clone, Default)]
pub(super) struct Speaker<'a> {
    /// Names of the country as they may stand in its own reply.
    pub names: &'a [String],
    /// True for several countries, or one whose name is a plural.
    pub plural: bool,
    /// Year of submission.
    pub year: Option<i16>,
    /// Adjectives of the country.
    pub demonyms: &'a [String],
    /// The reply and the recommendation: what they write small is no name.
    pub known: &'a str,
}

/// The clause of a sentence.
pub(super) fn clause(sentence: &str, speaker: &Speaker<'_>, cut: Cut) -> Clause {
    let tables: &Tables = &TABLES;
    let text = sentence
        .trim()
        .trim_end_matches(['.', ';', '!', ' '])
        .to_owned();
    let text = percent(&text);
    let mut words: Vec<Word> = text.split_whitespace().map(Word::read).collect();
    open(&mut words, tables);
    own_name(&mut words, speaker);
    trim(&mut words, speaker, cut);
    own_name(&mut words, speaker);
    figures(&mut words, tables);
    let mut years = Vec::new();
    absolute_years(&mut words, tables, speaker.year, &mut years);
    phrases(&mut words, tables, speaker.plural);
    let verb = shift(&mut words, speaker);
    for (at, word) in words.iter_mut().enumerate() {
        let low = word.low();
        // A name is spelled as it is.
        let named = at > 0 && word.core.starts_with(char::is_uppercase);
        if let Some((one, many)) = tables.person.get(&low)
            && !(low == "us" && word.core == "US")
            && !(low == "i" && word.core != "I")
            && !(low == "mine" && word.core != "mine")
        {
            word.core = if speaker.plural {
                many.clone()
            } else {
                one.clone()
            };
        } else if let Some(spelling) = tables.spelling.get(&low).filter(|_| !named) {
            word.core = with_case_of(&word.core, spelling);
        }
    }
    let next_small = words
        .get(1)
        .is_some_and(|w| w.core.starts_with(char::is_lowercase));
    if let Some(first) = words.first_mut()
        && (tables.lists.small.contains(&first.low())
            || is_figure(&first.core)
            || written_small(&first.core, speaker.known)
            || (next_small && common(&first.core, tables)))
    {
        first.core = first.core.to_lowercase();
    }
    Clause {
        text: words
            .iter()
            .map(Word::written)
            .collect::<Vec<_>>()
            .join(" "),
        verb,
        years,
    }
}

/// A figure in words, such as *Eleven*.
pub(super) fn is_figure(word: &str) -> bool {
    facts(&word.to_lowercase(), &Lang::en())
        .first()
        .is_some_and(|f| f.in_words && f.kind != FactKind::Date)
}

/// True when the word stands somewhere without its capital.
fn written_small(word: &str, known: &str) -> bool {
    let low = word.to_lowercase();
    low != word
        && known
            .split(|c: char| !c.is_alphanumeric())
            .any(|w| w == low)
}

/// A common noun by its ending, with a capital only because it opens the sentence.
fn common(word: &str, tables: &Tables) -> bool {
    let low = word.to_lowercase();
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    let ending = |e: &String| low.ends_with(e.as_str());
    let known = forms(&low);
    let plural = low.len() > 4 && low.ends_with('s') && !low.ends_with("ss");
    let verb = known.noun || known.participle || low.ends_with("ing") || plural;
    capitals == 1
        && (verb || tables.lists.small_endings.iter().any(ending))
        && !tables.lists.of_state.contains(&low)
}

/// The country's own name as a subject becomes a pronoun; "In Bulgaria, the unit": the lead-in says
/// where.
fn own_name(words: &mut Vec<Word>, speaker: &Speaker<'_>) {
    let mut names: Vec<Vec<&str>> = speaker
        .names
        .iter()
        .filter(|n| !n.is_empty())
        .map(|n| n.split(' ').collect())
        .collect();
    names.sort_by_key(|n| std::cmp::Reverse(n.len()));
    let pronoun = if speaker.plural { "they" } else { "it" };
    let mut at = 0;
    while at < words.len() {
        let low = words.get(at).map(Word::low).unwrap_or_default();
        let parted = at
            .checked_sub(1)
            .and_then(|i| words.get(i))
            .is_none_or(Word::closes);
        let before = at
            .checked_sub(1)
            .and_then(|i| words.get(i))
            .map(Word::low)
            .unwrap_or_default();
        let lists = &TABLES.lists;
        let opens = parted
            || lists.relative.contains(&before)
            || lists.subordinate.contains(&before)
            || before == "and";
        let placed = at == 0 && low == "in";
        let from = at + usize::from(placed);
        let article = words.get(from).is_some_and(|w| w.low() == "the");
        let start = from + usize::from(article);
        let stands = |name: &&Vec<&str>| {
            let here = words.get(start..start + name.len()).unwrap_or_default();
            here.len() == name.len() && here.iter().zip(name.iter()).all(|(w, n)| w.core == *n)
        };
        let Some(end) = names.iter().find(stands).map(|n| start + n.len()) else {
            at += 1;
            continue;
        };
        let closed = words.get(end - 1).is_some_and(Word::closes);
        if placed && end < words.len() {
            words.drain(..end);
            continue;
        }
        // "Bulgaria and Romania have signed" has it too.
        let joined = at == 0
            && words.get(end).is_some_and(|w| w.low() == "and")
            && words
                .get(end + 1)
                .is_some_and(|w| w.core.starts_with(char::is_uppercase));
        if opens
            && !closed
            && !placed
            && (joined || words.get(end).is_some_and(|w| finite(&w.low())))
        {
            words.splice(at..end, [Word::read(pronoun)]);
        }
        at += 1;
    }
}

/// True for a word that may be the finite verb after a name.
fn finite(low: &str) -> bool {
    let known = forms(low);
    TABLES.tense.contains_key(low)
        || TABLES.lists.auxiliaries.contains(low)
        || known.third.is_some()
        || known.past.is_some()
        || known.base.is_some() && !known.noun
        || TABLES.lists.adverbs.contains(low)
}

pub(super) fn with_case_of(old: &str, new: &str) -> String {
    let mut chars = new.chars();
    match (old.chars().next(), chars.next()) {
        (Some(o), Some(n)) if o.is_uppercase() && old != "I" => {
            n.to_uppercase().chain(chars).collect()
        }
        _ => new.to_owned(),
    }
}

#[cfg(test)]
#[path = "reported_tests.rs"]
mod tests;
