//! Where words stand: texts of the memory that have them, whatever else they say.
//!
//! Every text of the language is read, so nothing is missed and no table of its own has to be kept;
//! the work is shared among the processor's cores.

use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::error::MemoryError;
use super::store::UnitStore;
use crate::model::Lang;
use crate::model::unit::{Role, Unit};

/// Texts handed to the cores in one go.
const PIECE: usize = 8_192;

/// What to look for.
#[derive(Debug, Clone, PartialEq)]
pub struct Concordance {
    /// Words, each of which must be in the text, in any order. `"words in quotation marks"` must
    /// stand together; `begin*` takes every word that begins so. Case, accents and ligatures do
    /// not count.
    pub words: String,
    /// Language of the words; regional tags are compared by their primary language.
    pub lang: Lang,
    /// Whether replies are looked through too, not only issued text.
    pub statements: bool,
    /// How many hits at most.
    pub top: usize,
}

/// A text that has the words.
#[derive(Debug, Clone, PartialEq)]
pub struct ConcordanceHit {
    /// The unit, whole.
    pub unit: Arc<Unit>,
    /// Position of the text among the unit's variants.
    pub position: usize,
    /// Where the words stand in it, in Unicode scalar values, in order, not overlapping.
    pub spans: Vec<Range<usize>>,
}

/// The texts that have the words.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConcordanceHits {
    /// The latest of them, those that came into the memory last first.
    pub list: Vec<ConcordanceHit>,
    /// How many units there are in all.
    pub all: usize,
}

/// Words that stand together, folded.
#[derive(Debug, PartialEq)]
struct Part {
    words: Vec<String>,
    /// The last word is only the beginning of one.
    open: bool,
}

/// A word of a text, folded, and where it stands in scalar values.
struct Token {
    word: String,
    span: Range<usize>,
}

/// The words of a text in lower case without accents: stretches of letters and digits. Soft hyphens
/// and joiners do not part a word.
fn tokens(text: &str) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let mut open = false;
    for (at, c) in text.chars().enumerate() {
        if matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}') {
            continue;
        }
        if is_combining_mark(c) {
            // It belongs to the letter before.
            if let Some(token) = out.last_mut().filter(|_| open) {
                token.span.end = at + 1;
            }
            continue;
        }
        if !c.is_alphanumeric() {
            open = false;
            continue;
        }
        if !open {
            out.push(Token {
                word: String::new(),
                span: at..at,
            });
        }
        open = true;
        if let Some(token) = out.last_mut() {
            let plain = std::iter::once(c).nfkd().filter(|c| !is_combining_mark(*c));
            for c in plain {
                match c {
                    'œ' | 'Œ' => token.word.push_str("oe"),
                    'æ' | 'Æ' => token.word.push_str("ae"),
                    c => token.word.extend(c.to_lowercase()),
                }
            }
            token.span.end = at + 1;
        }
    }
    out
}

/// What is asked for, part by part. A quotation mark that is not closed goes to the end.
fn parts(asked: &str) -> Vec<Part> {
    let mut out = Vec::new();
    for (n, piece) in asked.split(['"', '“', '”', '«', '»']).enumerate() {
        let together = n % 2 == 1;
        let pieces: Vec<&str> = if together {
            vec![piece]
        } else {
            piece.split_whitespace().collect()
        };
        for piece in pieces {
            let words: Vec<String> = tokens(piece).into_iter().map(|t| t.word).collect();
            if !words.is_empty() {
                out.push(Part {
                    words,
                    open: piece.trim_end().ends_with('*'),
                });
            }
        }
    }
    out
}

impl Part {
    /// Every place where the words stand together.
    fn spans(&self, text: &[Token]) -> Vec<Range<usize>> {
        let last = self.words.len() - 1;
        text.windows(self.words.len())
            .filter(|window| {
                let pairs = window.iter().zip(&self.words).enumerate();
                pairs.into_iter().all(|(n, (token, word))| {
                    token.word == *word
                        || (self.open && n == last && token.word.starts_with(word.as_str()))
                })
            })
            .filter_map(|window| Some(window.first()?.span.start..window.last()?.span.end))
            .collect()
    }
}

/// Where all parts stand, joined where they touch; nothing when one of them is missing.
fn found(parts: &[Part], text: &str) -> Option<Vec<Range<usize>>> {
    let tokens = tokens(text);
    let mut all: Vec<Range<usize>> = Vec::new();
    for part in parts {
        let spans = part.spans(&tokens);
        if spans.is_empty() {
            return None;
        }
        all.extend(spans);
    }
    all.sort_by_key(|span| (span.start, span.end));
    let mut out: Vec<Range<usize>> = Vec::new();
    for span in all {
        match out.last_mut().filter(|last| span.start < last.end) {
            Some(last) => last.end = last.end.max(span.end),
            None => out.push(span),
        }
    }
    Some(out)
}

/// The texts that have the words asked for. Nothing when no word is asked for.
pub(super) fn look(
    store: &dyn UnitStore,
    asked: &Concordance,
) -> Result<ConcordanceHits, MemoryError> {
    let parts = parts(&asked.words);
    if parts.is_empty() {
        return Ok(ConcordanceHits::default());
    }
    let mut rows: Vec<i64> = Vec::new();
    let mut held: Vec<(i64, String)> = Vec::with_capacity(PIECE);
    let search = |held: &mut Vec<(i64, String)>, rows: &mut Vec<i64>| {
        let here: Vec<i64> = held
            .par_iter()
            .filter(|(_, text)| found(&parts, text).is_some())
            .map(|(row, _)| *row)
            .collect();
        rows.extend(here);
        held.clear();
    };
    store.texts(true, &mut |row, lang, text| {
        if lang.split('-').next() == Some(asked.lang.primary()) {
            held.push((row, text.to_owned()));
            if held.len() >= PIECE {
                search(&mut held, &mut rows);
            }
        }
    })?;
    search(&mut held, &mut rows);
    rows.dedup();
    let mut out = ConcordanceHits::default();
    for row in rows.iter().rev() {
        let Some(unit) = store.unit(*row)? else {
            continue;
        };
        // A reply is no translation of the paragraph that was made of it; the paragraph stands in a
        // unit of its own.
        let reply = unit.variants.iter().any(|v| v.role == Role::Statement);
        if reply && !asked.statements {
            continue;
        }
        let unit = Arc::new(unit);
        let mut counted = false;
        for (position, variant) in unit.variants.iter().enumerate() {
            let wanted = variant.lang.primary() == asked.lang.primary();
            let Some(spans) = found(&parts, &variant.text).filter(|_| wanted) else {
                continue;
            };
            counted = true;
            if out.list.len() < asked.top {
                out.list.push(ConcordanceHit {
                    unit: Arc::clone(&unit),
                    position,
                    spans,
                });
            }
        }
        out.all += usize::from(counted);
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn spans(asked: &str, text: &str) -> Option<Vec<String>> {
        let chars: Vec<char> = text.chars().collect();
        let parts = parts(asked);
        assert!(!parts.is_empty());
        found(&parts, text).map(|all| {
            all.into_iter()
                .map(|span| chars[span].iter().collect())
                .collect()
        })
    }

    #[test]
    fn words_stand_anywhere_and_phrases_together() {
        let text = "La Bulgarie a créé un groupe ; le groupe d’enquête a été créé en 2021.";
        assert_eq!(
            spans("cree GROUPE", text).unwrap(),
            ["créé", "groupe", "groupe", "créé"]
        );
        assert_eq!(
            spans("\"groupe d'enquête\"", text).unwrap(),
            ["groupe d’enquête"]
        );
        assert_eq!(spans("\"groupe a\"", text), None);
        assert_eq!(spans("bulg* 2021", text).unwrap(), ["Bulgarie", "2021"]);
        assert_eq!(spans("bulg", text), None);
        assert_eq!(spans("“un grou*”", text).unwrap(), ["un groupe"]);
    }

    #[test]
    fn forms_of_writing_do_not_count() {
        assert_eq!(spans("oeuvre", "la mise en œuvre").unwrap(), ["œuvre"]);
        assert_eq!(
            spans("cafe", "un cafe\u{301} noir").unwrap(),
            ["cafe\u{301}"]
        );
        assert_eq!(spans("micro", "mi\u{ad}cro").unwrap(), ["mi\u{ad}cro"]);
        assert_eq!(spans("йод", "Йод").unwrap(), ["Йод"]);
    }

    proptest! {
        /// Every word of a text is found in it, where it stands.
        #[test]
        fn what_is_there_is_found(text in "[a-zA-Zéœ0-9 .,’-]{1,60}", n in 0usize..12) {
            let all = tokens(&text);
            prop_assume!(!all.is_empty());
            let token = &all[n % all.len()];
            let chars: Vec<char> = text.chars().collect();
            let word: String = chars[token.span.clone()].iter().collect();
            let spans = found(&parts(&word), &text).unwrap();
            prop_assert!(spans.iter().any(|s| s.start <= token.span.start && s.end >= token.span.end));
        }
    }
}
