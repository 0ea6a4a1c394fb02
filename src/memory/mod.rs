//! The translation memory: units, store, index, lookup, alignment of document pairs.
//!
//! [`Memory`] is one file of units (`store`) with an index of their words beside it. A lookup finds every unit whose score reaches the threshold, with nothing missed; the
//! score is defined in `docs/matching.md` and computed by [`score`] from the [`profile`] of two
//! texts. [`align`](mod@align) makes units out of a pair of documents. This room knows no file format but its
//! own: [`exchange`](crate::exchange) reads and writes those of other programs.

pub mod align;
mod books;
mod classes;
mod company;
mod compare;
mod concordance;
mod containing;
mod contents;
mod critical;
pub mod diff;
mod distance;
mod error;
mod glue;
mod index;
mod keeper;
mod lookup;
pub mod profile;
mod query;
mod reasons;
mod recent;
pub mod score;
mod store;
pub mod terms;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, RwLock};

pub use align::Lexicon;
pub use align::{AlignedPair, Alignment, align, alignment};
pub use company::Companion;
pub use compare::critical_differences;
pub use concordance::{Concordance, ConcordanceHit, ConcordanceHits};
pub use contents::ContentMatch;
pub use critical::{Critical, CriticalKind};
pub use diff::{DiffKind, DiffOp};
pub use error::MemoryError;
pub use glue::{Glued, GluedPart};
pub use keeper::{Keeper, Selected, backup, compact, examine};
pub use query::{ContextMatch, Match, Query};
pub use score::Penalty;
pub use store::{
    Added, By, Deed, Import, Operation, Prepared, Recovered, Replaced, Selection, Stats, UnitEvent,
    UnitHistory, recover,
};

use crate::language::Resources;
use crate::model::Lang;
use crate::model::unit::{Context, Unit};
use index::{Grain, Index, Part, Place, Side};
use store::Store;

/// Name of the property of a unit that a dossier derived from its decisions: the dossier's name. Such
/// text is not issued yet.
pub const UNISSUED: &str = "dossier";

/// An opened memory: one file (or none, in main memory) and the index of its words.
///
/// Lookups take `&self` and may run on many threads. Every lookup first asks whether the file has
/// changed, by this value or by another process, and takes the changes up. The index of a language
/// is read, or made, at the first lookup in it.
#[derive(Debug)]
pub struct Memory {
    file: PathBuf,
    store: Mutex<Store>,
    index: RwLock<Index>,
    place: Place,
    recent: Mutex<recent::Recent>,
    books: Mutex<books::Books>,
    resources: Arc<Resources>,
    critical: critical::CriticalWords,
    penalty: f64,
}

impl Memory {
    /// Opens a memory file; makes it when absent.
    ///
    /// # Errors
    /// When the file is no memory, of a newer version, locked, damaged or out of reach.
    pub fn open(path: &Path, resources: Arc<Resources>) -> Result<Self, MemoryError> {
        let place = Place {
            memory: Some(path.to_owned()),
            beside: true,
            folder: None,
        };
        Ok(Self::with_store(Store::open(path)?, place, resources))
    }

    /// Opens a memory file that nothing may be written to.
    ///
    /// # Errors
    /// As [`Memory::open`]; also when the file is absent or of an earlier format.
    pub fn open_read_only(path: &Path, resources: Arc<Resources>) -> Result<Self, MemoryError> {
        let place = Place {
            memory: Some(path.to_owned()),
            beside: false,
            folder: None,
        };
        Ok(Self::with_store(
            Store::open_read_only(path)?,
            place,
            resources,
        ))
    }

    /// The same memory, with a folder for the files of its index where they cannot lie beside it:
    /// a memory opened for reading only, or in a folder that may not be written to. Without one
    /// the index then lasts as long as the value.
    #[must_use]
    pub fn with_index_folder(mut self, folder: &Path) -> Self {
        self.place.folder = Some(folder.to_owned());
        self
    }

    /// The same memory, with points taken off the score of everything found in it.
    #[must_use]
    pub fn with_penalty(mut self, points: f64) -> Self {
        self.penalty = if points.is_finite() {
            points.clamp(0.0, 100.0)
        } else {
            0.0
        };
        self
    }

    /// Points taken off every score, 0 to 100.
    pub fn penalty(&self) -> f64 {
        self.penalty
    }

    /// A memory that lives as long as the value.
    ///
    /// # Errors
    /// When SQLite fails.
    pub fn in_memory(resources: Arc<Resources>) -> Result<Self, MemoryError> {
        Ok(Self::with_store(
            Store::in_memory()?,
            Place::default(),
            resources,
        ))
    }

    fn with_store(store: Store, place: Place, resources: Arc<Resources>) -> Self {
        Self {
            file: store.file().to_owned(),
            store: Mutex::new(store),
            index: RwLock::new(Index::default()),
            place,
            recent: Mutex::default(),
            books: Mutex::default(),
            resources,
            critical: critical::CriticalWords::shipped(),
            penalty: 0.0,
        }
    }

    /// Adds units in one transaction. A unit whose texts are all known already is merged: the unit
    /// stays one and its further origin is kept ([`Unit::also`]). The given ids are not used.
    ///
    /// # Errors
    /// When the store fails; then nothing is added.
    pub fn add(&mut self, units: &[Unit]) -> Result<Added, MemoryError> {
        let ready: Vec<Prepared> = units.iter().map(Prepared::of).collect();
        let deed = Deed::new("add", format!("{} units", units.len()), &By::default());
        self.store()?.add(store::MAIN, &ready, &deed)
    }

    /// Makes a collection hold exactly these units: new ones are added, those no longer present
    /// are withdrawn (unless another collection holds them too). Doing it twice changes nothing.
    ///
    /// # Errors
    /// When the store fails; then nothing changes.
    pub fn replace_collection(
        &mut self,
        collection: &str,
        units: &[Unit],
    ) -> Result<Replaced, MemoryError> {
        self.store()?.replace(collection, units)
    }

    /// Adds a batch to an import that is not to be seen before [`Memory::complete`] names it.
    /// Batches already added are recognised, so that a broken import can be taken up again.
    ///
    /// # Errors
    /// When the store fails; then the batch is not added.
    pub fn stage(&mut self, import: &str, units: &[Unit]) -> Result<Added, MemoryError> {
        self.store()?.hold(import, units)
    }

    /// Makes a staged import visible, all at once.
    ///
    /// # Errors
    /// When the store fails.
    pub fn complete(&mut self, import: &str) -> Result<(), MemoryError> {
        self.store()?.show(import)
    }

    /// The matches for a query, best first: by score, then by shared context, then newer documents
    /// first, then by age in the memory. One match for each pair of source and target; every pair
    /// that reaches the least score is found.
    ///
    /// # Errors
    /// When the store fails.
    pub fn lookup(&self, query: &Query) -> Result<Vec<Match>, MemoryError> {
        let found = self.clear(lookup::lookup(self, &self.raised(query)))?;
        Ok(self.penalized(found))
    }

    /// Units whose content is found in a longer text, such as a raw reply: the score is the share
    /// of a unit's weighted content words that the query has too ([`Query::min_score`] applies).
    /// The strongest come first: of units with like shares the one that says more.
    ///
    /// # Errors
    /// When the store fails.
    pub fn lookup_containing(&self, query: &Query) -> Result<Vec<Match>, MemoryError> {
        let found = self.clear(containing::lookup(self, &self.raised(query)))?;
        Ok(self.penalized(found))
    }

    /// Units that say the same behind another reporting frame: the text's content, without its
    /// frame, is compared with the contents of the units that have one ([`Query::min_score`]
    /// applies to the contents). Nothing that reaches the least score is missed.
    ///
    /// # Errors
    /// When the store fails.
    pub fn lookup_content(&self, query: &Query) -> Result<Vec<ContentMatch>, MemoryError> {
        let mut found = self.clear(contents::lookup(self, &self.raised(query)))?;
        for one in &mut found {
            one.content = ((one.content - self.penalty).max(0.0) * 100.0).round() / 100.0;
            self.penalize(&mut one.found);
        }
        Ok(found)
    }

    /// Units by their context alone: those of the countries given (of all when there is none)
    /// under the recommendation given or a similar one, which another meeting may have worded
    /// anew. By likeness of the recommendations, then the newer year, then the older row.
    ///
    /// # Errors
    /// When the store fails.
    pub fn lookup_context(
        &self,
        context: &Context,
        top: usize,
    ) -> Result<Vec<Companion>, MemoryError> {
        self.clear(company::lookup(self, context, top))
    }

    /// A text of several sentences, put together of the best matches for each; `None` when it has
    /// only one, or when sentences with half of its words have no match. [`Query::min_score`]
    /// applies to each sentence, [`Query::top`] does not.
    ///
    /// # Errors
    /// When the store fails.
    pub fn lookup_sentences(&self, query: &Query) -> Result<Option<Glued>, MemoryError> {
        self.clear(glue::lookup(self, query))
    }

    /// The sentence of a longer unit that is nearest to a query of one sentence, with its own
    /// translation. [`Query::top`] does not apply.
    ///
    /// # Errors
    /// When the store fails.
    pub fn lookup_sentence(&self, query: &Query) -> Result<Option<Match>, MemoryError> {
        self.clear(glue::best_sentence(self, query))
    }

    /// The query with the least score that still reaches its own after the memory's penalty.
    fn raised(&self, query: &Query) -> Query {
        Query {
            min_score: query.min_score + self.penalty,
            ..query.clone()
        }
    }

    fn penalized(&self, mut found: Vec<Match>) -> Vec<Match> {
        for one in &mut found {
            self.penalize(one);
        }
        found
    }

    fn penalize(&self, one: &mut Match) {
        if self.penalty > 0.0 {
            one.score = ((one.score - self.penalty).max(0.0) * 100.0).round() / 100.0;
            one.penalties.push(Penalty {
                kind: "memory".into(),
                count: 1,
                points: self.penalty,
            });
        }
    }

    /// Counts for people and for `memory stats`.
    ///
    /// # Errors
    /// When the store fails.
    pub fn stats(&self) -> Result<Stats, MemoryError> {
        self.clear(self.store()?.stats())
    }

    /// Every unit in the order of its arrival, read page by page.
    pub fn units(&self) -> Units<'_> {
        Units {
            memory: self,
            after: 0,
            page: Vec::new().into_iter(),
            done: false,
        }
    }

    /// The unit of an id.
    ///
    /// # Errors
    /// When the store fails.
    pub fn unit(&self, id: &str) -> Result<Option<Unit>, MemoryError> {
        match store::row_of(id) {
            Some(row) => self.clear(self.store()?.unit(row)),
            None => Ok(None),
        }
    }

    /// The units around a unit in the document it came from, up to `n` on either side, with the
    /// unit itself in its place.
    ///
    /// # Errors
    /// When the store fails.
    pub fn neighbourhood(&self, id: &str, n: usize) -> Result<Vec<Unit>, MemoryError> {
        match store::row_of(id) {
            Some(row) => self.clear(self.store()?.neighbourhood(row, n)),
            None => Ok(Vec::new()),
        }
    }

    /// Copies the memory into a new file, also while it is in use.
    ///
    /// # Errors
    /// When the target cannot be written.
    pub fn backup(&self, to: &Path) -> Result<(), MemoryError> {
        self.store()?.backup(to)
    }

    /// Number of the last change; grows with everything that is added, replaced or withdrawn.
    ///
    /// # Errors
    /// When the store fails.
    pub fn change(&self) -> Result<i64, MemoryError> {
        self.store()?.change()
    }

    fn store(&self) -> Result<MutexGuard<'_, Store>, MemoryError> {
        self.store.lock().map_err(|_| MemoryError::Poisoned)
    }

    fn recent(&self) -> Result<MutexGuard<'_, recent::Recent>, MemoryError> {
        self.recent.lock().map_err(|_| MemoryError::Poisoned)
    }

    /// The unit of a row, as the store has it now.
    fn unit_at(&self, row: i64) -> Result<Option<Arc<Unit>>, MemoryError> {
        let store = self.store()?;
        let mut recent = self.recent()?;
        recent.keep_up(&store)?;
        recent.unit(&store, row)
    }

    /// Makes the index of a language ready, so that the first lookup need not wait for it.
    ///
    /// # Errors
    /// When the store fails.
    pub fn prepare(&self, lang: &Lang) -> Result<(), MemoryError> {
        self.with_side(lang, |_| ())
    }

    /// How many texts of a language the index has, as a measure of what reading all of them costs;
    /// some that are gone may be counted.
    ///
    /// # Errors
    /// When the store fails.
    pub fn size(&self, lang: &Lang) -> Result<usize, MemoryError> {
        self.with_side(lang, Side::len)
    }

    /// Works with the index of a language, brought up to the store first.
    fn with_side<T>(&self, lang: &Lang, work: impl FnOnce(&Side) -> T) -> Result<T, MemoryError> {
        self.with_part(lang, Grain::Whole, work)
    }

    fn with_part<T>(
        &self,
        lang: &Lang,
        grain: Grain,
        work: impl FnOnce(&Side) -> T,
    ) -> Result<T, MemoryError> {
        let part = Part {
            lang: lang.primary(),
            grain,
        };
        let change = self.clear(self.store()?.change())?;
        let index = self.index.read().map_err(|_| MemoryError::Poisoned)?;
        let known = index.side(part, change);
        drop(index);
        let side = match known {
            Some(side) => side,
            None => {
                // Locks are always taken in this order: index, store.
                let mut index = self.index.write().map_err(|_| MemoryError::Poisoned)?;
                let mut store = self.store()?;
                self.clear(index.refresh(&mut store, part, &self.resources, &self.place))?
            }
        };
        // No lock is held while others may be waited for.
        Ok(work(&side))
    }

    fn clear<T>(&self, result: Result<T, MemoryError>) -> Result<T, MemoryError> {
        result.map_err(|error| error.about(&self.file))
    }
}

/// All units of a memory, read page by page; see [`Memory::units`].
#[derive(Debug)]
pub struct Units<'a> {
    memory: &'a Memory,
    after: i64,
    page: std::vec::IntoIter<(i64, Unit)>,
    done: bool,
}

impl Iterator for Units<'_> {
    type Item = Result<Unit, MemoryError>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some((row, unit)) = self.page.next() {
            self.after = row;
            return Some(Ok(unit));
        }
        if self.done {
            return None;
        }
        let page = self.memory.store().and_then(|s| s.page(self.after, 500));
        match self.memory.clear(page) {
            Ok(page) => {
                self.done = page.is_empty();
                self.page = page.into_iter();
                self.next()
            }
            Err(error) => {
                self.done = true;
                Some(Err(error))
            }
        }
    }
}

#[cfg(test)]
mod index_tests;
#[cfg(test)]
mod kin_tests;
#[cfg(test)]
mod tests;
