//! Running text as runs, and the notes and comments that hang on it.

use docx_rs::{BreakType, Comment, Footnote, Paragraph, Run};

use super::element::clean;
use super::house::HouseStyle;
use super::styles::{id, mark_id};
use crate::model::ids::Lang;
use crate::model::manuscript::{DraftMark, Manuscript, Span};

/// Parts a run's style from its language in the one value that docx-rs can carry; the finishing
/// pass takes them apart. No style has it in its name.
pub(super) const LANG_SIGN: char = '@';

/// What is gathered while the content is made.
pub(super) struct Content<'a> {
    pub manuscript: &'a Manuscript,
    pub style: &'a HouseStyle,
    /// The own mark of each note in the order of their ids, which run from 1.
    pub note_marks: Vec<Option<String>>,
    /// Number of comments made.
    pub comments: usize,
}

impl<'a> Content<'a> {
    pub fn new(manuscript: &'a Manuscript, style: &'a HouseStyle) -> Self {
        Self {
            manuscript,
            style,
            note_marks: Vec::new(),
            comments: 0,
        }
    }

    /// Adds running text to a paragraph.
    pub fn add(&mut self, mut paragraph: Paragraph, spans: &[Span]) -> Paragraph {
        for span in spans {
            paragraph = paragraph.add_run(match span {
                Span::Text {
                    text,
                    emphasis,
                    lang,
                    mark,
                } => self.text_run(text, *emphasis, lang.as_ref(), *mark),
                Span::LineBreak => Run::new().add_break(BreakType::TextWrapping),
                Span::Footnote(text) => self.note(text, None),
                Span::MarkedFootnote { mark, text } => self.note(text, Some(clean(mark))),
            });
        }
        paragraph
    }

    fn text_run(
        &self,
        text: &str,
        emphasis: bool,
        lang: Option<&Lang>,
        mark: Option<DraftMark>,
    ) -> Run {
        let mut run = plain_run(text);
        if emphasis {
            run = run.italic();
        }
        let mark = mark.filter(|_| self.manuscript.draft).map(mark_id);
        let lang = lang
            .filter(|l| **l != self.manuscript.lang)
            .map(|l| self.style.full_tag(l));
        match (mark, lang) {
            (None, None) => run,
            (mark, None) => run.style(mark.unwrap_or_default()),
            (mark, Some(tag)) => {
                run.style(&format!("{}{LANG_SIGN}{tag}", mark.unwrap_or_default()))
            }
        }
    }

    /// The reference to a note; docx-rs carries the note's text along.
    fn note(&mut self, text: &[Span], mark: Option<String>) -> Run {
        // The format has no notes within notes: the inner text follows in brackets.
        let flat = flatten(text);
        self.note_marks.push(mark.filter(|m| !m.trim().is_empty()));
        let id_of_note = self.note_marks.len();
        let content = vec![self.add(Paragraph::new().style(id::FOOTNOTE_TEXT), &flat)];
        Run::new().add_footnote_reference(Footnote {
            id: id_of_note,
            content,
        })
    }

    /// Puts remarks on a paragraph as comments: `around` makes the text that they stand beside.
    pub fn with_remarks(
        &mut self,
        mut paragraph: Paragraph,
        remarks: &[String],
        time: &str,
        text: &[Span],
    ) -> Paragraph {
        let remarks: &[String] = if self.manuscript.draft { remarks } else { &[] };
        let first = self.comments;
        for remark in remarks {
            let comment = Comment::new(self.comments)
                .author(clean(&self.style.comments.author))
                .date(time)
                .add_paragraph(
                    Paragraph::new()
                        .style(id::COMMENT_TEXT)
                        .add_run(plain_run(remark)),
                );
            paragraph = paragraph.add_comment_start(comment);
            self.comments += 1;
        }
        paragraph = self.add(paragraph, text);
        for comment in first..self.comments {
            paragraph = paragraph.add_comment_end(comment);
        }
        paragraph
    }
}

/// A run of plain text: tabs and line ends in it become tabs and breaks.
pub(super) fn plain_run(text: &str) -> Run {
    let mut run = Run::new();
    let text = clean(text).replace("\r\n", "\n").replace('\r', "\n");
    for (i, line) in text.split('\n').enumerate() {
        if i > 0 {
            run = run.add_break(BreakType::TextWrapping);
        }
        for (j, piece) in line.split('\t').enumerate() {
            if j > 0 {
                run = run.add_tab();
            }
            if !piece.is_empty() {
                run = run.add_text(piece);
            }
        }
    }
    run
}

fn flatten(spans: &[Span]) -> Vec<Span> {
    let bracket = |text: &str| Span::Text {
        text: text.to_owned(),
        emphasis: false,
        lang: None,
        mark: None,
    };
    let mut out = Vec::with_capacity(spans.len());
    for span in spans {
        match span {
            Span::Footnote(inner) | Span::MarkedFootnote { text: inner, .. } => {
                out.push(bracket(" ("));
                out.extend(flatten(inner));
                out.push(bracket(")"));
            }
            other => out.push(other.clone()),
        }
    }
    out
}
