//! What goes out of a dossier to people who work in other programs, and what comes back.
//!
//! Every line carries its [`Key`]: the entry, the language, and marks of both texts as they went out.
//! So the file alone tells what was sent, and a line that was moved, damaged or changed is seen as
//! such without a record of the export.

mod key;
mod officers;
mod pairs;
mod rows;
mod words;
mod xliff_in;
mod xliff_out;

pub use key::{Key, Standing, marked_source, marked_target, plain};
pub use officers::{read_officers, state_head};
pub use pairs::returned_pairs;
pub use rows::{CellRow, read_rows};
pub use words::{Head, Words};
pub use xliff_in::read_job_xliff;
pub use xliff_out::write_job_xliff;

use crate::model::Finding;
use crate::model::ids::Lang;

/// A text of an entry that goes out to be translated or looked at.
#[derive(Debug, Clone, PartialEq)]
pub struct Outgoing {
    /// Who it is, and what it said.
    pub key: Key,
    /// Number of the paragraph in the note, when it stands there.
    pub number: Option<u32>,
    /// The text to be translated.
    pub source: String,
    /// True when a person has confirmed the source.
    pub source_settled: bool,
    /// The translation as it stands; empty when there is none.
    pub target: String,
    /// What might be its translation, best first.
    pub proposals: Vec<Proposed>,
    /// What the translator should know: kind of the remark, and the remark.
    pub notes: Vec<(NoteKind, String)>,
}

/// What a remark that goes out is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoteKind {
    /// The countries that the paragraph speaks for.
    Country,
    /// The recommendation under which it stands.
    Recommendation,
    /// The number of the paragraph.
    Paragraph,
    /// The reply as it was returned.
    Statement,
}

impl NoteKind {
    /// The word used in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Country => "country",
            Self::Recommendation => "recommendation",
            Self::Paragraph => "paragraph",
            Self::Statement => "statement",
        }
    }
}

/// A text offered as a translation.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposed {
    /// The source of the unit that it was made from; that of the entry where it was made by rule.
    pub source: String,
    /// The text offered.
    pub target: String,
    /// What it is worth after repair, 0 to 100.
    pub quality: f64,
    /// How close the unit was before repair, 0 to 100; `None` where there was none.
    pub similarity: Option<f64>,
    /// Where it comes from, in words.
    pub origin: String,
    /// What kind of text it is.
    pub kind: ProposedKind,
}

/// What kind of text is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProposedKind {
    /// As it stands in a memory.
    Memory,
    /// Of a memory, repaired or put together.
    Repaired,
    /// Made by rule.
    Rule,
}

/// What a file says of the state of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Told {
    /// Not translated, or not looked at.
    Open,
    /// Translated and not sure.
    Tentative,
    /// Translated.
    Done,
    /// Confirmed.
    Confirmed,
}

/// A line that came back.
#[derive(Debug, Clone, PartialEq)]
pub struct Incoming {
    /// Where it stands in the file, such as “line 12” or “row 4”.
    pub place: String,
    /// Who it says it is; the error holds what stood there.
    pub key: Result<Key, String>,
    /// The source as the file has it; `None` where a format does not carry it.
    pub source: Option<String>,
    /// The target as the file has it.
    pub target: String,
    /// What the file says of its state; `None` when it says nothing that is known.
    pub told: Option<Told>,
    /// What stands beside it: remarks of people, and our own where a program lost whose they are.
    pub comments: Vec<String>,
    /// Why the line cannot be read.
    pub fault: Option<String>,
}

/// A file that came back.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Returned {
    /// Its lines, in the order of the file.
    pub lines: Vec<Incoming>,
    /// What was wrong with the file besides single lines.
    pub findings: Vec<Finding>,
}

/// The languages of a file that goes out.
#[derive(Debug, Clone, Copy)]
pub struct Languages<'a> {
    /// Of the sources.
    pub from: &'a Lang,
    /// Of the targets.
    pub into: &'a Lang,
}
