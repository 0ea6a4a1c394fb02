//! A reply as sentences, and which of them carry the facts.

use super::drafting::TABLES;
use crate::language::facts::{FactKind, facts};
use crate::language::segment;
use crate::model::ids::Lang;
use crate::model::text::fold;

/// One sentence of a reply.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sentence {
    /// White space folded, list marks and empty openings cut.
    pub text: String,
    /// How much it tells; higher is better.
    pub weight: f64,
}

/// The sentences of a reply in their order.
pub(super) fn sentences(reply: &str, lang: &Lang, recommendation: &str) -> Vec<Sentence> {
    let mut out = Vec::new();
    for line in reply.lines() {
        let line = fold(line);
        for text in split(without_list_mark(&line), lang) {
            let text = without_opening(&text);
            if text.split(' ').count() >= 3 {
                out.push(Sentence { text, weight: 0.0 });
            }
        }
    }
    let known = content_words(recommendation);
    for (place, sentence) in out.iter_mut().enumerate() {
        sentence.weight = weight(&sentence.text, lang, place, &known);
    }
    out
}

/// The sentences of a line, parted at semicolons too.
fn split(line: &str, lang: &Lang) -> Vec<String> {
    segment::sentences(line, lang)
        .into_iter()
        .filter_map(|r| line.get(r))
        .flat_map(|s| s.split_inclusive("; "))
        .map(|s| s.trim().to_owned())
        .collect()
}

fn without_list_mark(line: &str) -> &str {
    let cut = line.trim_start_matches(['-', '–', '—', '•', '·', '*', '▪', '○', '\u{f0b7}', ' ']);
    // `1.`, `2)`, `a)`, `(b)` before a sentence.
    let (head, rest) = cut.split_once(' ').unwrap_or((cut, ""));
    let inner = head.trim_matches(['(', ')', '.']);
    let mark = head.ends_with(['.', ')']) && inner.len() <= 2 && !inner.is_empty();
    let counted = inner.bytes().all(|b| b.is_ascii_digit())
        || (inner.len() == 1 && inner.bytes().all(|b| b.is_ascii_lowercase()));
    if mark && counted { rest } else { cut }
}

fn without_opening(text: &str) -> String {
    let mut text = text.trim();
    loop {
        let low = text.to_lowercase();
        let cut = TABLES
            .lists
            .openings
            .iter()
            .find(|o| low.starts_with(o.as_str()) && low.is_char_boundary(o.len()));
        match cut.and_then(|o| text.get(o.len()..)) {
            Some(rest) => text = rest.trim_start_matches([' ', '-', '–', ',', ':']),
            None => break,
        }
    }
    text.to_owned()
}

fn content_words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|w| w.chars().count() > 4)
        .map(stem)
        .collect()
}

/// Enough of a word to meet its other forms.
fn stem(word: &str) -> String {
    word.to_lowercase().chars().take(6).collect()
}

/// True for a phrase that is no answer by itself: a reference, a courtesy, a prompt of the form.
pub(super) fn says_nothing(text: &str) -> bool {
    let low = text.to_lowercase();
    TABLES.lists.empty.iter().any(|e| low.contains(e.as_str()))
}

fn weight(text: &str, lang: &Lang, place: usize, known: &[String]) -> f64 {
    let words: Vec<&str> = text.split(' ').collect();
    let low = text.to_lowercase();
    let mut weight = 0.0;
    let carried = facts(text, lang)
        .into_iter()
        .filter(|f| f.kind != FactKind::MayBeNumber)
        .count()
        .min(4);
    weight += 1.5 * carried as f64;
    let names = words
        .iter()
        .skip(1)
        .filter(|w| w.chars().next().is_some_and(char::is_uppercase))
        .count()
        .min(5);
    weight += 0.6 * names as f64;
    let met = content_words(text)
        .iter()
        .filter(|w| known.contains(w))
        .count()
        .min(6);
    weight += 0.5 * met as f64;
    // What a reply says first is nearly always what the note reports.
    weight += match place {
        0 => 5.0,
        1 => 2.0,
        2 => 1.0,
        _ => 0.0,
    };
    if words.len() < 6 {
        weight -= 3.0;
    }
    if words.len() > 60 {
        weight -= 2.0;
    }
    if low.ends_with('?') || low.ends_with(':') {
        weight -= 6.0;
    }
    if says_nothing(text) {
        weight -= 6.0;
    }
    weight
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(reply: &str) -> Vec<String> {
        sentences(reply, &Lang::en(), "")
            .into_iter()
            .map(|s| s.text)
            .collect()
    }

    #[test]
    fn sentences_end_where_they_end() {
        assert_eq!(
            texts(
                "- The Act (No. 12 of 2020) covers e.g. mixers. It entered into force in May.\n2) We hold meetings; Training is given."
            ),
            [
                "The Act (No. 12 of 2020) covers e.g. mixers.",
                "It entered into force in May.",
                "We hold meetings;",
                "Training is given."
            ]
        );
    }

    #[test]
    fn labels_and_links_are_cut() {
        assert_eq!(
            texts("Comments: In addition, the unit was enlarged."),
            ["the unit was enlarged."]
        );
        assert_eq!(texts("YES"), Vec::<String>::new());
    }

    #[test]
    fn facts_and_first_places_weigh() {
        let found = sentences(
            "A new unit of 12 officers was set up at the Ministry of Finance in 2021.\nThis work will be continued.",
            &Lang::en(),
            "",
        );
        assert!(found[0].weight > found[1].weight + 5.0);
    }
}
