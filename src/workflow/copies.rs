//! Memories as whole files: merged, copied, compacted, examined, saved from damage.

use std::path::Path;

use super::desk::Surroundings;
use super::error::WorkflowError;
use super::imports::{Imported, import_units};
use super::issued::{is_reply, issued};
use super::memories::{by, failed, read_memory, there};
use crate::dossier::DossierError;
use crate::memory::{self, Deed, Keeper, MemoryError, Recovered, Selection};
use crate::model::finding::Finding;

/// Brings the units and terms of another memory into this one, with all their places. Replies as
/// returned, and pairs that a dossier has confirmed and not issued yet, stay where they are; a finding
/// counts them.
///
/// # Errors
/// When the other cannot be read, or this one not be written; then nothing of it is seen.
pub fn merge_memory(
    keeper: &mut Keeper,
    other: &Path,
    around: &Surroundings<'_>,
) -> Result<Imported, WorkflowError> {
    let same = |a: &Path, b: &Path| {
        a.canonicalize()
            .ok()
            .zip(b.canonicalize().ok())
            .is_some_and(|(a, b)| a == b)
    };
    if same(keeper.file(), other) {
        return Err(WorkflowError::usage(
            "a memory cannot be merged with itself",
            "name another memory",
        ));
    }
    let from = read_memory(other)?;
    let bad = |e| failed(other, e);
    let name = other
        .file_name()
        .map(|n| n.to_string_lossy().into_owned())
        .unwrap_or_default();
    let stats = from.stats().map_err(bad)?;
    let source = format!("memory:{name}:{}:{}", stats.change, stats.occurrences);
    let withheld = std::cell::Cell::new(0);
    let units = from
        .units(&Selection::default())
        .map_err(bad)?
        .map(|unit| unit.map_err(bad))
        .filter_map(|unit| match unit {
            Ok(unit) => {
                let open = if is_reply(&unit) { None } else { issued(unit) };
                withheld.set(withheld.get() + usize::from(open.is_none()));
                open.map(Ok)
            }
            fault => Some(fault),
        });
    let mut done = import_units(keeper, units, &source, &name, around)?;
    if withheld.get() > 0 {
        let message = format!(
            "{} units of {name} are replies or not issued yet; they were left out",
            withheld.get()
        );
        done.findings
            .push(Finding::info("memory-withheld", message));
    }
    let concepts = from.concepts().map_err(bad)?;
    if !concepts.is_empty() {
        let at = keeper.file().to_owned();
        keeper
            .put_concepts(&name, &concepts, &Deed::new("terms", &name, &by(around)))
            .map_err(|e| failed(&at, e))?;
    }
    Ok(done)
}

/// Copies a memory as it is now into a file, also while it is in use. An earlier backup there is
/// replaced in one step; any other file is refused.
///
/// # Errors
/// When the memory cannot be read, or the file is something else or cannot be written.
pub fn backup_memory(at: &Path, to: &Path) -> Result<(), WorkflowError> {
    there(at)?;
    let bad = |e| failed(at, e);
    if at
        .canonicalize()
        .ok()
        .is_some_and(|a| to.canonicalize().ok() == Some(a))
    {
        return Err(WorkflowError::usage(
            "the backup would be the memory itself",
            "name another file",
        ));
    }
    if to.exists() {
        // Asking for its counts tells whether it is a memory at all.
        Keeper::open_read_only(to)
            .map(|_| ())
            .or_else(|e| match e {
                MemoryError::Older(_) | MemoryError::Damaged(_) => Ok(()),
                other => Err(failed(to, other)),
            })?;
    }
    beside(to, |temporary| memory::backup(at, temporary).map_err(bad))
}

/// Makes a file through a temporary one beside it.
fn beside<T>(
    to: &Path,
    make: impl FnOnce(&Path) -> Result<T, WorkflowError>,
) -> Result<T, WorkflowError> {
    let fail = |e| WorkflowError::from(DossierError::io("write", to, e));
    let folder = to
        .parent()
        .filter(|p| !p.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let work = tempfile::Builder::new()
        .prefix(".rapporteur-")
        .tempdir_in(folder)
        .map_err(fail)?;
    let temporary = work.path().join("memory.db");
    let done = make(&temporary)?;
    std::fs::File::open(&temporary)
        .and_then(|file| file.sync_all())
        .map_err(fail)?;
    std::fs::rename(&temporary, to).map_err(fail)?;
    Ok(done)
}

/// Gives unused room back to the disk. Gives the bytes before and after, and how many unfinished
/// imports were cleared away.
///
/// # Errors
/// When the memory is in use or there is no room to write it anew.
pub fn compact_memory(
    at: &Path,
    drop_unfinished: bool,
) -> Result<(u64, u64, usize), WorkflowError> {
    there(at)?;
    let size = || std::fs::metadata(at).map_or(0, |m| m.len());
    let before = size();
    let dropped = memory::compact(at, drop_unfinished).map_err(|e| failed(at, e))?;
    Ok((before, size(), dropped))
}

/// What is wrong with a memory, in words; empty when it is sound.
///
/// # Errors
/// When it is not there, or is no memory at all.
pub fn doctor(at: &Path) -> Result<Vec<Finding>, WorkflowError> {
    there(at)?;
    memory::examine(at).map_err(|e| failed(at, e))
}

/// Saves what is left of a damaged memory into a new one.
///
/// # Errors
/// When there is nothing of a memory in the file, or the new one is there already or cannot be
/// written.
pub fn recover_memory(
    damaged: &Path,
    out: &Path,
    around: &Surroundings<'_>,
) -> Result<Recovered, WorkflowError> {
    there(damaged)?;
    if out.exists() {
        return Err(WorkflowError::input(
            out,
            "the file is there already",
            "name a file that does not exist",
        ));
    }
    beside(out, |temporary| {
        memory::recover(damaged, temporary, &by(around)).map_err(|e| failed(damaged, e))
    })
}
