//! The parts of the note in their order: title block, headings, numbered paragraphs.

use docx_rs::{IndentLevel, NumberingId, Paragraph, Run};

use super::numbering::{HEADING_LIST, HeadingLabels, PARAGRAPH_LIST, Sequence};
use super::runs::{Content, plain_run};
use super::styles::{heading_id, id};
use crate::model::manuscript::{Part, Remark, Span, visible};

/// The paragraphs of the note, and the lists they need.
pub(super) struct Body {
    pub paragraphs: Vec<Paragraph>,
    pub sequence: Sequence,
}

impl Content<'_> {
    /// All parts; `time` dates the comments.
    pub fn body(&mut self, time: &str) -> Body {
        let mut out = Body {
            paragraphs: Vec::with_capacity(self.manuscript.parts.len() + 8),
            sequence: Sequence::default(),
        };
        let mut labels = HeadingLabels::new(&self.style.headings.levels);
        for part in &self.manuscript.parts {
            match part {
                Part::Meeting(text) => self.line(&mut out, id::MEETING, text),
                Part::PlaceAndDates(text) => self.line(&mut out, id::PLACE, text),
                Part::AgendaItem(text) => self.line(&mut out, id::AGENDA_ITEM, text),
                Part::AgendaTitle(text) => self.line(&mut out, id::AGENDA_TITLE, text),
                Part::Title(text) => self.line(&mut out, id::TITLE, text),
                Part::Author(text) => self.line(&mut out, id::AUTHOR, text),
                Part::Plain(text) => self.line(&mut out, id::TEXT, text),
                Part::Heading { level, label, text } => {
                    let heading = self.heading(&mut labels, *level, label, text);
                    out.paragraphs.push(heading);
                }
                Part::Paragraph {
                    number,
                    text,
                    items,
                    remarks,
                } => {
                    let list = out.sequence.list_for(*number);
                    let remarks = within(remarks, text, items);
                    let mut base = 0;
                    for (i, text) in std::iter::once(text).chain(items).enumerate() {
                        let line = if i == 0 {
                            numbered(id::PARAGRAPH, list, 0)
                        } else {
                            numbered(id::ITEM, list, 1)
                        };
                        let mut standing = self.standing(&remarks, base, text, time);
                        let line = self.add_with(line, text, &mut standing);
                        out.paragraphs.push(standing.finish(line));
                        if !remarks.is_empty() {
                            base += visible(text).chars().count() + 1;
                        }
                    }
                }
            }
        }
        out
    }

    fn line(&mut self, out: &mut Body, style: &str, text: &[Span]) {
        let line = self.add(Paragraph::new().style(style), text);
        out.paragraphs.push(line);
    }

    fn heading(
        &mut self,
        labels: &mut HeadingLabels<'_>,
        level: u8,
        label: &str,
        text: &[Span],
    ) -> Paragraph {
        let label = label.trim();
        let mut line = Paragraph::new().style(heading_id(level));
        if label.is_empty() {
        } else if let Some(depth) = labels.counted(level, label) {
            line = line.numbering(NumberingId::new(HEADING_LIST), IndentLevel::new(depth));
        } else if label.contains(char::is_whitespace) {
            line = line.add_run(plain_run(&format!("{label} ")));
        } else {
            // A short label hangs out of the column as a counted one does.
            let column = self.style.column;
            line = line
                .indent(
                    Some(column.left as i32),
                    Some(docx_rs::SpecialIndentType::Hanging(hang(column) as i32)),
                    Some(column.right as i32),
                    None,
                )
                .add_run(plain_run(label))
                .add_run(Run::new().add_tab());
        }
        self.add(line, text)
    }
}

/// The remarks of a paragraph; those about characters that it does not have are about all of it.
fn within(remarks: &[Remark], text: &[Span], items: &[Vec<Span>]) -> Vec<Remark> {
    if remarks.is_empty() {
        return Vec::new();
    }
    let lines = std::iter::once(text).chain(items.iter().map(Vec::as_slice));
    let length: usize = lines.map(|l| visible(l).chars().count() + 1).sum();
    remarks
        .iter()
        .map(|remark| Remark {
            at: remark.at.filter(|(from, _)| *from + 1 < length),
            text: remark.text.clone(),
        })
        .collect()
}

/// How far a label that is written out hangs out of the column: room for a few characters.
fn hang(column: super::house::Column) -> u32 {
    (column.label + 480).min(column.left)
}

/// A paragraph in a list. The list of the style needs no mention.
fn numbered(style: &str, list: usize, level: usize) -> Paragraph {
    let line = Paragraph::new().style(style);
    if list == PARAGRAPH_LIST {
        line
    } else {
        line.numbering(NumberingId::new(list), IndentLevel::new(level))
    }
}
