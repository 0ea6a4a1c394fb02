//! What segments and the latest texts have in common, and a query in the numbers of a layer.

use std::collections::HashMap;

use super::lexicon::Lexicon;
use super::piece::{Record, class_of, classed, mask_word};
use super::segment::Segment;
use super::sign::{AskedSign, Sign};
use crate::memory::distance::Pattern;
use crate::memory::profile::{BuildFold, Profile, Word};
use crate::memory::score::{Class, Difference, differing_values};

/// Some texts of one language with their own word numbers.
pub(in crate::memory) trait Layer {
    /// The words.
    fn words(&self) -> &Lexicon;
    /// The values.
    fn values(&self) -> &Lexicon;
    /// The sets of languages.
    fn sets(&self) -> &Lexicon;
    /// The sign of words in order.
    fn sign_of(&self, sorted: &[u32]) -> Sign;
    /// The sign of an entry.
    fn sign(&self, entry: u32) -> Sign;
    /// The words of an entry.
    fn words_of(&self, entry: u32) -> &[u32];
    /// What is kept of an entry.
    fn record(&self, entry: u32) -> Option<Record>;
    /// The values of an entry.
    fn values_of(&self, record: &Record) -> &[u32];
}

/// What a word is compared as while structure is.
fn masked(word: &Word) -> &str {
    match word.class {
        Some(class) => mask_word(class),
        None => &word.form,
    }
}

impl Layer for Segment {
    fn words(&self) -> &Lexicon {
        &self.words
    }
    fn values(&self) -> &Lexicon {
        &self.values
    }
    fn sets(&self) -> &Lexicon {
        &self.sets
    }
    fn sign_of(&self, sorted: &[u32]) -> Sign {
        self.sign(sorted)
    }
    fn sign(&self, entry: u32) -> Sign {
        let sign = self.signs.get(entry as usize);
        sign.copied().unwrap_or_default()
    }
    fn words_of(&self, entry: u32) -> &[u32] {
        self.keys(entry)
    }
    fn record(&self, entry: u32) -> Option<Record> {
        Segment::record(self, entry)
    }
    fn values_of(&self, record: &Record) -> &[u32] {
        Segment::values_of(self, record)
    }
}

/// A text to be compared with those of a layer.
#[derive(Debug)]
pub(in crate::memory) struct Asked {
    /// Word numbers in the order of the text; strangers have numbers that no word has.
    pub keys: Vec<u32>,
    /// Word numbers that the layer has, in order.
    pub sorted: Vec<u32>,
    /// How many words of the text the layer does not have.
    pub strangers: usize,
    pub sign: AskedSign,
    pattern: Pattern,
    values: Vec<u32>,
    case: u32,
    punctuation: u32,
    text: u64,
}

impl Asked {
    /// A text in the numbers of a layer.
    pub fn new<L: Layer>(layer: &L, profile: &Profile) -> Self {
        let mut strange: HashMap<&str, u32, BuildFold> = HashMap::default();
        let mut number = |known: Option<u32>, form, highest: u32| {
            let next = highest - u32::try_from(strange.len()).unwrap_or(0);
            known.unwrap_or_else(|| *strange.entry(form).or_insert(next))
        };
        let mut keys = Vec::with_capacity(profile.words.len());
        let mut sorted = Vec::with_capacity(profile.words.len());
        let mut values = Vec::new();
        for word in &profile.words {
            let form = word.form.as_str();
            if let Some(class) = word.class {
                let value = number(layer.values().number(form), form, 0x3fff_ffff);
                values.push(classed(class, value));
            }
            let masked = masked(word);
            let known = layer.words().number(masked);
            sorted.extend(known);
            keys.push(number(known, masked, u32::MAX - 1));
        }
        sorted.sort_unstable();
        let strangers = keys.len() - sorted.len();
        Self {
            sign: AskedSign::new(layer.sign_of(&sorted), keys.len(), strangers),
            pattern: Pattern::new(&keys),
            keys,
            sorted,
            strangers,
            values,
            case: profile.case,
            punctuation: profile.punctuation,
            text: profile.text,
        }
    }

    /// What the score of a text is made of, when its word distance is at most `limit`.
    pub fn difference(
        &self,
        words: &[u32],
        record: &Record,
        values: &[u32],
        limit: u32,
    ) -> Option<Difference> {
        let longest = u32::try_from(words.len().max(self.keys.len())).unwrap_or(u32::MAX);
        if longest == 0 {
            // Texts without words are compared as they are.
            return (self.text == record.text).then(Difference::default);
        }
        let distance = self.pattern.within(words, limit as usize)?;
        let mut classes = [0; 4];
        if values != self.values {
            for (count, class) in classes.iter_mut().zip(Class::ALL) {
                let of = |values: &[u32]| -> Vec<u32> {
                    let own = values.iter().filter(|v| class_of(**v) == class as usize);
                    own.copied().collect()
                };
                *count = differing_values(&of(&self.values), &of(values));
            }
        }
        let same_words = distance == 0;
        Some(Difference {
            distance: u32::try_from(distance).unwrap_or(u32::MAX),
            longest,
            classes,
            case: same_words && self.case != record.case,
            punctuation: same_words && self.punctuation != record.punctuation,
        })
    }
}
