//! A reply as sentences, and which of them carry the facts.

use std::ops::Range;

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
    /// Where it stands in the reply, in bytes.
    pub from: Range<usize>,
    /// Its number among the sentences.
    pub number: usize,
    /// True when it opens with a word that points to the one before.
    pub hangs: bool,
}

/// The sentences of a reply in their order.
pub(super) fn sentences(reply: &str, lang: &Lang, recommendation: &str) -> Vec<Sentence> {
    let mut out = Vec::new();
    let mut at = 0;
    for line in reply.split_inclusive(['\n', '\r']) {
        let cut = without_list_mark(line);
        let base = at + (line.len() - cut.len());
        at += line.len();
        for range in split(cut, lang) {
            let whole = cut.get(range.clone()).unwrap_or_default();
            let said = without_opening(whole);
            let text = fold(said);
            if text.split(' ').count() >= 3 {
                let end = base + range.start + whole.trim_end().len();
                out.push(Sentence {
                    from: end - said.len()..end,
                    hangs: hangs(&text),
                    number: out.len(),
                    text,
                    weight: 0.0,
                });
            }
        }
    }
    let known = content_words(recommendation);
    for (place, sentence) in out.iter_mut().enumerate() {
        sentence.weight = weight(&sentence.text, lang, place, &known);
    }
    out
}

/// "These were led by ...", "The results of this ...".
fn hangs(text: &str) -> bool {
    let mut words = text.split(' ').map(str::to_lowercase);
    words
        .next()
        .is_some_and(|first| TABLES.lists.linking_back.contains(&first))
}

/// The sentences of a line, parted at semicolons too.
fn split(line: &str, lang: &Lang) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    for whole in segment::sentences(line, lang) {
        let mut start = whole.start;
        let text = line.get(whole.clone()).unwrap_or_default();
        for part in text.split_inclusive("; ") {
            for piece in before_figures(part) {
                out.push(start..start + piece.len());
                start += piece.len();
            }
        }
    }
    out
}

/// Parts "... was installed. 14 officers ...", which the rules of the standard keep together: a
/// whole small word before the full stop is no abbreviation.
fn before_figures(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let (mut rest, mut from) = (text, 0);
    while let Some(at) = rest
        .get(from..)
        .and_then(|t| t.find(". "))
        .map(|n| n + from)
    {
        let word = rest
            .get(..at)
            .and_then(|t| t.rsplit(|c: char| !c.is_alphanumeric()).next())
            .unwrap_or_default();
        let whole = word.chars().count() > 3
            && word.chars().all(char::is_lowercase)
            && !TABLES.lists.numbered.contains(word)
            || word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
        let whole = whole || rest.get(..at).is_some_and(|t| t.ends_with(')'));
        let figure = rest
            .get(at + 2..)
            .is_some_and(|t| t.starts_with(|c: char| c.is_ascii_digit()));
        match rest.split_at_checked(at + 2).filter(|_| whole && figure) {
            Some((piece, other)) => {
                out.push(piece);
                (rest, from) = (other, 0);
            }
            None => from = at + 2,
        }
    }
    out.push(rest);
    out
}

fn without_list_mark(line: &str) -> &str {
    let mark = ['-', '–', '—', '•', '·', '*', '▪', '○', '\u{f0b7}'];
    let cut = line.trim_start_matches(|c: char| mark.contains(&c) || c.is_whitespace());
    // `1.`, `2)`, `a)`, `(b)` before a sentence.
    let (head, rest) = cut.split_once(char::is_whitespace).unwrap_or((cut, ""));
    let inner = head.trim_matches(['(', ')', '.']);
    let mark = head.ends_with(['.', ')']) && inner.len() <= 2 && !inner.is_empty();
    let counted = inner.bytes().all(|b| b.is_ascii_digit())
        || (inner.len() == 1 && inner.bytes().all(|b| b.is_ascii_lowercase()));
    if mark && counted { rest } else { cut }
}

/// The sentence without what only links it to another or introduces it.
fn without_opening(text: &str) -> &str {
    let mut text = text.trim();
    loop {
        let opening = TABLES.lists.openings.iter().find(|o| {
            text.get(..o.len())
                .is_some_and(|head| head.to_lowercase() == **o)
        });
        match opening.and_then(|o| text.get(o.len()..)) {
            Some(rest) => text = rest.trim_start_matches([' ', '\u{a0}', '-', '–', ',', ':']),
            None => return text,
        }
    }
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
        .min(3);
    weight += 2.0 * carried as f64;
    let names = words
        .iter()
        .skip(1)
        .filter(|w| w.chars().next().is_some_and(char::is_uppercase))
        .count()
        .min(5);
    weight += 0.1 * names as f64;
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
    fn a_sentence_knows_where_it_stands() {
        let reply = "Comments:  In addition,  the unit\u{a0}was enlarged.\r\n• 2) Training is given; tests follow soon.";
        let found = sentences(reply, &Lang::en(), "");
        let stood: Vec<&str> = found.iter().map(|s| &reply[s.from.clone()]).collect();
        assert_eq!(
            stood,
            [
                "the unit\u{a0}was enlarged.",
                "Training is given;",
                "tests follow soon."
            ]
        );
        assert_eq!(found[0].text, "the unit was enlarged.");
    }

    #[test]
    fn a_figure_may_open_a_sentence() {
        assert_eq!(
            texts(
                "A scanner was installed. 14 officers work with it. See para. 12 of the Act of 2020. 12 more came (in May). 3 left us."
            ),
            [
                "A scanner was installed.",
                "14 officers work with it.",
                "See para. 12 of the Act of 2020.",
                "12 more came (in May).",
                "3 left us."
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
