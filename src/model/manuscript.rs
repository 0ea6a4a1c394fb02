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
    /// Text set small and raised, such as the letters of « 1er ».
    Raised(Vec<Span>),
    /// Text that leads to an address; it is text and raised text, without notes.
    Link {
        /// The address, whole (`https://...`).
        address: String,
        /// What is shown.
        text: Vec<Span>,
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

/// The visible text of spans: line breaks as line feeds, notes and their marks left out.
pub fn visible(spans: &[Span]) -> String {
    let mut out = String::new();
    add_visible(spans, &mut out);
    out
}

fn add_visible(spans: &[Span], out: &mut String) {
    for span in spans {
        match span {
            Span::Text { text, .. } => out.push_str(text),
            Span::LineBreak => out.push('\n'),
            Span::Raised(inner) | Span::Link { text: inner, .. } => add_visible(inner, out),
            Span::Footnote(_) | Span::MarkedFootnote { .. } => {}
        }
    }
}

/// A remark to the drafter, shown as a comment in a draft; never in a final note.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// The words it is about: first character and the one after the last, counted in Unicode scalar
    /// values of the [`visible`] text of the paragraph, where each sub-item follows after a line
    /// feed. `None` means the whole paragraph.
    pub at: Option<(usize, usize)>,
    /// What it says; a line feed starts a paragraph.
    pub text: String,
}

impl From<&str> for Remark {
    fn from(text: &str) -> Self {
        Self {
            at: None,
            text: text.to_owned(),
        }
    }
}

/// The first page of a draft, which says what is missing; never in a final note.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cover {
    /// The title of the page.
    pub title: String,
    /// Sentences under the title.
    pub lines: Vec<String>,
    /// Tables, in order.
    pub tables: Vec<CoverTable>,
}

/// A table of the cover page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoverTable {
    /// What it lists; also its title for those who hear the page.
    pub caption: String,
    /// The head of each column.
    pub head: Vec<String>,
    /// Rows of as many cells.
    pub rows: Vec<Vec<String>>,
    /// Language of the rows, when it is not the manuscript's.
    pub lang: Option<Lang>,
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
        remarks: Vec<Remark>,
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
    /// Language of the four lines at the right, when it is not the manuscript's.
    pub lang: Option<Lang>,
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
    /// Keywords for the file's properties; empty ones are left out.
    pub keywords: Vec<String>,
    /// Time to write into the file, RFC 3339 UTC; never the clock's.
    pub timestamp: String,
    /// True for a draft, which says so in its running head.
    pub draft: bool,
    /// The word that marks a draft in this language ("DRAFT").
    pub draft_word: String,
    /// What the file of a draft says first.
    pub cover: Option<Cover>,
    /// The content in order.
    pub parts: Vec<Part>,
}
