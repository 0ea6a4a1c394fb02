//! What stands at the head and foot of every page.
//!
//! From the second page the symbol stands in the outer corner of the head, the draft word in the
//! inner one; at the foot the page is outside and the job number inside. The first page has the job
//! number at the left of the foot, and at its head nothing but the draft word.

use docx_rs::{Footer, Header, NumPages, PageNum, Paragraph, Run};

use std::collections::BTreeMap;

use super::element::{Element, clean, el, val};
use super::runs::{Content, plain_run};
use super::styles::id;
use crate::model::manuscript::Manuscript;

/// Which pages a head or foot is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pages {
    First,
    Even,
    Odd,
}

impl Content<'_> {
    /// The head of some pages.
    pub fn header(&self, pages: Pages) -> Header {
        let word = self.draft_word();
        let paragraph = match pages {
            Pages::First => {
                let line = Paragraph::new().style(id::FIRST_HEADER);
                match word {
                    Some(word) => line.add_run(word),
                    None => line,
                }
            }
            Pages::Even => ends(
                Paragraph::new().style(id::HEADER),
                Some(self.symbol()),
                word,
            ),
            Pages::Odd => ends(
                Paragraph::new().style(id::HEADER),
                word,
                Some(self.symbol()),
            ),
        };
        Header::new().add_paragraph(paragraph)
    }

    /// The foot of some pages.
    pub fn footer(&self, pages: Pages) -> Footer {
        let job = plain_run(&self.manuscript.job_number).style(id::JOB_NUMBER);
        let line = Paragraph::new().style(id::FOOTER);
        let page = |p: Paragraph| {
            p.add_page_num(PageNum::new())
                .add_run(Run::new().add_text("/"))
                .add_num_pages(NumPages::new())
        };
        let tab = || Run::new().add_tab();
        Footer::new().add_paragraph(match pages {
            Pages::First => line.add_run(job),
            Pages::Even => page(line).add_run(tab()).add_run(job),
            Pages::Odd => page(line.add_run(job).add_run(tab())),
        })
    }

    fn symbol(&self) -> Run {
        plain_run(&self.manuscript.masthead.symbol)
    }

    fn draft_word(&self) -> Option<Run> {
        let word = self.manuscript.draft_word.trim();
        (self.manuscript.draft && !word.is_empty()).then(|| plain_run(word).style(id::DRAFT_WORD))
    }
}

/// What a head or foot taken from another file may name.
pub(super) fn words(manuscript: &Manuscript) -> BTreeMap<&'static str, String> {
    let draft = if manuscript.draft {
        manuscript.draft_word.trim()
    } else {
        ""
    };
    [
        ("symbol", manuscript.masthead.symbol.as_str()),
        ("job", &manuscript.job_number),
        ("date", &manuscript.masthead.date),
        ("draft", draft),
    ]
    .into_iter()
    .map(|(name, word)| (name, clean(word)))
    .collect()
}

/// A line with the draft word, for heads that have no place for it; none in a final note.
pub(super) fn draft_line(manuscript: &Manuscript) -> Option<Element> {
    let word = clean(manuscript.draft_word.trim());
    (manuscript.draft && !word.is_empty()).then(|| {
        let look = el("w:rPr").child(val("w:rStyle", id::DRAFT_WORD));
        el("w:p")
            .child(el("w:pPr").child(val("w:pStyle", id::FIRST_HEADER)))
            .child(
                el("w:r")
                    .child(look)
                    .child(el("w:t").attr("xml:space", "preserve").text(word)),
            )
    })
}

/// A line with something at its left and right ends.
fn ends(line: Paragraph, left: Option<Run>, right: Option<Run>) -> Paragraph {
    let line = match left {
        Some(run) => line.add_run(run),
        None => line,
    };
    match right {
        Some(run) => line.add_run(Run::new().add_tab()).add_run(run),
        None => line,
    }
}
