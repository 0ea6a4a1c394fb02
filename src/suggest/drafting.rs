//! The tables of reported speech, from `memory/drafting.toml`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;

type Words = BTreeMap<String, String>;
type Pairs = BTreeMap<String, (String, String)>;

/// All tables; see `docs/drafting.md` for what each is for.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Tables {
    pub lead: Vec<String>,
    pub second: String,
    pub tense: Words,
    pub person: Pairs,
    pub open: Words,
    pub phrases: Pairs,
    pub years: BTreeMap<String, i16>,
    pub spelling: Words,
    pub verbs: VerbList,
    pub lists: Lists,
}

/// Verbs by their base forms.
#[derive(Debug, Default, Deserialize)]
pub(super) struct VerbList {
    pub regular: Vec<String>,
    /// Base to past and participle.
    pub irregular: Pairs,
    /// Those whose base form and third person may be nouns.
    pub nouns: BTreeSet<String>,
}

/// Plain lists of words.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Lists {
    pub pronouns: BTreeSet<String>,
    pub before_base: BTreeSet<String>,
    pub weightless: BTreeSet<String>,
    pub small: BTreeSet<String>,
    pub small_endings: Vec<String>,
    pub of_state: BTreeSet<String>,
    pub openings: Vec<String>,
    pub empty: Vec<String>,
    pub modality: BTreeSet<String>,
    pub negation: BTreeSet<String>,
    pub wanting: BTreeSet<String>,
    pub negation_elsewhere: BTreeSet<String>,
    pub quantity: BTreeSet<String>,
    pub attributive: BTreeSet<String>,
    pub padding: Vec<String>,
    pub conditions: BTreeSet<String>,
    pub adding: BTreeSet<String>,
    pub figures: Vec<String>,
    pub measures: BTreeSet<String>,
    pub numbered: BTreeSet<String>,
    pub function: BTreeSet<String>,
    pub offices: BTreeSet<String>,
    pub of_own: BTreeSet<String>,
    pub transitive: BTreeSet<String>,
    pub strict_object: BTreeSet<String>,
    pub prepositions: BTreeSet<String>,
    pub linking_back: BTreeSet<String>,
    pub context: Vec<String>,
    pub adverbs: BTreeSet<String>,
    pub auxiliaries: BTreeSet<String>,
    pub relative: BTreeSet<String>,
    pub subordinate: BTreeSet<String>,
    pub when: BTreeSet<String>,
    pub no_subject: BTreeSet<String>,
    pub object: BTreeSet<String>,
    pub before_noun: BTreeSet<String>,
}

/// The shipped tables; empty only if the data file were broken, which a test excludes.
pub(super) static TABLES: LazyLock<Tables> =
    LazyLock::new(|| toml::from_str(SHIPPED).unwrap_or_default());

const SHIPPED: &str = include_str!("../../memory/drafting.toml");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_tables_are_read() {
        toml::from_str::<Tables>(SHIPPED).unwrap();
    }
}
