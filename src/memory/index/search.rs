//! Finding every text that reaches a score.

use std::collections::{BTreeMap, HashSet};

use super::build::SERVED;
use super::layer::{Asked, Layer};
use super::piece::Record;
use super::segment::{Dead, Segment};
use super::side::Side;
use super::sign::{Glance, Sign};
use crate::memory::profile::{BuildFold, Profile};
use crate::memory::score::{Difference, base, greatest_distance};
use crate::model::unit::Role;

/// What a search asks for.
#[derive(Debug, Clone)]
pub(in crate::memory) struct Wanted {
    /// Least score in hundredths.
    pub score: u32,
    /// How many different source texts are enough; among equal scores all are given.
    pub top: usize,
    /// Role of the source variant; `None` takes all but statements.
    pub role: Option<Role>,
    /// Primary language wanted; `None` takes any other than `own`.
    pub to: Option<String>,
    /// Primary language asked in.
    pub own: String,
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

impl Wanted {
    /// Whether a variant of a role is looked at.
    pub fn takes(&self, role: Role) -> bool {
        match self.role {
            Some(wanted) => wanted == role,
            None => role != Role::Statement,
        }
    }

    /// Whether a unit with these languages may have what is wanted, and whether it surely has.
    fn has(&self, set: &str) -> (bool, bool) {
        let mut languages = set.split(' ');
        match &self.to {
            // Another variant of the same language may be there or not.
            Some(to) if *to == self.own => (true, false),
            Some(to) => {
                let there = languages.any(|lang| lang == to);
                (there, there)
            }
            None => {
                let there = languages.any(|lang| lang != self.own);
                (there, there)
            }
        }
    }
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

/// The greatest distances for a threshold, by the length of the longer text.
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

/// Which entries of a segment can reach the threshold, by the places of the first shared word.
///
/// With the rarest words first, a text with the word at place `p` and one with it at place `q` that
/// share no earlier word share at most what is left from there on. Of n words in the longer text
/// n - D(n) must be shared, which gives each place in the query a greatest length, and each place
/// in an entry a least one.
struct Window {
    /// First entry of the least length, by place in the entry.
    from: Vec<u32>,
    /// First entry that is too long, by place in the query.
    to: Vec<u32>,
}

impl Window {
    fn new(segment: &Segment, limits: &Limits, total: usize) -> Self {
        let own = limits.get(total).min(total);
        let need = total - own;
        // A longer text of n words must keep n - D(n) <= total.
        let mut longest = total;
        let keep = |length: usize| length - limits.get(length).min(length);
        while keep(longest + 1) <= total && longest < total * 3 {
            longest += 1;
        }
        let mut to = Vec::with_capacity(own + 1);
        let mut length = longest;
        for place in 0..=own {
            while length > total && keep(length) + place > total {
                length -= 1;
            }
            to.push(segment.first_of(length + 1));
        }
        let mut from = Vec::new();
        let mut length = total;
        for place in 0..=limits.get(longest) {
            if place <= own {
                from.push(segment.first_of(place + need));
                continue;
            }
            while length < longest && limits.get(length) < place {
                length += 1;
            }
            from.push(segment.first_of(length));
        }
        Self { from, to }
    }
}

struct Search<'a> {
    wanted: &'a Wanted,
    total: usize,
    least: u32,
    limits: Limits,
    best: Best,
    found: Vec<Found>,
}

/// A layer while it is searched.
struct At<'a, L> {
    layer: &'a L,
    dead: &'a Dead,
    asked: Asked,
    /// Of each language set: whether it may have, and surely has, the language wanted.
    sets: Vec<(bool, bool)>,
    /// Entries compared already.
    seen: HashSet<u32, BuildFold>,
    /// Entries to be compared, by the least distance they can have.
    next: Vec<(u32, u32)>,
    /// The first look, for the threshold it was made for.
    glance: (u32, Glance),
}

impl<'a, L: Layer> At<'a, L> {
    fn new(layer: &'a L, dead: &'a Dead, profile: &Profile, wanted: &Wanted) -> Self {
        let sets = layer.sets();
        let count = u32::try_from(sets.len()).unwrap_or(u32::MAX);
        Self {
            asked: Asked::new(layer, profile),
            sets: (0..count).map(|n| wanted.has(sets.get(n))).collect(),
            layer,
            dead,
            seen: HashSet::default(),
            next: Vec::new(),
            glance: (u32::MAX, Glance::default()),
        }
    }
}

/// Every text of a side that reaches the score, in no order; when more than `top` different texts
/// do, those below the last of the best may be left out.
pub(in crate::memory) fn search(side: &Side, profile: &Profile, wanted: &Wanted) -> Vec<Found> {
    if wanted.top == 0 || wanted.score > 10_000 {
        return Vec::new();
    }
    let total = profile.words.len();
    let mut search = Search {
        wanted,
        total,
        least: wanted.score,
        limits: Limits::new(wanted.score, total.min(200) * 2),
        best: Best {
            top: wanted.top,
            scores: BTreeMap::new(),
        },
        found: Vec::new(),
    };
    // The latest texts first: they are few and may raise the threshold.
    let (tail, dead) = side.tail();
    if tail.len() > 0 {
        search.scan(&mut At::new(tail, dead, profile, wanted), 0..tail.len());
    }
    for (segment, dead) in side.segments() {
        let mut at = At::new(segment, dead, profile, wanted);
        if wanted.score < SERVED {
            search.scan(&mut at, 0..segment.len());
        } else {
            search.probe(&mut at);
            if total == 0 {
                search.scan(&mut at, 0..segment.first_of(1) as usize);
            }
        }
    }
    let least = search.least;
    search.found.retain(|f| f.score >= least);
    search.found
}

impl Search<'_> {
    /// Looks at every entry of a range.
    fn scan<L: Layer>(&mut self, at: &mut At<'_, L>, range: std::ops::Range<usize>) {
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let entries: Vec<u32> = (number(range.start)..number(range.end)).collect();
        for some in entries.chunks(4_096) {
            self.glance(at);
            self.sift(at, some);
            self.compare(at);
        }
    }

    /// Looks at the entries that share a rare word.
    fn probe(&mut self, at: &mut At<'_, Segment>) {
        let segment = at.layer;
        let total = self.total;
        let mut window = Window::new(segment, &self.limits, total);
        let mut reckoned = self.least;
        let mut last = None;
        let strangers = at.asked.strangers;
        let words = std::mem::take(&mut at.asked.sorted);
        for (place, word) in (strangers..).zip(&words) {
            if reckoned != self.least {
                reckoned = self.least;
                window = Window::new(segment, &self.limits, total);
            }
            // The prefix gets shorter as the threshold rises.
            let Some(to) = window.to.get(place) else {
                break;
            };
            if last == Some(*word) {
                continue;
            }
            last = Some(*word);
            self.glance(at);
            for (run, from) in segment.list(*word).runs().zip(&window.from) {
                if from >= to {
                    continue;
                }
                let (_, run) = run.split_at(run.partition_point(|entry| entry < from));
                let (run, _) = run.split_at(run.partition_point(|entry| entry < to));
                self.sift(at, run);
            }
            self.compare(at);
        }
    }

    /// Makes the first look ready for the present threshold.
    fn glance<L: Layer>(&self, at: &mut At<'_, L>) {
        if at.glance.0 != self.least {
            let lengths = self.total.min(200) * 2 + 2;
            let glance = Glance::new(&at.asked.sign, lengths, |n| self.limits.get(n));
            at.glance = (self.least, glance);
        }
    }

    /// Puts down for comparison the entries whose signs do not rule them out.
    fn sift<L: Layer>(&self, at: &mut At<'_, L>, entries: &[u32]) {
        // The signs lie far apart. Fetched in a loop that does nothing else, many are on their way
        // from main memory at once.
        let mut signs = [Sign::default(); 32];
        for some in entries.chunks(signs.len()) {
            for (sign, entry) in signs.iter_mut().zip(some) {
                *sign = at.layer.sign(*entry);
            }
            for (sign, entry) in signs.iter().zip(some) {
                if !at.glance.1.passes(*sign) {
                    continue;
                }
                match at.asked.sign.bound(*sign) {
                    Some((longest, bound)) if bound as usize > self.limits.get(longest) => {}
                    bound => at.next.push((bound.map_or(0, |b| b.1), *entry)),
                }
            }
        }
    }

    /// Compares what was put down, the most promising first.
    fn compare<L: Layer>(&mut self, at: &mut At<'_, L>) {
        let mut next = std::mem::take(&mut at.next);
        next.sort_unstable();
        for (bound, entry) in next.drain(..) {
            self.look(at, bound, entry);
        }
        at.next = next;
    }

    fn look<L: Layer>(&mut self, at: &mut At<'_, L>, bound: u32, entry: u32) {
        let words = at.layer.words_of(entry);
        let longest = words.len().max(self.total);
        let limit = self.limits.get(longest);
        if bound as usize > limit || at.dead.has(entry) || !at.seen.insert(entry) {
            return;
        }
        let Some(record) = at.layer.record(entry) else {
            return;
        };
        let limit = u32::try_from(limit).unwrap_or(u32::MAX);
        let values = at.layer.values_of(&record);
        let Some(difference) = at.asked.difference(words, &record, values, limit) else {
            return;
        };
        if base(difference.distance, difference.longest) < self.least {
            return;
        }
        let score = difference.score();
        if score < self.least || !self.wanted.takes(record.role) {
            return;
        }
        // A set that has no number of its own may have any language.
        let set = at.sets.get(usize::from(record.set));
        let (may, sure) = set.copied().unwrap_or((true, false));
        if may {
            self.keep(&record, difference, score, sure);
        }
    }

    fn keep(&mut self, record: &Record, difference: Difference, score: u32, sure: bool) {
        self.found.push(Found {
            score,
            difference,
            row: record.row,
            year: record.year,
            position: record.position,
        });
        if sure
            && let Some(least) = self.best.count(record.text, score)
            && least > self.least
        {
            self.least = least;
            self.limits = Limits::new(least, self.limits.by_length.len().saturating_sub(1));
            self.found.retain(|f| f.score >= least);
        }
    }
}
