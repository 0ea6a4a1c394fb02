//! What each word tells, for texts that are sought by their content.

use super::layer::Layer;
use super::lexicon::Lexicon;
use super::piece::mask_word;
use super::segment::Dead;
use super::side::Side;
use crate::memory::score::Class;

/// The weight of each word of base, delta and latest texts, by its number in each.
#[derive(Debug, Clone, Default)]
pub(in crate::memory) struct Weights {
    pub layers: Vec<Vec<u32>>,
}

impl Weights {
    /// Little when many texts have the word. Country names tell nothing (they belong to the frame).
    pub fn of(side: &Side) -> Self {
        let mut counted: Vec<(&Lexicon, Vec<u32>, usize)> = Vec::new();
        for (segment, dead) in side.segments() {
            let mut texts = segment.texts.clone();
            for entry in dead.entries() {
                each_word(segment, entry, |n| *n = n.saturating_sub(1), &mut texts);
            }
            counted.push((&segment.words, texts, segment.len() - dead.count()));
        }
        let (tail, dead): (_, &Dead) = side.tail();
        let mut texts = vec![0; tail.words().len()];
        for entry in 0..u32::try_from(tail.len()).unwrap_or(u32::MAX) {
            if !dead.has(entry) {
                each_word(tail, entry, |n| *n += 1, &mut texts);
            }
        }
        counted.push((tail.words(), texts, tail.len() - dead.count()));

        let all: usize = counted.iter().map(|c| c.2).sum();
        let country = mask_word(Class::Country);
        let weigh = |at: usize, own: &Lexicon, number: u32, texts: u32| {
            let word = own.get(number);
            if word == country {
                return 0;
            }
            let elsewhere = counted.iter().enumerate().filter(|(other, _)| *other != at);
            let texts: u32 = elsewhere
                .filter_map(|(_, (lexicon, texts, _))| {
                    texts.get(lexicon.number(word)? as usize).copied()
                })
                .fold(texts, u32::saturating_add);
            if texts == 0 {
                return 0;
            }
            // Whole numbers, so that sums do not depend on their order.
            ((all as f64 / f64::from(texts)).ln_1p() * 1_000.0) as u32
        };
        let layers = counted
            .iter()
            .enumerate()
            .map(|(at, (lexicon, texts, _))| {
                let numbered = (0u32..).zip(texts);
                numbered
                    .map(|(number, n)| weigh(at, lexicon, number, *n))
                    .collect()
            })
            .collect();
        Self { layers }
    }
}

/// Changes the count of each different word of an entry.
fn each_word<L: Layer>(layer: &L, entry: u32, change: impl Fn(&mut u32), counts: &mut [u32]) {
    let mut words = layer.words_of(entry).to_vec();
    words.sort_unstable();
    words.dedup();
    for word in words {
        if let Some(n) = counts.get_mut(word as usize) {
            change(n);
        }
    }
}
