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
    apostrophes: BTreeMap<String, Option<char>>,
}

/// Units that are looked at for the apostrophe of a language.
const LOOKED_AT: usize = 200;

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
                ..Books::default()
            };
        }
        let concepts = Arc::clone(&books.concepts);
        let book = books
            .of
            .entry(lang.primary().to_owned())
            .or_insert_with(|| Arc::new(TermBook::new(concepts, lang)));
        Ok(Arc::clone(book))
    }

    /// The apostrophe that the texts of a language have, by the first of them that has one: `'` or
    /// `’`; `None` when none of the first 200 units has any.
    ///
    /// # Errors
    /// When the store fails.
    pub fn apostrophe(&self, lang: &Lang) -> Result<Option<char>, MemoryError> {
        self.terms(lang)?;
        let known = |books: &Books| books.apostrophes.get(lang.primary()).copied();
        let lock = || self.books.lock().map_err(|_| MemoryError::Poisoned);
        if let Some(known) = known(&*lock()?) {
            return Ok(known);
        }
        let mut found = None;
        for unit in self.units().take(LOOKED_AT) {
            let unit = unit?;
            let texts = unit
                .variants
                .iter()
                .filter(|v| v.lang.primary() == lang.primary());
            let mut chars = texts.flat_map(|v| v.text.chars());
            found = chars.find(|c| ['\'', '’'].contains(c));
            if found.is_some() {
                break;
            }
        }
        let mut books = lock()?;
        books.apostrophes.insert(lang.primary().to_owned(), found);
        Ok(found)
    }
}
