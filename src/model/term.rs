//! Terms: what a termbase says a thing is called in each language.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::ids::Lang;

/// Whether a term is to be used.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum TermStatus {
    /// The term to use.
    Preferred,
    /// The termbase does not say, or allows it.
    #[default]
    Admitted,
    /// The term not to use.
    Deprecated,
}

impl TermStatus {
    /// The word for it, as stored and written.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Preferred => "preferred",
            Self::Admitted => "admitted",
            Self::Deprecated => "deprecated",
        }
    }

    /// What a termbase's own word means: `preferredTerm-admn-sts`, `superseded`, `forbidden` and
    /// the like; anything not known is [`TermStatus::Admitted`].
    pub fn of_word(word: &str) -> Self {
        let word = word.trim().to_lowercase();
        let has = |parts: &[&str]| parts.iter().any(|part| word.contains(part));
        if has(&[
            "deprecat",
            "supersed",
            "obsolete",
            "forbidden",
            "not recommended",
            "rejected",
        ]) {
            Self::Deprecated
        } else if has(&["prefer", "recommended", "approved"]) {
            Self::Preferred
        } else {
            Self::Admitted
        }
    }
}

/// One term of a concept.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Term {
    /// Language.
    pub lang: Lang,
    /// The term.
    pub text: String,
    /// Whether it is to be used.
    #[serde(default)]
    pub status: TermStatus,
    /// Part of speech, as the termbase names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
    /// A note on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A thing and what it is called.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Concept {
    /// The id that the termbase gives it; may be empty.
    #[serde(default)]
    pub id: String,
    /// Subject field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// Definition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub definition: Option<String>,
    /// The terms, the preferred one of a language first where the termbase has it so.
    pub terms: Vec<Term>,
    /// What else the termbase says.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub properties: BTreeMap<String, String>,
}
