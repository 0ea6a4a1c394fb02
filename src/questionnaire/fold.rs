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
    let mut out: Vec<Word> = Vec::with_capacity(text.len() / 6);
    let mut open = false;
    let mut folded = String::new();
    for (at, c) in text.char_indices() {
        folded.clear();
        // Most letters are ASCII, and every line is folded several times: no tables for these.
        if c.is_ascii() {
            if c.is_ascii_alphanumeric() {
                folded.push(c.to_ascii_lowercase());
            }
        } else if invisible(c) || is_combining_mark(c) {
            continue;
        } else {
            decompose_compatible(c, |d| {
                if d.is_alphanumeric() && !is_combining_mark(d) {
                    folded.extend(d.to_lowercase().filter(|l| l.is_alphanumeric()));
                }
            });
        }
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
                text: folded.clone(),
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
        } else if allowed == 0 || letters_apart(&so_far, wanted) > allowed {
            continue;
        } else {
            strsim::levenshtein(&so_far, wanted)
        };
        if distance <= allowed && best.is_none_or(|(d, _)| distance < d) {
            best = Some((distance, n + 1));
        }
    }
    best.map(|(_, n)| n)
}

/// How many letters one text has that the other lacks, order apart, whichever is more: never over the
/// edit distance, and found without its table (bag distance, Bartolini et al. 2002).
fn letters_apart(a: &str, b: &str) -> usize {
    let mut counts = [0i32; 64];
    let mut count = |text: &str, step: i32| {
        for c in text.chars() {
            // Letters that share a slot make the bound lower, never wrong.
            if let Some(slot) = counts.get_mut(c as usize % 64) {
                *slot += step;
            }
        }
    };
    count(a, 1);
    count(b, -1);
    let (more, fewer) = counts.iter().fold((0, 0), |(more, fewer), n| {
        (more + n.max(&0), fewer - n.min(&0))
    });
    usize::try_from(more.max(fewer)).unwrap_or(0)
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
    fn letters_apart_never_exceeds_the_edit_distance() {
        let texts = [
            "",
            "anyactiontaken",
            "anyactontaken",
            "тоже",
            "takenactionany",
            "été",
            "ete9",
        ];
        for a in texts {
            for b in texts {
                assert!(letters_apart(a, b) <= strsim::levenshtein(a, b), "{a} {b}");
            }
        }
        assert_eq!(letters_apart("anyacton", "anyaction"), 1);
        assert_eq!(letters_apart("comments", "observations"), 7);
    }

    #[test]
    fn a_phrase_is_found_at_the_start_with_slips() {
        let found = words("Any acton taken: YES");
        assert_eq!(starts_with_key(&found, "anyactiontaken"), Some(3));
        assert_eq!(starts_with_key(&words("No new measures"), "n"), None);
    }
}
