//! The terms of a memory as books, made once for each state of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::terms::TermBook;
use super::{Memory, MemoryError};
use crate::model::Lang;
use crate::model::term::Concept;

/// The term books of the state that the store had at a change, by primary language.
#[derive(Debug, Default)]
pub(super) struct Books {
    change: Option<i64>,
    concepts: Arc<[Concept]>,
    of: BTreeMap<String, Arc<TermBook>>,
}

impl Memory {
    /// The terms of a language. The books of all languages have the same concepts in the same places.
    ///
    /// # Errors
    /// When the store fails.
    pub fn terms(&self, lang: &Lang) -> Result<Arc<TermBook>, MemoryError> {
        let mut books = self.books.lock().map_err(|_| MemoryError::Poisoned)?;
        let store = self.store()?;
        let change = self.clear(store.change())?;
        if books.change != Some(change) {
            *books = Books {
                change: Some(change),
                concepts: self.clear(store.concepts())?.into(),
                of: BTreeMap::new(),
            };
        }
        let concepts = Arc::clone(&books.concepts);
        let book = books
            .of
            .entry(lang.primary().to_owned())
            .or_insert_with(|| Arc::new(TermBook::new(concepts, lang)));
        Ok(Arc::clone(book))
    }
}
