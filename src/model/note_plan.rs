//! The note before any language: paragraphs in order, numbered once.

use serde::{Deserialize, Serialize};

use super::entry::Entry;
use super::ids::{Cell, CountryCode};

/// A heading of the note; its words come from the settings and the labels of each language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Heading {
    /// `I. Introduction`.
    Introduction,
    /// `II. Implementation of the recommendations adopted by ...`.
    Implementation,
    /// `Theme 1. Title`.
    Theme(u16),
    /// `Recommendation (a)`.
    Recommendation(Cell),
    /// `III. Conclusions`.
    Conclusions,
}

/// One line of the plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PlanItem {
    /// A heading.
    Heading(Heading),
    /// A paragraph with its number in every language.
    Paragraph {
        /// Running number, from 1, without gaps.
        number: u32,
        /// The entry.
        entry: Entry,
    },
}

/// The whole plan: the same for every language.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct NotePlan {
    /// Headings and paragraphs in order.
    pub items: Vec<PlanItem>,
    /// Governments whose replies count, in English alphabetical order.
    pub replied: Vec<CountryCode>,
}

impl NotePlan {
    /// The paragraphs with their numbers.
    pub fn paragraphs(&self) -> impl Iterator<Item = (u32, &Entry)> {
        self.items.iter().filter_map(|item| match item {
            PlanItem::Paragraph { number, entry } => Some((*number, entry)),
            PlanItem::Heading(_) => None,
        })
    }
}
