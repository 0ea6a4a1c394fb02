//! A document as a careful reader sees it, with no word of the file format in it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::finding::Finding;
use super::ids::Lang;
use super::place::Place;

/// A whole document: what is visible, and apart from it what was left out and why.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Document {
    /// The main story in reading order.
    pub body: Vec<Block>,
    /// Headers, each as a story of its own, without repetitions of the same part.
    pub headers: Vec<Vec<Block>>,
    /// Footers, likewise.
    pub footers: Vec<Vec<Block>>,
    /// Footnotes and endnotes that the text refers to, by their key in [`Inline::NoteMark`].
    pub notes: BTreeMap<NoteKey, Vec<Block>>,
    /// Text that is not shown and does not stand in a paragraph kept here: deleted rows, comments.
    /// Left-out text inside a kept paragraph is found there ([`Run::left_out`]).
    pub left_out: Vec<LeftOut>,
    /// What the file says about itself.
    pub properties: Properties,
    /// What the reader noticed.
    pub findings: Vec<Finding>,
    /// From which paragraph on the text is not sure to be what the sender wrote, when a damaged file
    /// was read; the empty place means all of it. `None` when nothing of the body is in doubt.
    pub unsure_from: Option<Place>,
}

/// Key of a footnote or endnote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoteKey {
    /// Footnote, numbered from 1 in the order of its marks.
    Footnote(u32),
    /// Endnote, numbered from 1 in the order of its marks.
    Endnote(u32),
}

/// Paragraph or table.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
}

/// A paragraph.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Paragraph {
    /// Where it stands.
    pub place: Place,
    /// Name of its style, as a person sees it (`heading 1`, `List Paragraph`).
    pub style: Option<String>,
    /// Outline level from 1 when the paragraph is a heading by style or outline.
    pub heading: Option<u8>,
    /// Computed number or bullet label, such as `7.`, `(a)` or `•`, without the tab after it.
    pub label: Option<String>,
    /// Position in a list, if it is in one.
    pub list: Option<ListPosition>,
    /// The content in reading order.
    pub content: Vec<Inline>,
}

/// Which list a paragraph is in and how deep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListPosition {
    /// Identity of the list inside the document.
    pub list: u32,
    /// Depth from 0.
    pub level: u8,
    /// True for bullets, false for numbers and letters.
    pub bullet: bool,
}

/// A piece of a paragraph.
#[derive(Debug, Clone, PartialEq)]
pub enum Inline {
    /// Text of one look.
    Run(Run),
    /// A tab.
    Tab,
    /// A line break within the paragraph.
    LineBreak,
    /// A page or column break.
    PageBreak,
    /// The mark of a footnote or endnote.
    NoteMark(NoteKey),
    /// A check box of any make, legacy field, content control or form object.
    Checkbox {
        /// Whether it is ticked.
        checked: bool,
    },
    /// A picture, with its alternative text.
    Picture {
        /// Alternative text, perhaps empty.
        alt: String,
    },
    /// A text box anchored here, read once.
    TextBox(Vec<Block>),
}

/// Text of one look.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Run {
    /// The text; soft hyphens dropped, no-break hyphen as U+2011, no-break space as U+00A0.
    pub text: String,
    /// Emphasis that can carry meaning.
    pub emphasis: Emphasis,
    /// Why the text is not shown; `None` when it is visible.
    pub left_out: Option<Reason>,
    /// Language mark of the run, if the file has one.
    pub lang: Option<Lang>,
    /// Target, when the run is part of a hyperlink.
    pub link: Option<String>,
    /// True when the text was typed or chosen in a form control (not the form's own text).
    pub in_control: bool,
}

/// Emphasis that can carry meaning in an answer: a ticked YES may be bold, a wrong NO struck.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Emphasis {
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
    /// Underlined.
    pub underline: bool,
    /// Highlighted or shaded.
    pub highlight: bool,
    /// Superscript.
    pub superscript: bool,
}

/// Why a piece of text is left out of the visible document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reason {
    /// Deleted under change tracking.
    Deleted,
    /// Moved away under change tracking; its new place is visible.
    Moved,
    /// Formatted as hidden.
    Hidden,
    /// A reviewer's comment.
    Comment,
    /// The standing prompt of a form control that nobody filled in.
    Placeholder,
    /// Struck out by formatting.
    Struck,
}

impl Reason {
    /// The word used in JSON and messages.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Deleted => "deleted",
            Self::Moved => "moved",
            Self::Hidden => "hidden",
            Self::Comment => "comment",
            Self::Placeholder => "placeholder",
            Self::Struck => "struck",
        }
    }
}

/// A piece of text left out, with its reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Why.
    pub reason: Reason,
    /// What.
    pub text: String,
    /// Where, in words.
    #[serde(default)]
    pub place: String,
}

/// A table as a grid.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    /// Where it stands.
    pub place: Place,
    /// Rows from top to bottom.
    pub rows: Vec<Row>,
}

/// A row of a table; merged continuation cells are not repeated.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Row {
    /// True for a repeated heading row.
    pub header: bool,
    /// Cells from left to right in reading order.
    pub cells: Vec<TableCell>,
}

/// A cell of a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TableCell {
    /// Where it stands.
    pub place: Place,
    /// Column of the grid where it starts, from 0.
    pub column: u32,
    /// Number of grid columns covered, at least 1.
    pub column_span: u32,
    /// Number of rows covered, at least 1.
    pub row_span: u32,
    /// Its content.
    pub blocks: Vec<Block>,
}

/// What a file says about itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Properties {
    /// Title.
    pub title: Option<String>,
    /// Author.
    pub creator: Option<String>,
    /// Company or organisation.
    pub company: Option<String>,
    /// Who saved it last.
    pub last_modified_by: Option<String>,
    /// Last change as written in the file.
    pub modified: Option<String>,
    /// Program that wrote it.
    pub application: Option<String>,
    /// Default language of the text.
    pub lang: Option<Lang>,
    /// True when editing was restricted.
    pub protected: bool,
}

impl Paragraph {
    /// The visible text: tabs and line breaks as such, text boxes and note texts not included,
    /// check boxes as ☐ and ☒, the label not included.
    pub fn text(&self) -> String {
        let mut out = String::new();
        for inline in &self.content {
            match inline {
                Inline::Run(run) if run.left_out.is_none() => out.push_str(&run.text),
                Inline::Run(_)
                | Inline::NoteMark(_)
                | Inline::Picture { .. }
                | Inline::TextBox(_) => {}
                Inline::Tab => out.push('\t'),
                Inline::LineBreak | Inline::PageBreak => out.push('\n'),
                Inline::Checkbox { checked } => out.push(if *checked { '☒' } else { '☐' }),
            }
        }
        out
    }
    /// The text boxes anchored in this paragraph, in order.
    pub fn text_boxes(&self) -> impl Iterator<Item = &Vec<Block>> {
        self.content.iter().filter_map(|inline| match inline {
            Inline::TextBox(blocks) => Some(blocks),
            _ => None,
        })
    }
    /// The notes marked in this paragraph, in order.
    pub fn note_marks(&self) -> impl Iterator<Item = NoteKey> + '_ {
        self.content.iter().filter_map(|inline| match inline {
            Inline::NoteMark(key) => Some(*key),
            _ => None,
        })
    }
}

/// Calls `visit` for every paragraph under `blocks` in reading order: table cells row by row,
/// text boxes after the paragraph that anchors them.
pub fn walk<'a>(blocks: &'a [Block], visit: &mut dyn FnMut(&'a Paragraph)) {
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => {
                visit(paragraph);
                for inner in paragraph.text_boxes() {
                    walk(inner, visit);
                }
            }
            Block::Table(table) => {
                for cell in table.rows.iter().flat_map(|row| &row.cells) {
                    walk(&cell.blocks, visit);
                }
            }
        }
    }
}

impl Document {
    /// All paragraphs of the body in reading order.
    pub fn body_paragraphs(&self) -> Vec<&Paragraph> {
        let mut out = Vec::new();
        walk(&self.body, &mut |p| out.push(p));
        out
    }
    /// Everything left out, that in paragraphs (body, notes, headers, footers) and that apart.
    pub fn all_left_out(&self) -> Vec<LeftOut> {
        let mut out = Vec::new();
        let mut collect = |p: &Paragraph| {
            let mut last: Option<Reason> = None;
            for inline in &p.content {
                let Inline::Run(Run {
                    text,
                    left_out: Some(reason),
                    ..
                }) = inline
                else {
                    last = None;
                    continue;
                };
                match out.last_mut() {
                    Some(LeftOut { text: before, .. }) if last == Some(*reason) => {
                        before.push_str(text)
                    }
                    _ => out.push(LeftOut {
                        reason: *reason,
                        text: text.clone(),
                        place: p.place.to_string(),
                    }),
                }
                last = Some(*reason);
            }
        };
        let stories = std::iter::once(&self.body)
            .chain(self.notes.values())
            .chain(&self.headers)
            .chain(&self.footers);
        for story in stories {
            walk(story, &mut collect);
        }
        out.extend(self.left_out.iter().cloned());
        out.retain(|l| !l.text.trim().is_empty());
        out
    }
}
