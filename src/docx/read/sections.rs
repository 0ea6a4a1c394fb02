//! Sections: which headers and footers the pages show.

use std::collections::BTreeMap;

use super::state::Reader;
use super::xml::{El, Ns};

/// A header or footer as a section refers to it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Running {
    pub header: bool,
    pub target: String,
    pub visible: bool,
}

/// The pages that a header or footer is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Pages {
    All,
    First,
    Even,
}

/// Headers and footers in the order of the sections that refer to them, each once.
#[derive(Debug, Default)]
pub(super) struct Sections {
    list: Vec<Running>,
    /// Index in the list by part.
    index: BTreeMap<(bool, String), usize>,
    /// What the present section has; a section without its own goes on with that of the one before.
    present: BTreeMap<(bool, Pages), usize>,
}

impl Sections {
    fn add(&mut self, header: bool, target: &str) -> usize {
        let next = self.list.len();
        let at = *self
            .index
            .entry((header, target.to_owned()))
            .or_insert(next);
        if at == next {
            self.list.push(Running {
                header,
                target: target.to_owned(),
                visible: false,
            });
        }
        at
    }
}

impl Reader<'_> {
    /// Remembers which headers and footers a section shows.
    pub fn section(&mut self, el: El<'_>) {
        for reference in el
            .children()
            .filter(|c| c.is_w("headerReference") || c.is_w("footerReference"))
        {
            let Some(relation) = reference
                .attr(Ns::OfficeRel, "id")
                .and_then(|id| self.relations.get(id))
            else {
                continue;
            };
            let header = reference.name() == "headerReference";
            let pages = match reference.w_attr("type") {
                Some("first") => Pages::First,
                Some("even") => Pages::Even,
                _ => Pages::All,
            };
            let at = self.sections.add(header, &relation.target);
            self.sections.present.insert((header, pages), at);
        }
        let title = el.switch("titlePg").unwrap_or(false);
        for ((_, pages), at) in &self.sections.present {
            let shown = match pages {
                Pages::All => true,
                Pages::First => title,
                Pages::Even => self.even_and_odd,
            };
            if let Some(running) = self.sections.list.get_mut(*at) {
                running.visible |= shown;
            }
        }
    }

    /// The headers and footers of the document; those that no section refers to are not visible.
    pub fn take_running(&mut self) -> Vec<Running> {
        for relation in self.relations.values().filter(|r| !r.external) {
            match relation.kind.as_str() {
                "header" => self.sections.add(true, &relation.target),
                "footer" => self.sections.add(false, &relation.target),
                _ => continue,
            };
        }
        std::mem::take(&mut self.sections).list
    }
}
