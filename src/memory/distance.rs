//! Word edit distance within a limit: Myers' bit-parallel algorithm (1999) in Hyyrö's block form
//! (2003), over words as numbers.

/// A text made ready to be compared with many others.
#[derive(Debug, Clone)]
pub struct Pattern {
    len: usize,
    blocks: usize,
    /// Open addressing: word and the number of its row in `masks`; `EMPTY` marks a free slot.
    slots: Vec<(u32, u32)>,
    masks: Vec<u64>,
}

const EMPTY: u32 = u32::MAX;

impl Pattern {
    /// Makes the pattern of a text. Words are any numbers.
    pub fn new(words: &[u32]) -> Self {
        let blocks = words.len().div_ceil(64).max(1);
        let mut distinct = words.to_vec();
        distinct.sort_unstable();
        distinct.dedup();
        let size = (distinct.len() * 2 + 2).next_power_of_two();
        let mut pattern = Self {
            len: words.len(),
            blocks,
            slots: vec![(0, EMPTY); size],
            masks: vec![0; distinct.len() * blocks],
        };
        for (row, word) in distinct.iter().enumerate() {
            let mut at = pattern.home(*word);
            while let Some(slot) = pattern.slots.get_mut(at) {
                if slot.1 == EMPTY {
                    *slot = (*word, u32::try_from(row).unwrap_or(EMPTY - 1));
                    break;
                }
                at = (at + 1) & (size - 1);
            }
        }
        for (i, word) in words.iter().enumerate() {
            if let Some(row) = pattern.row(*word)
                && let Some(mask) = pattern.masks.get_mut(row * blocks + i / 64)
            {
                *mask |= 1 << (i % 64);
            }
        }
        pattern
    }

    fn home(&self, word: u32) -> usize {
        (word.wrapping_mul(0x9E37_79B1) >> 7) as usize & (self.slots.len() - 1)
    }

    fn row(&self, word: u32) -> Option<usize> {
        let mut at = self.home(word);
        loop {
            let (found, row) = *self.slots.get(at)?;
            if row == EMPTY {
                return None;
            }
            if found == word {
                return Some(row as usize);
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }

    /// The distance to `text` when it is at most `limit`.
    pub fn within(&self, text: &[u32], limit: usize) -> Option<usize> {
        if self.len.abs_diff(text.len()) > limit {
            return None;
        }
        if self.len == 0 {
            return Some(text.len());
        }
        if self.blocks == 1 {
            self.within_one(text, limit)
        } else {
            self.within_many(text, limit)
        }
    }

    fn within_one(&self, text: &[u32], limit: usize) -> Option<usize> {
        let last = 1u64 << (self.len - 1);
        let (mut plus, mut minus) = (u64::MAX, 0u64);
        let mut score = self.len;
        let mut left = text.len();
        for word in text {
            left -= 1;
            let equal = self
                .row(*word)
                .and_then(|row| self.masks.get(row))
                .copied()
                .unwrap_or(0);
            let vertical = equal | minus;
            let diagonal = (((equal & plus).wrapping_add(plus)) ^ plus) | equal;
            let mut up = minus | !(diagonal | plus);
            let mut down = plus & diagonal;
            score += usize::from(up & last != 0);
            score -= usize::from(down & last != 0);
            if score > limit + left {
                return None;
            }
            up = (up << 1) | 1;
            down <<= 1;
            plus = down | !(vertical | up);
            minus = up & vertical;
        }
        (score <= limit).then_some(score)
    }

    fn within_many(&self, text: &[u32], limit: usize) -> Option<usize> {
        let last = 1u64 << ((self.len - 1) % 64);
        let mut columns = vec![(u64::MAX, 0u64); self.blocks];
        let mut score = self.len;
        let mut left = text.len();
        for word in text {
            left -= 1;
            let row = self.row(*word);
            // The horizontal difference entering from above: the first row grows by one a word.
            let (mut up_in, mut down_in) = (1u64, 0u64);
            for (block, (plus, minus)) in columns.iter_mut().enumerate() {
                let mut equal = row
                    .and_then(|row| self.masks.get(row * self.blocks + block))
                    .copied()
                    .unwrap_or(0);
                let vertical = equal | *minus;
                equal |= down_in;
                let diagonal = (((equal & *plus).wrapping_add(*plus)) ^ *plus) | equal;
                let mut up = *minus | !(diagonal | *plus);
                let mut down = *plus & diagonal;
                let edge = if block + 1 == self.blocks {
                    last
                } else {
                    1 << 63
                };
                let (up_out, down_out) = (u64::from(up & edge != 0), u64::from(down & edge != 0));
                up = (up << 1) | up_in;
                down = (down << 1) | down_in;
                *plus = down | !(vertical | up);
                *minus = up & vertical;
                (up_in, down_in) = (up_out, down_out);
            }
            score += usize::from(up_in == 1);
            score -= usize::from(down_in == 1);
            if score > limit + left {
                return None;
            }
        }
        (score <= limit).then_some(score)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]
        #[test]
        fn is_the_reference_distance(
            a in prop::collection::vec(0u32..12, 0..150),
            b in prop::collection::vec(0u32..12, 0..150),
            limit in 0usize..150,
        ) {
            let wanted = strsim::generic_levenshtein(&a, &b);
            let found = Pattern::new(&a).within(&b, limit);
            prop_assert_eq!(found, (wanted <= limit).then_some(wanted));
        }
    }

    #[test]
    fn near_texts_longer_than_a_machine_word() {
        let a: Vec<u32> = (0..300).collect();
        let mut b = a.clone();
        b.remove(70);
        b.insert(200, 999);
        b[0] = 777;
        assert_eq!(Pattern::new(&a).within(&b, 5), Some(3));
        assert_eq!(Pattern::new(&a).within(&b, 2), None);
    }
}
