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
    /// From which part of the reply each part of the English text comes.
    #[serde(flatten)]
    pub reply: FromReply,
}

/// How a draft hangs together with the reply it was made from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FromReply {
    /// The parts of the draft, in its order, none overlapping.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sentences: Vec<Linked>,
    /// True when the places are those of a working translation of the reply.
    #[serde(default, skip_serializing_if = "is_false")]
    pub working: bool,
    /// What the draft does not use of the reply, in the order of the reply.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rest: Vec<Rest>,
}

/// A sentence or clause of a draft and the sentence of the reply it says; places in Unicode scalar
/// values, ends exclusive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Linked {
    /// Start in the draft.
    pub start: usize,
    /// End in the draft.
    pub end: usize,
    /// Start in the reply.
    pub from_start: usize,
    /// End in the reply.
    pub from_end: usize,
    /// Which of several replies, counted from 0 as the entry has them.
    #[serde(default, skip_serializing_if = "is_first")]
    pub source: usize,
}

/// A sentence of the reply that a draft leaves out; places in Unicode scalar values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rest {
    /// Start in the reply.
    pub from_start: usize,
    /// End in the reply.
    pub from_end: usize,
    /// The sentence as it could follow in the draft; `None` for a reply that is not in English.
    pub en: Option<String>,
    /// Which of several replies, as [`Linked::source`].
    #[serde(default, skip_serializing_if = "is_first")]
    pub source: usize,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks for a reference"
)]
fn is_false(truth: &bool) -> bool {
    !*truth
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks for a reference"
)]
fn is_first(n: &usize) -> bool {
    *n == 0
}

/// A unit of a memory that says what a reply says, whole or in part.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SaidBefore {
    /// English text, as it stands in the memory.
    pub en: String,
    /// French text.
    pub fr: Option<String>,
    /// How much of it the reply says too, 0 to 100.
    pub score: f64,
    /// Unit and origin in words.
    pub basis: String,
    /// Key of the unit in its memory.
    pub unit: String,
    /// What it says and the reply does not: figures, dates, names, negations and the like.
    pub lacks: Vec<String>,
}

/// What a reply gives.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Drafted {
    /// Proposals for the paragraph, best first.
    pub drafts: Vec<Draft>,
    /// Units that say it, best first; none of them is a draft as it stands.
    pub found: Vec<SaidBefore>,
}
