//! Running text and its notes.

use super::Page;
use crate::model::ids::Lang;
use crate::model::manuscript::{DraftMark, Span};

/// The notes met so far: their mark and their text, in order.
#[derive(Default)]
pub(super) struct Notes {
    list: Vec<(String, Vec<Span>)>,
    numbered: usize,
}

impl Notes {
    /// Takes up a note; gives its place from 1 and its mark.
    fn add(&mut self, own: Option<&str>, text: &[Span]) -> (usize, String) {
        let mark = match own.map(str::trim).filter(|m| !m.is_empty()) {
            Some(mark) => mark.to_owned(),
            None => {
                self.numbered += 1;
                self.numbered.to_string()
            }
        };
        self.list.push((mark.clone(), text.to_vec()));
        (self.list.len(), mark)
    }

    /// The notes as items of a list.
    pub fn written(&self, page: &Page<'_>) -> String {
        let mut out = String::new();
        for (i, (mark, text)) in self.list.iter().enumerate() {
            let at = i + 1;
            // Within a note further notes follow in brackets, as in the Word file.
            let words = page.flat(text);
            out.push_str(&format!(
                "<li id=\"n{at}\" role=\"doc-footnote\"><a class=\"mark\" href=\"#r{at}\" role=\"doc-backlink\" aria-label=\"{}\">{}</a> {words}</li>\n",
                escape(&page.words.back),
                escape(mark)
            ));
        }
        out
    }
}

impl Page<'_> {
    /// Running text with the marks of its notes.
    pub(super) fn spans(&self, spans: &[Span], notes: &mut Notes) -> String {
        let mut out = String::new();
        for span in spans {
            let (own, text) = match span {
                Span::Footnote(text) => (None, text),
                Span::MarkedFootnote { mark, text } => (Some(mark.as_str()), text),
                other => {
                    out.push_str(&self.flat(std::slice::from_ref(other)));
                    continue;
                }
            };
            let (at, mark) = notes.add(own, text);
            let link = format!(
                "<a id=\"r{at}\" href=\"#n{at}\" role=\"doc-noteref\">{}</a>",
                escape(&mark)
            );
            if own.is_some() {
                out.push_str(&link);
            } else {
                out.push_str(&format!("<sup>{link}</sup>"));
            }
        }
        out
    }

    /// Text whose notes follow in brackets.
    fn flat(&self, spans: &[Span]) -> String {
        let mut out = String::new();
        for span in spans {
            match span {
                Span::Text {
                    text,
                    emphasis,
                    lang,
                    mark,
                } => out.push_str(&self.piece(text, *emphasis, lang.as_ref(), *mark)),
                Span::Raised(inner) => {
                    out.push_str(&format!("<sup>{}</sup>", self.flat(inner)));
                }
                Span::Link { address, text } => {
                    let words = self.flat(text);
                    if is_address(address) {
                        out.push_str(&format!(
                            "<a href=\"{}\" rel=\"noreferrer\">{words}</a>",
                            escape(address)
                        ));
                    } else {
                        out.push_str(&words);
                    }
                }
                Span::LineBreak => out.push_str("<br>"),
                Span::Footnote(inner) | Span::MarkedFootnote { text: inner, .. } => {
                    out.push_str(&format!(" ({})", self.flat(inner)));
                }
            }
        }
        out
    }

    fn piece(
        &self,
        text: &str,
        emphasis: bool,
        lang: Option<&Lang>,
        mark: Option<DraftMark>,
    ) -> String {
        let mut out = escape(text)
            .replace("\r\n", "<br>")
            .replace(['\n', '\r'], "<br>");
        let lang = self.lang(lang);
        if emphasis {
            out = format!("<em{lang}>{out}</em>");
        } else if !lang.is_empty() {
            out = format!("<span{lang}>{out}</span>");
        }
        match mark.filter(|_| self.manuscript.draft) {
            Some(mark) => format!("<mark class=\"{}\">{out}</mark>", class_of(mark)),
            None => out,
        }
    }

    /// The attribute of a language that is not the manuscript's; empty otherwise.
    pub(super) fn lang(&self, lang: Option<&Lang>) -> String {
        match lang.filter(|l| **l != self.manuscript.lang) {
            Some(lang) => {
                let right_to_left = self.style.is_right_to_left(lang);
                let dir = if right_to_left == self.style.is_right_to_left(&self.manuscript.lang) {
                    ""
                } else if right_to_left {
                    " dir=\"rtl\""
                } else {
                    " dir=\"ltr\""
                };
                format!(" lang=\"{}\"{dir}", escape(self.style.full_tag(lang)))
            }
            None => String::new(),
        }
    }
}

fn class_of(mark: DraftMark) -> &'static str {
    match mark {
        DraftMark::Draft => "draft",
        DraftMark::Unconfirmed => "unconfirmed",
        DraftMark::Untranslated => "untranslated",
        DraftMark::NeedsReview => "needs-review",
    }
}

fn is_address(address: &str) -> bool {
    let lower = address.to_ascii_lowercase();
    ["http://", "https://", "mailto:"]
        .iter()
        .any(|scheme| lower.starts_with(scheme))
}

/// Text that cannot be taken for markup; characters that a page cannot hold are left out.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\u{2011}' => out.push_str("&#8209;"),
            '\t' | '\n' | '\r' => out.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}
