//! The texts by the beginnings of their words, for those that a longer text contains.
//!
//! An index of its own beside the one of whole texts: a lookup reads the lists of the words asked
//! for and nothing else. The lists of a segment are made once, weights anew after each change.

use super::layer::Layer;
use super::lexicon::Lexicon;
use super::piece::{class_of, mask_word};
use super::search::Wanted;
use super::segment::Dead;
use super::side::Side;
use crate::memory::profile::Profile;
use crate::memory::score::Class;

/// Letters of a word that are looked at: its other forms mostly begin alike.
const LETTERS: usize = 6;
/// Least number of different terms that weigh something; a text with fewer is not judged by them.
const FEWEST: u32 = 3;
/// From so many texts on, a term that more than a quarter of them have tells nothing.
const MANY: usize = 64;
/// Stands before a value, so that no word is one.
const VALUE: char = '\u{1}';
/// The number of a word that is no term.
const NONE: u32 = u32::MAX;

/// The lists of one layer.
#[derive(Debug, Clone, Default)]
pub(in crate::memory) struct Lists {
    terms: Lexicon,
    /// The term of each word of the layer.
    of_word: Vec<u32>,
    /// The term of each value.
    of_value: Vec<u32>,
    /// Where the list of each term begins.
    starts: Vec<u32>,
    entries: Vec<u32>,
}

/// What a word is found by.
fn term(form: &str) -> &str {
    let end = form.char_indices().nth(LETTERS).map_or(form.len(), |c| c.0);
    // A figure is itself or another.
    let whole = form.starts_with(|c: char| c.is_ascii_digit());
    if whole {
        form
    } else {
        form.get(..end).unwrap_or(form)
    }
}

impl Lists {
    /// The lists of a layer with so many texts.
    pub fn of<L: Layer>(layer: &L, texts: usize) -> Self {
        let mut lists = Self::default();
        let classes: Vec<&str> = Class::ALL.iter().map(|c| mask_word(*c)).collect();
        let count = |lexicon: &Lexicon| u32::try_from(lexicon.len()).unwrap_or(NONE);
        for number in 0..count(layer.words()) {
            let word = layer.words().get(number);
            // What stands for a class is found by its values.
            let own = match classes.contains(&word) {
                true => NONE,
                false => lists.terms.intern(term(word)),
            };
            lists.of_word.push(own);
        }
        for number in 0..count(layer.values()) {
            let value = format!("{VALUE}{}", layer.values().get(number));
            lists.of_value.push(lists.terms.intern(&value));
        }
        let texts = u32::try_from(texts).unwrap_or(u32::MAX);
        let mut counts = vec![0u32; lists.terms.len() + 1];
        let mut own = Vec::new();
        for entry in 0..texts {
            lists.terms_of(layer, entry, &mut own);
            for term in &own {
                if let Some(n) = counts.get_mut(*term as usize + 1) {
                    *n += 1;
                }
            }
        }
        let mut sum = 0;
        for n in &mut counts {
            sum += *n;
            *n = sum;
        }
        lists.entries = vec![0; sum as usize];
        let mut next = counts.clone();
        for entry in 0..texts {
            lists.terms_of(layer, entry, &mut own);
            for term in &own {
                let Some(at) = next.get_mut(*term as usize) else {
                    continue;
                };
                if let Some(place) = lists.entries.get_mut(*at as usize) {
                    *place = entry;
                }
                *at += 1;
            }
        }
        lists.starts = counts;
        lists
    }

    /// The different terms of a text, in order. Country names are none: they belong to the frame.
    fn terms_of<L: Layer>(&self, layer: &L, entry: u32, out: &mut Vec<u32>) {
        out.clear();
        let words = layer.words_of(entry).iter();
        out.extend(words.filter_map(|w| self.of_word.get(*w as usize)));
        if let Some(record) = layer.record(entry) {
            let values = layer.values_of(&record).iter();
            let told = values.filter(|v| class_of(**v) != Class::Country as usize);
            out.extend(told.filter_map(|v| self.of_value.get((v & 0x3fff_ffff) as usize)));
        }
        out.retain(|term| *term != NONE);
        out.sort_unstable();
        out.dedup();
    }

    fn list(&self, term: u32) -> &[u32] {
        let at = term as usize;
        match (self.starts.get(at), self.starts.get(at + 1)) {
            (Some(from), Some(to)) => self
                .entries
                .get(*from as usize..*to as usize)
                .unwrap_or_default(),
            _ => &[],
        }
    }
}

/// What terms and texts weigh, for each layer in turn.
#[derive(Debug, Clone, Default)]
pub(in crate::memory) struct Weighed {
    layers: Vec<WeighedLayer>,
}

#[derive(Debug, Clone, Default)]
struct WeighedLayer {
    /// Of each term.
    terms: Vec<u32>,
    /// Of each text: the sum of its terms; 0 when they are too few.
    texts: Vec<u64>,
}

/// A text whose words are found in the longer one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::memory) struct Held {
    /// The share of its weight, in hundredths of a percent.
    pub share: u32,
    /// Share and weight in one: among equal shares the text that says more is stronger.
    pub strength: u64,
    /// Row of the unit.
    pub row: i64,
    /// Position of the variant.
    pub position: u8,
}

/// Runs a piece of code for each layer of a side with its texts that are gone and its lists.
macro_rules! each_layer {
    ($side:expr, $layer:ident, $dead:ident, $lists:ident, $texts:ident, $body:expr) => {
        for (segment, dead, lists) in $side.lists() {
            let ($layer, $dead, $lists, $texts) = (segment, dead, lists, segment.len());
            $body
        }
        let (tail, dead) = $side.tail();
        let ($layer, $dead, $lists, $texts) = (tail, dead, $side.tail_lists(), tail.len());
        $body
    };
}

impl Weighed {
    /// `ln(1 + texts / texts with the term)`, in thousandths; nothing for what many have.
    pub fn of(side: &Side) -> Self {
        // Texts with each term, those that are gone taken off.
        let mut counted: Vec<(&Lists, Vec<u32>, usize)> = Vec::new();
        each_layer!(side, layer, dead, lists, texts, {
            let mut with: Vec<u32> = lists
                .starts
                .windows(2)
                .map(|pair| pair.last().zip(pair.first()).map_or(0, |(b, a)| b - a))
                .collect();
            let mut own = Vec::new();
            for entry in dead.entries() {
                lists.terms_of(layer, entry, &mut own);
                for term in &own {
                    if let Some(n) = with.get_mut(*term as usize) {
                        *n = n.saturating_sub(1);
                    }
                }
            }
            counted.push((lists, with, texts - dead.count().min(texts)));
        });
        let all: usize = counted.iter().map(|c| c.2).sum();
        let weigh = |at: usize, own: &Lists, number: u32, texts: u32| {
            let term = own.terms.get(number);
            let elsewhere = counted.iter().enumerate().filter(|(other, _)| *other != at);
            let texts = elsewhere
                .filter_map(|(_, (lists, with, _))| {
                    with.get(lists.terms.number(term)? as usize).copied()
                })
                .fold(texts, u32::saturating_add);
            if texts == 0 || all >= MANY && texts as usize * 4 > all {
                return 0;
            }
            // Whole numbers, so that sums do not depend on their order.
            ((all as f64 / f64::from(texts)).ln_1p() * 1_000.0) as u32
        };
        let terms: Vec<Vec<u32>> = counted
            .iter()
            .enumerate()
            .map(|(at, (lists, with, _))| {
                let numbered = (0u32..).zip(with);
                numbered
                    .map(|(n, texts)| weigh(at, lists, n, *texts))
                    .collect()
            })
            .collect();
        let mut terms = terms.into_iter();
        let mut layers = Vec::new();
        each_layer!(side, _layer, _dead, lists, texts, {
            let terms = terms.next().unwrap_or_default();
            let mut sums = vec![(0u64, 0u32); texts];
            for (number, weight) in (0u32..).zip(&terms) {
                for entry in lists.list(number) {
                    if let Some((sum, count)) = sums.get_mut(*entry as usize) {
                        *sum += u64::from(*weight);
                        *count += u32::from(*weight > 0);
                    }
                }
            }
            let told = |(sum, count)| if count < FEWEST { 0 } else { sum };
            let texts = sums.into_iter().map(told).collect();
            layers.push(WeighedLayer { terms, texts });
        });
        Self { layers }
    }
}

/// Every text of which the longer one has the share wanted, strongest first.
pub(in crate::memory) fn contained(side: &Side, asked: &Profile, wanted: &Wanted) -> Vec<Held> {
    let mut words: Vec<String> = asked
        .words
        .iter()
        .filter_map(|word| match word.class {
            Some(Class::Country) => None,
            Some(_) => Some(format!("{VALUE}{}", word.form)),
            None => Some(term(&word.form).to_owned()),
        })
        .collect();
    words.sort_unstable();
    words.dedup();
    let mut weighed = side.weighed().layers.iter();
    let mut out = Vec::new();
    each_layer!(side, layer, dead, lists, _texts, {
        if let Some(weights) = weighed.next() {
            of_layer(layer, dead, lists, weights, &words, wanted, &mut out);
        }
    });
    out.sort_unstable_by_key(|held| {
        (
            std::cmp::Reverse((held.strength, held.share)),
            held.row,
            held.position,
        )
    });
    out
}

fn of_layer<L: Layer>(
    layer: &L,
    dead: &Dead,
    lists: &Lists,
    weights: &WeighedLayer,
    words: &[String],
    wanted: &Wanted,
    out: &mut Vec<Held>,
) {
    let mut found = vec![0u32; weights.texts.len()];
    let mut touched = Vec::new();
    for word in words {
        let Some(term) = lists.terms.number(word) else {
            continue;
        };
        let weight = weights.terms.get(term as usize).copied().unwrap_or(0);
        if weight == 0 {
            continue;
        }
        for entry in lists.list(term) {
            if let Some(sum) = found.get_mut(*entry as usize) {
                if *sum == 0 {
                    touched.push(*entry);
                }
                *sum = sum.saturating_add(weight);
            }
        }
    }
    for entry in touched {
        let (Some(sum), Some(all)) = (
            found.get(entry as usize).copied().map(u64::from),
            weights.texts.get(entry as usize).copied(),
        ) else {
            continue;
        };
        if all == 0 || dead.has(entry) {
            continue;
        }
        let share = u32::try_from((20_000 * sum + all) / (2 * all)).unwrap_or(0);
        if share < wanted.score {
            continue;
        }
        let Some(record) = layer.record(entry).filter(|r| wanted.takes(r.role)) else {
            continue;
        };
        // The weight found over the weight of the text to the power of three quarters; roots are
        // rounded alike on every machine.
        let root = (all as f64).sqrt();
        let strength = sum as f64 / (root * root.sqrt());
        out.push(Held {
            share,
            strength: (strength * 1_000.0) as u64,
            row: record.row,
            position: record.position,
        });
    }
}
