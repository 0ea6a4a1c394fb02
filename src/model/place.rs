//! Where in a document a piece of text stands.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A place in a document, from the outside in; everything is counted from 1.
///
/// Shown as people would say it: `table 3, row 2, column 1, paragraph 4`.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place(pub Vec<Step>);

/// One step on the way to a [`Place`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// A header, by number.
    Header(u32),
    /// A footer, by number.
    Footer(u32),
    /// A footnote, by its number in reading order.
    Footnote(u32),
    /// An endnote, by its number in reading order.
    Endnote(u32),
    /// A comment.
    Comment(u32),
    /// A text box within the paragraph before it.
    TextBox(u32),
    /// A table among the blocks of its container.
    Table(u32),
    /// Row and column of the grid.
    TableCell {
        /// Row from 1.
        row: u32,
        /// Column of the grid from 1.
        column: u32,
    },
    /// A paragraph among the paragraphs of its container.
    Paragraph(u32),
    /// A part of the package, by name, when nothing finer is known.
    Part(String),
}

impl Place {
    /// This place with one more step.
    pub fn with(&self, step: Step) -> Self {
        let mut steps = self.0.clone();
        steps.push(step);
        Self(steps)
    }
    /// True when this place is `other` or lies within it.
    pub fn is_within(&self, other: &Self) -> bool {
        self.0.starts_with(&other.0)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, step) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str(", ")?;
            }
            match step {
                Step::Header(n) => write!(f, "header {n}")?,
                Step::Footer(n) => write!(f, "footer {n}")?,
                Step::Footnote(n) => write!(f, "footnote {n}")?,
                Step::Endnote(n) => write!(f, "endnote {n}")?,
                Step::Comment(n) => write!(f, "comment {n}")?,
                Step::TextBox(n) => write!(f, "text box {n}")?,
                Step::Table(n) => write!(f, "table {n}")?,
                Step::TableCell { row, column } => write!(f, "row {row}, column {column}")?,
                Step::Paragraph(n) => write!(f, "paragraph {n}")?,
                Step::Part(name) => write!(f, "part {name}")?,
            }
        }
        Ok(())
    }
}
