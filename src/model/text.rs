//! Folding and hashing of text: what counts as the same text for identity.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::ids::Hash;

/// Text in NFC with every run of white space (no-break spaces included) as one space, trimmed.
pub fn fold(text: &str) -> String {
    // Nearly all text is in NFC already; telling so is much cheaper than composing it again.
    if is_nfc_quick(text.chars()) == IsNormalized::Yes {
        folded(text.chars(), text.len())
    } else {
        folded(text.nfc(), text.len())
    }
}

fn folded(chars: impl Iterator<Item = char>, length: usize) -> String {
    let mut out = String::with_capacity(length);
    let mut gap = false;
    for c in chars {
        if c.is_whitespace() || c == '\u{feff}' {
            gap = !out.is_empty();
        } else {
            if gap {
                out.push(' ');
                gap = false;
            }
            out.push(c);
        }
    }
    out
}

/// The hash of folded text: equal for texts that differ only in white space or normal form.
pub fn text_hash(text: &str) -> Hash {
    Hash::of_bytes(fold(text).as_bytes())
}

/// The hash of several texts in their order; parts cannot run together.
pub fn texts_hash<'a>(texts: impl IntoIterator<Item = &'a str>) -> Hash {
    let mut joined = String::new();
    for text in texts {
        joined.push_str(&fold(text));
        joined.push('\u{1f}');
    }
    Hash::of_bytes(joined.as_bytes())
}

/// Number of words as a word processor counts them: runs of characters between white space.
pub fn word_count(text: &str) -> usize {
    text.split_whitespace().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_and_normal_form_do_not_change_identity() {
        assert_eq!(text_hash("a\u{a0} b\n"), text_hash(" a b"));
        assert_eq!(text_hash("e\u{301}"), text_hash("é"));
        assert_ne!(text_hash("ab"), text_hash("a b"));
    }

    #[test]
    fn parts_do_not_run_together() {
        assert_ne!(texts_hash(["ab", "c"]), texts_hash(["a", "bc"]));
    }
}
