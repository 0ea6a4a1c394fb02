//! What is asked of a memory, and what it answers.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::critical::Critical;
use super::diff::DiffOp;
use super::score::Penalty;
use crate::model::Lang;
use crate::model::unit::{Context, Role, Unit};

/// What to look for.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    /// The text.
    pub text: String,
    /// Its language; regional tags are compared by their primary language.
    pub from: Lang,
    /// Language wanted back; `None` takes every other language of a unit.
    pub to: Option<Lang>,
    /// Least score, 0 to 100, compared with the score as shown (two decimals).
    pub min_score: f64,
    /// How many matches at most.
    pub top: usize,
    /// Only source variants of this role; `None` takes paragraphs and segments.
    pub role: Option<Role>,
    /// Where the text stands; matches from the same company come first among equals.
    pub context: Option<Context>,
}

impl Query {
    /// A query with the usual threshold of 70 and five matches.
    pub fn new(text: impl Into<String>, from: Lang, to: Lang) -> Self {
        Self {
            text: text.into(),
            from,
            to: Some(to),
            min_score: 70.0,
            top: 5,
            role: None,
            context: None,
        }
    }
}

/// How much of a unit's context a match shares with the query, weakest first.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum ContextMatch {
    /// Nothing known in common.
    #[default]
    None,
    /// The same country.
    Country,
    /// The same recommendation text.
    Recommendation,
    /// The same country under the same recommendation text.
    CountryAndRecommendation,
    /// The same neighbours: the texts before and after agree.
    Neighbours,
}

/// A unit found for a query.
#[derive(Debug, Clone, PartialEq)]
pub struct Match {
    /// The unit, whole.
    pub unit: Arc<Unit>,
    /// The text that matched.
    pub source: String,
    /// The text in the language wanted.
    pub target: String,
    /// 0 to 100, two decimals, half up.
    pub score: f64,
    /// True when the source is the query but for spacing and normal form.
    pub exact: bool,
    /// What of the context is shared.
    pub context: ContextMatch,
    /// How the query differs from the source, word by word.
    pub diff: Vec<DiffOp>,
    /// Points taken off besides the words.
    pub penalties: Vec<Penalty>,
    /// Differences that change the meaning whatever the score says.
    pub critical: Vec<Critical>,
}
