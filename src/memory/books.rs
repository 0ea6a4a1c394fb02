//! The terms of a memory as books, made once for each state of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::align::Lexicon;
use super::terms::TermBook;
use super::{Memory, MemoryError};
use crate::model::Lang;
use crate::model::term::Concept;
use crate::model::unit::Role;

/// The term books of the state that the store had at a change, by primary language.
#[derive(Debug, Default)]
pub(super) struct Books {
    change: Option<i64>,
    concepts: Arc<[Concept]>,
    of: BTreeMap<String, Arc<TermBook>>,
    apostrophes: BTreeMap<String, Option<char>>,
    /// With the number of pairs that each was learned from.
    lexicons: BTreeMap<(String, String), (usize, Arc<Lexicon>)>,
}

/// Units that a lexicon is learned from: enough for the words of a trade, and a tenth of a second's work.
const LEARNED_FROM: usize = 2_000;
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
                lexicons: std::mem::take(&mut books.lexicons),
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

    /// Which words stand for each other in two languages, by the memory's own statistics: learned from
    /// its first 2,000 units that have both, and again when there are twice as many.
    ///
    /// # Errors
    /// When the store fails.
    pub fn lexicon(&self, from: &Lang, to: &Lang) -> Result<Arc<Lexicon>, MemoryError> {
        self.terms(from)?;
        let key = (from.primary().to_owned(), to.primary().to_owned());
        let lock = || self.books.lock().map_err(|_| MemoryError::Poisoned);
        // A few units more teach nothing; twice as many do.
        let there = self.size(from)?.min(LEARNED_FROM);
        if let Some((pairs, known)) = lock()?.lexicons.get(&key)
            && there < 2 * (*pairs).max(1)
        {
            return Ok(Arc::clone(known));
        }
        let mut pairs: Vec<(String, String)> = Vec::new();
        for unit in self.units() {
            let unit = unit?;
            let text = |lang: &Lang| {
                let mut all = unit.variants.iter();
                let paragraph =
                    all.find(|v| v.lang.primary() == lang.primary() && v.role == Role::Paragraph);
                paragraph.map(|v| v.text.clone())
            };
            if let (Some(a), Some(b)) = (text(from), text(to)) {
                pairs.push((a, b));
            }
            if pairs.len() == LEARNED_FROM {
                break;
            }
        }
        let texts = pairs.iter().map(|(a, b)| (a.as_str(), b.as_str()));
        let learned = Arc::new(Lexicon::learned(texts));
        let made = (pairs.len().max(there / 2), Arc::clone(&learned));
        lock()?.lexicons.insert(key, made);
        Ok(learned)
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
