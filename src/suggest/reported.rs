//! One English sentence of a reply as the clause after "reported that".
//!
//! Every step is a table of `memory/drafting.toml` or a condition stated in `docs/drafting.md`;
//! where a step is not safe the word stays as it is.

use super::drafting::{TABLES, Tables};
use super::wording::{Word, absolute_years, open, percent, phrases};
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
    /// The reply and the recommendation: what they write small is no name.
    pub known: &'a str,
}

const ADVERBS: [&str; 8] = [
    "also",
    "already",
    "always",
    "recently",
    "currently",
    "not",
    "now",
    "further",
];
const NO_SUBJECT: [&str; 34] = [
    "the", "a", "an", "of", "for", "in", "on", "with", "by", "to", "and", "or", "as", "at", "from",
    "its", "our", "their", "these", "those", "such", "all", "various", "other", "more", "being",
    "be", "been", "is", "are", "was", "were", "has", "have",
];

/// The clause of a sentence.
pub(super) fn clause(sentence: &str, speaker: &Speaker<'_>) -> Clause {
    let tables: &Tables = &TABLES;
    let mut text = sentence
        .trim()
        .trim_end_matches(['.', ';', '!', ' '])
        .to_owned();
    text = own_name(&text, speaker);
    text = percent(&text);
    let mut words: Vec<Word> = text.split_whitespace().map(Word::read).collect();
    open(&mut words, tables);
    let mut years = Vec::new();
    absolute_years(&mut words, tables, speaker.year, &mut years);
    phrases(&mut words, tables, speaker.plural);
    let verb = shift(&mut words, tables, speaker);
    for word in &mut words {
        let low = word.low();
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
        } else if let Some(spelling) = tables.spelling.get(&low) {
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
fn is_figure(word: &str) -> bool {
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
    capitals == 1
        && tables.lists.small_endings.iter().any(ending)
        && !tables.lists.of_state.contains(&low)
}

/// The country's own name as the subject becomes a pronoun.
fn own_name(text: &str, speaker: &Speaker<'_>) -> String {
    let mut names: Vec<&String> = speaker.names.iter().filter(|n| !n.is_empty()).collect();
    names.sort_by_key(|n| std::cmp::Reverse(n.len()));
    for name in names {
        // "In Bulgaria, the unit ...": the lead-in says where.
        for place in [
            format!("In {name}, "),
            format!("In {name} "),
            format!("In the {name}, "),
        ] {
            if let Some(rest) = text.strip_prefix(&place) {
                return rest.to_owned();
            }
        }
        let rest = text
            .strip_prefix("The ")
            .and_then(|t| t.strip_prefix(name.as_str()))
            .or_else(|| text.strip_prefix(name.as_str()));
        let verb = rest
            .and_then(|r| r.strip_prefix(' '))
            .and_then(|r| r.split(' ').next())
            .map(str::to_lowercase);
        let Some((rest, verb)) = rest.zip(verb) else {
            continue;
        };
        let finite = |v: &str| {
            TABLES.tense.contains_key(v)
                || TABLES.present.contains_key(v)
                || TABLES.irregular.contains_key(v)
                || v == "was"
                || v == "had"
                || v.ends_with("ed")
        };
        if finite(&verb) {
            return format!("{}{rest}", if speaker.plural { "they" } else { "it" });
        }
    }
    text.to_owned()
}

/// Moves the finite verbs back; true when one was recognised.
fn shift(words: &mut Vec<Word>, tables: &Tables, speaker: &Speaker<'_>) -> bool {
    let mut seen = false;
    let auxiliary = |low: &str| {
        tables.tense.contains_key(low)
            || [
                "was", "were", "had", "did", "would", "could", "must", "should", "might",
            ]
            .contains(&low)
    };
    // An auxiliary inside a relative clause is not the verb of the sentence.
    let inner = |at: usize| {
        let before = |n: usize| at.checked_sub(n).and_then(|i| words.get(i)).map(Word::low);
        [before(1), before(2)]
            .into_iter()
            .flatten()
            .any(|w| ["which", "who", "that", "where"].contains(&w.as_str()))
    };
    let last_auxiliary = words
        .iter()
        .enumerate()
        .rposition(|(i, w)| auxiliary(&w.low()) && w.core != "May" && !inner(i));
    if subjectless(words, last_auxiliary) {
        let pronoun = if speaker.plural { "they" } else { "it" };
        if let Some(first) = words.first_mut() {
            first.core = first.core.to_lowercase();
        }
        words.insert(0, Word::read(pronoun));
    }
    let mut perfect = false;
    let mut past = false;
    for at in 0..words.len() {
        let low = |i: Option<usize>| {
            i.and_then(|i| words.get(i))
                .map(Word::low)
                .unwrap_or_default()
        };
        let (here, before, next) = (low(Some(at)), low(at.checked_sub(1)), low(Some(at + 1)));
        let before = if ADVERBS.contains(&before.as_str()) {
            low(at.checked_sub(2))
        } else {
            before
        };
        let after_pronoun = tables.lists.pronouns.contains(&before);
        let inner = words.get(at).map(|w| w.core.clone()).unwrap_or_default();
        let capital = (at > 0 || inner == "May") && inner.starts_with(char::is_uppercase);
        let plain = !before.is_empty()
            && !NO_SUBJECT.contains(&before.as_str())
            && !tables.lists.before_base.contains(&before);
        let clause_start = at
            .checked_sub(1)
            .and_then(|i| words.get(i))
            .is_some_and(Word::closes);
        let relative = ["which", "who", "that"].contains(&before.as_str());
        let new = if capital {
            None
        } else if let Some(past) = tables.tense.get(&here) {
            let noun = here == "will"
                && ["the", "a", "political", "free", "good", "of", "strong"]
                    .contains(&before.as_str());
            let base = ["have", "do"].contains(&here.as_str())
                && (tables.lists.before_base.contains(&before) || before == "and" && !seen);
            let unsure = here == "do" && !after_pronoun && next != "not";
            if noun || base || unsure {
                None
            } else {
                seen = true;
                perfect = past == "had" || perfect;
                Some(past.clone())
            }
        } else if here == "was" || here == "were" {
            seen = true;
            let following = if ADVERBS.contains(&next.as_str()) || next.ends_with("ly") {
                low(Some(at + 2))
            } else {
                next
            };
            let passive =
                following.ends_with("ed") || tables.irregular.values().any(|p| *p == following);
            let since = words
                .iter()
                .take(at)
                .any(|w| ["when", "while", "after", "before", "until"].contains(&w.low().as_str()));
            (passive && !since && !ADVERBS.contains(&low(Some(at + 1)).as_str()))
                .then(|| "had been".to_owned())
        } else if auxiliary(&here) {
            seen = true;
            None
        } else if let Some(form) = tables.base.get(&here).filter(|_| after_pronoun) {
            seen = true;
            past = true;
            Some(form.clone())
        } else if let Some(form) = tables.base.get(&here).filter(|_| {
            tables.lists.plural_base.contains(&here)
                && plain
                && !seen
                && !clause_start
                && before.ends_with('s')
        }) {
            seen = true;
            past = true;
            Some(form.clone())
        } else if let Some(form) = tables.present.get(&here).filter(|_| {
            let object = [
                "the", "a", "an", "its", "our", "their", "in", "with", "on", "to", "for", "also",
            ];
            past && (clause_start || low(at.checked_sub(1)) == "and")
                && object.contains(&next.as_str())
        }) {
            Some(form.clone())
        } else if let Some(form) = tables
            .present
            .get(&here)
            .filter(|_| (plain && (!seen || relative)) || after_pronoun)
        {
            seen = true;
            past = true;
            (!clause_start || after_pronoun).then(|| form.clone())
        } else {
            let participle = tables.irregular.get(&here).cloned().or_else(|| {
                (here.ends_with("ed") && here.len() > 4 && !here.ends_with("eed"))
                    .then(|| here.clone())
            });
            let first = plain
                && !seen
                && !clause_start
                && next != "by"
                && !tables.lists.attributive.contains(&here)
                && last_auxiliary.is_none_or(|l| l < at);
            match participle {
                Some(participle) if after_pronoun || first => {
                    seen = true;
                    perfect = true;
                    Some(format!("had {participle}"))
                }
                // "had taken part and received": the participle of the second verb.
                Some(participle)
                    if perfect
                        && low(at.checked_sub(1)) == "and"
                        && tables.irregular.contains_key(&here) =>
                {
                    Some(participle)
                }
                _ => None,
            }
        };
        if let (Some(new), Some(word)) = (new, words.get_mut(at)) {
            word.core = with_case_of(&word.core, &new);
        }
    }
    seen
}

/// "Participated in joint operations": a sentence that begins with its verb.
fn subjectless(words: &[Word], last_auxiliary: Option<usize>) -> bool {
    let Some(first) = words.first() else {
        return false;
    };
    let low = first.low();
    let past = (low.ends_with("ed") && low.len() > 4)
        || ["took", "began", "gave", "held", "became"].contains(&low.as_str());
    let next = words.get(1).map(Word::low).unwrap_or_default();
    let object = [
        "in", "to", "a", "an", "the", "part", "with", "on", "its", "our", "two", "three",
        "several", "joint", "new",
    ]
    .contains(&next.as_str());
    past && object
        && last_auxiliary.is_none()
        && first.after.is_empty()
        && !["based", "compared", "related"].contains(&low.as_str())
}

fn with_case_of(old: &str, new: &str) -> String {
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
