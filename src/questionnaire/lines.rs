//! A document as lines: one for each stretch of visible text between paragraph ends and line breaks.

use std::cell::OnceCell;

use super::fold::{Folded, Words};
use crate::model::document::{
    Block, Document, Emphasis, Inline, NoteKey, Paragraph, Reason, Table,
};
use crate::model::place::Place;

/// A cell of a table, by running number of the table in the story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
    pub(super) table: u32,
    pub(super) row: u32,
    pub(super) column: u32,
}

/// Text of one look inside a line.
#[derive(Debug, Clone)]
pub(super) struct Look {
    /// Byte range of the line's text.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) emphasis: Emphasis,
}

/// A line of visible text with what is needed to judge it.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    /// The visible text, the computed number of a numbered paragraph included, bullets not.
    pub(super) text: String,
    /// Looks in order.
    pub(super) looks: Vec<Look>,
    /// Note marks by byte position.
    pub(super) marks: Vec<(usize, NoteKey)>,
    /// Struck or deleted words by byte position.
    pub(super) gone: Vec<(usize, String)>,
    /// Hidden words that stand in it.
    pub(super) hidden: Vec<String>,
    /// Pictures in it, by their descriptions.
    pub(super) pictures: Vec<String>,
    /// Where the paragraph stands.
    pub(super) place: Place,
    /// The cells around it, from the outside in.
    pub(super) spots: Vec<Spot>,
    /// True inside a text box.
    pub(super) boxed: bool,
    /// True when its paragraph is a heading by style.
    pub(super) heading: bool,
    /// True when a page break stands before it.
    pub(super) new_page: bool,
    /// The text folded, once it was asked for.
    pub(super) folded: OnceCell<Folded>,
}

impl Line {
    /// The innermost cell.
    pub(super) fn cell(&self) -> Option<Spot> {
        self.spots.last().copied()
    }
    /// The folded words of the text.
    pub(super) fn words(&self) -> Words<'_> {
        self.folded.get_or_init(|| Folded::new(&self.text)).words()
    }
    /// The folded words from a byte on, as if the text began there; none when it is inside a word.
    pub(super) fn words_from(&self, byte: usize) -> Option<Words<'_>> {
        self.folded
            .get_or_init(|| Folded::new(&self.text))
            .words_from(byte)
    }
    /// To be called when the text is changed.
    pub(super) fn refold(&mut self) {
        self.folded.take();
    }
    /// True when nothing visible stands in it.
    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
    /// True when something stands in it that is no visible text and may be an answer all the same.
    pub(super) fn unseen(&self) -> bool {
        !self.hidden.is_empty() || !self.pictures.is_empty() || !self.gone.is_empty()
    }
    /// Emphasis at a byte of the text.
    pub(super) fn emphasis_at(&self, byte: usize) -> Emphasis {
        self.looks
            .iter()
            .find(|l| l.start <= byte && byte < l.end)
            .map(|l| l.emphasis)
            .unwrap_or_default()
    }
    /// The text of a byte range; empty when the range is not on character borders.
    pub(super) fn part(&self, start: usize, end: usize) -> &str {
        self.text.get(start..end).unwrap_or_default()
    }
}

/// The lines of one story, in reading order; lines without visible text are kept only when they
/// carry a note mark, struck or hidden words, or a picture.
pub(super) fn lines(blocks: &[Block]) -> Vec<Line> {
    let mut reader = Reader::default();
    reader.blocks(blocks, &[], false);
    reader.out
}

/// Lines of all notes of the document, note by note.
pub(super) fn note_lines(doc: &Document) -> Vec<(NoteKey, Vec<Line>)> {
    doc.notes
        .iter()
        .map(|(key, blocks)| (*key, lines(blocks)))
        .collect()
}

#[derive(Default)]
struct Reader {
    out: Vec<Line>,
    tables: u32,
    break_pending: bool,
}

impl Reader {
    fn blocks(&mut self, blocks: &[Block], spots: &[Spot], boxed: bool) {
        for block in blocks {
            match block {
                Block::Paragraph(p) => self.paragraph(p, spots, boxed),
                Block::Table(t) => self.table(t, spots, boxed),
            }
        }
    }

    fn table(&mut self, table: &Table, spots: &[Spot], boxed: bool) {
        self.tables += 1;
        let number = self.tables;
        for (r, row) in table.rows.iter().enumerate() {
            for cell in &row.cells {
                let mut inner = spots.to_vec();
                inner.push(Spot {
                    table: number,
                    row: u32::try_from(r).unwrap_or(u32::MAX),
                    column: cell.column,
                });
                self.blocks(&cell.blocks, &inner, boxed);
            }
        }
    }

    fn paragraph(&mut self, p: &Paragraph, spots: &[Spot], boxed: bool) {
        let fresh = |new_page: bool| Line {
            place: p.place.clone(),
            spots: spots.to_vec(),
            boxed,
            heading: p.heading.is_some(),
            new_page,
            ..Line::default()
        };
        let mut line = fresh(std::mem::take(&mut self.break_pending));
        if let Some(label) = p.label.as_deref().filter(|l| is_number_label(l)) {
            line.text.push_str(label);
            line.text.push(' ');
        }
        for inline in &p.content {
            match inline {
                Inline::Run(run) => match run.left_out {
                    None => {
                        // A reader may hand a line feed inside a run; it ends the line all the same.
                        for (i, part) in run.text.split('\n').enumerate() {
                            if i > 0 {
                                self.push(std::mem::replace(&mut line, fresh(false)));
                            }
                            let start = line.text.len();
                            line.text.push_str(part);
                            line.looks.push(Look {
                                start,
                                end: line.text.len(),
                                emphasis: run.emphasis,
                            });
                        }
                    }
                    Some(Reason::Struck | Reason::Deleted) => {
                        line.gone.push((line.text.len(), run.text.clone()))
                    }
                    Some(Reason::Hidden) => line.hidden.push(run.text.clone()),
                    Some(_) => {}
                },
                Inline::Tab => line.text.push('\t'),
                Inline::Checkbox { checked } => {
                    line.text.push(if *checked { '☒' } else { '☐' })
                }
                Inline::NoteMark(key) => line.marks.push((line.text.len(), *key)),
                Inline::LineBreak => self.push(std::mem::replace(&mut line, fresh(false))),
                Inline::PageBreak => {
                    if line.is_blank() {
                        line.new_page = true;
                    } else {
                        self.push(std::mem::replace(&mut line, fresh(true)));
                    }
                }
                Inline::Picture { alt } => line.pictures.push(alt.clone()),
                Inline::TextBox(_) => {}
            }
        }
        if line.new_page && line.is_blank() {
            self.break_pending = true;
        }
        self.push(line);
        for blocks in p.text_boxes() {
            self.blocks(blocks, spots, true);
        }
    }

    fn push(&mut self, line: Line) {
        if !line.is_blank() || !line.marks.is_empty() || line.unseen() {
            self.out.push(line);
        }
    }
}

/// A label that says something: a number or letter, not a bullet.
pub(super) fn is_number_label(label: &str) -> bool {
    label.chars().any(char::is_alphanumeric) && label.trim() != "o"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::document::Run;

    #[test]
    fn breaks_end_lines_and_bullets_are_not_text() {
        let run = |t: &str| {
            Inline::Run(Run {
                text: t.into(),
                ..Run::default()
            })
        };
        let p = Paragraph {
            label: Some("•".into()),
            content: vec![
                run("one"),
                Inline::LineBreak,
                run("two"),
                Inline::NoteMark(NoteKey::Footnote(1)),
            ],
            ..Paragraph::default()
        };
        let got = lines(&[Block::Paragraph(p)]);
        assert_eq!(
            got.iter().map(|l| l.text.as_str()).collect::<Vec<_>>(),
            ["one", "two"]
        );
        assert_eq!(got.last().unwrap().marks, [(3, NoteKey::Footnote(1))]);
    }
}
