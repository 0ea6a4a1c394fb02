//! Differences that change the meaning whatever the score says: negation, number, date, country,
//! unit of measure. The words are data (`memory/critical.toml`).

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::diff::{DiffKind, DiffOp, piece};
use super::profile::Word;
use super::score::Class;
use crate::model::Lang;

/// What kind of critical difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CriticalKind {
    /// A negation in one of the texts only.
    Negation,
    /// A number.
    Number,
    /// A date.
    Date,
    /// A country.
    Country,
    /// A unit of measure or of account.
    Unit,
}

/// A critical difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Critical {
    /// What kind.
    pub kind: CriticalKind,
    /// The words of the query, empty when only the source has any.
    pub query: String,
    /// The words of the source, empty when only the query has any.
    pub source: String,
}

#[derive(Debug, Default, Deserialize)]
struct Words {
    negation: BTreeSet<String>,
    units: BTreeSet<String>,
}

/// The critical words by primary language.
#[derive(Debug, Default, Deserialize)]
#[serde(transparent)]
pub(super) struct CriticalWords(BTreeMap<String, Words>);

impl CriticalWords {
    /// The words shipped with the program.
    pub fn shipped() -> Self {
        toml::from_str(include_str!("../../memory/critical.toml")).unwrap_or_default()
    }

    /// The critical ones among the steps from a source to a query.
    pub fn among(
        &self,
        steps: &[DiffOp],
        lang: &Lang,
        query: (&str, &[Word]),
        source: (&str, &[Word]),
    ) -> Vec<Critical> {
        let none = Words::default();
        let words = self.0.get(lang.primary()).unwrap_or(&none);
        let mut out = Vec::new();
        for step in steps.iter().filter(|s| s.kind != DiffKind::Kept) {
            let mut kinds: BTreeSet<CriticalKind> = BTreeSet::new();
            for (side, span) in [(query.1, step.query), (source.1, step.source)] {
                for word in side.iter().filter(|w| w.start >= span.0 && w.end <= span.1) {
                    kinds.extend(words.kind(word));
                }
            }
            for kind in kinds {
                out.push(Critical {
                    kind,
                    query: piece(query.0, step.query),
                    source: piece(source.0, step.source),
                });
            }
        }
        // A negation that only moved is no difference in kind.
        let negations = |side: &[Word]| {
            let mut found: Vec<String> = side
                .iter()
                .filter(|w| words.kind(w) == Some(CriticalKind::Negation))
                .map(|w| w.form.clone())
                .collect();
            found.sort();
            found
        };
        if negations(query.1) == negations(source.1) {
            out.retain(|c| c.kind != CriticalKind::Negation);
        }
        out
    }
}

impl Words {
    fn kind(&self, word: &Word) -> Option<CriticalKind> {
        match word.class {
            Some(Class::Number) => Some(CriticalKind::Number),
            Some(Class::Date) => Some(CriticalKind::Date),
            Some(Class::Country) => Some(CriticalKind::Country),
            Some(Class::Symbol) => None,
            None if self.negation.contains(&word.form) => Some(CriticalKind::Negation),
            None if self.units.contains(&word.form) => Some(CriticalKind::Unit),
            None => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_words_are_there() {
        let words = CriticalWords::shipped();
        for (lang, negation) in [("en", "not"), ("fr", "pas"), ("es", "sin"), ("ru", "не")] {
            assert!(words.0[lang].negation.contains(negation));
            assert!(!words.0[lang].units.is_empty());
        }
    }
}
