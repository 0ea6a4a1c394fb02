//! What lies in a dossier's folder `earlier/`, taken into its memory once.

use std::path::{Path, PathBuf};

use super::desk::{Desk, Surroundings};
use super::error::WorkflowError;
use super::forms::docx_files;
use super::imports::{How, Imported, import_file, import_pair};
use super::memories::keep_memory;
use crate::dossier::DossierError;
use crate::memory::Keeper;
use crate::model::finding::Finding;
use crate::model::ids::Hash;

/// Ends of the names of files that are taken, besides pairs of notes.
const TAKEN: [&str; 5] = ["tmx", "xlf", "xliff", "tsv", "tbx"];

/// Takes up what lies in the dossier's folder `earlier/` once: files of units and terms, and pairs of notes whose
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
    let mut memory: Option<Keeper> = None;
    for source in earlier_sources(&folder)? {
        let stamp = source.stamp()?;
        let key = format!("earlier:{}", source.name());
        if kept && database.meta(&key)?.as_deref() == Some(stamp.as_str()) {
            continue;
        }
        let open_memory = match &mut memory {
            Some(there) => there,
            None => memory.insert(keep_memory(&at, true)?),
        };
        let done = match &source {
            Earlier::File(file) => import_file(open_memory, file, &How::default(), around),
            Earlier::Pair(first, second) => {
                import_pair(open_memory, (first, second), &desk.resources, around)
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
    File(PathBuf),
    Pair(PathBuf, PathBuf),
}

impl Earlier {
    fn paths(&self) -> Vec<&Path> {
        match self {
            Self::File(file) => vec![file],
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
    let mut files = Vec::new();
    for item in std::fs::read_dir(folder).map_err(fail)? {
        let path = item.map_err(fail)?.path();
        let ending = path
            .extension()
            .map(|e| e.to_string_lossy().to_lowercase())
            .unwrap_or_default();
        if TAKEN.contains(&ending.as_str()) {
            files.push(path);
        }
    }
    files.sort();
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
    out.extend(files.into_iter().map(Earlier::File));
    Ok(out)
}
