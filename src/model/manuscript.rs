//! A note in one language, ready to be set: what it says and what each part is, not how a file
//! format writes it. The writer in [`crate::docx`] and any preview take this.

use serde::{Deserialize, Serialize};

use super::ids::Lang;

/// A piece of running text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Span {
    /// Text of one look and language.
    Text {
        /// The text, typography finished.
        text: String,
        /// Italic.
        emphasis: bool,
        /// Language, when it is not the manuscript's.
        lang: Option<Lang>,
        /// How the text is marked in a draft.
        mark: Option<DraftMark>,
    },
    /// A numbered footnote, by its text.
    Footnote(Vec<Span>),
    /// A footnote with a mark of its own, `*` or `**`.
    MarkedFootnote {
        /// The mark.
        mark: String,
        /// The text.
        text: Vec<Span>,
    },
    /// A line break.
    LineBreak,
}

/// How unconfirmed text is marked in a draft; never in a final note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DraftMark {
    /// Draft or suggestion that nobody has looked at.
    Draft,
    /// Written by a person, or tentative, not confirmed.
    Unconfirmed,
    /// No text in this language: the original stands in its place.
    Untranslated,
    /// Confirmed, but something it was based on has changed.
    NeedsReview,
}

/// A block of the note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// Name of the meeting, in the title block.
    Meeting(Vec<Span>),
    /// Place and dates of the meeting.
    PlaceAndDates(Vec<Span>),
    /// Agenda item line, then its title.
    AgendaItem(Vec<Span>),
    /// Title of the agenda item.
    AgendaTitle(Vec<Span>),
    /// Title of the document.
    Title(Vec<Span>),
    /// "Note by the Secretariat".
    Author(Vec<Span>),
    /// A heading.
    Heading {
        /// Level from 1.
        level: u8,
        /// Number or letter with its punctuation (`I.`), perhaps empty.
        label: String,
        /// The words.
        text: Vec<Span>,
    },
    /// A paragraph of the text column without a number.
    Plain(Vec<Span>),
    /// A numbered paragraph.
    Paragraph {
        /// Its number; the writer sets it by real numbering and must come to the same.
        number: u32,
        /// The words.
        text: Vec<Span>,
        /// Sub-items (a), (b) under it.
        items: Vec<Vec<Span>>,
        /// Remarks to the drafter, shown as comments in a draft.
        remarks: Vec<String>,
    },
}

/// The head of the first page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Masthead {
    /// "United Nations".
    pub organization: String,
    /// The organ, such as "Commission on Narcotic Drugs"; lines.
    pub organ: Vec<String>,
    /// Document symbol.
    pub symbol: String,
    /// What stands behind the symbol: the footnote of a reissue.
    #[serde(default)]
    pub symbol_note: Vec<Span>,
    /// Distribution line, such as "Distr.: General".
    pub distribution: String,
    /// Date line, such as "8 July 2022".
    pub date: String,
    /// Language line of a translation ("Français"), empty on the original.
    pub language: String,
    /// Original line, such as "Original: English", with its footnote if any.
    pub original: Vec<Span>,
}

/// A whole note in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manuscript {
    /// Language of the text.
    pub lang: Lang,
    /// Head of the first page.
    pub masthead: Masthead,
    /// Job number with the language's letter, such as `V.26-01234 (E)`; may be empty.
    pub job_number: String,
    /// Title for the file's properties.
    pub title: String,
    /// Subject for the file's properties.
    pub subject: String,
    /// Author for the file's properties ("Secretariat").
    pub creator: String,
    /// Time to write into the file, RFC 3339 UTC; never the clock's.
    pub timestamp: String,
    /// True for a draft, which says so in its running head.
    pub draft: bool,
    /// The word that marks a draft in this language ("DRAFT").
    pub draft_word: String,
    /// The content in order.
    pub parts: Vec<Part>,
}
