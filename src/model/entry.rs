//! Entries: the numbered paragraphs of the note, with their sources, texts and states.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::ids::{Cell, CountryCode, EntryId, Hash, Lang};

/// What kind of paragraph an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EntryKind {
    /// A paragraph of the introduction.
    Introduction,
    /// A recommendation restated in the past passive.
    Restatement,
    /// What one country, or several together, reported.
    Country,
    /// A paragraph of the conclusions.
    Conclusion,
}

/// What identifies the origin of an entry; two runs over the same inbox meet the same keys.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EntryKey {
    /// n-th paragraph of the introduction, from 1.
    Introduction(u16),
    /// The restated recommendation.
    Restatement(Cell),
    /// A statement: country, recommendation, and the sender when a country answers in several parts.
    Statement {
        /// Country.
        country: CountryCode,
        /// Recommendation.
        cell: Cell,
        /// Sender; empty when the country sent one reply.
        sender: String,
    },
    /// n-th paragraph of the conclusions, from 1.
    Conclusion(u16),
}

impl EntryKey {
    /// The kind of entry that this key makes.
    pub fn kind(&self) -> EntryKind {
        match self {
            Self::Introduction(_) => EntryKind::Introduction,
            Self::Restatement(_) => EntryKind::Restatement,
            Self::Statement { .. } => EntryKind::Country,
            Self::Conclusion(_) => EntryKind::Conclusion,
        }
    }
    /// The recommendation under which the entry stands, if any.
    pub fn cell(&self) -> Option<&Cell> {
        match self {
            Self::Restatement(cell) | Self::Statement { cell, .. } => Some(cell),
            Self::Introduction(_) | Self::Conclusion(_) => None,
        }
    }
}

/// State of an entry's text in one language.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum TextState {
    /// No text yet.
    #[default]
    Empty,
    /// The best suggestion from the memory, not looked at.
    Suggested,
    /// Made by the program, not looked at.
    Draft,
    /// Written or changed by a person.
    Edited,
    /// Marked as tentative by a person.
    Tentative,
    /// Confirmed by a person.
    Confirmed,
}

impl TextState {
    /// True when a person wrote or chose the text, so that no program may change it.
    pub fn is_decided(self) -> bool {
        matches!(self, Self::Edited | Self::Tentative | Self::Confirmed)
    }
    /// The word used in JSON and on the page.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Suggested => "suggested",
            Self::Draft => "draft",
            Self::Edited => "edited",
            Self::Tentative => "tentative",
            Self::Confirmed => "confirmed",
        }
    }
}

/// An entry's text in one language.
///
/// Light markup: `*words*` is emphasis, `^[text]` a footnote, a line feed starts a sub-item;
/// a backslash keeps the next character as it is.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct EntryText {
    /// The text, with light markup.
    pub text: String,
    /// Its state.
    pub state: TextState,
    /// Hash of what the text was made from: the statements for the original language, the original
    /// text for a translation.
    pub based_on: Option<Hash>,
    /// True when `based_on` is no longer the hash of the sources; computed, never stored.
    pub needs_review: bool,
    /// In words, where the text comes from (unit, rule, person).
    #[serde(default)]
    pub basis: String,
    /// Score of the suggestion it was made from, 0 to 100.
    #[serde(default)]
    pub score: Option<f64>,
}

/// A version of a statement that stands behind an entry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// The return, by its hash.
    pub return_id: super::ids::ReturnId,
    /// Name of the file.
    pub file: String,
    /// The statement.
    pub statement: super::extraction::Statement,
    /// A translation of the statement that a person attached, to draft from.
    #[serde(default)]
    pub working: Option<WorkingTranslation>,
}

/// A translation of a statement for use in the office only: the paragraph is drafted from it, and it
/// never stands in a note itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkingTranslation {
    /// Its language.
    pub lang: Lang,
    /// The whole text.
    pub text: String,
    /// Who attached it.
    pub person: String,
}

/// One numbered paragraph of the note, of any kind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Identity.
    pub id: EntryId,
    /// Origin.
    pub key: EntryKey,
    /// Countries that the paragraph speaks for, in no order; empty for other kinds.
    pub countries: Vec<CountryCode>,
    /// The statements it was made from, earliest return first.
    pub sources: Vec<Source>,
    /// True when a person said that all of several versions belong in the note.
    pub joined: bool,
    /// Language that the others are translated from.
    pub original: Lang,
    /// The texts.
    pub texts: BTreeMap<Lang, EntryText>,
    /// True when a person left it out of the note.
    pub excluded: bool,
}

impl Entry {
    /// The text in a language, if there is one.
    pub fn text(&self, lang: &Lang) -> Option<&EntryText> {
        self.texts
            .get(lang)
            .filter(|t| t.state != TextState::Empty && !t.text.trim().is_empty())
    }
    /// True when the text in `lang` is confirmed and still based on today's sources.
    pub fn is_settled(&self, lang: &Lang) -> bool {
        self.texts
            .get(lang)
            .is_some_and(|t| t.state == TextState::Confirmed && !t.needs_review)
    }
}
