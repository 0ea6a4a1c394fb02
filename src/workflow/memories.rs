//! The memories a dossier uses, and how a memory is opened.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::desk::{Desk, Surroundings};
use super::error::WorkflowError;
use crate::language::Resources;
use crate::memory::{By, Keeper, Memory, MemoryError};
use crate::model::settings::Settings;
use crate::model::unit::Unit;

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
}

/// Makes the dossier's own collection hold exactly these units.
///
/// # Errors
/// When the memory cannot be written.
pub(super) fn learn(desk: &Desk, units: &[Unit]) -> Result<(), WorkflowError> {
    let at = desk.dossier.memory();
    let mut own = open(&at, &desk.resources)?;
    own.replace_collection("dossier", units)
        .map(|_| ())
        .map_err(|source| failed(&at, source))
}

/// The shelf of a dossier while it is in use: memories stay open, with what their index has read, as
/// long as the settings name the same and the files are the same.
#[derive(Debug, Default)]
pub struct Reading {
    kept: Mutex<Option<(String, Arc<Shelf>)>>,
}

impl Reading {
    /// The memories that the settings name.
    ///
    /// # Errors
    /// When one of them cannot be opened.
    pub fn shelf(&self, desk: &Desk, settings: &Settings) -> Result<Arc<Shelf>, WorkflowError> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((stamp, shelf)) = kept.as_ref()
            && *stamp == stamp_of(desk, settings)
        {
            return Ok(Arc::clone(shelf));
        }
        let shelf = Arc::new(open_shelf(desk, settings)?);
        // Opening may have made the dossier's own memory.
        *kept = Some((stamp_of(desk, settings), Arc::clone(&shelf)));
        Ok(shelf)
    }
}

/// What the settings name, and which files stand there now.
fn stamp_of(desk: &Desk, settings: &Settings) -> String {
    let root = desk.dossier.root();
    let earlier = settings.earlier.iter();
    let named = settings.memories.iter().map(|m| root.join(&m.path));
    let files: Vec<String> = std::iter::once(desk.dossier.memory())
        .chain(earlier.map(|e| root.join(&e.path).join("memory.db")))
        .chain(named)
        .map(|path| file_identity(&path))
        .collect();
    format!("{:?}{:?}{files:?}", settings.earlier, settings.memories)
}

/// What tells a file from another one that was put in its place.
pub(super) fn file_identity(path: &Path) -> String {
    let Ok(found) = std::fs::metadata(path) else {
        return String::new();
    };
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        format!("{}-{}", found.dev(), found.ino())
    }
    #[cfg(not(unix))]
    {
        format!("{:?}", found.created().ok())
    }
}

/// Opens the memories that the settings name.
fn open_shelf(desk: &Desk, settings: &Settings) -> Result<Shelf, WorkflowError> {
    let mut memories = vec![open(&desk.dossier.memory(), &desk.resources)?];
    for one in &settings.earlier {
        let path = desk.dossier.root().join(&one.path).join("memory.db");
        if !path.is_file() {
            return Err(WorkflowError::input(
                &path,
                "the earlier dossier that note.toml names has no memory",
                "correct the path under [[earlier]], or type `rapporteur run` in that dossier",
            ));
        }
        let memory = Memory::open_read_only(&path, Arc::clone(&desk.resources))
            .map_err(|e| failed(&path, e))?;
        memories.push(memory.with_penalty(one.penalty));
    }
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

/// Opens a memory for lookups. One that may not be written is opened for reading.
///
/// # Errors
/// When it is absent and is not to be made, or cannot be opened as a memory.
pub fn open_memory(
    path: &Path,
    resources: &Arc<Resources>,
    make: bool,
) -> Result<Memory, WorkflowError> {
    if make {
        return open(path, resources);
    }
    there(path)?;
    match Memory::open(path, Arc::clone(resources)) {
        Err(MemoryError::Open { .. }) => {
            Memory::open_read_only(path, Arc::clone(resources)).map_err(|e| failed(path, e))
        }
        other => other.map_err(|e| failed(path, e)),
    }
}

/// Opens a memory for upkeep, without an index; makes it when it is to be made.
///
/// # Errors
/// As [`open_memory`].
pub fn keep_memory(path: &Path, make: bool) -> Result<Keeper, WorkflowError> {
    if !make {
        there(path)?;
    }
    Keeper::open(path).map_err(|e| failed(path, e))
}

/// Opens a memory that is only read, also where nothing may be written.
///
/// # Errors
/// When it is absent, of an earlier format that may not be changed, or no memory.
pub fn read_memory(path: &Path) -> Result<Keeper, WorkflowError> {
    there(path)?;
    match Keeper::open(path) {
        Err(MemoryError::Open { .. }) => Keeper::open_read_only(path).map_err(|e| failed(path, e)),
        other => other.map_err(|e| failed(path, e)),
    }
}

pub(super) fn there(path: &Path) -> Result<(), WorkflowError> {
    if path.is_file() {
        return Ok(());
    }
    Err(WorkflowError::input(
        path,
        "there is no such memory",
        "check the path, or make it with `rapporteur memory import`",
    ))
}

/// Who is working and when, for the history of a memory.
pub(super) fn by(around: &Surroundings<'_>) -> By {
    By {
        person: around.person.to_owned(),
        time: around.now.to_string(),
    }
}

fn open(path: &Path, resources: &Arc<Resources>) -> Result<Memory, WorkflowError> {
    Memory::open(path, Arc::clone(resources)).map_err(|source| failed(path, source))
}

pub(super) fn failed(path: &Path, source: MemoryError) -> WorkflowError {
    WorkflowError::Memory {
        path: path.to_owned(),
        source,
    }
}
