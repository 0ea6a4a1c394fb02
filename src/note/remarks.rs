//! What the comments of a draft say, and at which words: where a text comes from with its score, and
//! what the checks found.

use super::{Setter, markup};
use crate::model::entry::{Entry, EntryText};
use crate::model::manuscript::{Remark, visible};

impl Setter<'_> {
    pub(super) fn remarks(
        &self,
        entry: &Entry,
        text: &EntryText,
        parsed: &markup::Parsed,
    ) -> Vec<Remark> {
        let mut out = Vec::new();
        if !text.state.is_decided() {
            out.extend(self.origin(text));
        }
        let key = (entry.id, self.lang.clone());
        let findings = self.extras.and_then(|e| e.findings.get(&key));
        if let Some(findings) = findings.filter(|f| !f.is_empty()) {
            let lines = std::iter::once(&parsed.text).chain(&parsed.items);
            let shown: Vec<String> = lines.map(|l| visible(l)).collect();
            let shown = shown.join("\n");
            out.extend(findings.iter().map(|finding| Remark {
                at: place(&shown, &self.finish(&finding.words)),
                text: finding.message.clone(),
            }));
        }
        out
    }

    fn origin(&self, text: &EntryText) -> Option<Remark> {
        let basis = text.basis.trim();
        if basis.is_empty() {
            return None;
        }
        let from = self.finish(&format!("{}:", self.label("comes_from")));
        let score = match text.score {
            Some(score) if score > 0.0 => format!(" ({score:.0})"),
            _ => String::new(),
        };
        Some(format!("{from} {basis}{score}.").as_str().into())
    }
}

/// Where words stand in a text, in characters: as they are, or else by their letters and figures
/// alone, since marks and spaces may have changed in setting. Whole words only.
fn place(text: &str, words: &str) -> Option<(usize, usize)> {
    let words = words.trim();
    if words.is_empty() {
        return None;
    }
    let chars: Vec<char> = text.chars().collect();
    let wanted: Vec<char> = words.chars().collect();
    let edge = |at: Option<usize>| {
        at.and_then(|i| chars.get(i))
            .is_none_or(|c| !c.is_alphanumeric())
    };
    let whole = |from: usize, to: usize| {
        let starts = !chars.get(from).is_some_and(|c| c.is_alphanumeric());
        let ends = !chars.get(to - 1).is_some_and(|c| c.is_alphanumeric());
        (starts || edge(from.checked_sub(1))) && (ends || edge(Some(to)))
    };
    let exact = (0..chars.len())
        .filter(|from| chars.get(*from..from + wanted.len()) == Some(wanted.as_slice()))
        .map(|from| (from, from + wanted.len()))
        .find(|(from, to)| whole(*from, *to));
    if exact.is_some() {
        return exact;
    }
    let letters: Vec<(usize, char)> = chars
        .iter()
        .enumerate()
        .filter(|(_, c)| c.is_alphanumeric())
        .map(|(i, c)| (i, *c))
        .collect();
    let wanted: Vec<char> = words.chars().filter(|c| c.is_alphanumeric()).collect();
    if wanted.is_empty() {
        return None;
    }
    letters
        .windows(wanted.len())
        .filter(|window| window.iter().map(|(_, c)| c).eq(wanted.iter()))
        .filter_map(|window| Some((window.first()?.0, window.last()?.0 + 1)))
        .find(|(from, to)| whole(*from, *to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_as_they_are_or_by_their_letters() {
        for (text, words, wanted) in [
            ("in 2025 and 25 more", "25", Some((12, 14))),
            ("the the law", "the the", Some((0, 7))),
            (
                "dite «\u{a0}zéro\u{a0}», oui",
                "\"zéro\", oui",
                Some((7, 18)),
            ),
            ("texte\u{a0}: oui", " :", Some((6, 7))),
            ("texte : oui", ":", Some((6, 7))),
            ("a b", "c", None),
            ("a b", "", None),
            ("", "a", None),
        ] {
            let found = place(text, words);
            assert_eq!(found, wanted, "{text}: {words}");
        }
    }
}
