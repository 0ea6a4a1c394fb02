//! The words of all units by language, in main memory and in files beside the store.
//!
//! `docs/matching.md` says how a search works and why nothing is missed. The way of a text: the
//! store hands it over, a [`piece`] gives its words numbers, [`build`] sorts many of them into a
//! [`segment`], [`file`](mod@file) keeps that, [`side`] joins base, delta and the [latest](tail),
//! [`search`](mod@search) looks through them. [`contained`](mod@contained) finds texts inside a longer one.

mod build;
mod contained;
mod file;
mod layer;
mod lexicon;
mod part;
mod piece;
mod place;
mod search;
mod segment;
mod side;
mod sign;
mod tail;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::error::MemoryError;
use super::store::Store;
use crate::language::Resources;

pub(super) use contained::{Held, contained};
pub(super) use part::{Grain, Part};
pub(super) use piece::Text;
pub(super) use place::Place;
pub(super) use search::{Found, Wanted, search};
pub(super) use side::Side;

/// The index of a memory: a side for each language that was asked in, and for the sentences in it.
#[derive(Debug, Default)]
pub(super) struct Index {
    sides: BTreeMap<String, Arc<Side>>,
}

impl Index {
    /// A part, when it is up to a change of the store.
    pub fn side(&self, part: Part<'_>, change: i64) -> Option<Arc<Side>> {
        let side = self.sides.get(&part.name())?;
        (side.change() == Some(change)).then(|| Arc::clone(side))
    }

    /// Takes up everything that changed in the store for a part; gives it.
    pub fn refresh(
        &mut self,
        store: &mut Store,
        part: Part<'_>,
        resources: &Resources,
        place: &Place,
    ) -> Result<Arc<Side>, MemoryError> {
        // Taken out: half of a change may have been taken up when this fails. Lookups that still
        // go on with the side keep it as it is.
        let mut side = self.sides.remove(&part.name()).unwrap_or_default();
        let own = Arc::make_mut(&mut side);
        if !own.catch_up(store, part, resources)? {
            apart(move |pool| own.refresh(store, part, resources, place, pool))?;
        }
        self.sides.insert(part.name(), Arc::clone(&side));
        Ok(side)
    }
}

/// Runs long work on threads of its own. Those of the program's pool may all be waiting for the
/// index, and one that waits takes up other work, such as a lookup in this very index.
fn apart<T: Send>(
    work: impl FnOnce(&rayon::ThreadPool) -> Result<T, MemoryError> + Send,
) -> Result<T, MemoryError> {
    let failed = |e: String| MemoryError::Threads(e);
    let pool = rayon::ThreadPoolBuilder::new()
        .build()
        .map_err(|e| failed(e.to_string()))?;
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().spawn_scoped(scope, || work(&pool));
        let done = thread.map_err(|e| failed(e.to_string()))?.join();
        done.unwrap_or(Err(MemoryError::Poisoned))
    })
}

#[cfg(test)]
mod tests;
