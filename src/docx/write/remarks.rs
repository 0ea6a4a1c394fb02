//! Remarks as comments at the words they are about.

use docx_rs::{Comment, Paragraph};

use super::element::clean;
use super::runs::{Content, plain_run};
use super::styles::id;
use crate::model::manuscript::{Remark, Span, visible};

/// The comments of one line while it is written: where they begin and end, counted in characters
/// from the start of the line.
#[derive(Default)]
pub(super) struct Standing {
    at: usize,
    comments: Vec<At>,
}

struct At {
    from: usize,
    to: usize,
    number: usize,
    /// Taken when the comment begins.
    comment: Option<Comment>,
    ended: bool,
}

impl Standing {
    /// The pieces of a text between the places where comments begin or end.
    pub fn pieces<'t>(&self, text: &'t str) -> Vec<&'t str> {
        if self.comments.is_empty() {
            return vec![text];
        }
        let mut out = Vec::new();
        let mut from = 0;
        for (n, (byte, _)) in text.char_indices().enumerate() {
            let place = self.at + n;
            let cut = self
                .comments
                .iter()
                .any(|c| c.from == place || c.to == place);
            if cut && byte > from {
                out.extend(text.get(from..byte));
                from = byte;
            }
        }
        out.extend(text.get(from..));
        out
    }

    /// What comes before the next `length` characters: ends of comments that are over, and the
    /// beginnings of those that begin within.
    pub fn before(&mut self, paragraph: Paragraph, length: usize) -> Paragraph {
        let paragraph = self.begin_and_end(paragraph, self.at, self.at + length);
        self.at += length;
        paragraph
    }

    fn begin_and_end(&mut self, mut paragraph: Paragraph, ends: usize, begins: usize) -> Paragraph {
        for comment in &mut self.comments {
            if comment.comment.is_none() && !comment.ended && comment.to <= ends {
                paragraph = paragraph.add_comment_end(comment.number);
                comment.ended = true;
            }
        }
        for comment in &mut self.comments {
            if comment.from < begins
                && let Some(own) = comment.comment.take()
            {
                paragraph = paragraph.add_comment_start(own);
            }
        }
        paragraph
    }

    /// The end of the line: every comment begins and ends.
    pub fn finish(mut self, paragraph: Paragraph) -> Paragraph {
        let paragraph = self.begin_and_end(paragraph, 0, usize::MAX);
        self.begin_and_end(paragraph, usize::MAX, 0)
    }
}

impl Content<'_> {
    /// The comments of a line whose text begins at character `base` of its paragraph and has `text`.
    /// A remark that begins in another line is not of this one; one about the whole paragraph is of
    /// its first line.
    pub fn standing(
        &mut self,
        remarks: &[Remark],
        base: usize,
        text: &[Span],
        time: &str,
    ) -> Standing {
        let mut standing = Standing::default();
        if !self.manuscript.draft || remarks.is_empty() {
            return standing;
        }
        let length = visible(text).chars().count();
        for remark in remarks.iter().filter(|r| !r.text.trim().is_empty()) {
            let (from, to) = match remark.at {
                Some((from, to)) if from < to => (from, to),
                _ => (0, length),
            };
            let whole = remark.at.is_none_or(|(from, to)| from >= to);
            let here = if whole {
                base == 0
            } else {
                (base..=base + length).contains(&from)
            };
            if !here {
                continue;
            }
            let shift = if whole { 0 } else { base };
            standing.comments.push(At {
                from: from - shift,
                to: (to - shift).min(length),
                number: self.comments,
                comment: Some(self.comment(&remark.text, time)),
                ended: false,
            });
            self.comments += 1;
        }
        standing
    }

    fn comment(&self, text: &str, time: &str) -> Comment {
        // One paragraph with breaks: of several docx-rs makes several comments.
        Comment::new(self.comments)
            .author(clean(&self.style.comments.author))
            .date(time)
            .add_paragraph(
                Paragraph::new()
                    .style(id::COMMENT_TEXT)
                    .add_run(plain_run(text)),
            )
    }
}
