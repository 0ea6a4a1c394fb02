//! What a sentence of a reply can do without: asides, the own country's name, words that only link.
//!
//! Cutting never takes a figure, a negation or a condition away; see `docs/drafting.md`.

use super::drafting::TABLES;
use super::reported::Speaker;
use super::verbs::forms;
use super::wording::Word;

/// How much is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    /// Asides and links only.
    Padding,
    /// Also a last clause that only adds to a noun.
    Clause,
}

/// The words without what is cut.
pub(super) fn trim(words: &mut Vec<Word>, speaker: &Speaker<'_>, cut: Cut) {
    asides(words);
    links(words);
    own_country(words, speaker);
    if cut == Cut::Clause {
        last_clause(words);
        context(words);
    }
}

/// Takes words out; a mark that closed the last of them stays with the word before.
fn take(words: &mut Vec<Word>, from: usize, to: usize) {
    let closed = to.checked_sub(1).and_then(|i| words.get(i));
    let closing = closed.map(|w| w.after.clone()).unwrap_or_default();
    words.drain(from..to.min(words.len()));
    let mark: String = closing
        .chars()
        .filter(|c| [',', ';', ':', '.'].contains(c))
        .collect();
    let Some(before) = from.checked_sub(1).and_then(|i| words.get_mut(i)) else {
        return;
    };
    if before.after.ends_with(',') {
        // A comma on either side goes with what is gone, and one alone before a full stop.
        if !mark.is_empty() {
            before.after.pop();
            before.after.push_str(mark.trim_start_matches(','));
        }
    } else if !before.after.contains([';', ':', '.']) {
        before.after.push_str(&mark);
    }
}

/// True for words that must not get lost: figures, negations, conditions.
fn matters(words: &[Word]) -> bool {
    let lists = &TABLES.lists;
    words.iter().any(|w| {
        let low = w.low();
        let figure = low.contains(|c: char| c.is_ascii_digit()) || super::reported::is_figure(&low);
        figure
            || lists.negation.contains(&low)
            || low.ends_with("n't")
            || lists.conditions.contains(&low)
    })
}

/// Parentheses that say nothing the sentence needs.
fn asides(words: &mut Vec<Word>) {
    let mut at = 0;
    while at < words.len() {
        let opens = words.get(at).is_some_and(|w| w.before.contains('('));
        let end = words
            .iter()
            .skip(at)
            .position(|w| w.after.contains(')'))
            .map(|n| at + n + 1);
        let (true, Some(end)) = (opens && at > 0, end) else {
            at += 1;
            continue;
        };
        let inside = words.get(at..end).unwrap_or_default();
        let named = inside.last().map(|w| w.core.clone()).unwrap_or_default();
        let again = words
            .iter()
            .enumerate()
            .any(|(i, w)| !(at..end).contains(&i) && w.core == named && !named.is_empty());
        if matters(inside) || again {
            at = end;
        } else {
            take(words, at, end);
        }
    }
}

/// Phrases that only link or fill.
fn links(words: &mut Vec<Word>) {
    let mut at = 0;
    while at < words.len() {
        let found = TABLES
            .lists
            .padding
            .iter()
            .filter(|phrase| super::wording::stands(words, at, phrase))
            .map(|phrase| phrase.split(' ').count())
            // "as well as", "in addition to".
            .filter(|count| {
                let next = words.get(at + count).map(Word::low).unwrap_or_default();
                !["as", "to", "of"].contains(&next.as_str())
            })
            .max();
        match found {
            // What opens the sentence leaves no comma behind.
            Some(count) if at == 0 && count < words.len() => drop(words.drain(..count)),
            Some(count) if at > 0 => take(words, at, at + count),
            _ => at += 1,
        }
    }
}

/// The own country's name where the lead-in says it already.
fn own_country(words: &mut Vec<Word>, speaker: &Speaker<'_>) {
    let mut names: Vec<Vec<&str>> = speaker
        .names
        .iter()
        .map(|n| n.split(' ').collect())
        .collect();
    names.extend([vec!["our", "country"], vec!["my", "country"]]);
    names.sort_by_key(|n| std::cmp::Reverse(n.len()));
    let mut at = 1;
    while at < words.len() {
        let low = words.get(at).map(Word::low).unwrap_or_default();
        let article = words.get(at + 1).is_some_and(|w| w.low() == "the");
        let from = at + 1 + usize::from(article);
        let stands = |name: &&Vec<&str>| {
            let here = words.get(from..from + name.len()).unwrap_or_default();
            here.len() == name.len()
                && here.iter().zip(name.iter()).all(|(w, n)| w.core == *n)
                && here.iter().rev().skip(1).all(|w| w.after.is_empty())
        };
        let Some(name) = names.iter().find(stands) else {
            at += 1;
            continue;
        };
        let end = from + name.len();
        let before = at.checked_sub(1).and_then(|i| words.get(i));
        let plain = before.is_some_and(|w| !w.closes());
        let next = words.get(end).map(Word::low).unwrap_or_default();
        let finite = TABLES.tense.contains_key(&next) || TABLES.lists.auxiliaries.contains(&next);
        let last = end >= words.len() || words.get(end - 1).is_some_and(Word::closes) || finite;
        let whose = before.map(Word::low).unwrap_or_default();
        let capital = |w: Option<&Word>| w.is_some_and(|w| w.core.starts_with(char::is_uppercase));
        // "The Customs Service of Slovenia", but not "Post of Slovenia".
        let name = capital(at.checked_sub(2).and_then(|i| words.get(i)));
        let institution = if capital(before) {
            name
        } else {
            whose.ends_with('s') || last && !TABLES.lists.of_own.contains(&whose)
        };
        let where_done = forms(&whose).participle;
        let joined = words
            .get(end)
            .is_some_and(|w| ["and", "or"].contains(&w.low().as_str()));
        let goes =
            plain && !joined && (low == "of" && institution || low == "in" && last && !where_done);
        if goes {
            take(words, at, end);
        } else {
            at += 1;
        }
    }
    // "The Danish Customs Agency": the Customs Agency of the country that speaks.
    let mut at = 0;
    while at + 2 < words.len() {
        let own = words
            .get(at)
            .is_some_and(|w| w.after.is_empty() && speaker.demonyms.contains(&w.core));
        let capital = |i: usize| {
            words.get(i).is_some_and(|w| {
                w.core.starts_with(char::is_uppercase) && !w.core.chars().all(char::is_uppercase)
            })
        };
        let plural = words
            .get(at + 1)
            .is_some_and(|w| w.core.starts_with(char::is_lowercase) && w.core.ends_with('s'));
        let owner = at
            .checked_sub(1)
            .and_then(|i| words.get(i))
            .map(Word::low)
            .unwrap_or_default();
        let owned = ["the", "our", "its", "their"].contains(&owner.as_str());
        if own && capital(at + 1) && capital(at + 2) && !words.get(at + 1).is_some_and(Word::closes)
        {
            if owned {
                words.remove(at);
            } else if let Some(word) = words.get_mut(at) {
                word.core = "the".into();
            }
        } else if own && plural && at == 0 {
            if let Some(word) = words.get_mut(at) {
                word.core = "our".into();
            }
        } else if own && owned && plural {
            words.remove(at);
        }
        at += 1;
    }
}

/// ", which were delivered in spring" at the end, when nothing in it matters and enough is left.
fn last_clause(words: &mut Vec<Word>) {
    let lists = &TABLES.lists;
    let start = words.iter().enumerate().rev().find_map(|(i, w)| {
        let comma = i
            .checked_sub(1)
            .and_then(|b| words.get(b))
            .is_some_and(|b| b.after.ends_with(','));
        let low = w.low();
        let next = words.get(i + 1).map(Word::low).unwrap_or_default();
        let opens = lists.adding.contains(&low) || lists.adding.contains(&format!("{low} {next}"));
        (comma && opens).then_some(i)
    });
    let Some(start) = start.filter(|s| *s >= 6) else {
        return;
    };
    let rest = words.get(start..).unwrap_or_default();
    // A clause that ends before the sentence does is an insertion, and what follows it stays.
    let inserted = rest.iter().rev().skip(1).any(|w| w.after.ends_with(','));
    if !inserted && !matters(rest) {
        words.truncate(start);
        if let Some(last) = words.last_mut() {
            last.after = last.after.trim_end_matches(',').to_owned();
        }
    }
}

/// "Within the framework of the strategy, ..." at the head, up to its comma.
fn context(words: &mut Vec<Word>) {
    let opens = TABLES
        .lists
        .context
        .iter()
        .any(|phrase| super::wording::stands(words, 0, phrase));
    let comma = words.iter().take(14).position(|w| w.after == ",");
    if let Some(end) = comma.filter(|end| opens && end + 6 < words.len())
        && !matters(words.get(..=end).unwrap_or_default())
    {
        words.drain(..=end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str, how: Cut) -> String {
        let names = ["Denmark".to_owned(), "Kingdom of Denmark".to_owned()];
        let demonyms = ["Danish".to_owned()];
        let speaker = Speaker {
            names: &names,
            demonyms: &demonyms,
            ..Speaker::default()
        };
        let mut words: Vec<Word> = text.split_whitespace().map(Word::read).collect();
        trim(&mut words, &speaker, how);
        let written: Vec<String> = words.iter().map(Word::written).collect();
        written.join(" ")
    }

    #[test]
    fn asides_and_links_go_and_figures_stay() {
        for (text, wanted) in [
            (
                "The Customs Agency (hereinafter CA) has, in this regard, bought dogs.",
                "The Customs Agency has bought dogs.",
            ),
            (
                "The line is open (24 hours a day) at present.",
                "The line is open (24 hours a day).",
            ),
            (
                "The Customs Agency (CA) works and CA trains.",
                "The Customs Agency (CA) works and CA trains.",
            ),
            (
                "The rule (not applied yet) is new.",
                "The rule (not applied yet) is new.",
            ),
        ] {
            assert_eq!(cut(text, Cut::Padding), wanted);
        }
    }

    #[test]
    fn the_own_country_is_not_named_again() {
        for (text, wanted) in [
            (
                "The Danish Customs Agency works in Denmark.",
                "The Customs Agency works.",
            ),
            (
                "The National Police of the Kingdom of Denmark trains.",
                "The National Police trains.",
            ),
            ("Danish authorities meet.", "our authorities meet."),
            (
                "It was sent to the territory of Denmark and Sweden.",
                "It was sent to the territory of Denmark and Sweden.",
            ),
        ] {
            assert_eq!(cut(text, Cut::Padding), wanted);
        }
    }

    #[test]
    fn a_last_clause_goes_unless_it_matters() {
        let short = "The agency holds courses for all new officers";
        for (end, goes) in [
            (", which are organized by the school.", true),
            (", which are not open to others.", false),
            (", which 40 persons attend.", false),
            (", but the school is closed.", false),
        ] {
            let text = format!("{short}{end}");
            let wanted = if goes { short } else { text.as_str() };
            assert_eq!(cut(&text, Cut::Clause), wanted);
        }
    }
}
