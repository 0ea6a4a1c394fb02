//! Texts that no longer change: sorted by length, each under its rarest words, all in plain arrays
//! that are read from a file as they are.
//!
//! Words are numbered by rarity, 0 the rarest, so that the numbers of a text in order are its words
//! with the rarest first. Entries are numbered by length, so that lengths are ranges of entries.

use super::lexicon::Lexicon;
use super::piece::{Packed, Record};
use super::sign::{Sign, sign};

/// Texts of one length that follow each other: words of each, number of the first, first of their
/// words.
pub(in crate::memory) type Group = [u64; 3];

/// The arrays of the texts.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::memory) struct Segment {
    pub words: Lexicon,
    pub values: Lexicon,
    pub sets: Lexicon,
    pub groups: Vec<Group>,
    pub keys: Vec<u32>,
    pub signs: Vec<Sign>,
    pub records: Vec<Packed>,
    pub value_list: Vec<u32>,
    /// Entries in the order of their units' rows.
    pub by_row: Vec<u32>,
    /// Where the list of each word begins in `postings`.
    pub starts: Vec<u32>,
    /// For each word: the number of places, the end of each place's run, the runs. A run holds
    /// the entries that have the word at this place among their words, rarest first.
    pub postings: Vec<u32>,
    /// In how many texts each word is.
    pub texts: Vec<u32>,
}

/// The list of a word.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::memory) struct List<'a> {
    ends: &'a [u32],
    entries: &'a [u32],
}

impl<'a> List<'a> {
    /// The runs by place.
    pub fn runs(self) -> impl Iterator<Item = &'a [u32]> {
        let mut from = 0;
        self.ends.iter().map(move |end| {
            let run = self.entries.get(from as usize..*end as usize);
            from = *end;
            run.unwrap_or_default()
        })
    }
}

impl Segment {
    /// Number of texts.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether the arrays have the sizes that belong together.
    pub fn is_sound(&self) -> bool {
        let mut entries = 0;
        let mut keys = 0;
        let mut last = None;
        for (at, [length, first, start]) in self.groups.iter().enumerate() {
            let until = self
                .groups
                .get(at + 1)
                .map_or(self.records.len() as u64, |next| next[1]);
            let Some(count) = until.checked_sub(*first) else {
                return false;
            };
            let Some(all) = count.checked_mul(*length) else {
                return false;
            };
            if *first != entries || *start != keys || last.is_some_and(|l| l >= *length) {
                return false;
            }
            last = Some(*length);
            entries += count;
            keys += all;
        }
        entries == self.records.len() as u64
            && keys == self.keys.len() as u64
            && self.signs.len() == self.records.len()
            && self.by_row.len() == self.records.len()
            && self.texts.len() == self.words.len()
            && self.starts.len() == self.words.len() + 1
            && self.starts.last().map_or(0, |s| *s as usize) == self.postings.len()
    }

    /// The first entry with at least so many words.
    pub fn first_of(&self, length: usize) -> u32 {
        let at = self.groups.partition_point(|g| g[0] < length as u64);
        let first = self
            .groups
            .get(at)
            .map_or(self.records.len() as u64, |g| g[1]);
        u32::try_from(first).unwrap_or(u32::MAX)
    }

    /// The word numbers of an entry.
    pub fn keys(&self, entry: u32) -> &[u32] {
        let entry = u64::from(entry);
        let at = self.groups.partition_point(|g| g[1] <= entry);
        let Some([length, first, start]) = at.checked_sub(1).and_then(|at| self.groups.get(at))
        else {
            return &[];
        };
        let from = (start + (entry - first) * length) as usize;
        self.keys
            .get(from..from + *length as usize)
            .unwrap_or_default()
    }

    /// What is kept of an entry.
    pub fn record(&self, entry: u32) -> Option<Record> {
        self.records.get(entry as usize).map(Record::unpack)
    }

    /// The values of an entry.
    pub fn values_of(&self, record: &Record) -> &[u32] {
        let from = record.values as usize;
        self.value_list
            .get(from..from.saturating_add(record.values_length as usize))
            .unwrap_or_default()
    }

    /// The list of a word.
    pub fn list(&self, word: u32) -> List<'_> {
        let at = word as usize;
        let (Some(from), Some(to)) = (self.starts.get(at), self.starts.get(at + 1)) else {
            return List::default();
        };
        let list = self
            .postings
            .get(*from as usize..*to as usize)
            .unwrap_or_default();
        match list.split_first() {
            Some((places, rest)) => match rest.split_at_checked(*places as usize) {
                Some((ends, entries)) => List { ends, entries },
                None => List::default(),
            },
            None => List::default(),
        }
    }

    /// The sign of words in order.
    pub fn sign(&self, sorted: &[u32]) -> Sign {
        sign(sorted, self.words.len())
    }

    /// The entries of a unit.
    pub fn of_row(&self, row: i64) -> impl Iterator<Item = u32> {
        let row_of = |entry: &u32| self.record(*entry).map_or(i64::MAX, |r| r.row);
        let from = self.by_row.partition_point(|entry| row_of(entry) < row);
        let rest = self.by_row.get(from..).unwrap_or_default();
        rest.iter()
            .copied()
            .take_while(move |entry| row_of(entry) == row)
    }
}

/// Entries that are no longer to be found.
#[derive(Debug, Clone, Default)]
pub(in crate::memory) struct Dead {
    bits: Vec<u64>,
    count: usize,
}

impl Dead {
    /// How many.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Whether an entry is among them.
    pub fn has(&self, entry: u32) -> bool {
        let bits = self.bits.get(entry as usize / 64).copied().unwrap_or(0);
        bits >> (entry % 64) & 1 == 1
    }

    /// Takes an entry out.
    pub fn put(&mut self, entry: u32) {
        let at = entry as usize / 64;
        if self.bits.len() <= at {
            self.bits.resize(at + 1, 0);
        }
        if let Some(bits) = self.bits.get_mut(at) {
            self.count += usize::from(*bits >> (entry % 64) & 1 == 0);
            *bits |= 1 << (entry % 64);
        }
    }

    /// All of them in order.
    pub fn entries(&self) -> Vec<u32> {
        let last = u32::try_from(self.bits.len() * 64).unwrap_or(u32::MAX);
        (0..last).filter(|entry| self.has(*entry)).collect()
    }
}
