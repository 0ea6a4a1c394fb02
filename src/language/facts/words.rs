//! The words of figures and dates, from `memory/facts.toml`.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

use serde::Deserialize;

use crate::model::ids::Lang;

/// The words of one language.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Language {
    pub numbers: Vec<String>,
    pub also: BTreeMap<String, u64>,
    #[serde(default)]
    pub ordinals: Vec<String>,
    #[serde(default)]
    pub times: BTreeMap<String, (u64, String)>,
    pub scale: BTreeMap<String, u64>,
    pub months: Vec<Vec<String>>,
    pub first: String,
    pub decimal: String,
    pub thousands: String,
    /// What the lists say, by word.
    #[serde(skip)]
    index: Index,
}

/// Words by their text, since every word of a text is looked up.
#[derive(Debug, Default)]
struct Index {
    /// Figure from 2.
    numbers: HashMap<String, usize, Quick>,
    /// First parts of hyphened figures.
    starts: HashSet<String, Quick>,
    /// Month from 1, as written.
    months: HashMap<String, usize, Quick>,
}

type Quick = BuildHasherDefault<Fnv>;

/// The FNV-1a hash: quick for short words. The keys are the lists above, never foreign text.
#[derive(Debug)]
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

/// The words by primary language.
#[derive(Debug, Default, Deserialize)]
#[serde(transparent)]
pub(super) struct Words(BTreeMap<String, Language>);

impl Words {
    pub fn shipped() -> Self {
        let mut words: Self =
            toml::from_str(include_str!("../../../memory/facts.toml")).unwrap_or_default();
        words.0.values_mut().for_each(Language::index);
        words
    }

    pub fn of(&self, lang: &Lang) -> Option<&Language> {
        self.0.get(lang.primary())
    }
}

impl Language {
    fn index(&mut self) {
        for (number, word) in (2..).zip(&self.numbers) {
            let first = word.split('-').next().unwrap_or_default();
            self.index.starts.insert(first.to_owned());
            self.index.numbers.entry(word.clone()).or_insert(number);
        }
        for (month, form) in (1..)
            .zip(&self.months)
            .flat_map(|(month, forms)| forms.iter().map(move |f| (month, f)))
        {
            self.index.months.entry(form.clone()).or_insert(month);
        }
    }

    /// The month of a word, 1 to 12. English month names are taken with a capital only (`may`).
    pub fn month(&self, word: &str) -> Option<usize> {
        let months = &self.index.months;
        // A form without a capital is found in a word with one, never the other way round.
        months.get(word).copied().or_else(|| {
            word.chars()
                .any(char::is_uppercase)
                .then(|| months.get(&word.to_lowercase()).copied())?
        })
    }

    /// The figure a word stands for, from 2.
    pub fn number(&self, word: &str) -> Option<usize> {
        self.index.numbers.get(word).copied()
    }

    /// True when figures in words begin with this word, perhaps before a hyphen.
    pub fn begins_number(&self, word: &str) -> bool {
        self.index.starts.contains(word)
    }
}
