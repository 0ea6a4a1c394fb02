//! The latest texts: few enough to look at each.

use std::collections::HashMap;

use super::layer::Layer;
use super::lexicon::Lexicon;
use super::piece::{Piece, Record, Text};
use super::segment::Dead;
use super::sign::{Sign, sign};
use crate::language::Resources;
use crate::memory::profile::{BuildFold, Scan};

/// Texts in the order of their arrival.
#[derive(Debug, Clone, Default)]
pub(in crate::memory) struct Tail {
    pub(super) piece: Piece,
    signs: Vec<Sign>,
    by_row: HashMap<i64, Vec<u32>, BuildFold>,
    scratch: Scan,
}

/// Words are numbered by arrival, so none is taken for a frequent one.
const NO_ORDER: usize = u32::MAX as usize;

impl Tail {
    /// Number of texts.
    pub fn len(&self) -> usize {
        self.signs.len()
    }

    /// Takes in a text.
    pub fn push(&mut self, text: &Text<'_>, resources: &Resources) {
        self.piece.push(text, resources, &mut self.scratch);
        let Some(entry) = self.piece.entries.last() else {
            return;
        };
        let mut sorted = self.piece.keys(entry).to_vec();
        sorted.sort_unstable();
        let number = u32::try_from(self.signs.len()).unwrap_or(u32::MAX);
        self.signs.push(sign(&sorted, NO_ORDER));
        self.by_row.entry(text.row).or_default().push(number);
    }

    /// Takes out the texts of a unit.
    pub fn withdraw(&mut self, row: i64, dead: &mut Dead) {
        for entry in self.by_row.remove(&row).unwrap_or_default() {
            dead.put(entry);
        }
    }
}

impl Layer for Tail {
    fn words(&self) -> &Lexicon {
        &self.piece.words
    }
    fn values(&self) -> &Lexicon {
        &self.piece.values
    }
    fn sets(&self) -> &Lexicon {
        &self.piece.sets
    }
    fn sign_of(&self, sorted: &[u32]) -> Sign {
        sign(sorted, NO_ORDER)
    }
    fn sign(&self, entry: u32) -> Sign {
        let sign = self.signs.get(entry as usize);
        sign.copied().unwrap_or_default()
    }
    fn words_of(&self, entry: u32) -> &[u32] {
        let entry = self.piece.entries.get(entry as usize);
        entry.map_or(&[], |entry| self.piece.keys(entry))
    }
    fn record(&self, entry: u32) -> Option<Record> {
        Some(self.piece.entries.get(entry as usize)?.record)
    }
    fn values_of(&self, record: &Record) -> &[u32] {
        let from = record.values as usize;
        let list = &self.piece.value_list;
        list.get(from..from + record.values_length as usize)
            .unwrap_or_default()
    }
}
