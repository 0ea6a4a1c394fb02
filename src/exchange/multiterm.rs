//! MultiTerm XML (`mtf`), as its termbases are exported.

use std::io::BufRead;

use super::error::ExchangeError;
use super::importer::{Hints, Importer, Piece, Report};
use super::term_sink::{Shape, TermSink};

/// The format, for [`Importer`].
#[derive(Debug, Clone, Copy)]
pub struct MultiTerm;

const SHAPE: Shape = Shape {
    format: "MultiTerm XML",
    code: "multiterm",
    roots: &["mtf"],
    concepts: &["conceptGrp"],
    languages: &["languageGrp"],
    terms: &["termGrp"],
    groups: &["descripGrp", "transacGrp"],
};

impl Importer for MultiTerm {
    fn name(&self) -> &'static str {
        "multiterm"
    }
    fn endings(&self) -> &'static [&'static str] {
        &["mtf"]
    }
    fn roots(&self) -> &'static [&'static str] {
        SHAPE.roots
    }
    fn holds_terms(&self) -> bool {
        true
    }
    fn read(
        &self,
        input: &mut dyn BufRead,
        _: &Hints,
        sink: &mut dyn FnMut(Piece),
    ) -> Result<Report, ExchangeError> {
        TermSink::read(input, &SHAPE, sink)
    }
}
