//! Names as they are compared: lower case, without accents, word by word.

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// True for what stands inside a word: letters, digits, marks on them and soft hyphens.
pub(super) fn inside(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_alphanumeric()
    } else {
        c.is_alphanumeric() || c == '\u{ad}' || c == '\u{200b}' || is_combining_mark(c)
    }
}

/// Adds a word, folded, to a text.
pub(super) fn fold_into(word: &str, out: &mut String) {
    for c in word.chars() {
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
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
    chars: std::str::CharIndices<'a>,
    len: usize,
}

impl<'a> Spans<'a> {
    /// All words.
    pub fn new(text: &'a str) -> Self {
        Self {
            chars: text.char_indices(),
            len: text.len(),
        }
    }
}

impl Iterator for Spans<'_> {
    type Item = (usize, usize);
    fn next(&mut self) -> Option<Self::Item> {
        let (start, _) = self.chars.find(|(_, c)| inside(*c))?;
        let end = self
            .chars
            .find(|(_, c)| !inside(*c))
            .map_or(self.len, |(at, _)| at);
        Some((start, end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_case_and_marks_do_not_matter() {
        assert_eq!(fold("CÔTE D’IVOIRE"), fold("Cote d'Ivoire"));
        assert_eq!(fold("Timor‑Leste"), "timor leste");
        assert_eq!(fold("Bul\u{ad}garia"), "bulgaria");
        assert_eq!(fold("Tu\u{308}rkiye"), "turkiye");
        assert_eq!(fold("Орёл"), fold("орел"));
    }
}
