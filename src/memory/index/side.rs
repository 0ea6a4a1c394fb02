//! The texts of one language as word numbers.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::postings::Postings;
use super::role_fits;
use crate::memory::distance::Pattern;
use crate::memory::profile::{BuildFold, Profile};
use crate::memory::score::{Class, Difference, differing_values};
use crate::model::unit::Role;

/// A text of a unit.
#[derive(Debug, Clone, Copy)]
pub(in crate::memory) struct Entry {
    /// Number of the unit's slot.
    pub slot: u32,
    /// Position of the variant in the unit.
    pub position: u8,
    /// Role of the variant.
    pub role: Role,
    /// Stands for the folded text.
    pub text: u64,
    start: usize,
    length: u32,
    values: usize,
    values_length: u32,
    case: u32,
    punctuation: u32,
}

impl Entry {
    /// Number of words.
    pub fn words(&self) -> u32 {
        self.length
    }
}

/// All texts of one language.
#[derive(Debug, Default)]
pub(in crate::memory) struct Side {
    vocabulary: HashMap<Box<str>, u32, BuildFold>,
    value_numbers: HashMap<(Class, Box<str>), u32, BuildFold>,
    pub(in crate::memory) entries: Vec<Entry>,
    keys: Vec<u32>,
    /// Class and number of every word that has one, in the order of the text.
    values: Vec<(Class, u32)>,
    pub(super) postings: Postings,
    pub(in crate::memory) weights: OnceLock<Vec<u32>>,
}

/// Word numbers below this one stand for classes.
const CLASSES: u32 = 4;

/// A text to be compared with those of a side.
#[derive(Debug)]
pub(in crate::memory) struct Asked {
    /// Word numbers; words that the side does not have get numbers of their own.
    pub keys: Vec<u32>,
    /// The same, ready for distances.
    pub pattern: Pattern,
    values: Vec<(Class, u32)>,
    case: u32,
    punctuation: u32,
    text: u64,
}

impl Side {
    /// Number of texts.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// The word numbers of an entry.
    pub fn keys(&self, entry: &Entry) -> &[u32] {
        self.keys
            .get(entry.start..entry.start + entry.length as usize)
            .unwrap_or_default()
    }

    /// Numbers up to this one are taken by words of the side.
    pub fn vocabulary_len(&self) -> usize {
        self.vocabulary.len() + CLASSES as usize
    }

    /// Takes in a text.
    pub fn push(&mut self, slot: u32, position: u8, role: Role, profile: &Profile) {
        let (start, values) = (self.keys.len(), self.values.len());
        for word in &profile.words {
            let key = match word.class {
                Some(class) => {
                    let next = u32::try_from(self.value_numbers.len()).unwrap_or(u32::MAX);
                    let number = *self
                        .value_numbers
                        .entry((class, word.form.as_str().into()))
                        .or_insert(next);
                    self.values.push((class, number));
                    class as u32
                }
                None => match self.vocabulary.get(word.form.as_str()) {
                    Some(key) => *key,
                    None => {
                        let key = u32::try_from(self.vocabulary_len()).unwrap_or(u32::MAX);
                        self.vocabulary.insert(word.form.as_str().into(), key);
                        key
                    }
                },
            };
            self.keys.push(key);
        }
        self.entries.push(Entry {
            slot,
            position,
            role,
            text: profile.text,
            start,
            length: u32::try_from(profile.words.len()).unwrap_or(u32::MAX),
            values,
            values_length: u32::try_from(self.values.len() - values).unwrap_or(0),
            case: profile.case,
            punctuation: profile.punctuation,
        });
    }

    /// Brings the postings up to the entries.
    pub fn settle(&mut self) {
        let mut postings = std::mem::take(&mut self.postings);
        postings.settle(self);
        self.postings = postings;
        self.weights = OnceLock::new();
    }

    /// A text in the word numbers of this side.
    pub fn ask(&self, profile: &Profile) -> Asked {
        let mut strangers: HashMap<&str, u32, BuildFold> = HashMap::default();
        let mut keys = Vec::with_capacity(profile.words.len());
        let mut values = Vec::new();
        for word in &profile.words {
            let next = u32::MAX - 1 - u32::try_from(strangers.len()).unwrap_or(0);
            keys.push(match word.class {
                Some(class) => {
                    let known = self
                        .value_numbers
                        .get(&(class, word.form.as_str().into()))
                        .copied();
                    values.push((
                        class,
                        known.unwrap_or_else(|| *strangers.entry(&word.form).or_insert(next)),
                    ));
                    class as u32
                }
                None => self
                    .vocabulary
                    .get(word.form.as_str())
                    .copied()
                    .unwrap_or_else(|| *strangers.entry(&word.form).or_insert(next)),
            });
        }
        Asked {
            pattern: Pattern::new(&keys),
            keys,
            values,
            case: profile.case,
            punctuation: profile.punctuation,
            text: profile.text,
        }
    }

    /// What the score of an entry is made of, when its word distance is at most `limit`.
    pub fn difference(&self, asked: &Asked, entry: &Entry, limit: u32) -> Option<Difference> {
        let longest = entry
            .length
            .max(u32::try_from(asked.keys.len()).unwrap_or(u32::MAX));
        if longest == 0 {
            // Texts without words are compared as they are.
            return (asked.text == entry.text).then(Difference::default);
        }
        let distance = asked.pattern.within(self.keys(entry), limit as usize)?;
        let values = self
            .values
            .get(entry.values..entry.values + entry.values_length as usize)
            .unwrap_or_default();
        let mut classes = [0; 4];
        if values != asked.values {
            for (count, class) in classes.iter_mut().zip(Class::ALL) {
                let of = |values: &[(Class, u32)]| -> Vec<u32> {
                    values
                        .iter()
                        .filter(|v| v.0 == class)
                        .map(|v| v.1)
                        .collect()
                };
                *count = differing_values(&of(&asked.values), &of(values));
            }
        }
        let same_words = distance == 0;
        Some(Difference {
            distance: u32::try_from(distance).unwrap_or(u32::MAX),
            longest,
            classes,
            case: same_words && asked.case != entry.case,
            punctuation: same_words && asked.punctuation != entry.punctuation,
        })
    }

    /// Whether an entry may be looked at.
    pub fn fits(&self, entry: &Entry, role: Option<Role>) -> bool {
        role_fits(role, entry.role)
    }
}
