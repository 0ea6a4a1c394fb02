//! A text as sentences.
//!
//! Boundaries are those of Unicode Standard Annex 29, section 5, less those after abbreviations,
//! initials and the numbers of lists, as an SRX rule with `break="no"` takes a boundary away. The
//! abbreviations are data (`memory/segmentation.toml`), by language.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

use serde::Deserialize;
use unicode_segmentation::UnicodeSegmentation;

use crate::model::Lang;

/// Abbreviations of one language, lower case, with their full stops.
#[derive(Debug, Default, Deserialize)]
struct Abbreviations {
    #[serde(default)]
    never: BTreeSet<String>,
    #[serde(default)]
    before_figure: BTreeSet<String>,
}

const SHIPPED: &str = include_str!("../../memory/segmentation.toml");

/// Empty only if the data file were broken, which a test excludes.
static TABLES: LazyLock<BTreeMap<String, Abbreviations>> =
    LazyLock::new(|| toml::from_str(SHIPPED).unwrap_or_default());

/// The sentences of a text: byte ranges in their order, none empty, without the white space around
/// them. Together they hold everything but white space. A line feed always ends a sentence.
pub fn sentences(text: &str, lang: &Lang) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut open: Option<usize> = None;
    for (at, piece) in text.split_sentence_bound_indices() {
        let start = open.unwrap_or(at);
        let end = at + piece.len();
        let ended_by_line = piece.ends_with(['\n', '\r', '\u{2028}', '\u{2029}', '\u{85}']);
        let so_far = text.get(start..end).unwrap_or_default();
        let rest = text.get(end..).unwrap_or_default();
        if rest.is_empty() || ended_by_line || !goes_on(so_far.trim_end(), rest, lang) {
            let closed = if ended_by_line {
                end
            } else {
                end + closing(rest)
            };
            push(&mut out, text, start..closed);
            open = (closed > end).then_some(closed);
        } else {
            open = Some(start);
        }
    }
    out
}

/// Length of the closing marks at the beginning: set off by a space, as in French, they belong to
/// what they close.
fn closing(rest: &str) -> usize {
    let marks = rest.trim_start();
    let after = marks.trim_start_matches(['»', ')', ']', '”']);
    if after.len() < marks.len() {
        rest.len() - after.len()
    } else {
        0
    }
}

fn push(out: &mut Vec<Range<usize>>, text: &str, range: Range<usize>) {
    let Some(piece) = text.get(range.clone()) else {
        return;
    };
    let inner = piece.trim();
    if !inner.is_empty() {
        let start = range.start + (piece.len() - piece.trim_start().len());
        out.push(start..start + inner.len());
    }
}

/// True when the sentence goes on after `so_far`, whose last mark only looks like an end.
fn goes_on(so_far: &str, rest: &str, lang: &Lang) -> bool {
    if so_far.is_empty() {
        return true;
    }
    let stem = so_far.trim_end_matches(['"', '”', '»', '’', '\'']);
    if !stem.ends_with('.') {
        return false;
    }
    let next = rest.trim_start().chars().next();
    let figure = next.is_some_and(char::is_numeric);
    let word = last_word(stem);
    let low = word.to_lowercase();
    let two = two_words(stem).to_lowercase();
    is_initial(word)
        || is_list_number(stem)
        || [Some("all"), Some(lang.primary())]
            .into_iter()
            .flatten()
            .filter_map(|l| TABLES.get(l))
            .any(|a| {
                a.never.contains(&low)
                    || a.never.contains(&two)
                    || (figure && a.before_figure.contains(&low))
            })
}

fn opening(c: char) -> bool {
    matches!(
        c,
        '(' | '[' | '"' | '“' | '«' | '‘' | '„' | '’' | '\'' | '-' | '–' | '—'
    )
}

fn last_word(text: &str) -> &str {
    text.rsplit(char::is_whitespace)
        .next()
        .unwrap_or(text)
        .trim_start_matches(opening)
}

fn two_words(text: &str) -> &str {
    let mut blanks = text.rmatch_indices(char::is_whitespace);
    blanks.next();
    let from = blanks.next().map_or(0, |(at, blank)| at + blank.len());
    text.get(from..).unwrap_or(text).trim_start_matches(opening)
}

/// `J.`: one capital letter.
fn is_initial(word: &str) -> bool {
    let mut chars = word.trim_end_matches('.').chars();
    matches!((chars.next(), chars.next()), (Some(c), None) if c.is_uppercase())
}

/// `12.` or `iv.` and nothing before it.
fn is_list_number(text: &str) -> bool {
    let stem = text.trim_end_matches('.');
    !stem.is_empty()
        && stem.len() <= 4
        && (stem.bytes().all(|b| b.is_ascii_digit())
            || stem.bytes().all(|b| matches!(b, b'i' | b'v' | b'x'))
            || (stem.len() == 1 && stem.bytes().all(|b| b.is_ascii_alphabetic())))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(lang: &str, text: &str) -> Vec<String> {
        let lang: Lang = lang.parse().unwrap();
        sentences(text, &lang)
            .into_iter()
            .map(|r| text[r].to_owned())
            .collect()
    }

    #[test]
    fn the_shipped_table_is_read() {
        let tables: BTreeMap<String, Abbreviations> = toml::from_str(SHIPPED).unwrap();
        for (lang, table) in &tables {
            for word in table.never.iter().chain(&table.before_figure) {
                assert_eq!(*word, word.to_lowercase(), "{lang}");
            }
        }
    }

    #[test]
    fn english_abbreviations_do_not_end_a_sentence() {
        assert_eq!(
            of(
                "en",
                "Act No. 12 of 2020 (see art. 5) covers e.g. Mixers. Mr. J. Smith signed it. It is in force."
            ),
            [
                "Act No. 12 of 2020 (see art. 5) covers e.g. Mixers.",
                "Mr. J. Smith signed it.",
                "It is in force."
            ]
        );
        // Only before a figure: a sentence may well end with "no." or "art.".
        assert_eq!(
            of("en", "The answer was no. It was late."),
            ["The answer was no.", "It was late."]
        );
    }

    #[test]
    fn french_spacing_and_abbreviations() {
        assert_eq!(
            of(
                "fr",
                "M. Durand a cité l’art. 3, p. ex. Les mélangeurs. « Pourquoi ? » La loi no 5 est en vigueur."
            ),
            [
                "M. Durand a cité l’art. 3, p. ex. Les mélangeurs.",
                "« Pourquoi ? »",
                "La loi no 5 est en vigueur."
            ]
        );
    }

    #[test]
    fn other_languages() {
        assert_eq!(
            of("es", "El Sr. Gómez citó el núm. 4. Fue aprobado."),
            ["El Sr. Gómez citó el núm. 4.", "Fue aprobado."]
        );
        assert_eq!(
            of(
                "ru",
                "Согласно ст. 5, т. е. Закону, создан отдел. Он работает."
            ),
            [
                "Согласно ст. 5, т. е. Закону, создан отдел.",
                "Он работает."
            ]
        );
    }

    #[test]
    fn lines_end_sentences_and_list_numbers_do_not() {
        assert_eq!(
            of("en", "1. The first\n2. The second. And more"),
            ["1. The first", "2. The second.", "And more"]
        );
        assert_eq!(of("en", "Is it?\n) so"), ["Is it?", ") so"]);
        assert_eq!(of("en", "  \n "), Vec::<String>::new());
    }

    proptest! {
        #[test]
        fn nothing_but_white_space_is_lost(text in "[a-zA-Z0-9éÀж .!?\n«»()…]{0,80}", lang in "(en|fr|es|ru|de)") {
            let lang: Lang = lang.parse().unwrap();
            let ranges = sentences(&text, &lang);
            let mut at = 0;
            for r in &ranges {
                prop_assert!(r.start >= at && r.end > r.start);
                prop_assert!(text[at..r.start].trim().is_empty());
                prop_assert_eq!(text[r.clone()].trim(), &text[r.clone()]);
                at = r.end;
            }
            prop_assert!(text[at..].trim().is_empty());
        }
    }
}
