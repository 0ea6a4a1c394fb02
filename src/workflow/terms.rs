//! Words of the termbases in an entry, and words looked for in the memories.

use super::desk::Desk;
use super::error::WorkflowError;
use super::memories::{failed, read_memory};
use super::state::State;
use crate::memory::{Concordance, ConcordanceHit};
use crate::model::entry::Entry;
use crate::model::ids::Lang;
use crate::model::term::TermStatus;

/// A term that an original has, and what it is called in the language of a translation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermFound {
    /// The words of the original.
    pub source: String,
    /// The terms to use, the preferred one first, then those that may be used.
    pub wanted: Vec<String>,
    /// Terms that are not to be used.
    pub unwanted: Vec<String>,
    /// The one of the terms to use that stands in the translation.
    pub there: Option<String>,
    /// The one of those not to be used that stands in it.
    pub wrong: Option<String>,
    /// Subject field or definition, as the termbase has it.
    pub about: String,
}

/// The terms of an entry's original in one of its other languages, in the order of the text, each
/// once. Those without a term in that language are left out.
///
/// # Errors
/// When a memory cannot be read.
pub fn entry_terms(
    desk: &Desk,
    now: &State,
    entry: &Entry,
    lang: &Lang,
) -> Result<Vec<TermFound>, WorkflowError> {
    let mut out: Vec<TermFound> = Vec::new();
    let Some(original) = entry.text(&entry.original) else {
        return Ok(out);
    };
    let translation = entry
        .text(lang)
        .map(|t| t.text.as_str())
        .unwrap_or_default();
    let fail = |e| failed(&desk.dossier.memory(), e);
    let shelf = desk.shelf(&now.settings)?;
    for memory in shelf.memories() {
        let book = memory.terms(&entry.original).map_err(fail)?;
        let other = memory.terms(lang).map_err(fail)?;
        if book.is_empty() || other.is_empty() {
            continue;
        }
        let in_translation = other.find(translation);
        for hit in book.find(&original.text) {
            let of = |wanted: bool| -> Vec<String> {
                let mut terms: Vec<_> = hit
                    .concept
                    .terms
                    .iter()
                    .filter(|t| t.lang.primary() == lang.primary())
                    .filter(|t| (t.status != TermStatus::Deprecated) == wanted)
                    .collect();
                terms.sort_by_key(|t| t.status != TermStatus::Preferred);
                terms.iter().map(|t| t.text.clone()).collect()
            };
            let (wanted, unwanted) = (of(true), of(false));
            if wanted.is_empty() {
                continue;
            }
            let stands = |deprecated: bool| {
                let mut same = in_translation.iter().filter(|h| h.place == hit.place);
                same.find(|h| (h.term.status == TermStatus::Deprecated) == deprecated)
                    .map(|h| h.term.text.clone())
            };
            let source: String = original
                .text
                .chars()
                .skip(hit.start)
                .take(hit.end.saturating_sub(hit.start))
                .collect();
            let about = hit.concept.definition.clone();
            let about = about.or_else(|| hit.concept.subject.clone());
            let found = TermFound {
                source,
                wanted,
                unwanted,
                there: stands(false),
                wrong: stands(true),
                about: about.unwrap_or_default(),
            };
            if !out
                .iter()
                .any(|t| t.source.eq_ignore_ascii_case(&found.source) && t.wanted == found.wanted)
            {
                out.push(found);
            }
        }
    }
    Ok(out)
}

/// A place where words stand in one of the memories.
#[derive(Debug, Clone, PartialEq)]
pub struct Concord {
    /// Place of the memory among those of the dossier, from 0.
    pub memory: usize,
    /// The text with the words, and its unit.
    pub hit: ConcordanceHit,
}

/// The places where words stand in the dossier's memories, its own first, the latest first in each;
/// and in how many units they stand in all. Replies are not looked through.
///
/// # Errors
/// Usage error when no word is given; when a memory cannot be read.
pub fn concord(
    desk: &Desk,
    words: &str,
    lang: &Lang,
    top: usize,
) -> Result<(Vec<Concord>, usize), WorkflowError> {
    if !words.chars().any(char::is_alphanumeric) {
        return Err(WorkflowError::usage(
            "no word was given to look for",
            "write one or more words",
        ));
    }
    let settings = desk.settings()?;
    let root = desk.dossier.root();
    let earlier = settings.earlier.iter();
    let paths = std::iter::once(desk.dossier.memory())
        .chain(earlier.map(|e| root.join(&e.path).join("memory.db")))
        .chain(settings.memories.iter().map(|m| root.join(&m.path)));
    let (mut list, mut all) = (Vec::new(), 0);
    for (memory, path) in paths.enumerate() {
        let asked = Concordance {
            words: words.to_owned(),
            lang: lang.clone(),
            statements: false,
            top: top.saturating_sub(list.len()),
        };
        let found = read_memory(&path)?
            .concordance(&asked)
            .map_err(|e| failed(&path, e))?;
        all += found.all;
        list.extend(found.list.into_iter().map(|hit| Concord { memory, hit }));
    }
    Ok((list, all))
}
