//! Names as they are compared: lower case, without accents, word by word.

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

use crate::language::cyrillic;

/// True for what stands inside a word: letters, digits, marks on them and soft hyphens.
pub(super) fn inside(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_alphanumeric()
    } else {
        cyrillic(c).is_some()
            || c.is_alphanumeric()
            || c == '\u{ad}'
            || c == '\u{200b}'
            || is_combining_mark(c)
    }
}

/// Adds a word, folded, to a text.
pub(super) fn fold_into(word: &str, out: &mut String) {
    for c in word.chars() {
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
        } else if let Some(letter) = cyrillic(c) {
            out.push(letter);
        } else {
            decompose_canonical(c, |d| {
                if d.is_alphanumeric() && !is_combining_mark(d) {
                    out.extend(d.to_lowercase().filter(|l| !is_combining_mark(*l)));
                }
            });
        }
    }
}

/// The folded words of a text with one space between.
pub(super) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (start, end) in Spans::new(text) {
        if !out.is_empty() {
            out.push(' ');
        }
        fold_into(text.get(start..end).unwrap_or_default(), &mut out);
    }
    out
}

/// The words of a text as spans of bytes.
pub(super) struct Spans<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Spans<'a> {
    /// All words.
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// Goes on to the next byte that is inside a word, or that is not.
    fn skip_to(&mut self, wanted: bool) -> usize {
        let bytes = self.text.as_bytes();
        while let Some(byte) = bytes.get(self.at) {
            let (found, length) = if byte.is_ascii() {
                (byte.is_ascii_alphanumeric(), 1)
            } else {
                let c = self.text.get(self.at..).and_then(|t| t.chars().next());
                c.map_or((false, 1), |c| (inside(c), c.len_utf8()))
            };
            if found == wanted {
                break;
            }
            self.at += length;
        }
        self.at
    }
}

impl Iterator for Spans<'_> {
    type Item = (usize, usize);
    fn next(&mut self) -> Option<Self::Item> {
        let start = self.skip_to(true);
        let end = self.skip_to(false);
        (end > start).then_some((start, end))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn usual_letters_are_folded_as_all_others() {
        for c in char::MIN..=char::MAX {
            let mut found = String::new();
            fold_into(c.encode_utf8(&mut [0; 4]), &mut found);
            let mut wanted = String::new();
            decompose_canonical(c, |d| {
                if d.is_alphanumeric() && !is_combining_mark(d) {
                    wanted.extend(d.to_lowercase().filter(|l| !is_combining_mark(*l)));
                }
            });
            if inside(c) {
                assert_eq!(found, wanted, "{c:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn spans_hold_all_that_stands_inside_words(text in "[aZ9É²Ж\u{301}\u{ad} .’-]{0,24}") {
            let mut covered = vec![false; text.len()];
            let mut last = None;
            for (start, end) in Spans::new(&text) {
                prop_assert!(last.is_none_or(|l| l < start) && start < end);
                covered[start..end].fill(true);
                last = Some(end);
            }
            for (at, c) in text.char_indices() {
                prop_assert_eq!(covered[at], inside(c));
            }
        }
    }

    #[test]
    fn accents_case_and_marks_do_not_matter() {
        assert_eq!(fold("CÔTE D’IVOIRE"), fold("Cote d'Ivoire"));
        assert_eq!(fold("Timor‑Leste"), "timor leste");
        assert_eq!(fold("Bul\u{ad}garia"), "bulgaria");
        assert_eq!(fold("Tu\u{308}rkiye"), "turkiye");
        assert_eq!(fold("Орёл"), fold("орел"));
    }
}
