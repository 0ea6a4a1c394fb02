//! Running text as runs, and the notes and addresses that hang on it. `remarks` puts comments at words.

use docx_rs::{BreakType, Footnote, Hyperlink, HyperlinkType, Paragraph, Run, VertAlignType};

use super::element::clean;
use super::house::HouseStyle;
use super::links::Links;
use super::remarks::Standing;
use super::styles::{id, mark_id};
use crate::model::ids::Lang;
use crate::model::manuscript::{DraftMark, Manuscript, Span, visible};

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
    /// Addresses in the text.
    pub links: Links,
    /// Addresses in the notes.
    pub note_links: Links,
    in_note: bool,
}

impl<'a> Content<'a> {
    pub fn new(manuscript: &'a Manuscript, style: &'a HouseStyle) -> Self {
        Self {
            manuscript,
            style,
            note_marks: Vec::new(),
            comments: 0,
            links: Links::default(),
            note_links: Links::default(),
            in_note: false,
        }
    }

    /// Adds running text to a paragraph.
    pub fn add(&mut self, paragraph: Paragraph, spans: &[Span]) -> Paragraph {
        self.add_with(paragraph, spans, &mut Standing::default())
    }

    /// Adds running text, with comments beginning and ending at their characters.
    pub fn add_with(
        &mut self,
        mut paragraph: Paragraph,
        spans: &[Span],
        standing: &mut Standing,
    ) -> Paragraph {
        for span in spans {
            if let Span::Text {
                text,
                emphasis,
                lang,
                mark,
            } = span
            {
                for piece in standing.pieces(text) {
                    paragraph = standing.before(paragraph, piece.chars().count());
                    paragraph =
                        paragraph.add_run(self.text_run(piece, *emphasis, lang.as_ref(), *mark));
                }
                continue;
            }
            let length = visible(std::slice::from_ref(span)).chars().count();
            paragraph = standing.before(paragraph, length);
            paragraph = match span {
                Span::Link { address, text } => self.link(paragraph, address, text),
                Span::Raised(inner) => self
                    .runs(inner, true)
                    .into_iter()
                    .fold(paragraph, Paragraph::add_run),
                Span::LineBreak => paragraph.add_run(Run::new().add_break(BreakType::TextWrapping)),
                Span::Footnote(text) => paragraph.add_run(self.note(text, None)),
                Span::MarkedFootnote { mark, text } => {
                    paragraph.add_run(self.note(text, Some(clean(mark))))
                }
                Span::Text { .. } => paragraph,
            };
        }
        paragraph
    }

    /// Text without notes as runs.
    fn runs(&self, spans: &[Span], raised: bool) -> Vec<Run> {
        let mut out = Vec::with_capacity(spans.len());
        for span in spans {
            match span {
                Span::Text {
                    text,
                    emphasis,
                    lang,
                    mark,
                } => {
                    let mut run = self.text_run(text, *emphasis, lang.as_ref(), *mark);
                    if raised {
                        run.run_property = run.run_property.vert_align(VertAlignType::SuperScript);
                    }
                    out.push(run);
                }
                Span::LineBreak => out.push(Run::new().add_break(BreakType::TextWrapping)),
                Span::Raised(inner) => out.extend(self.runs(inner, true)),
                Span::Link { text, .. } => out.extend(self.runs(text, raised)),
                Span::Footnote(_) | Span::MarkedFootnote { .. } => {}
            }
        }
        out
    }

    /// A link of the look that every word processor gives it. What is no address is text.
    fn link(&mut self, paragraph: Paragraph, address: &str, text: &[Span]) -> Paragraph {
        let runs = self.runs(text, false);
        let links = if self.in_note {
            &mut self.note_links
        } else {
            &mut self.links
        };
        let Some(anchor) = links.anchor(address) else {
            return runs.into_iter().fold(paragraph, Paragraph::add_run);
        };
        let link = runs.into_iter().map(look_of_a_link).fold(
            Hyperlink::new(anchor, HyperlinkType::Anchor),
            Hyperlink::add_run,
        );
        paragraph.add_hyperlink(link)
    }

    /// A run of one look and language.
    pub fn text_run(
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
        self.in_note = true;
        let content = vec![self.add(Paragraph::new().style(id::FOOTNOTE_TEXT), &flat)];
        self.in_note = false;
        Run::new().add_footnote_reference(Footnote {
            id: id_of_note,
            content,
        })
    }
}

/// Gives a run the style of links, unless it has a draft mark; its language stays.
fn look_of_a_link(run: Run) -> Run {
    let style = run.run_property.style.as_ref().map(|s| s.val.clone());
    match style.as_deref() {
        None | Some("") => run.style(id::HYPERLINK),
        Some(tag) if tag.starts_with(LANG_SIGN) => {
            let both = format!("{}{tag}", id::HYPERLINK);
            run.style(&both)
        }
        Some(_) => run,
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
