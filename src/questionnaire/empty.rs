//! What counts as no answer.

use super::fold::key;
use super::scan;
use super::vocabulary::{Sense, Vocabulary};

/// True for nothing, dotted lines, dashes, and words such as “N/A” or “not known” standing alone.
pub(super) fn is_empty_answer(text: &str, v: &Vocabulary) -> bool {
    // No such words are so long; a long answer need not be folded to know that it is one.
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    if letters.take(LONGEST + 1).count() > LONGEST {
        return false;
    }
    let folded = key(text);
    text.lines()
        .all(|l| l.trim().is_empty() || scan::is_fill(l))
        || folded.is_empty()
        || v.is(Sense::Empty, &folded)
}

/// More letters and digits than any words for “no answer” have.
const LONGEST: usize = 200;

/// A line of an answer without the bullet that was typed before it.
pub(super) fn without_bullet(text: &str) -> &str {
    let line = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{a0}');
    let rest = line.trim_start_matches(BULLETS);
    if rest.len() < line.len() && rest.starts_with(|c: char| c.is_whitespace()) {
        return rest.trim_start();
    }
    // Symbol bullets need no space behind them; dashes do, they may be signs of negative numbers.
    match line.strip_prefix([
        '•', '·', '▪', '◦', '‣', '●', '■', '➢', '❖', '\u{f0b7}', '\u{f0a7}', '\u{f0d8}',
    ]) {
        Some(rest) => rest.trim_start(),
        None => line,
    }
}

/// Marks that people type before the points of a list.
pub(super) const BULLETS: &[char] = &[
    '•', '·', '▪', '◦', '‣', '●', '○', '■', '□', '➢', '➤', '❖', '✓', '✔', '*', '-', '–', '—',
    '\u{f0b7}', '\u{f0a7}', '\u{f0d8}',
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_answers_of_many_makes() {
        let v = Vocabulary::shipped();
        for text in [
            "",
            "--",
            "......",
            "N/A",
            "n.a.",
            "Not known",
            "Néant",
            "неизвестно",
            "-\n....",
            "S/O",
            "No procede.",
        ] {
            assert!(is_empty_answer(text, v), "{text}");
        }
        for text in [
            "No.",
            "None of the agencies reported cases",
            "0",
            "Not known to the police yet",
        ] {
            assert!(!is_empty_answer(text, v), "{text}");
        }
    }

    #[test]
    fn bullets_go_and_signs_stay() {
        assert_eq!(without_bullet("- trained officers"), "trained officers");
        assert_eq!(without_bullet("•\ttrained officers"), "trained officers");
        assert_eq!(without_bullet("-5 degrees"), "-5 degrees");
        assert_eq!(without_bullet("1. trained"), "1. trained");
    }
}
