//! Suggestions and drafts: matches made ready for a person.

use serde::{Deserialize, Serialize};

/// One repair made to a match's target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repair {
    /// `country`, `verb`, `number`, `date`, `term`, `name`, `acronym`, `symbol`, `letter`,
    /// `agreement`, `left-out`.
    pub kind: String,
    /// Text in the memory's target.
    pub from: String,
    /// Text put in its place.
    pub to: String,
}

/// A span that still needs a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Start, in Unicode scalar values of the target.
    pub start: usize,
    /// End, exclusive.
    pub end: usize,
    /// Why.
    pub why: String,
}

/// A target text offered for an entry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Suggestion {
    /// The text offered.
    pub target: String,
    /// What it is worth after repair, 0 to 100, two decimals.
    pub score: f64,
    /// The source text of the unit.
    pub source: String,
    /// Unit and origin in words.
    pub basis: String,
    /// Key of the unit in its memory.
    #[serde(default)]
    pub unit: String,
    /// How close the unit was before repair, 0 to 100, two decimals.
    #[serde(rename = "match")]
    pub matched: f64,
    /// What was repaired.
    pub repairs: Vec<Repair>,
    /// What still needs a person.
    pub marks: Vec<Mark>,
}

/// A proposal for the note's paragraph, made from a statement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// English text.
    pub en: String,
    /// French text, when the memory brings one.
    pub fr: Option<String>,
    /// What it is worth, 0 to 100; a draft by rule alone stays under 50.
    pub score: f64,
    /// Where it comes from, in words.
    pub basis: String,
    /// What needs a person in the English text.
    #[serde(default)]
    pub marks: Vec<Mark>,
}
