//! The memories a dossier uses, and what is brought into them.

use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::desk::{Desk, Surroundings};
use super::error::WorkflowError;
use super::forms::docx_files;
use crate::docx::read::{self, Limits};
use crate::dossier::{DossierError, files};
use crate::exchange::{TmxHeader, read_tmx, write_tmx};
use crate::language::Resources;
use crate::memory::align::align;
use crate::memory::{Memory, MemoryError};
use crate::model::document::Document;
use crate::model::finding::Finding;
use crate::model::ids::{Hash, Lang};
use crate::model::settings::Settings;
use crate::model::unit::Unit;

/// Units written in one go; the memory shows an import only when it is complete.
const BATCH: usize = 2_000;

/// The memories of a dossier, its own first.
#[derive(Debug)]
pub struct Shelf {
    memories: Vec<Memory>,
}

impl Shelf {
    /// The memories, for a lookup.
    pub fn memories(&self) -> Vec<&Memory> {
        self.memories.iter().collect()
    }
    /// The last changes of the memories, in their order, as a stamp.
    ///
    /// # Errors
    /// When a memory cannot be read.
    pub fn changes(&self) -> Result<String, WorkflowError> {
        let mut out = String::new();
        for memory in &self.memories {
            let change = memory.change().map_err(|source| WorkflowError::Memory {
                path: PathBuf::from("memory.db"),
                source,
            })?;
            out.push_str(&format!("{change};"));
        }
        Ok(out)
    }
    /// Makes the dossier's own collection hold exactly these units.
    ///
    /// # Errors
    /// When the memory cannot be written.
    pub fn learn(&mut self, units: &[Unit]) -> Result<(), WorkflowError> {
        let Some(own) = self.memories.first_mut() else {
            return Ok(());
        };
        own.replace_collection("dossier", units)
            .map(|_| ())
            .map_err(|source| WorkflowError::Memory {
                path: PathBuf::from("memory.db"),
                source,
            })
    }
}

/// What came of an import.
#[derive(Debug, Clone, Default)]
pub struct Imported {
    /// Units found in the source.
    pub found: usize,
    /// Units that the memory did not have.
    pub new: usize,
    /// Units that it had already; the new origin was added.
    pub merged: usize,
    /// Remarks on the source.
    pub findings: Vec<Finding>,
}

/// Opens the memories that the settings name.
pub fn open_shelf(desk: &Desk, settings: &Settings) -> Result<Shelf, WorkflowError> {
    let mut memories = vec![open(&desk.dossier.memory(), &desk.resources)?];
    for one in &settings.memories {
        let path = desk.dossier.root().join(&one.path);
        if !path.is_file() {
            return Err(WorkflowError::input(
                &path,
                "the memory that note.toml names is not there",
                "correct the path under [[memories]]",
            ));
        }
        let memory = if one.read_only {
            Memory::open_read_only(&path, Arc::clone(&desk.resources))
                .map_err(|e| failed(&path, e))?
        } else {
            open(&path, &desk.resources)?
        };
        memories.push(memory.with_penalty(one.penalty));
    }
    Ok(Shelf { memories })
}

/// Opens a memory's file.
///
/// # Errors
/// When it is absent and is not to be made, or cannot be opened as a memory.
pub fn open_memory(
    path: &Path,
    resources: &Arc<Resources>,
    make: bool,
) -> Result<Memory, WorkflowError> {
    if !make && !path.is_file() {
        return Err(WorkflowError::input(
            path,
            "there is no such memory",
            "check the path, or make it with `rapporteur memory import`",
        ));
    }
    open(path, resources)
}

/// Writes a memory as TMX; returns the number of units. The file is whole or not there.
///
/// # Errors
/// When the memory cannot be read or the file not written.
pub fn export_tmx(memory: &Memory, at: &Path, out: &Path) -> Result<usize, WorkflowError> {
    let mut bytes = Vec::new();
    let mut fault = None;
    let mut count = 0;
    let units = memory.units().map_while(|unit| match unit {
        Ok(unit) => {
            count += 1;
            Some(unit)
        }
        Err(source) => {
            fault = Some(failed(at, source));
            None
        }
    });
    write_tmx(&mut bytes, units, &TmxHeader::default())
        .map_err(|e| WorkflowError::input(out, e.to_string(), ""))?;
    match fault {
        Some(error) => Err(error),
        None => {
            files::write_atomically(out, &bytes)?;
            Ok(count)
        }
    }
}

fn open(path: &Path, resources: &Arc<Resources>) -> Result<Memory, WorkflowError> {
    Memory::open(path, Arc::clone(resources)).map_err(|source| failed(path, source))
}

fn failed(path: &Path, source: MemoryError) -> WorkflowError {
    WorkflowError::Memory {
        path: path.to_owned(),
        source,
    }
}

/// Brings a TMX file into a memory.
///
/// # Errors
/// When the file is no TMX, or the memory cannot be written; then nothing was added.
pub fn import_tmx(
    memory: &mut Memory,
    at: &Path,
    file: &Path,
    around: &Surroundings<'_>,
) -> Result<Imported, WorkflowError> {
    let reader = std::fs::File::open(file).map_err(|e| DossierError::io("read", file, e))?;
    let name = file
        .file_name()
        .map(|n| n.to_string_lossy().into_owned())
        .unwrap_or_default();
    let mut units: Vec<Unit> = Vec::new();
    let report = read_tmx(BufReader::new(reader), &mut |mut unit| {
        unit.origin.file.get_or_insert_with(|| name.clone());
        units.push(unit);
    })
    .map_err(|e| {
        WorkflowError::input(
            file,
            e.to_string(),
            "export the memory again from the program that made it, as TMX 1.4",
        )
    })?;
    around.go_on()?;
    let mut out = Imported {
        found: units.len(),
        findings: report.findings,
        ..Imported::default()
    };
    add(memory, at, &units, &mut out, around)?;
    Ok(out)
}

/// Aligns a pair of earlier notes and brings the paragraphs into a memory.
///
/// # Errors
/// When a file cannot be read as a Word file, or the memory cannot be written.
pub fn import_pair(
    memory: &mut Memory,
    at: &Path,
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
    let name = pair
        .0
        .file_name()
        .map(|n| n.to_string_lossy().into_owned())
        .unwrap_or_default();
    let units: Vec<Unit> = units
        .into_iter()
        .map(|pair| {
            let mut unit = pair.into_unit();
            unit.origin.file.get_or_insert_with(|| name.clone());
            unit
        })
        .collect();
    let mut out = Imported {
        found: units.len(),
        ..Imported::default()
    };
    if units.is_empty() {
        return Err(WorkflowError::input(
            pair.0,
            "no paragraph of it could be paired with the other file",
            "check that the two files are the same note in two languages",
        ));
    }
    add(memory, at, &units, &mut out, around)?;
    Ok(out)
}

/// Takes up what lies in the dossier's folder `earlier/` once: TMX files, and pairs of notes whose
/// names differ only in the language (`note-en.docx`, `note-fr.docx`).
///
/// # Errors
/// When one of them cannot be read, or the memory cannot be written.
pub fn import_earlier(desk: &Desk, around: &Surroundings<'_>) -> Result<Imported, WorkflowError> {
    let folder = desk.dossier.root().join("earlier");
    let mut total = Imported::default();
    if !folder.is_dir() {
        return Ok(total);
    }
    let at = desk.dossier.memory();
    let mut database = desk.database()?;
    // A memory that is gone is filled again from every source.
    let kept = at.is_file();
    let mut memory: Option<Memory> = None;
    for source in earlier_sources(&folder)? {
        let stamp = source.stamp()?;
        let key = format!("earlier:{}", source.name());
        if kept && database.meta(&key)?.as_deref() == Some(stamp.as_str()) {
            continue;
        }
        let open_memory = match &mut memory {
            Some(there) => there,
            None => memory.insert(open(&at, &desk.resources)?),
        };
        let done = match &source {
            Earlier::Tmx(file) => import_tmx(open_memory, &at, file, around),
            Earlier::Pair(first, second) => {
                import_pair(open_memory, &at, (first, second), &desk.resources, around)
            }
        };
        let one = match done {
            Ok(one) => one,
            // A file that cannot be used is said each time until it is put right; the rest goes on.
            Err(WorkflowError::Input {
                path,
                message,
                hint,
            }) => {
                let name = path.file_name().map(|n| n.to_string_lossy().into_owned());
                let message = format!("earlier/{}: {message}", name.unwrap_or_default());
                total
                    .findings
                    .push(Finding::error("earlier-unreadable", message).hint(hint));
                continue;
            }
            Err(other) => return Err(other),
        };
        database.set_meta(&key, stamp.as_str())?;
        total.found += one.found;
        total.new += one.new;
        total.merged += one.merged;
        total.findings.extend(one.findings);
    }
    Ok(total)
}

enum Earlier {
    Tmx(PathBuf),
    Pair(PathBuf, PathBuf),
}

impl Earlier {
    fn paths(&self) -> Vec<&Path> {
        match self {
            Self::Tmx(file) => vec![file],
            Self::Pair(first, second) => vec![first, second],
        }
    }
    fn name(&self) -> String {
        let names = self
            .paths()
            .into_iter()
            .filter_map(Path::file_name)
            .map(|n| n.to_string_lossy().into_owned());
        names.collect::<Vec<_>>().join("+")
    }
    fn stamp(&self) -> Result<Hash, WorkflowError> {
        let mut all = Vec::new();
        for path in self.paths() {
            all.extend(std::fs::read(path).map_err(|e| DossierError::io("read", path, e))?);
        }
        Ok(Hash::of_bytes(&all))
    }
}

fn earlier_sources(folder: &Path) -> Result<Vec<Earlier>, WorkflowError> {
    let fail = |e| DossierError::io("read the folder", folder, e);
    let mut tmx = Vec::new();
    for item in std::fs::read_dir(folder).map_err(fail)? {
        let path = item.map_err(fail)?.path();
        if path
            .extension()
            .is_some_and(|e| e.eq_ignore_ascii_case("tmx"))
        {
            tmx.push(path);
        }
    }
    tmx.sort();
    let mut out = Vec::new();
    let mut notes = docx_files(folder)?;
    notes.sort();
    for english in &notes {
        let name = english
            .file_name()
            .map(|n| n.to_string_lossy().into_owned())
            .unwrap_or_default();
        let Some(stem) = name.strip_suffix("-en.docx") else {
            continue;
        };
        let french = folder.join(format!("{stem}-fr.docx"));
        if notes.contains(&french) {
            out.push(Earlier::Pair(english.clone(), french));
        }
    }
    out.extend(tmx.into_iter().map(Earlier::Tmx));
    Ok(out)
}

pub(super) fn document(path: &Path) -> Result<Document, WorkflowError> {
    let bytes = std::fs::read(path).map_err(|e| DossierError::io("read", path, e))?;
    read::read(&bytes, &Limits::default())
        .map_err(|e| WorkflowError::input(path, e.to_string(), e.hint()))
}

pub(super) fn language(document: &Document, resources: &Resources, otherwise: Lang) -> Lang {
    let text: Vec<String> = document
        .body_paragraphs()
        .iter()
        .map(|p| p.text())
        .collect();
    let known = [Lang::en(), Lang::fr()];
    let sample: String = text.join("\n").chars().take(20_000).collect();
    crate::language::detect(&sample)
        .filter(|l| known.contains(l) || resources.labels.languages().any(|k| k == l))
        .unwrap_or(otherwise)
}

fn add(
    memory: &mut Memory,
    at: &Path,
    units: &[Unit],
    out: &mut Imported,
    around: &Surroundings<'_>,
) -> Result<(), WorkflowError> {
    around
        .progress
        .begin("Importing units", units.len().div_ceil(BATCH));
    let added = memory.add(units).map_err(|source| failed(at, source))?;
    around.progress.end();
    out.new += added.new;
    out.merged += added.merged;
    Ok(())
}
