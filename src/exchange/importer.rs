//! One way in for every format: a file becomes units or concepts, and findings.

use std::io::BufRead;

use super::error::ExchangeError;
use super::{multiterm, table, tbx, term_table, tmx, xliff};
use crate::model::term::Concept;
use crate::model::unit::Unit;
use crate::model::{Finding, Lang};

/// One thing that a file holds.
#[derive(Debug, Clone, PartialEq)]
#[allow(
    clippy::large_enum_variant,
    reason = "nearly every piece of a large file is a unit"
)]
pub enum Piece {
    /// A unit.
    Unit(Unit),
    /// A concept with its terms.
    Concept(Concept),
}

/// What a person says of a file that does not say it itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hints {
    /// Languages of the columns of a table without a heading, in their order.
    pub columns: Vec<Lang>,
}

/// What reading a file gave.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Report {
    /// Pieces handed on.
    pub pieces: usize,
    /// Pieces left out because they were not sound or had nothing to take.
    pub left_out: usize,
    /// What was wrong, each with its line.
    pub findings: Vec<Finding>,
}

/// A format that can be read. A file is read to its end whatever is wrong inside.
pub trait Importer: Sync {
    /// The name of the format, as it is given on the command line.
    fn name(&self) -> &'static str;
    /// How its files' names end, in small letters.
    fn endings(&self) -> &'static [&'static str];
    /// First elements of its files, for formats in XML.
    fn roots(&self) -> &'static [&'static str];
    /// True when it holds terms, not units.
    fn holds_terms(&self) -> bool {
        false
    }
    /// Hands each sound piece to `sink`, in the order of the file.
    ///
    /// # Errors
    /// When it is no file of this format at all, defines entities, or cannot be read.
    fn read(
        &self,
        input: &mut dyn BufRead,
        hints: &Hints,
        sink: &mut dyn FnMut(Piece),
    ) -> Result<Report, ExchangeError>;
}

/// Every format that can be read.
pub const IMPORTERS: [&dyn Importer; 6] = [
    &tmx::Tmx,
    &xliff::Xliff,
    &table::Table,
    &tbx::Tbx,
    &multiterm::MultiTerm,
    &term_table::TermTable,
];

/// The format of a name given by a person.
pub fn importer_named(name: &str) -> Option<&'static dyn Importer> {
    IMPORTERS.into_iter().find(|i| i.name() == name)
}

/// The format of a file, by its first element where it has one, else by the end of its name.
/// `start` is the beginning of its content.
pub fn importer_of(file_name: &str, start: &[u8]) -> Option<&'static dyn Importer> {
    let by_root = first_element(start)
        .and_then(|root| IMPORTERS.into_iter().find(|i| i.roots().contains(&&*root)));
    by_root.or_else(|| {
        let ending = file_name.rsplit_once('.')?.1.to_lowercase();
        IMPORTERS
            .into_iter()
            .find(|i| i.endings().contains(&&*ending))
    })
}

/// The name of the first element, without prefix, in any encoding that leaves ASCII readable.
fn first_element(start: &[u8]) -> Option<String> {
    let text: String = start
        .iter()
        .filter(|b| **b != 0)
        .map(|b| char::from(*b))
        .collect();
    let mut rest = text.as_str();
    loop {
        let at = rest.find('<')?;
        rest = rest.get(at + 1..)?;
        if rest.starts_with("!--") {
            rest = rest.split_once("-->")?.1;
            continue;
        }
        if rest.starts_with(['!', '?']) {
            continue;
        }
        let name: String = rest
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, ':' | '_' | '-'))
            .collect();
        return Some(super::xml::local(&name).to_owned());
    }
}

/// Findings listed one by one; further ones are only counted.
const LISTED: usize = 1_000;

/// Findings as they come, not without end.
#[derive(Debug, Default)]
pub(super) struct Remarks {
    found: Vec<Finding>,
    further: usize,
}

impl Remarks {
    /// A remark on a line; the sentence gets its capital and full stop.
    pub fn warn(&mut self, code: &str, line: u64, why: &str) {
        if self.found.len() >= LISTED {
            self.further += 1;
            return;
        }
        let mut message = why.to_owned();
        if let Some(first) = message.chars().next() {
            message.replace_range(..first.len_utf8(), &first.to_uppercase().to_string());
        }
        message.push('.');
        self.found
            .push(Finding::warning(code, message).at(format!("line {line}")));
    }

    /// A remark without a line.
    pub fn push(&mut self, finding: Finding) {
        self.found.push(finding);
    }

    /// All of them.
    pub fn finish(mut self) -> Vec<Finding> {
        if self.further > 0 {
            self.found.push(Finding::warning(
                "exchange-further",
                format!("{} further remarks are not listed.", self.further),
            ));
        }
        self.found
    }

    /// The remark on characters that did not fit the encoding.
    pub fn misfit(&mut self, misfit: super::xml::Misfit) {
        if let Some((encoding, line)) = misfit {
            self.found.push(
                Finding::warning(
                    "exchange-encoding",
                    format!(
                        "Some characters are not valid {encoding}; they were replaced by \u{fffd}."
                    ),
                )
                .at(format!("line {line}"))
                .hint("Save the file as UTF-8 and import it again."),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_is_known_by_its_first_element_then_by_its_name() {
        let of = |name: &str, start: &[u8]| importer_of(name, start).map(Importer::name);
        assert_eq!(
            of("a.xml", b"<?xml version=\"1.0\"?>\n<!-- <tmx> -->\n<mtf>"),
            Some("multiterm")
        );
        assert_eq!(
            of("a.tmx", b"<!DOCTYPE martif SYSTEM \"x\"><martif>"),
            Some("tbx")
        );
        assert_eq!(of("a.xlf", b"\xff\xfe<\0x\0l\0i\0f\0f\0 \0"), Some("xliff"));
        assert_eq!(of("A.TSV", b"en\tfr"), Some("tsv"));
        assert_eq!(of("terms.csv", b"en,fr"), Some("csv"));
        assert_eq!(of("a.docx", b"PK"), None);
    }
}
