//! Two returns of one country: how they stand to each other, and what a person chose.

use serde::{Deserialize, Serialize};

use super::ids::{EntryId, Hash};

/// How a later version of an answer stands to the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// It takes the place of the earlier one.
    Replaces,
    /// Both belong in the note: another sender's half, or something else said.
    Completes,
    /// The same words and the same box.
    Same,
    /// They cannot both be true, and nothing tells which is meant.
    Contradicts,
}

impl Relation {
    /// The word used in JSON and on the page.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Replaces => "replaces",
            Self::Completes => "completes",
            Self::Same => "same",
            Self::Contradicts => "contradicts",
        }
    }
}

/// What becomes of a stretch of words on the way from the earlier version to the later one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// In both.
    Kept,
    /// In the earlier version only.
    Removed,
    /// In the later version only.
    Added,
}

/// A stretch of words of one kind, with the spaces between them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stretch {
    /// What becomes of it.
    pub change: Change,
    /// The words.
    pub text: String,
}

/// What shall stand in the note when a country answered a recommendation more than once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Choice {
    /// One version, by the hash of its words, notes and box.
    Take(Hash),
    /// All versions, joined in their order.
    Both,
    /// None of them.
    LeaveOut,
}

/// A choice for one recommendation, with the hash of the versions that the person saw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chosen {
    /// The entry made from the answers.
    pub entry: EntryId,
    /// The choice.
    pub choice: Choice,
    /// Hash of the versions.
    pub seen: Hash,
}
