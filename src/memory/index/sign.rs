//! A text's words as a few bits, so that most texts are ruled out without being read.
//!
//! Each word of a text sets one bit; the second of equal words is another word. A bit that one text
//! has and the other lacks stands for at least one word that only the first has. An edit adds at
//! most one word and takes at most one away, so no distance is less than the number of such words.

/// The bits of a text and, in the highest sixteen, its number of words.
pub(in crate::memory) type Sign = [u64; 2];

/// Bits for words; the rest of a sign is the length.
const BITS: u32 = 112;
/// The most frequent words have bits of their own: what they would share says nothing.
const OWN: u32 = 24;
/// Lengths from this one on are not told.
const LONG: u64 = u16::MAX as u64;

/// The sign of a text from its word numbers, equal ones side by side. Numbers near `vocabulary`
/// are the most frequent words; words from there on set no bit.
pub(super) fn sign(sorted: &[u32], vocabulary: usize) -> Sign {
    let mut bits = 0u128;
    let (mut last, mut again) = (None, 0u32);
    let vocabulary = u32::try_from(vocabulary).unwrap_or(u32::MAX);
    for word in sorted {
        again = if last == Some(*word) { again + 1 } else { 0 };
        last = Some(*word);
        if let Some(frequent) = vocabulary.checked_sub(word.saturating_add(1)) {
            bits |= 1 << bit(*word, frequent, again);
        }
    }
    let length = (sorted.len() as u64).min(LONG);
    [bits as u64, (bits >> 64) as u64 | length << 48]
}

fn bit(word: u32, frequent: u32, again: u32) -> u32 {
    if again == 0 && frequent < OWN {
        return frequent;
    }
    let mixed = word
        .wrapping_add(again.wrapping_mul(0x85EB_CA6B))
        .wrapping_mul(0x9E37_79B1);
    OWN + ((u64::from(mixed) * u64::from(BITS - OWN)) >> 32) as u32
}

/// A text asked for, ready to be held against signs.
#[derive(Debug, Clone, Copy)]
pub(in crate::memory) struct AskedSign {
    low: u64,
    high: u64,
    words: usize,
    /// Words that no text of the layer has.
    strangers: u32,
}

/// Ones in two words together; the processor's own count is not to be had everywhere.
fn ones(a: u64, b: u64) -> u32 {
    const TWOS: u64 = 0x5555_5555_5555_5555;
    const FOURS: u64 = 0x3333_3333_3333_3333;
    const BYTES: u64 = 0x0f0f_0f0f_0f0f_0f0f;
    let pairs = |n: u64| n.wrapping_sub(n >> 1 & TWOS);
    let fours = |n: u64| (n & FOURS) + (n >> 2 & FOURS);
    let both = fours(pairs(a)) + fours(pairs(b));
    let bytes = (both & BYTES) + (both >> 4 & BYTES);
    (bytes.wrapping_mul(0x0101_0101_0101_0101) >> 56) as u32
}

const HIGH: u64 = (1 << 48) - 1;

impl AskedSign {
    /// From the sign of the words that the layer has and the number of the others.
    pub fn new(sign: Sign, words: usize, strangers: usize) -> Self {
        Self {
            low: sign[0],
            high: sign[1] & HIGH,
            words,
            strangers: u32::try_from(strangers).unwrap_or(u32::MAX),
        }
    }

    /// Words of the longer text, and a distance that theirs is not below. `None` when the sign
    /// does not tell.
    pub fn bound(&self, sign: Sign) -> Option<(usize, u32)> {
        let length = sign[1] >> 48;
        if length == LONG {
            return None;
        }
        let length = length as usize;
        let (low, high) = (sign[0], sign[1] & HIGH);
        let missing = ones(self.low & !low, self.high & !high) + self.strangers;
        let surplus = ones(low & !self.low, high & !self.high);
        // What one text has more than the other is as much as it is longer.
        let longer = length.saturating_sub(self.words) as u32;
        let shorter = self.words.saturating_sub(length) as u32;
        let bound = (missing + longer).max(surplus + shorter);
        Some((length.max(self.words), bound))
    }
}

/// The most bits in which a text may differ, by its length: a first and cheaper look than
/// [`AskedSign::bound`], of which it is half the sum.
#[derive(Debug, Default)]
pub(super) struct Glance {
    low: u64,
    high: u64,
    most: Vec<i32>,
}

impl Glance {
    /// From the greatest distances by the length of the longer text, for texts of `lengths`.
    pub fn new(asked: &AskedSign, lengths: usize, limit: impl Fn(usize) -> usize) -> Self {
        let number = |n: usize| i32::try_from(n).unwrap_or(i32::MAX);
        Self {
            low: asked.low,
            high: asked.high,
            most: (0..lengths)
                .map(|length| {
                    let most = number(limit(length.max(asked.words))).saturating_mul(2);
                    most.saturating_sub(number(length.abs_diff(asked.words)))
                        .saturating_sub_unsigned(asked.strangers)
                })
                .collect(),
        }
    }

    /// Whether a text may be near enough; lengths that were not foreseen may.
    pub fn passes(&self, sign: Sign) -> bool {
        let differing = ones(sign[0] ^ self.low, (sign[1] & HIGH) ^ self.high);
        let most = self.most.get((sign[1] >> 48) as usize);
        most.is_none_or(|most| differing as i32 <= *most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_distance_is_below_the_bound(
            a in prop::collection::vec(0u32..60, 0..40),
            b in prop::collection::vec(0u32..50, 0..40),
        ) {
            let of = |words: &[u32]| {
                let mut sorted = words.to_vec();
                sorted.sort_unstable();
                sign(&sorted, 50)
            };
            let strangers = a.iter().filter(|w| **w >= 50).count();
            let asked = AskedSign::new(of(&a), a.len(), strangers);
            let (longest, bound) = asked.bound(of(&b)).unwrap();
            prop_assert_eq!(longest, a.len().max(b.len()));
            let distance = strsim::generic_levenshtein(&a, &b);
            prop_assert!(bound as usize <= distance);
            prop_assert!(Glance::new(&asked, 41, |_| distance).passes(of(&b)));
        }
    }
}
