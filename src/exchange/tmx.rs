//! Translation Memory eXchange 1.4b, read one unit at a time (writing: [`super::tmx_write`]).
//!
//! A file is read to its end whatever is wrong inside: a unit that is not sound is left out with a
//! finding that names its line, all others are handed on. Levels 1 and 2: inline codes are taken
//! out of the text and kept beside it. Any encoding with a byte order mark or a declaration; 1.1
//! files with `lang` instead of `xml:lang`. Entity definitions are refused.

use std::collections::BTreeMap;
use std::io::BufRead;

use serde::{Deserialize, Serialize};

use super::error::ExchangeError;
use super::importer::{Hints, Importer, Piece, Report};
use super::tmx_state::State;
use super::xml::walk;
use crate::model::unit::Unit;
use crate::model::{Finding, Lang};

/// What a header says of the whole file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TmxHeader {
    /// Language of the sources (`*all*` means any).
    pub source_lang: Option<Lang>,
    /// Program that wrote it.
    pub tool: String,
    /// Version of that program.
    pub tool_version: String,
    /// Creation date, `YYYYMMDDThhmmssZ`.
    pub created: Option<String>,
    /// Default kind of segment: `paragraph`, `sentence`, `phrase` or `block`.
    pub segment: String,
    /// Further properties.
    pub properties: BTreeMap<String, String>,
    /// Notes.
    pub notes: Vec<String>,
}

/// What reading a file gave.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TmxReport {
    /// The header.
    pub header: TmxHeader,
    /// Units handed on.
    pub units: usize,
    /// Units left out because they were not sound.
    pub left_out: usize,
    /// What was wrong, each with its line.
    pub findings: Vec<Finding>,
}

/// Reads a file, handing each sound unit to `sink` in order.
///
/// # Errors
/// When it is no TMX file at all, defines entities, or cannot be read.
pub fn read_tmx(
    reader: impl BufRead,
    sink: &mut dyn FnMut(Unit),
) -> Result<TmxReport, ExchangeError> {
    let mut state = State::new(sink);
    let misfit = walk(reader, "TMX", &["tmx"], &mut state)?;
    let mut report = state.finish();
    if let Some((encoding, line)) = misfit {
        report.findings.push(
            Finding::warning(
                "tmx-encoding",
                format!(
                    "Some characters are not valid {encoding}; they were replaced by \u{fffd}."
                ),
            )
            .at(format!("line {line}"))
            .hint("Save the file as UTF-8 and import it again."),
        );
    }
    Ok(report)
}

/// The format, for [`Importer`].
#[derive(Debug, Clone, Copy)]
pub struct Tmx;

impl Importer for Tmx {
    fn name(&self) -> &'static str {
        "tmx"
    }
    fn endings(&self) -> &'static [&'static str] {
        &["tmx"]
    }
    fn roots(&self) -> &'static [&'static str] {
        &["tmx"]
    }
    fn read(
        &self,
        input: &mut dyn BufRead,
        _: &Hints,
        sink: &mut dyn FnMut(Piece),
    ) -> Result<Report, ExchangeError> {
        let report = read_tmx(input, &mut |unit| sink(Piece::Unit(unit)))?;
        Ok(Report {
            pieces: report.units,
            left_out: report.left_out,
            findings: report.findings,
        })
    }
}
