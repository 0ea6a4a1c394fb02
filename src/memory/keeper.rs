//! A memory opened for upkeep: imports, exports, changes, history. It has no index, so that opening
//! it costs nothing; lookups need a [`Memory`](super::Memory), which sees what is done here.

use std::path::{Path, PathBuf};

use super::concordance::{self, Concordance, ConcordanceHits};
use super::error::MemoryError;
use super::store::{
    self, Added, By, Deed, Import, Operation, Prepared, Selection, Stats, Store, UnitHistory,
    UnitStore,
};
use crate::model::finding::Finding;
use crate::model::term::Concept;
use crate::model::unit::Unit;

/// Units read at a time.
const PAGE: usize = 500;

/// A memory without an index. One value writes; others may read and write the file meanwhile, each
/// act is one short transaction.
#[derive(Debug)]
pub struct Keeper {
    file: PathBuf,
    store: Box<dyn UnitStore>,
}

impl Keeper {
    /// Opens a memory file; makes it when absent, brings it to the present format.
    ///
    /// # Errors
    /// When the file is no memory, of a newer version, locked, damaged or out of reach.
    pub fn open(path: &Path) -> Result<Self, MemoryError> {
        Ok(Self::with(path, Store::open(path)?))
    }

    /// Opens a memory file that nothing may be written to.
    ///
    /// # Errors
    /// As [`Keeper::open`]; also when it is absent or of an earlier format.
    pub fn open_read_only(path: &Path) -> Result<Self, MemoryError> {
        Ok(Self::with(path, Store::open_read_only(path)?))
    }

    /// A memory that lives as long as the value.
    ///
    /// # Errors
    /// When SQLite fails.
    pub fn in_memory() -> Result<Self, MemoryError> {
        Ok(Self::with(Path::new("the memory"), Store::in_memory()?))
    }

    fn with(path: &Path, store: Store) -> Self {
        Self {
            file: path.to_owned(),
            store: Box::new(store),
        }
    }

    /// The file.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// Counts.
    ///
    /// # Errors
    /// When the store fails.
    pub fn stats(&self) -> Result<Stats, MemoryError> {
        self.store.stats()
    }

    /// Begins an import of a source, known by the hash of its content, or takes up the one that
    /// broke off: then [`Import::done`] units of it are there already.
    ///
    /// # Errors
    /// When the store fails.
    pub fn begin(&mut self, source: &str, deed: &Deed) -> Result<Import, MemoryError> {
        self.store.begin(source, deed)
    }

    /// Adds a batch, which is not seen before [`Keeper::complete`]. `done` counts the units of the
    /// source up to the end of the batch.
    ///
    /// # Errors
    /// When the store fails; then nothing of the batch is added.
    pub fn stage(
        &mut self,
        import: &Import,
        units: &[Prepared],
        done: u64,
    ) -> Result<(), MemoryError> {
        self.store.stage(import, units, done)
    }

    /// Shows an import, all at once. [`Added::new`] counts the units that were not to be seen
    /// before; the other counts are 0.
    ///
    /// # Errors
    /// When the store fails; then nothing is shown.
    pub fn complete(&mut self, import: &Import, by: &By) -> Result<Added, MemoryError> {
        self.store.complete(import, by)
    }

    /// Forgets an import that is not complete.
    ///
    /// # Errors
    /// When the store fails.
    pub fn abandon(&mut self, import: &Import) -> Result<(), MemoryError> {
        self.store.abandon(import)
    }

    /// Ids of the units that a selection means, in the order of their arrival.
    ///
    /// # Errors
    /// When the store fails.
    pub fn select(&self, selection: &Selection) -> Result<Vec<String>, MemoryError> {
        let rows = self.store.select(selection)?;
        Ok(rows.into_iter().map(store::id_of).collect())
    }

    /// A unit.
    ///
    /// # Errors
    /// When the store fails.
    pub fn unit(&self, id: &str) -> Result<Option<Unit>, MemoryError> {
        match store::row_of(id) {
            Some(row) => self.store.unit(row),
            None => Ok(None),
        }
    }

    /// The units that a selection means, in the order of their arrival, read as they are asked for.
    ///
    /// # Errors
    /// When the store fails.
    pub fn units(&self, selection: &Selection) -> Result<Selected<'_>, MemoryError> {
        let rows = if selection.is_everything() {
            None
        } else {
            Some(self.store.select(selection)?.into_iter())
        };
        Ok(Selected {
            keeper: self,
            rows,
            after: 0,
            page: Vec::new().into_iter(),
            done: false,
        })
    }

    /// Hands over id, language and text of every variant that is no reply.
    ///
    /// # Errors
    /// When the store fails.
    pub fn each_text(&self, take: &mut dyn FnMut(i64, &str, &str)) -> Result<(), MemoryError> {
        self.store.texts(false, take)
    }

    /// Takes units out of sight; their texts and places stay in the history. Gives how many were
    /// in sight.
    ///
    /// # Errors
    /// When the store fails; then nothing changes.
    pub fn withdraw(&mut self, units: &[String], deed: &Deed) -> Result<usize, MemoryError> {
        self.store.withdraw(&rows(units), deed)
    }

    /// Puts other texts in the place of units, given with their ids. A unit is its texts, so each
    /// becomes another unit (or one that is there already); all places go over. Gives how many
    /// were changed.
    ///
    /// # Errors
    /// When the store fails; then nothing changes.
    pub fn edit(&mut self, units: &[Unit], deed: &Deed) -> Result<usize, MemoryError> {
        let edits: Vec<(i64, Unit)> = units
            .iter()
            .filter_map(|unit| Some((store::row_of(&unit.id)?, unit.clone())))
            .collect();
        self.store.edit(&edits, deed)
    }

    /// Marks the pairs of units as confirmed wherever a machine was not sure of them
    /// ([`Selection::doubtful`]). Gives how many units were marked.
    ///
    /// # Errors
    /// When the store fails; then nothing changes.
    pub fn confirm(&mut self, units: &[String], deed: &Deed) -> Result<usize, MemoryError> {
        self.store.confirm(&rows(units), deed)
    }

    /// Takes the last act back; gives it, or `None` when there is none. The undoing is written into
    /// the history.
    ///
    /// # Errors
    /// When the store fails; then nothing changes.
    pub fn undo(&mut self, by: &By) -> Result<Option<Operation>, MemoryError> {
        self.store.undo(by)
    }

    /// What was done, newest first.
    ///
    /// # Errors
    /// When the store fails.
    pub fn operations(&self, limit: usize) -> Result<Vec<Operation>, MemoryError> {
        self.store.operations(limit)
    }

    /// What happened to a unit; `None` when there never was one.
    ///
    /// # Errors
    /// When the store fails.
    pub fn history(&self, id: &str) -> Result<Option<UnitHistory>, MemoryError> {
        match store::row_of(id) {
            Some(row) => self.store.history(row),
            None => Ok(None),
        }
    }

    /// Writes something into the history that changes no unit, such as an export of statements.
    ///
    /// # Errors
    /// When the store fails.
    pub fn note(&mut self, deed: &Deed) -> Result<(), MemoryError> {
        self.store.note(deed)
    }

    /// Counts that suggestions from units were taken.
    ///
    /// # Errors
    /// When the store fails.
    pub fn used(&mut self, units: &[String], time: &str) -> Result<(), MemoryError> {
        self.store.used(&rows(units), time)
    }

    /// Makes the concepts of a source (a termbase, by its file name) exactly these.
    ///
    /// # Errors
    /// When the store fails; then nothing changes.
    pub fn put_concepts(
        &mut self,
        source: &str,
        concepts: &[Concept],
        deed: &Deed,
    ) -> Result<Added, MemoryError> {
        self.store.put_concepts(source, concepts, deed)
    }

    /// The texts that have some words, whatever else they say.
    ///
    /// # Errors
    /// When the store fails.
    pub fn concordance(&self, asked: &Concordance) -> Result<ConcordanceHits, MemoryError> {
        concordance::look(self.store.as_ref(), asked)
    }

    /// All concepts, in the order of their arrival.
    ///
    /// # Errors
    /// When the store fails.
    pub fn concepts(&self) -> Result<Vec<Concept>, MemoryError> {
        self.store.concepts()
    }
}

/// Units read as they are asked for; see [`Keeper::units`].
#[derive(Debug)]
pub struct Selected<'a> {
    keeper: &'a Keeper,
    /// The rows wanted; `None` is everything, page by page.
    rows: Option<std::vec::IntoIter<i64>>,
    after: i64,
    page: std::vec::IntoIter<(i64, Unit)>,
    done: bool,
}

impl Selected<'_> {
    fn step(&mut self) -> Result<Option<Unit>, MemoryError> {
        if let Some(rows) = &mut self.rows {
            for row in rows {
                // One may have gone out of sight meanwhile.
                if let Some(unit) = self.keeper.store.unit(row)? {
                    return Ok(Some(unit));
                }
            }
            return Ok(None);
        }
        if self.page.len() == 0 {
            self.page = self.keeper.store.page(self.after, PAGE)?.into_iter();
        }
        Ok(self.page.next().map(|(row, unit)| {
            self.after = row;
            unit
        }))
    }
}

impl Iterator for Selected<'_> {
    type Item = Result<Unit, MemoryError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let step = self.step();
        self.done = !matches!(step, Ok(Some(_)));
        step.transpose()
    }
}

fn rows(units: &[String]) -> Vec<i64> {
    units.iter().filter_map(|id| store::row_of(id)).collect()
}

/// Copies a memory as it is now into a new file, also while others use it.
///
/// # Errors
/// When the memory cannot be read or the file not written.
pub fn backup(from: &Path, to: &Path) -> Result<(), MemoryError> {
    Store::look(from)?.0.backup(to)
}

/// Gives unused room back to the disk; with `drop_unfinished` also what imports left behind that
/// were not completed. Gives how many of those there were.
///
/// # Errors
/// When the memory is in use, or there is no room to write it anew.
pub fn compact(path: &Path, drop_unfinished: bool) -> Result<usize, MemoryError> {
    let mut store = Store::open(path)?;
    let dropped = if drop_unfinished {
        store.abandon_all().map_err(|e| e.about(path))?
    } else {
        0
    };
    store.compact()?;
    Ok(dropped)
}

/// Everything that is wrong with a memory, in words; empty when it is sound. Nothing is written.
///
/// # Errors
/// When it is no memory at all or cannot be opened; damage is no error but a finding.
pub fn examine(path: &Path) -> Result<Vec<Finding>, MemoryError> {
    let damaged =
        |error: MemoryError| {
            vec![Finding::error("memory-damaged", format!("{error}.")).hint(
                "Take it from a backup, or save what is left with `rapporteur memory recover`.",
            )]
        };
    let (store, _) = match Store::look(path) {
        Err(error @ MemoryError::Damaged(_)) => return Ok(damaged(error)),
        other => other?,
    };
    match store.examine().map_err(|e| e.about(path)) {
        Err(error @ MemoryError::Damaged(_)) => Ok(damaged(error)),
        other => other,
    }
}
