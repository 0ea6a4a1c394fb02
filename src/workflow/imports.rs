//! Files brought into a memory: read by one thread, written by another, shown when all is there.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::desk::Surroundings;
use super::documents::{document, language};
use super::error::WorkflowError;
use super::memories::{by, failed};
use super::streaming::{BATCH, Broken, Filling, Out, STEP, Watched, stream};
use crate::dossier::DossierError;
use crate::exchange::{ExchangeError, Hints, Importer, Piece, Report, importer_named, importer_of};
use crate::language::Resources;
use crate::memory::align::align;
use crate::memory::{Deed, Import, Keeper, Prepared};
use crate::model::finding::Finding;
use crate::model::ids::{Hash, Lang};
use crate::model::term::Concept;
use crate::model::unit::Unit;

/// What came of an import.
#[derive(Debug, Clone, Default)]
pub struct Imported {
    /// Units or concepts found in the source.
    pub found: usize,
    /// Those that the memory did not have.
    pub new: usize,
    /// Those that it had already; the new origin was added.
    pub merged: usize,
    /// Those that were not taken because they were not sound, not translated or empty.
    pub left_out: usize,
    /// True when they are concepts with terms.
    pub terms: bool,
    /// Units that an earlier attempt, which broke off, had brought already.
    pub resumed: usize,
    /// Remarks on the source.
    pub findings: Vec<Finding>,
}

/// What a person says of a file besides its name.
#[derive(Debug, Clone, Default)]
pub struct How {
    /// The name of its format; found out when absent.
    pub format: Option<String>,
    /// What the file does not say itself.
    pub hints: Hints,
}

/// Brings a file of another program into a memory: units, or terms. The memory shows all of it or,
/// when the work breaks off, nothing; the same file goes on where it broke off.
///
/// # Errors
/// When the file is of no known format, or the memory cannot be written; then nothing is seen of it.
pub fn import_file(
    memory: &mut Keeper,
    file: &Path,
    how: &How,
    around: &Surroundings<'_>,
) -> Result<Imported, WorkflowError> {
    let importer = format_of(file, how)?;
    let name = name_of(file);
    let input = |e: ExchangeError| {
        WorkflowError::input(
            file,
            e.to_string(),
            "export it again from the program that made it, or name its format with --format",
        )
    };
    if importer.holds_terms() {
        return import_terms(memory, file, importer, how, around).map_err(|e| match e {
            Broken::Read(e) => input(e),
            Broken::Other(e) => e,
        });
    }
    let source = format!("{}:{}", importer.name(), hash_of(file)?);
    let at = memory.file().to_owned();
    let deed = Deed::new("import", name.clone(), &by(around));
    let import = memory.begin(&source, &deed).map_err(|e| failed(&at, e))?;
    let length = std::fs::metadata(file).map_or(0, |m| m.len());
    around.progress.begin(
        &format!("Importing {name}"),
        usize::try_from(length / STEP).unwrap_or(usize::MAX),
    );
    let read = |hand_on: &Out<'_>| -> Result<Report, ExchangeError> {
        let opened = File::open(file)?;
        let mut reader = Watched::new(
            BufReader::with_capacity(256 * 1024, opened),
            around,
            hand_on,
        );
        let mut batch = Filling::new(hand_on, import.done);
        let report = importer.read(&mut reader, &how.hints, &mut |piece| {
            if let Piece::Unit(mut unit) = piece {
                unit.origin.file.get_or_insert_with(|| name.clone());
                batch.push(unit);
            }
        })?;
        batch.flush();
        Ok(report)
    };
    let done = stream(memory, &import, &read);
    around.progress.end();
    match done {
        Ok((report, empty)) => finish(memory, &import, report, empty, around),
        Err(Broken::Read(_)) if (around.stop)() => Err(WorkflowError::Stopped),
        Err(Broken::Read(error)) => {
            memory.abandon(&import).map_err(|e| failed(&at, e))?;
            Err(input(error))
        }
        Err(Broken::Other(error)) => Err(error),
    }
}

fn import_terms(
    memory: &mut Keeper,
    file: &Path,
    importer: &dyn Importer,
    how: &How,
    around: &Surroundings<'_>,
) -> Result<Imported, Broken> {
    let mut concepts: Vec<Concept> = Vec::new();
    let mut reader = BufReader::new(File::open(file).map_err(ExchangeError::Io)?);
    let report = importer.read(&mut reader, &how.hints, &mut |piece| {
        if let Piece::Concept(concept) = piece {
            concepts.push(concept);
        }
    })?;
    around.go_on().map_err(Broken::Other)?;
    let name = name_of(file);
    let deed = Deed::new("terms", name.clone(), &by(around));
    let added = memory
        .put_concepts(&name, &concepts, &deed)
        .map_err(|e| Broken::Other(failed(memory.file(), e)))?;
    Ok(Imported {
        found: report.pieces,
        new: added.new,
        merged: added.merged,
        left_out: report.left_out + added.empty,
        terms: true,
        findings: report.findings,
        ..Imported::default()
    })
}

/// Aligns a pair of earlier notes and brings the paragraphs into a memory.
///
/// # Errors
/// When a file cannot be read as a Word file, or the memory cannot be written.
pub fn import_pair(
    memory: &mut Keeper,
    pair: (&Path, &Path),
    resources: &Resources,
    around: &Surroundings<'_>,
) -> Result<Imported, WorkflowError> {
    let (first, second) = (document(pair.0)?, document(pair.1)?);
    let units = align(
        &first,
        &second,
        (
            &language(&first, resources, Lang::en()),
            &language(&second, resources, Lang::fr()),
        ),
        resources,
    );
    if units.is_empty() {
        return Err(WorkflowError::input(
            pair.0,
            "no paragraph of it could be paired with the other file",
            "check that the two files are the same note in two languages",
        ));
    }
    let (name, other) = (name_of(pair.0), name_of(pair.1));
    let units = units.into_iter().map(|pair| {
        let mut unit = pair.into_unit();
        unit.origin.file.get_or_insert_with(|| name.clone());
        unit
    });
    let source = format!("pair:{}:{}", hash_of(pair.0)?, hash_of(pair.1)?);
    let title = format!("{name} + {other}");
    import_units(memory, units.map(Ok), &source, &title, around)
}

/// Brings units into a memory that come from somewhere else than a file of another program.
///
/// # Errors
/// When a unit cannot be had, or the memory cannot be written; then nothing is seen.
pub(super) fn import_units(
    memory: &mut Keeper,
    units: impl Iterator<Item = Result<Unit, WorkflowError>>,
    source: &str,
    title: &str,
    around: &Surroundings<'_>,
) -> Result<Imported, WorkflowError> {
    let at = memory.file().to_owned();
    let deed = Deed::new("import", title, &by(around));
    let import = memory.begin(source, &deed).map_err(|e| failed(&at, e))?;
    let mut report = Report::default();
    let mut empty = 0;
    let mut batch: Vec<Prepared> = Vec::new();
    for unit in units {
        let ready = Prepared::of(&unit?);
        report.pieces += 1;
        if (report.pieces as u64) <= import.done {
            continue;
        }
        empty += usize::from(ready.is_empty());
        batch.push(ready);
        if batch.len() >= BATCH {
            around.go_on()?;
            memory
                .stage(&import, &batch, report.pieces as u64)
                .map_err(|e| failed(&at, e))?;
            batch.clear();
        }
    }
    around.go_on()?;
    memory
        .stage(&import, &batch, report.pieces as u64)
        .map_err(|e| failed(&at, e))?;
    finish(memory, &import, report, empty, around)
}

fn finish(
    memory: &mut Keeper,
    import: &Import,
    report: Report,
    empty: usize,
    around: &Surroundings<'_>,
) -> Result<Imported, WorkflowError> {
    around.go_on()?;
    let at = memory.file().to_owned();
    let shown = memory
        .complete(import, &by(around))
        .map_err(|e| failed(&at, e))?;
    let resumed = usize::try_from(import.done).unwrap_or(usize::MAX);
    Ok(Imported {
        found: report.pieces,
        new: shown.new,
        merged: report.pieces.saturating_sub(shown.new + empty),
        left_out: report.left_out + empty,
        terms: false,
        resumed: resumed.min(report.pieces),
        findings: report.findings,
    })
}

fn format_of(file: &Path, how: &How) -> Result<&'static dyn Importer, WorkflowError> {
    let known = "known are TMX, XLIFF (.xlf, .sdlxliff, .mqxliff), tables (.tsv), and for terms TBX, MultiTerm XML and tables (.csv)";
    if let Some(name) = &how.format {
        return importer_named(name)
            .ok_or_else(|| WorkflowError::usage(format!("there is no format “{name}”"), known));
    }
    let mut start = Vec::new();
    File::open(file)
        .and_then(|file| file.take(4_096).read_to_end(&mut start))
        .map_err(|e| DossierError::io("read", file, e))?;
    importer_of(&name_of(file), &start).ok_or_else(|| {
        WorkflowError::input(
            file,
            "it is of no format that can be imported",
            format!("{known}; two Word files go in with --pair"),
        )
    })
}

fn name_of(file: &Path) -> String {
    file.file_name()
        .map(|n| n.to_string_lossy().into_owned())
        .unwrap_or_default()
}

/// The hash of a file's content.
fn hash_of(file: &Path) -> Result<Hash, WorkflowError> {
    let fail = |e| DossierError::io("read", file, e);
    let mut reader = File::open(file).map_err(fail)?;
    let mut hasher = Sha256::new();
    let mut piece = vec![0; 256 * 1024];
    loop {
        let n = reader.read(&mut piece).map_err(fail)?;
        if n == 0 {
            break;
        }
        hasher.update(piece.get(..n).unwrap_or_default());
    }
    Ok(Hash::of_bytes(&hasher.finalize()))
}
