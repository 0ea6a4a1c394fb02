//! Terms found in a text.

use std::collections::BTreeMap;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use crate::model::Lang;
use crate::model::term::{Concept, Term};

/// The terms of one language, ready to be found in texts.
#[derive(Debug, Default)]
pub struct TermBook {
    concepts: Arc<[Concept]>,
    /// By first word: the words of a term, longest first, with its concept and place in it.
    terms: BTreeMap<String, Vec<(Vec<String>, usize, usize)>>,
}

/// A term found in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct TermHit<'a> {
    /// Where it begins, in Unicode scalar values from 0.
    pub start: usize,
    /// Where it ends, likewise.
    pub end: usize,
    /// The term as the termbase has it.
    pub term: &'a Term,
    /// Its concept, with the terms of the other languages.
    pub concept: &'a Concept,
    /// The concept's place in the book, the same in the books of all languages.
    pub place: usize,
}

impl TermBook {
    /// Takes up the terms of a language; regional tags are compared by their primary language.
    pub fn new(concepts: impl Into<Arc<[Concept]>>, lang: &Lang) -> Self {
        let concepts = concepts.into();
        let mut terms: BTreeMap<String, Vec<(Vec<String>, usize, usize)>> = BTreeMap::new();
        for (at, concept) in concepts.iter().enumerate() {
            for (n, term) in concept.terms.iter().enumerate() {
                if term.lang.primary() != lang.primary() {
                    continue;
                }
                let words: Vec<String> = words(&term.text)
                    .into_iter()
                    .map(|(word, ..)| word)
                    .collect();
                if let Some(first) = words.first() {
                    terms.entry(first.clone()).or_default().push((words, at, n));
                }
            }
        }
        for list in terms.values_mut() {
            list.sort_by(|a, b| {
                b.0.len()
                    .cmp(&a.0.len())
                    .then(a.1.cmp(&b.1))
                    .then(a.2.cmp(&b.2))
            });
        }
        Self { concepts, terms }
    }

    /// True when it has no term of its language.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// The concept in a place.
    pub fn concept(&self, place: usize) -> Option<&Concept> {
        self.concepts.get(place)
    }

    /// The terms in a text, in its order. Words are compared without case, without an `s` or `x` at
    /// their end, and with *y* for *ie* before it (*companies*); of terms that begin at the same word the longest counts, with all concepts
    /// that have it, and the search goes on behind it.
    pub fn find(&self, text: &str) -> Vec<TermHit<'_>> {
        let words = words(text);
        let mut out = Vec::new();
        let mut at = 0;
        while let Some((first, start, _)) = words.get(at) {
            let fits = |term: &[String]| {
                term.iter()
                    .enumerate()
                    .all(|(n, word)| words.get(at + n).is_some_and(|(there, ..)| there == word))
            };
            let list = self.terms.get(first).map(Vec::as_slice).unwrap_or_default();
            let longest = list
                .iter()
                .find(|(term, ..)| fits(term))
                .map_or(0, |(term, ..)| term.len());
            for (term, place, n) in list {
                if longest > 0
                    && term.len() == longest
                    && fits(term)
                    && let Some(concept) = self.concepts.get(*place)
                    && let Some(term) = concept.terms.get(*n)
                {
                    let end = words
                        .get(at + longest - 1)
                        .map_or(*start, |(_, _, end)| *end);
                    out.push(TermHit {
                        start: *start,
                        end,
                        term,
                        concept,
                        place: *place,
                    });
                }
            }
            at += longest.max(1);
        }
        out
    }
}

/// The words of a text as they are compared, with their places in scalar values.
fn words(text: &str) -> Vec<(String, usize, usize)> {
    let mut out = Vec::new();
    let mut word = String::new();
    let mut start = 0;
    let mut close = |word: &mut String, start: usize, end: usize| {
        if !word.is_empty() {
            out.push((plain(word), start, end));
            word.clear();
        }
    };
    let mut length = 0;
    for (n, c) in text.chars().enumerate() {
        // A mark that belongs to the letter before it.
        let joins = unicode_normalization::char::is_combining_mark(c) && !word.is_empty();
        if c.is_alphanumeric() || joins {
            if word.is_empty() {
                start = n;
            }
            word.push(c);
        } else {
            close(&mut word, start, n);
        }
        length = n + 1;
    }
    close(&mut word, start, length);
    out
}

fn plain(word: &str) -> String {
    let mut folded: String = word.nfc().flat_map(char::to_lowercase).collect();
    if folded.chars().count() > 3 && folded.ends_with(['s', 'x']) {
        folded.pop();
        if folded.chars().count() > 4 && folded.ends_with("ie") {
            folded.truncate(folded.len() - 2);
            folded.push('y');
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::term::TermStatus;

    fn concept(id: &str, terms: &[(&str, &str)]) -> Concept {
        let term = |(lang, text): &(&str, &str)| Term {
            lang: lang.parse().unwrap(),
            text: (*text).into(),
            status: TermStatus::Admitted,
            part: None,
            note: None,
        };
        Concept {
            id: id.into(),
            terms: terms.iter().map(term).collect(),
            ..Concept::default()
        }
    }

    #[test]
    fn the_longest_term_is_found_with_its_place() {
        let book = TermBook::new(
            vec![
                concept("1", &[("en", "parcel"), ("fr", "colis")]),
                concept("2", &[("en", "parcel post"), ("fr", "colis postal")]),
                concept("3", &[("fr", "douane")]),
            ],
            &Lang::en(),
        );
        let found: Vec<(usize, usize, &str)> = book
            .find("É: Parcel posts and a parcel.")
            .iter()
            .map(|hit| (hit.start, hit.end, hit.concept.id.as_str()))
            .collect();
        assert_eq!(found, [(3, 15, "2"), (22, 28, "1")]);
        assert!(book.find("parcelled douane").is_empty());
        let book = TermBook::new(
            vec![concept("1", &[("en", "courier company")])],
            &Lang::en(),
        );
        assert_eq!(book.find("Six courier companies.").len(), 1);
    }

    #[test]
    fn two_concepts_of_one_term_are_both_given() {
        let book = TermBook::new(
            vec![
                concept("1", &[("en", "Seal")]),
                concept("2", &[("en", "seals")]),
            ],
            &Lang::en(),
        );
        assert_eq!(book.find("A SEAL.").len(), 2);
    }
}
