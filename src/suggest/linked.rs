//! Which sentence of a reply says a sentence of a draft from the memory.

use std::collections::BTreeSet;

use super::sentences::{Sentence, says_nothing};
use crate::language::segment;
use crate::model::ids::Lang;
use crate::model::suggestion::{Linked, Rest};

/// Letters by which words are taken for forms of one.
const LETTERS: usize = 6;

fn words(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|w| w.chars().count() > 3 || w.starts_with(|c: char| c.is_ascii_digit()))
        .map(|w| w.to_lowercase().chars().take(LETTERS).collect())
        .collect()
}

fn characters(text: &str, byte: usize) -> usize {
    text.get(..byte).unwrap_or_default().chars().count()
}

/// Each sentence of the draft with the sentence of the reply that shares most words with it. `same`
/// is the draft in the language of the reply; where it has other sentences than the English, each
/// is linked to the whole reply.
pub(super) fn linked(
    en: &str,
    english: &Lang,
    same: &str,
    lang: &Lang,
    told: &[Sentence],
    reply: &str,
) -> Vec<Linked> {
    let own = segment::sentences(en, english);
    let other = segment::sentences(same, lang);
    let whole = (0, reply.chars().count());
    own.iter()
        .enumerate()
        .map(|(i, range)| {
            let said = other
                .get(i)
                .filter(|_| other.len() == own.len())
                .and_then(|r| same.get(r.clone()))
                .map(words)
                .unwrap_or_default();
            let best = told
                .iter()
                .map(|s| (words(&s.text).intersection(&said).count(), s))
                .filter(|(shared, _)| *shared > 0)
                // The first of those that share most.
                .rev()
                .max_by_key(|(shared, _)| *shared);
            let (from_start, from_end) = best.map_or(whole, |(_, s)| {
                (
                    characters(reply, s.from.start),
                    characters(reply, s.from.end),
                )
            });
            Linked {
                start: characters(en, range.start),
                end: characters(en, range.end),
                from_start,
                from_end,
                source: 0,
            }
        })
        .collect()
}

/// The sentences of the reply that no link names.
pub(super) fn unused(links: &[Linked], told: &[Sentence], reply: &str) -> Vec<Rest> {
    told.iter()
        .filter(|s| !says_nothing(&s.text))
        .map(|s| {
            (
                characters(reply, s.from.start),
                characters(reply, s.from.end),
            )
        })
        .filter(|(start, end)| {
            !links
                .iter()
                .any(|l| l.from_start < *end && *start < l.from_end)
        })
        .map(|(from_start, from_end)| Rest {
            from_start,
            from_end,
            en: None,
            source: 0,
        })
        .collect()
}
