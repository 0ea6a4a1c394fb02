//! Words as numbers: a table that grows while texts are read and is kept as plain arrays.

use std::hash::Hasher;

use crate::memory::profile::Fold;

/// Strings numbered from 0 in the order of their arrival.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::memory) struct Lexicon {
    /// All strings, one after the other.
    text: String,
    /// End of each in `text`.
    ends: Vec<u32>,
    /// Open addressing: number plus one, 0 for a free slot. The size is a power of two.
    slots: Vec<u32>,
}

impl Lexicon {
    /// A table from its parts as they were kept; `None` when they do not belong together.
    pub fn from_parts(text: String, ends: Vec<u32>, slots: Vec<u32>) -> Option<Self> {
        let sized = slots.is_empty() && ends.is_empty()
            || slots.len().is_power_of_two() && slots.len() > ends.len();
        let whole = ends.last().map_or(0, |end| *end as usize) == text.len();
        (sized && whole).then_some(Self { text, ends, slots })
    }

    /// The parts: text, ends, slots.
    pub fn parts(&self) -> (&str, &[u32], &[u32]) {
        (&self.text, &self.ends, &self.slots)
    }

    /// How many strings.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// The string of a number, empty when there is none.
    pub fn get(&self, number: u32) -> &str {
        let at = number as usize;
        let Some(end) = self.ends.get(at) else {
            return "";
        };
        let start = match at.checked_sub(1) {
            Some(before) => self.ends.get(before).copied().unwrap_or(0),
            None => 0,
        };
        self.text
            .get(start as usize..*end as usize)
            .unwrap_or_default()
    }

    fn home(&self, word: &str) -> usize {
        let mut hash = Fold::default();
        hash.write(word.as_bytes());
        (hash.finish() >> 20) as usize & self.slots.len().wrapping_sub(1)
    }

    /// The slot where a string is or would be.
    fn slot(&self, word: &str) -> usize {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = self.home(word);
        // As many steps as there are slots: a damaged table must not be walked for ever.
        for _ in 0..self.slots.len() {
            match self.slots.get(at) {
                Some(0) | None => break,
                Some(number) if self.get(*number - 1) == word => break,
                Some(_) => at = (at + 1) & mask,
            }
        }
        at
    }

    /// The number of a string.
    pub fn number(&self, word: &str) -> Option<u32> {
        let number = *self.slots.get(self.slot(word))?;
        let number = number.checked_sub(1)?;
        (self.get(number) == word).then_some(number)
    }

    /// The number of a string, a new one when it was not there.
    pub fn intern(&mut self, word: &str) -> u32 {
        if (self.ends.len() + 1) * 2 > self.slots.len() {
            self.grow();
        }
        let at = self.slot(word);
        if let Some(number) = self.slots.get(at).and_then(|n| n.checked_sub(1)) {
            return number;
        }
        let number = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        self.text.push_str(word);
        self.ends
            .push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        if let Some(slot) = self.slots.get_mut(at) {
            *slot = number + 1;
        }
        number
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(16);
        self.slots = vec![0; size];
        for number in 0..u32::try_from(self.ends.len()).unwrap_or(u32::MAX) {
            let mut at = self.home(self.get(number));
            while self.slots.get(at).is_some_and(|slot| *slot != 0) {
                at = (at + 1) & (size - 1);
            }
            if let Some(slot) = self.slots.get_mut(at) {
                *slot = number + 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stay_and_strangers_have_none() {
        let mut words = Lexicon::default();
        assert_eq!(words.number("a"), None);
        let names: Vec<String> = (0..1_000).map(|n| format!("w{n}")).collect();
        for (n, name) in (0u32..).zip(&names) {
            assert_eq!(words.intern(name), n);
        }
        assert_eq!(words.intern(""), 1_000);
        for (n, name) in (0u32..).zip(&names) {
            assert_eq!(words.intern(name), n);
            assert_eq!((words.number(name), words.get(n)), (Some(n), name.as_str()));
        }
        assert_eq!(words.number("w1000"), None);
        assert_eq!(words.number(""), Some(1_000));
        let (text, ends, slots) = words.parts();
        let again = Lexicon::from_parts(text.into(), ends.into(), slots.into());
        assert_eq!(again.as_ref(), Some(&words));
        assert_eq!(
            Lexicon::from_parts(text.into(), ends.into(), vec![0; 8]),
            None
        );
    }
}
