//! Pictures, shapes, text boxes and embedded objects, in DrawingML and in VML.

use crate::model::document::{Block, Inline, Paragraph, Reason, Run};
use crate::model::finding::Finding;
use crate::model::place::{Place, Step};

use super::state::{Context, Line, Reader, heavier};
use super::xml::{El, Ns};

impl Reader<'_> {
    /// Reads whatever a drawing holds: text boxes once each, pictures by their description.
    pub fn drawing(&mut self, el: El<'_>, reason: Option<Reason>, line: &mut Line<'_>) {
        if self.in_code() {
            return;
        }
        self.shape(el, reason, "", line);
    }

    fn shape(&mut self, el: El<'_>, reason: Option<Reason>, alt: &str, line: &mut Line<'_>) {
        let mut reason = reason;
        let mut alt = alt.to_owned();
        match (el.ns(), el.name()) {
            (Ns::Anchor, "inline" | "anchor") => {
                if let Some(about) = el
                    .children()
                    .find(|c| c.ns() == Ns::Anchor && c.name() == "docPr")
                {
                    alt = about
                        .any_attr("descr")
                        .filter(|d| !d.is_empty())
                        .or_else(|| about.any_attr("title"))
                        .unwrap_or_default()
                        .to_owned();
                    if matches!(about.any_attr("hidden"), Some("1" | "true" | "on")) {
                        reason = Some(heavier(reason, Reason::Hidden));
                    }
                }
            }
            (Ns::Word, "txbxContent") => return self.text_box(el, reason, line),
            (_, "txBody") => return self.drawn_text(el, reason, line),
            (Ns::Picture, "pic") | (Ns::Vml, "imagedata") => {
                return self.picture(&alt, reason, line);
            }
            (Ns::Vml, "textpath") => {
                if let Some(text) = el.any_attr("string").filter(|t| !t.trim().is_empty()) {
                    self.lines_box(vec![text.to_owned()], reason, line);
                }
            }
            (Ns::Vml, _) => {
                if let Some(text) = el.any_attr("alt").filter(|t| !t.is_empty()) {
                    alt = text.to_owned();
                }
                let style = el.any_attr("style").unwrap_or_default();
                if style.split(';').any(|s| {
                    s.split_once(':')
                        .is_some_and(|(k, v)| k.trim() == "visibility" && v.trim() == "hidden")
                }) {
                    reason = Some(heavier(reason, Reason::Hidden));
                }
            }
            (Ns::Chart, "chart") => {
                return self.imported(
                    el.attr(Ns::OfficeRel, "id"),
                    "chart",
                    "A chart stands here.",
                    reason,
                    line,
                );
            }
            (Ns::Diagram, "relIds") => {
                return self.imported(
                    el.attr(Ns::OfficeRel, "dm"),
                    "diagram",
                    "A diagram stands here.",
                    reason,
                    line,
                );
            }
            (Ns::Office, "OLEObject") => {
                let kind = el.any_attr("ProgID").unwrap_or("unknown");
                self.finding(
                    Finding::warning(
                        "embedded-object",
                        format!("An embedded object ({kind}) stands here and is not read."),
                    )
                    .at(&line.place)
                    .hint("Open the document in Word to see it."),
                );
                return;
            }
            (Ns::Word, "control") => {
                self.finding(
                    Finding::warning(
                        "active-control",
                        "An ActiveX control stands here; its state is not read.",
                    )
                    .at(&line.place)
                    .hint("Open the document in Word to see it."),
                );
                return;
            }
            _ => {}
        }
        for child in el.children() {
            self.shape(child, reason, &alt, line);
        }
    }

    fn picture(&mut self, alt: &str, reason: Option<Reason>, line: &mut Line<'_>) {
        if reason.is_some() {
            return;
        }
        let about = if alt.is_empty() {
            String::new()
        } else {
            format!(" ({alt})")
        };
        self.finding(
            Finding::info(
                "picture",
                format!("A picture stands here{about}; what it shows is not read."),
            )
            .at(&line.place),
        );
        self.field_shows();
        line.content.push(Inline::Picture {
            alt: alt.to_owned(),
        });
    }

    fn next_box(line: &mut Line<'_>) -> Place {
        line.boxes += 1;
        line.place.with(Step::TextBox(line.boxes))
    }

    fn text_box(&mut self, el: El<'_>, reason: Option<Reason>, line: &mut Line<'_>) {
        let place = Self::next_box(line);
        let styles = self.styles;
        let ctx = Context {
            reason,
            ..Context::new(&styles.plain)
        };
        let pending = self.pending_box.take();
        let blocks = self.story(el, ctx, place);
        self.pending_box = pending;
        line.content.push(Inline::TextBox(blocks));
    }

    /// Text of shapes that is not WordprocessingML.
    fn drawn_text(&mut self, el: El<'_>, reason: Option<Reason>, line: &mut Line<'_>) {
        self.lines_box(paragraphs_of(el), reason, line);
    }

    fn lines_box(&mut self, lines: Vec<String>, reason: Option<Reason>, line: &mut Line<'_>) {
        if lines.iter().all(|l| l.trim().is_empty()) {
            return;
        }
        let place = Self::next_box(line);
        let blocks = lines
            .into_iter()
            .enumerate()
            .map(|(i, text)| {
                Block::Paragraph(plain_paragraph(
                    text,
                    reason,
                    place.with(Step::Paragraph(i as u32 + 1)),
                ))
            })
            .collect();
        line.content.push(Inline::TextBox(blocks));
    }

    fn imported(
        &mut self,
        id: Option<&str>,
        code: &str,
        message: &str,
        reason: Option<Reason>,
        line: &mut Line<'_>,
    ) {
        if reason.is_none() {
            self.finding(
                Finding::info(
                    code,
                    format!("{message} Its words are read, its layout is not."),
                )
                .at(&line.place),
            );
        }
        let Some(blocks) = id
            .and_then(|id| self.relations.get(id))
            .map(|r| r.target.clone())
            .and_then(|part| self.brought_in(&part))
        else {
            return;
        };
        let lines = blocks
            .iter()
            .filter_map(|b| match b {
                Block::Paragraph(p) => Some(p.text()),
                Block::Table(_) => None,
            })
            .collect();
        self.lines_box(lines, reason, line);
    }
}

/// A paragraph of plain text.
pub(super) fn plain_paragraph(text: String, reason: Option<Reason>, place: Place) -> Paragraph {
    let content = if text.is_empty() {
        Vec::new()
    } else {
        vec![Inline::Run(Run {
            text,
            left_out: reason,
            ..Run::default()
        })]
    };
    Paragraph {
        place,
        content,
        ..Paragraph::default()
    }
}

/// The DrawingML paragraphs below an element, as text.
pub(super) fn paragraphs_of(el: El<'_>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for child in el.descendants().filter(|c| c.ns() == Ns::Drawing) {
        match child.name() {
            "p" => out.push(String::new()),
            "t" => {
                if let Some(last) = out.last_mut() {
                    last.push_str(child.text());
                }
            }
            "br" => {
                if let Some(last) = out.last_mut() {
                    last.push(' ');
                }
            }
            _ => {}
        }
    }
    out.retain(|l| !l.trim().is_empty());
    out
}
