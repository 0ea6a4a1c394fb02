//! Finding every text of a side that reaches a score.

use std::collections::BTreeMap;

use super::postings::{Posting, SERVED};
use super::side::{Asked, Side};
use super::{FURTHER, Index};
use crate::memory::score::{Difference, base, greatest_distance};
use crate::model::unit::Role;

/// What a search asks for.
#[derive(Debug, Clone, Copy)]
pub(in crate::memory) struct Wanted {
    /// Least score in hundredths.
    pub score: u32,
    /// How many different source texts are enough; among equal scores all are given.
    pub top: usize,
    /// Role of the source variant.
    pub role: Option<Role>,
    /// Bit of the language wanted; `None` takes any other than `own`.
    pub to: Option<u64>,
    /// Bit of the language asked in.
    pub own: u64,
}

/// A text found.
#[derive(Debug, Clone, Copy)]
pub(in crate::memory) struct Found {
    /// Score in hundredths.
    pub score: u32,
    /// What the score is made of.
    pub difference: Difference,
    /// Row of the unit.
    pub row: i64,
    /// Newest year of its documents.
    pub year: i16,
    /// Position of the variant.
    pub position: u8,
}

/// The scores of the best source texts so far.
struct Best {
    top: usize,
    scores: BTreeMap<u64, u32>,
}

impl Best {
    /// Counts a text; gives the score that the last of the best has, once there are enough.
    fn count(&mut self, text: u64, score: u32) -> Option<u32> {
        let kept = self.scores.entry(text).or_insert(score);
        *kept = (*kept).max(score);
        if self.scores.len() > self.top {
            let weakest = self
                .scores
                .iter()
                .min_by_key(|(_, s)| **s)
                .map(|(t, _)| *t)?;
            self.scores.remove(&weakest);
        }
        (self.scores.len() >= self.top).then(|| self.scores.values().min().copied().unwrap_or(0))
    }
}

struct Search<'a> {
    index: &'a Index,
    side: &'a Side,
    asked: &'a Asked,
    wanted: Wanted,
    least: u32,
    limits: Limits,
    best: Best,
    seen: Vec<u64>,
    found: Vec<Found>,
}

/// The greatest distances for the present threshold, by length; computed once each.
struct Limits {
    score: u32,
    by_length: Vec<u32>,
}

impl Limits {
    fn new(score: u32, longest: usize) -> Self {
        Self {
            score,
            by_length: (0..=u32::try_from(longest).unwrap_or(u32::MAX))
                .map(|length| greatest_distance(length, score).unwrap_or(0))
                .collect(),
        }
    }
    fn get(&self, length: usize) -> usize {
        match self.by_length.get(length) {
            Some(d) => *d as usize,
            None => greatest_distance(u32::try_from(length).unwrap_or(u32::MAX), self.score)
                .unwrap_or(0) as usize,
        }
    }
}

impl Index {
    /// Every text of `side` that reaches the score, in no order; when more than `top` different
    /// texts do, those below the last of the best may be left out.
    pub fn search(&self, side: &Side, asked: &Asked, wanted: Wanted) -> Vec<Found> {
        if wanted.top == 0 || wanted.score > 10_000 {
            return Vec::new();
        }
        let mut search = Search {
            index: self,
            side,
            asked,
            wanted,
            least: wanted.score,
            limits: Limits::new(wanted.score, asked.keys.len().min(200) * 2),
            best: Best {
                top: wanted.top,
                scores: BTreeMap::new(),
            },
            seen: vec![0; side.len().div_ceil(64)],
            found: Vec::new(),
        };
        if wanted.score < SERVED {
            for entry in 0..side.len() {
                search.look(u32::try_from(entry).unwrap_or(u32::MAX));
            }
        } else {
            search.probe();
            for entry in &side.postings.apart {
                search.look(*entry);
            }
        }
        let least = search.least;
        search.found.retain(|f| f.score >= least);
        search.found
    }
}

impl Search<'_> {
    fn probe(&mut self) {
        let mut words = self.asked.keys.clone();
        self.side.postings.sort(&mut words);
        let total = words.len();
        let mut last = None;
        let mut window = self.window(total);
        let mut reckoned = self.least;
        for (place, word) in words.iter().enumerate() {
            // The prefix gets shorter as the threshold rises.
            if place > self.limits.get(total) {
                break;
            }
            if last == Some(*word) {
                continue;
            }
            last = Some(*word);
            let side = self.side;
            let list = side.postings.base(*word);
            if reckoned != self.least {
                reckoned = self.least;
                window = self.window(total);
            }
            let (shortest, longest) = window;
            let from = list.partition_point(|p| usize::from(p.length) < shortest);
            for posting in list.get(from..).unwrap_or_default() {
                if usize::from(posting.length) > longest {
                    break;
                }
                self.consider(place, total, posting);
            }
            for posting in side.postings.delta(*word) {
                self.consider(place, total, posting);
            }
        }
    }

    /// The lengths that can reach the threshold beside a text of `total` words.
    fn window(&self, total: usize) -> (usize, usize) {
        let shortest = total - self.limits.get(total).min(total);
        // A longer text of n words must keep n - D(n) <= total.
        let mut longest = total;
        while longest < usize::from(u16::MAX) && longest + 1 - self.limits.get(longest + 1) <= total
        {
            longest += 1;
        }
        (shortest, longest)
    }

    fn consider(&mut self, place: usize, total: usize, posting: &Posting) {
        let (length, at) = (usize::from(posting.length), usize::from(posting.place));
        let both = length.max(total);
        let limit = self.limits.get(both);
        if length.abs_diff(total) > limit || at > self.limits.get(length) {
            return;
        }
        // Shared words are this one and at most what follows it in either text.
        let most = 1 + (total - place - 1).min(length - at - 1);
        if most + limit < both {
            return;
        }
        self.look(posting.entry);
    }

    fn look(&mut self, number: u32) {
        let Some(word) = self.seen.get_mut(number as usize / 64) else {
            return;
        };
        let bit = 1u64 << (number % 64);
        if *word & bit != 0 {
            return;
        }
        *word |= bit;
        let Some(entry) = self.side.entries.get(number as usize) else {
            return;
        };
        let longest = (entry.words() as usize).max(self.asked.keys.len());
        let limit = u32::try_from(self.limits.get(longest)).unwrap_or(u32::MAX);
        let Some(difference) = self.side.difference(self.asked, entry, limit) else {
            return;
        };
        if base(difference.distance, difference.longest) < self.least {
            return;
        }
        let score = difference.score();
        let Some(slot) = self.index.slot(entry.slot) else {
            return;
        };
        if score < self.least || !slot.visible || !self.side.fits(entry, self.wanted.role) {
            return;
        }
        let further = 1u64 << FURTHER;
        let wanted = match self.wanted.to {
            Some(bit) => slot.languages & bit,
            None => slot.languages & !(self.wanted.own & !further),
        };
        if wanted == 0 {
            return;
        }
        self.found.push(Found {
            score,
            difference,
            row: slot.row,
            year: slot.year,
            position: entry.position,
        });
        // The bit of further languages promises nothing, so it is not counted.
        if wanted & !further != 0
            && let Some(least) = self.best.count(entry.text, score)
            && least > self.least
        {
            self.least = least;
            self.limits = Limits::new(least, self.limits.by_length.len().saturating_sub(1));
            self.found.retain(|f| f.score >= least);
        }
    }
}
