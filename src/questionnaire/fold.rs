//! Texts as they are compared: lower case, without accents, punctuation and invisible marks.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// A folded word and where it stands in the text it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// Letters and digits, folded.
    pub(super) text: String,
    /// Byte where the word starts.
    pub(super) start: usize,
    /// Byte after the word.
    pub(super) end: usize,
}

fn invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{61c}')
}

/// The words of a text, in order.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::new();
    let mut open = false;
    for (at, c) in text.char_indices() {
        if invisible(c) || is_combining_mark(c) {
            continue;
        }
        let mut folded = String::new();
        decompose_compatible(c, |d| {
            if d.is_alphanumeric() && !is_combining_mark(d) {
                folded.extend(d.to_lowercase().filter(|l| l.is_alphanumeric()));
            }
        });
        if folded.is_empty() {
            open = false;
            continue;
        }
        let end = at + c.len_utf8();
        match out.last_mut().filter(|_| open) {
            Some(word) => {
                word.text.push_str(&folded);
                word.end = end;
            }
            None => out.push(Word {
                text: folded,
                start: at,
                end,
            }),
        }
        open = true;
    }
    out
}

/// All words of a text without spaces: `Any action taken:` and `Anyaction taken` are the same.
pub(super) fn key(text: &str) -> String {
    words(text).into_iter().map(|w| w.text).collect()
}

/// Finds `wanted` (a key) at the start of `words`, allowing a few wrong letters in long phrases,
/// and returns the number of words it covers. A phrase never ends inside a word.
pub(super) fn starts_with_key(words: &[Word], wanted: &str) -> Option<usize> {
    let length = wanted.chars().count();
    let allowed = if length >= 8 { length / 8 } else { 0 };
    let mut so_far = String::new();
    let mut best: Option<(usize, usize)> = None;
    for (n, word) in words.iter().enumerate() {
        so_far.push_str(&word.text);
        let now = so_far.chars().count();
        if now + allowed < length {
            continue;
        }
        if now > length + allowed {
            break;
        }
        let distance = if so_far == wanted {
            0
        } else {
            strsim::levenshtein(&so_far, wanted)
        };
        if distance <= allowed && best.is_none_or(|(d, _)| distance < d) {
            best = Some((distance, n + 1));
        }
    }
    best.map(|(_, n)| n)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_spacing_do_not_matter() {
        assert_eq!(key("Thème\u{a0}1 :"), key("THEME 1."));
        assert_eq!(key("Any actiontaken"), key("any action taken:"));
        assert_eq!(key("co\u{ad}operation"), "cooperation");
    }

    #[test]
    fn a_phrase_is_found_at_the_start_with_slips() {
        let found = words("Any acton taken: YES");
        assert_eq!(starts_with_key(&found, "anyactiontaken"), Some(3));
        assert_eq!(starts_with_key(&words("No new measures"), "n"), None);
    }
}
