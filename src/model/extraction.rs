//! What was found in one return: statements, cover data, and everything else with its reason.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::document::LeftOut;
use super::finding::Finding;
use super::ids::{Cell, CountryCode, Lang};

/// YES or NO, as ticked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Answer {
    /// YES.
    Yes,
    /// NO.
    No,
}

/// What one country answered to one recommendation, as written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// The recommendation.
    #[serde(flatten)]
    pub cell: Cell,
    /// The box ticked, if any.
    pub action: Option<Answer>,
    /// Language of the answer; `None` when the text is too short to tell.
    pub lang: Option<Lang>,
    /// The answer, paragraphs joined by line feeds, without bullet marks; may be empty when only a
    /// box was ticked.
    pub text: String,
    /// Texts of the footnotes and endnotes marked in the answer.
    #[serde(default)]
    pub notes: Vec<String>,
    /// Where the answer starts, in words.
    pub place: String,
    /// How sure the placement is, 0 to 100; under 60 a person must look.
    #[serde(default)]
    pub confidence: u8,
    /// Why the text was placed here, in words.
    #[serde(default)]
    pub evidence: String,
}

/// A piece of text with its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// The text.
    pub text: String,
    /// Where it stands, in words.
    pub place: String,
}

/// One item of an [`Extraction`], by its position in the list of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Item {
    /// A piece of form text.
    Form(usize),
    /// A line of the cover.
    Cover(usize),
    /// A statement, at the place where it starts.
    Statement(usize),
    /// A piece of unplaced text.
    Unplaced(usize),
    /// Text left out.
    LeftOut(usize),
}

/// A filled-in line of the cover, label and value as written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoverField {
    /// Stable name: `country`, `date`, `contact`, `organization`, `address`, `telephone`, `fax`,
    /// `email`, or `other`.
    pub kind: String,
    /// The form's own label.
    pub label: String,
    /// What was filled in; empty when nothing.
    pub value: String,
}

/// A country that the return may come from, with the evidence for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountryEvidence {
    /// The country.
    pub country: CountryCode,
    /// Where the name was found: `cover`, `header`, `file name`, `e-mail`, `letterhead`, `text`.
    pub source: String,
    /// The words that were recognised.
    pub words: String,
    /// Weight of the evidence, 0 to 100.
    pub confidence: u8,
}

/// Everything found in one return. Every piece of its visible text is in exactly one of `form_text`,
/// `cover`, `statements` (text or notes), `unplaced`; text that is not visible is in `left_out`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Extraction {
    /// The country, when the evidence is clear; otherwise `None` and a finding.
    pub country: Option<CountryCode>,
    /// All evidence for a country, strongest first.
    #[serde(default)]
    pub country_evidence: Vec<CountryEvidence>,
    /// Language of the form that was used.
    pub lang: Option<Lang>,
    /// Date of submission on the cover.
    pub submitted: Option<Date>,
    /// The cover, line by line.
    pub cover: Vec<CoverField>,
    /// Whether the Government agrees that its reply be published as received.
    pub consent: Option<Answer>,
    /// The answers, in the order of the form; at most one for each recommendation and sender.
    pub statements: Vec<Statement>,
    /// Visible text that belongs to no recommendation.
    pub unplaced: Vec<Passage>,
    /// Text recognised as the form's own.
    #[serde(default)]
    pub form_text: Vec<Passage>,
    /// Text left out for a reason.
    pub left_out: Vec<LeftOut>,
    /// All of the above in the order of the file, each item once: headers, body, then notes, footers
    /// and comments. Empty for what was read before the order was kept.
    #[serde(default)]
    pub order: Vec<Item>,
    /// Problems and remarks.
    pub findings: Vec<Finding>,
}

impl Extraction {
    /// Every item once: in the order of the file, what the order does not name behind the rest.
    pub fn in_order(&self) -> Vec<Item> {
        let all = (0..self.cover.len())
            .map(Item::Cover)
            .chain((0..self.statements.len()).map(Item::Statement))
            .chain((0..self.unplaced.len()).map(Item::Unplaced))
            .chain((0..self.left_out.len()).map(Item::LeftOut))
            .chain((0..self.form_text.len()).map(Item::Form));
        let mut named = std::collections::BTreeSet::new();
        self.order
            .iter()
            .copied()
            .chain(all)
            .filter(|item| named.insert(*item))
            .collect()
    }
}
