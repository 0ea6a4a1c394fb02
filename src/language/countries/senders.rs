//! Who speaks, where a text names several countries: an embassy is its own State's, not its host's.

use std::collections::BTreeMap;

use super::Countries;
use super::find::Named;
use super::words::{Spans, fold};
use crate::model::ids::CountryCode;

/// Words between an office and the name of its State at most.
const NEAR: usize = 4;

impl Countries {
    /// The countries of a text that it can come from: of an office abroad its own State, of a letter
    /// for another State that one; otherwise all.
    pub(super) fn senders(&self, text: &str, named: Vec<Named>) -> Vec<Named> {
        if named.len() < 2 && !self.names_a_mission(text) {
            return named;
        }
        let words = folded(text);
        if let Some((_, end)) = phrase(&words, &self.codes.behalf)
            && let Some(one) = named.iter().find(|n| n.start >= end)
        {
            return vec![*one];
        }
        let Some((start, end)) = phrase(&words, &self.codes.missions) else {
            return named;
        };
        let between = |n: &Named| -> Vec<&str> {
            words
                .iter()
                .filter(|(from, _, _)| *from >= end && *from < n.start)
                .map(|(_, _, w)| w.as_str())
                .collect()
        };
        let hosts: Vec<String> = self.codes.hosts.iter().map(|h| fold(h)).collect();
        let own = named.iter().find(|n| n.start >= end).filter(|n| {
            let between = between(n);
            between.len() <= NEAR && !between.iter().any(|w| hosts.iter().any(|h| h == w))
        });
        let before = || named.iter().rfind(|n| n.end <= start);
        own.or_else(before).copied().into_iter().collect()
    }

    /// True when the text names an embassy or another office of a State abroad.
    pub(super) fn names_a_mission(&self, text: &str) -> bool {
        phrase(&folded(text), &self.codes.missions).is_some()
    }

    /// Adds to names found with slips those of the same family that need one slip more.
    pub(super) fn add_alike(&self, found: &mut BTreeMap<CountryCode, (usize, String)>) {
        let known: Vec<(CountryCode, usize, String)> = found
            .iter()
            .map(|(code, (slips, words))| (*code, *slips, words.clone()))
            .collect();
        for (code, slips, said) in known {
            let text = fold(&said);
            let family = self.codes.alike.iter().filter(|f| f.contains(&code));
            for other in family.flatten().filter(|c| **c != code) {
                let nearest = self
                    .finder
                    .aliases()
                    .iter()
                    .filter(|a| a.code == Some(*other))
                    .map(|a| strsim::osa_distance(&text, &a.words))
                    .min();
                if let Some(n) = nearest.filter(|n| *n <= slips + 1) {
                    found.entry(*other).or_insert((n, said.clone()));
                }
            }
        }
    }
}

/// The words of a text, folded, with the bytes where they begin and end.
fn folded(text: &str) -> Vec<(usize, usize, String)> {
    Spans::new(text)
        .map(|(start, end)| (start, end, fold(text.get(start..end).unwrap_or_default())))
        .collect()
}

/// Bytes of the first of the phrases that stands in the text.
fn phrase(words: &[(usize, usize, String)], phrases: &[String]) -> Option<(usize, usize)> {
    let wanted: Vec<Vec<String>> = phrases
        .iter()
        .map(|p| fold(p).split(' ').map(str::to_owned).collect())
        .collect();
    (0..words.len()).find_map(|at| {
        let rest = words.get(at..)?;
        wanted.iter().find_map(|phrase| {
            let here = rest.get(..phrase.len())?;
            let same = here.iter().map(|(_, _, w)| w).eq(phrase.iter());
            let last = here.last()?;
            same.then_some((here.first()?.0, last.1))
        })
    })
}
