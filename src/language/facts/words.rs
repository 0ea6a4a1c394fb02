//! The words of figures and dates, from `memory/facts.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::model::ids::Lang;

/// The words of one language.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Language {
    pub numbers: Vec<String>,
    pub also: BTreeMap<String, u64>,
    pub scale: BTreeMap<String, u64>,
    pub months: Vec<Vec<String>>,
    pub first: String,
    pub decimal: String,
    pub thousands: String,
}

/// The words by primary language.
#[derive(Debug, Default, Deserialize)]
#[serde(transparent)]
pub(super) struct Words(BTreeMap<String, Language>);

impl Words {
    pub fn shipped() -> Self {
        toml::from_str(include_str!("../../../memory/facts.toml")).unwrap_or_default()
    }

    pub fn of(&self, lang: &Lang) -> Option<&Language> {
        self.0.get(lang.primary())
    }
}

impl Language {
    /// The month of a word, 1 to 12. English month names are taken with a capital only (`may`).
    pub fn month(&self, word: &str) -> Option<usize> {
        let at = self.months.iter().position(|forms| {
            forms.iter().any(|f| {
                f == word || (f.chars().all(|c| !c.is_uppercase()) && *f == word.to_lowercase())
            })
        });
        at.map(|i| i + 1)
    }

    /// The figure a word stands for, from 2.
    pub fn number(&self, word: &str) -> Option<usize> {
        self.numbers.iter().position(|w| w == word).map(|i| i + 2)
    }
}
