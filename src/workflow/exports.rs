//! A memory, or part of it, written for other programs.

use std::io::Write;
use std::path::Path;

use super::desk::Surroundings;
use super::error::WorkflowError;
use super::issued::{is_reply, issued};
use super::memories::{by, failed};
use crate::dossier::{DossierError, files};
use crate::exchange::{
    ExchangeError, TmxHeader, XliffVersion, write_table, write_tbx, write_term_table, write_tmx,
    write_xliff,
};
use crate::memory::{Deed, Keeper, Selection};
use crate::model::Lang;
use crate::model::unit::Unit;

/// Units between two steps of the progress bar.
const STEP: u64 = 1_000;

/// What is to be written, and how.
#[derive(Debug, Clone, Default)]
pub struct ExportRequest {
    /// `tmx`, `xliff` (2.1), `xliff-1.2`, `tsv`, `tbx`, `csv`; by the end of the file's name when
    /// absent.
    pub format: Option<String>,
    /// Which units.
    pub selection: Selection,
    /// For XLIFF the language of the sources and of the targets, for a table those of its columns.
    /// TMX has all languages when none is named.
    pub langs: Vec<Lang>,
    /// Whether replies as returned are written too; they are confidential.
    pub statements: bool,
    /// Whether pairs that a dossier has confirmed and not issued yet are written too.
    pub unissued: bool,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Exported {
    /// Units, pairs, rows or concepts.
    pub written: usize,
    /// Units left out because they are replies as returned.
    pub withheld: usize,
    /// Units left out because they are not issued yet.
    pub unissued: usize,
    /// The format.
    pub format: String,
}

/// Writes units, or the terms, of a memory into a file. The file is whole, or as it was before.
/// Replies as returned are left out unless asked for, which is written into the memory's history; so
/// are pairs that a dossier has confirmed and not issued yet.
///
/// # Errors
/// When the format is not known or lacks a language, the memory cannot be read, or the file not be
/// written.
pub fn export_memory(
    memory: &mut Keeper,
    out: &Path,
    request: &ExportRequest,
    around: &Surroundings<'_>,
) -> Result<Exported, WorkflowError> {
    let format = format_of(out, request)?;
    if matches!(format, "tbx" | "csv") {
        return export_terms(memory, out, format);
    }
    let at = memory.file().to_owned();
    let langs = languages(format, request)?;
    let (mut withheld, mut unissued) = (0, 0);
    let mut replies = 0;
    let whole = memory.stats().map_err(|e| failed(&at, e))?.units;
    around.progress.begin(
        "Exporting units",
        usize::try_from(whole / STEP).unwrap_or(usize::MAX),
    );
    let mut read = 0;
    let written = files::write_atomically_by(out, |to| -> Result<usize, WorkflowError> {
        let mut fault = None;
        let units = memory
            .units(&request.selection)
            .map_err(|e| failed(&at, e))?
            .map_while(|unit| match unit {
                Ok(_) if (around.stop)() => {
                    fault = Some(WorkflowError::Stopped);
                    None
                }
                Ok(unit) => {
                    read += 1;
                    if read % STEP == 0 {
                        around.progress.step();
                    }
                    Some(unit)
                }
                Err(error) => {
                    fault = Some(failed(&at, error));
                    None
                }
            })
            .filter_map(|unit| {
                let reply = is_reply(&unit);
                if reply && !request.statements {
                    withheld += 1;
                    return None;
                }
                // Who asks for replies gets those of the dossier itself.
                let unit = if request.unissued || reply {
                    Some(unit)
                } else {
                    issued(unit)
                };
                unissued += usize::from(unit.is_none());
                replies += usize::from(reply);
                unit
            })
            .filter_map(|unit| with_languages(unit, format, &request.langs));
        let written = write(to, units, format, &langs).map_err(|e| unwritten(out, e))?;
        match fault {
            Some(error) => Err(error),
            None => Ok(written),
        }
    });
    around.progress.end();
    let written = written?;
    if replies > 0 {
        let summary = format!("{replies} replies into {}", out.display());
        memory
            .note(&Deed::new("export-statements", summary, &by(around)))
            .map_err(|e| failed(&at, e))?;
    }
    Ok(Exported {
        written,
        withheld,
        unissued,
        format: format.to_owned(),
    })
}

fn write(
    to: impl Write,
    units: impl Iterator<Item = Unit>,
    format: &str,
    langs: &[Lang],
) -> Result<usize, ExchangeError> {
    match (format, langs) {
        ("xliff", [from, into, ..]) => write_xliff(to, units, (from, into), XliffVersion::V21),
        ("xliff-1.2", [from, into, ..]) => write_xliff(to, units, (from, into), XliffVersion::V12),
        ("tsv", _) => write_table(to, units, langs),
        _ => {
            // The number of elements is larger where texts were met in several places.
            let mut count = 0;
            let counted = units.inspect(|_| count += 1);
            write_tmx(to, counted, &TmxHeader::default())?;
            Ok(count)
        }
    }
}

/// A unit for TMX with the languages named only; `None` when fewer than two are left of it.
fn with_languages(unit: Unit, format: &str, langs: &[Lang]) -> Option<Unit> {
    if format != "tmx" || langs.is_empty() {
        return Some(unit);
    }
    let mut unit = unit;
    let all = unit.variants.len();
    unit.variants.retain(|v| {
        langs
            .iter()
            .any(|l| v.lang == *l || v.lang.primary() == l.as_str())
    });
    if unit.variants.len() < all {
        // What is kept of single variants counts their places, which have moved.
        unit.properties.retain(|name, _| !name.starts_with("tuv:"));
        for place in &mut unit.also {
            place.properties.retain(|name, _| !name.starts_with("tuv:"));
        }
    }
    let mut there: Vec<&str> = unit.variants.iter().map(|v| v.lang.primary()).collect();
    there.sort_unstable();
    there.dedup();
    (there.len() >= 2 || (langs.len() == 1 && !there.is_empty())).then_some(unit)
}

fn export_terms(memory: &Keeper, out: &Path, format: &str) -> Result<Exported, WorkflowError> {
    let concepts = memory.concepts().map_err(|e| failed(memory.file(), e))?;
    let written = files::write_atomically_by(out, |to| {
        let done = if format == "tbx" {
            write_tbx(to, &concepts)
        } else {
            write_term_table(to, &concepts)
        };
        done.map_err(|e| unwritten(out, e))
    })?;
    Ok(Exported {
        written,
        withheld: 0,
        unissued: 0,
        format: format.to_owned(),
    })
}

fn unwritten(out: &Path, error: ExchangeError) -> WorkflowError {
    match error {
        ExchangeError::Io(error) => DossierError::io("write", out, error).into(),
        other => WorkflowError::input(out, other.to_string(), ""),
    }
}

fn format_of(out: &Path, request: &ExportRequest) -> Result<&'static str, WorkflowError> {
    let known = "known are tmx, xliff, xliff-1.2, tsv, and for terms tbx and csv";
    let ending = out
        .extension()
        .map(|e| e.to_string_lossy().to_lowercase())
        .unwrap_or_default();
    let name = request.format.clone().unwrap_or_else(|| ending.clone());
    match name.as_str() {
        "tmx" => Ok("tmx"),
        "xliff" | "xlf" | "xliff-2.1" => Ok("xliff"),
        "xliff-1.2" => Ok("xliff-1.2"),
        "tsv" | "tab" | "txt" => Ok("tsv"),
        "tbx" => Ok("tbx"),
        "csv" => Ok("csv"),
        other if request.format.is_some() => Err(WorkflowError::usage(
            format!("there is no format “{other}” to write"),
            known,
        )),
        // What a file without a known ending has always been.
        _ => Ok("tmx"),
    }
}

fn languages(format: &str, request: &ExportRequest) -> Result<Vec<Lang>, WorkflowError> {
    match (format, request.langs.len()) {
        ("tmx", _) | (_, 2..) => Ok(request.langs.clone()),
        (_, 0) => Ok(vec![Lang::en(), Lang::fr()]),
        _ => Err(WorkflowError::usage(
            "this format needs two languages",
            "name them: --lang en,fr",
        )),
    }
}
