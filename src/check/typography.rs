//! Spaces, brackets and marks that are wrong whatever the house style finishes later.

use super::CheckFinding;
use super::words::{lists, words};
use crate::language::facts::{FactKind, facts};
use crate::model::ids::Lang;

/// Checks the marks of a text. No-break spaces and apostrophes are set on writing and not asked for.
pub(super) fn check(lang: &Lang, text: &str, out: &mut Vec<CheckFinding>) {
    let french = lang.primary() == "fr";
    let lead = text.len() - text.trim_start().len();
    let mut places: Vec<usize> = Vec::new();
    let mut chars: Vec<char> = Vec::new();
    for (at, c) in text.trim().char_indices() {
        places.push(lead + at);
        chars.push(c);
    }
    let end = lead + text.trim().len();
    let place = |i: usize| places.get(i).copied().unwrap_or(end);
    let around = |i: usize| {
        chars
            .iter()
            .skip(i.saturating_sub(6))
            .take(13)
            .collect::<String>()
    };
    let at = |i: Option<usize>| i.and_then(|i| chars.get(i)).copied();
    let mut warn = |i: usize, message: &str, (from, to, with): (usize, usize, &str)| {
        let finding = CheckFinding::warning("typography", around(i), message);
        out.push(finding.fixed(place(from), place(to), with));
    };
    for (i, c) in chars.iter().copied().enumerate() {
        let (before, after) = (at(i.checked_sub(1)), at(Some(i + 1)));
        let spaced = before.is_some_and(char::is_whitespace);
        let close = (i.saturating_sub(1), i, "");
        if c == ' ' && after == Some(' ') {
            warn(i, "two spaces in a row", (i, i + 1, ""));
        }
        if matches!(c, ',' | '.' | ')')
            && spaced
            && after != Some('.')
            && !after.is_some_and(char::is_alphanumeric)
        {
            warn(i, "space before a mark that stands close", close);
        }
        if matches!(c, ';' | '?' | '!' | ':') && !french && spaced {
            warn(i, "space before a mark that stands close", close);
        }
        let ends = after.is_none_or(char::is_whitespace);
        if french
            && matches!(c, ';' | '?' | '!' | ':' | '»')
            && ends
            && before.is_some_and(|b| b.is_alphanumeric() || b == ')')
        {
            let message = "French wants a no-break space before this mark";
            warn(i, message, (i, i, "\u{a0}"));
        }
        if french && c == '«' && after.is_some_and(char::is_alphanumeric) {
            let message = "French wants a no-break space after this mark";
            warn(i, message, (i + 1, i + 1, "\u{a0}"));
        }
        if c == '%' && french && before.is_some_and(|b| b.is_ascii_digit()) {
            let message = "French wants a no-break space before this mark";
            warn(i, message, (i, i, "\u{a0}"));
        }
        if c == '%' && lang.primary() == "en" {
            let from = i - usize::from(spaced);
            warn(i, "write “per cent”", (from, i + 1, " per cent"));
        }
        if c == ',' && after.is_some_and(char::is_alphabetic) {
            warn(i, "no space after the comma", (i + 1, i + 1, " "));
        }
    }
    for (open, close) in [('(', ')'), ('«', '»'), ('“', '”')] {
        let count = |wanted: char| chars.iter().filter(|c| **c == wanted).count();
        let letters = if open == '(' {
            facts(text, lang)
                .iter()
                .filter(|f| f.kind == FactKind::Letter && !f.text(text).starts_with('('))
                .count()
        } else {
            0
        };
        let (opened, closed) = (count(open) + letters, count(close));
        if opened != closed {
            let alone = if opened > closed && count(open) > 0 {
                open
            } else {
                close
            };
            out.push(CheckFinding::warning(
                "typography",
                alone,
                format!("“{open}” and “{close}” do not pair"),
            ));
        }
    }
    for word in words(text) {
        if let Some(better) = lists(lang).spelling.get(word.text) {
            let finding =
                CheckFinding::warning("typography", word.text, format!("write “{better}”"));
            out.push(finding.fixed(word.start, word.end, better.as_str()));
        }
    }
    if french {
        for fact in facts(text, lang)
            .iter()
            .filter(|f| f.kind == FactKind::Date)
        {
            let span = fact.text(text);
            let first = span
                .strip_prefix('1')
                .is_some_and(|rest| rest.starts_with(char::is_whitespace));
            if first {
                let finding = CheckFinding::warning(
                    "typography",
                    span,
                    "the first of a month is written 1er",
                );
                out.push(finding.fixed(fact.start, fact.start + 1, "1er"));
            }
        }
    }
}
