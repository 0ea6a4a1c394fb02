//! Words of a text, and the checks that need nothing else.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::CheckFinding;
use super::fix::as_begun;
use crate::model::ids::Lang;

/// The lists of one language, from `memory/checks.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Lists {
    pub doubled: Vec<String>,
    pub strong: Vec<String>,
    pub weak: Vec<String>,
    pub phrases: BTreeMap<String, String>,
    pub elided: Vec<String>,
    pub kept: Vec<String>,
    pub fused: Vec<(String, String, String)>,
    pub wants_de: Vec<String>,
    pub nouns: Vec<String>,
    pub not_negative: Vec<String>,
    pub spelling: BTreeMap<String, String>,
    pub acronyms: Vec<String>,
    pub once: Vec<String>,
}

static TABLES: LazyLock<BTreeMap<String, Lists>> =
    LazyLock::new(|| toml::from_str(SHIPPED).unwrap_or_default());
static NONE: LazyLock<Lists> = LazyLock::new(Lists::default);

const SHIPPED: &str = include_str!("../../memory/checks.toml");

/// The lists of a language; empty ones for a language without any.
pub(super) fn lists(lang: &Lang) -> &'static Lists {
    TABLES.get(lang.primary()).unwrap_or(&NONE)
}

/// A word and where it stands; bytes. An apostrophe ends a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word<'a> {
    pub text: &'a str,
    pub start: usize,
    pub end: usize,
}

impl Word<'_> {
    pub fn low(&self) -> String {
        self.text.to_lowercase()
    }
}

/// The words of a text in order; hyphens stay inside.
pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let mut out = Vec::new();
    let mut start = None;
    for (i, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let inside = c.is_alphanumeric() || (c == '-' && start.is_some());
        match (inside, start) {
            (true, None) => start = Some(i),
            (false, Some(s)) => {
                out.push(Word {
                    text: text.get(s..i).unwrap_or_default(),
                    start: s,
                    end: i,
                });
                start = None;
            }
            _ => {}
        }
    }
    out
}

/// True when only white space stands between two words.
pub(super) fn adjacent(text: &str, a: &Word<'_>, b: &Word<'_>) -> bool {
    text.get(a.end..b.start)
        .is_some_and(|gap| !gap.is_empty() && gap.chars().all(char::is_whitespace))
}

/// `the the`.
pub(super) fn doubled(lang: &Lang, text: &str, out: &mut Vec<CheckFinding>) {
    let list = words(text);
    for pair in list.windows(2) {
        let [a, b] = pair else { continue };
        let low = a.low();
        let letters = low.chars().all(char::is_alphabetic);
        if letters && low == b.low() && adjacent(text, a, b) && !lists(lang).doubled.contains(&low)
        {
            let span = text.get(a.start..b.end).unwrap_or_default();
            let finding = CheckFinding::warning(
                "doubled-word",
                span,
                format!("“{}” stands twice in a row", a.text),
            );
            out.push(finding.fixed(a.end, b.end, ""));
        }
    }
}

/// Wording that does not belong into a note.
pub(super) fn phrases(lang: &Lang, text: &str, out: &mut Vec<CheckFinding>) {
    let list = words(text);
    for (phrase, better) in &lists(lang).phrases {
        let parts: Vec<&str> = phrase.split(' ').collect();
        for window in list.windows(parts.len()) {
            if window.iter().zip(&parts).all(|(w, p)| w.low() == *p)
                && let (Some(a), Some(b)) = (window.first(), window.last())
            {
                let span = text.get(a.start..b.end).unwrap_or_default();
                let finding = CheckFinding::warning(
                    "terminology",
                    span,
                    format!("write “{better}” instead of “{span}”"),
                );
                out.push(finding.fixed(a.start, b.end, as_begun(better, a.text)));
            }
        }
    }
}

/// `ONU DC`.
pub(super) fn split_acronyms(text: &str, out: &mut Vec<CheckFinding>) {
    let known = TABLES.get("names").unwrap_or(&NONE);
    let list = words(text);
    for pair in list.windows(2) {
        let [a, b] = pair else { continue };
        let joined = format!("{}{}", a.text, b.text);
        if adjacent(text, a, b) && known.acronyms.contains(&joined) {
            let span = text.get(a.start..b.end).unwrap_or_default();
            let finding =
                CheckFinding::warning("typography", span, format!("“{joined}” is split in two"));
            out.push(finding.fixed(a.start, b.end, joined));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_lists_are_read() {
        let tables: BTreeMap<String, Lists> = toml::from_str(SHIPPED).unwrap();
        assert!(tables["fr"].fused.len() == 4 && !tables["names"].acronyms.is_empty());
    }
}
