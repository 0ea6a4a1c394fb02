//! Which texts hold which of their rare words.
//!
//! Two texts whose longer one has L words and whose distance is at most D share at least L - D
//! words. Written with the rarest word first, each of them must then have one of the shared words
//! among its first D + 1: only those are kept here (Chaudhuri et al. 2006, Bayardo et al. 2007),
//! for the lowest threshold the index serves. The order of rarity is fixed when the base is built;
//! words that come later count as rarer than all before. A base of sorted lists serves most texts,
//! a delta those that came since; the delta is merged when it has grown.

use std::collections::HashMap;

use super::side::Side;
use crate::memory::profile::BuildFold;
use crate::memory::score::greatest_distance;

/// Least score the postings serve, in hundredths; below it all texts are read.
pub(super) const SERVED: u32 = 5_000;

/// A text under one of its rare words.
#[derive(Debug, Clone, Copy)]
pub(super) struct Posting {
    /// Number of the entry.
    pub entry: u32,
    /// Words of the entry.
    pub length: u16,
    /// Place of the word among the words of the entry, rarest first.
    pub place: u16,
}

/// The lists of a side.
#[derive(Debug, Default)]
pub(super) struct Postings {
    /// Rank of a word by its number: the higher the rarer.
    ranks: Vec<u32>,
    starts: Vec<usize>,
    base: Vec<Posting>,
    base_entries: usize,
    delta: HashMap<u32, Vec<Posting>, BuildFold>,
    /// Texts that are too long for a posting or have no words: always looked at.
    pub apart: Vec<u32>,
    entries: usize,
}

/// Texts up to this length have postings.
const LONGEST: u32 = 60_000;

impl Postings {
    /// The rank of a word; words without one are the rarest of all.
    pub fn rank(&self, word: u32) -> u64 {
        match self.ranks.get(word as usize) {
            Some(rank) => u64::from(*rank),
            None => (1 << 32) + u64::from(word),
        }
    }

    /// Words, rarest first, equal ones together.
    pub fn sort(&self, words: &mut [u32]) {
        words.sort_unstable_by_key(|w| std::cmp::Reverse(self.rank(*w)));
    }

    /// The texts of the base under a word, shortest first.
    pub fn base(&self, word: u32) -> &[Posting] {
        let at = word as usize;
        match (self.starts.get(at), self.starts.get(at + 1)) {
            (Some(from), Some(to)) => self.base.get(*from..*to).unwrap_or_default(),
            _ => &[],
        }
    }

    /// The texts that came since under a word, in no order of length.
    pub fn delta(&self, word: u32) -> &[Posting] {
        self.delta.get(&word).map(Vec::as_slice).unwrap_or_default()
    }

    /// Brings the lists up to the entries of the side.
    pub fn settle(&mut self, side: &Side) {
        let new = side.len() - self.base_entries;
        if new > 1_000.max(self.base_entries / 4) || self.base_entries == 0 {
            self.rebuild(side);
        } else {
            let mut sorted = Vec::new();
            for number in self.entries..side.len() {
                self.each(side, number, &mut sorted, |delta, word, posting| {
                    delta.entry(word).or_default().push(posting);
                });
            }
        }
        self.entries = side.len();
    }

    fn each(
        &mut self,
        side: &Side,
        number: usize,
        sorted: &mut Vec<u32>,
        mut put: impl FnMut(&mut HashMap<u32, Vec<Posting>, BuildFold>, u32, Posting),
    ) {
        let Some(entry) = side.entries.get(number) else {
            return;
        };
        let id = u32::try_from(number).unwrap_or(u32::MAX);
        let length = entry.words();
        if length == 0 || length > LONGEST {
            self.apart.push(id);
            return;
        }
        sorted.clear();
        sorted.extend_from_slice(side.keys(entry));
        self.sort(sorted);
        let prefix = greatest_distance(length, SERVED).unwrap_or(0) as usize + 1;
        let mut last = None;
        for (place, word) in sorted.iter().take(prefix).enumerate() {
            if last != Some(*word) {
                last = Some(*word);
                put(
                    &mut self.delta,
                    *word,
                    Posting {
                        entry: id,
                        length: u16::try_from(length).unwrap_or(u16::MAX),
                        place: u16::try_from(place).unwrap_or(u16::MAX),
                    },
                );
            }
        }
    }

    fn rebuild(&mut self, side: &Side) {
        *self = Self::default();
        let words = side.vocabulary_len();
        let mut frequency = vec![0u32; words];
        for entry in &side.entries {
            for key in side.keys(entry) {
                if let Some(n) = frequency.get_mut(*key as usize) {
                    *n += 1;
                }
            }
        }
        let mut order: Vec<u32> = (0..u32::try_from(words).unwrap_or(u32::MAX)).collect();
        order.sort_by_key(|w| std::cmp::Reverse(frequency.get(*w as usize).copied().unwrap_or(0)));
        self.ranks = vec![0; words];
        for (rank, word) in (0u32..).zip(&order) {
            if let Some(to) = self.ranks.get_mut(*word as usize) {
                *to = rank;
            }
        }
        let mut all: Vec<(u32, Posting)> = Vec::new();
        let mut sorted = Vec::new();
        for number in 0..side.len() {
            self.each(side, number, &mut sorted, |_, word, posting| {
                all.push((word, posting));
            });
        }
        self.starts = vec![0; words + 1];
        for (word, _) in &all {
            if let Some(n) = self.starts.get_mut(*word as usize + 1) {
                *n += 1;
            }
        }
        let mut sum = 0;
        for start in &mut self.starts {
            sum += *start;
            *start = sum;
        }
        let mut next = self.starts.clone();
        let none = Posting {
            entry: 0,
            length: 0,
            place: 0,
        };
        self.base = vec![none; all.len()];
        for (word, posting) in all {
            if let Some(at) = next.get_mut(word as usize) {
                if let Some(to) = self.base.get_mut(*at) {
                    *to = posting;
                }
                *at += 1;
            }
        }
        for word in 0..words {
            if let (Some(from), Some(to)) = (self.starts.get(word), self.starts.get(word + 1))
                && let Some(list) = self.base.get_mut(*from..*to)
            {
                list.sort_unstable_by_key(|p| (p.length, p.entry));
            }
        }
        self.base_entries = side.len();
    }
}
