//! The memories of a dossier for people: searching them, looking at a unit, changing it, confirming the
//! pairs that a machine was not sure of.

use std::path::PathBuf;

use super::desk::{Desk, Surroundings};
use super::error::WorkflowError;
use super::memories::{by, failed, keep_memory, read_memory};
use crate::memory::{Concordance, Deed, Keeper, Query, Selection, UNISSUED};
use crate::model::Lang;
use crate::model::ids::Hash;
use crate::model::settings::Settings;
use crate::model::text::{fold, texts_hash};
use crate::model::unit::{Role, Unit};

/// A memory of a dossier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Book {
    /// Where it lies.
    pub path: PathBuf,
    /// Its name for people: the path as the settings have it.
    pub name: String,
    /// True when nothing may be written to it.
    pub read_only: bool,
}

/// A unit found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The memory, by its place among those of the dossier.
    pub book: usize,
    /// The unit.
    pub unit: Unit,
    /// The text that was found, by its place among the unit's.
    pub position: usize,
    /// Where the words stand in it, in Unicode scalar values; empty for whole texts.
    pub spans: Vec<std::ops::Range<usize>>,
    /// How near it is, 0 to 100; `None` for words.
    pub score: Option<f64>,
}

/// The memories of a dossier, its own first. Those of earlier dossiers are only read.
pub fn books(desk: &Desk, settings: &Settings) -> Vec<Book> {
    let mut out = vec![Book {
        path: desk.dossier.memory(),
        name: "memory.db".into(),
        read_only: false,
    }];
    out.extend(settings.earlier.iter().map(|one| Book {
        path: desk.dossier.root().join(&one.path).join("memory.db"),
        name: one.path.clone(),
        read_only: true,
    }));
    out.extend(settings.memories.iter().map(|one| Book {
        path: desk.dossier.root().join(&one.path),
        name: one.path.clone(),
        read_only: one.read_only,
    }));
    out
}

/// The texts of all memories that have some words, the latest first in each, and how many there are in
/// all. Replies are left out.
///
/// # Errors
/// When a memory cannot be read.
pub fn find_words(
    books: &[Book],
    words: &str,
    lang: &Lang,
    top: usize,
) -> Result<(Vec<Found>, usize), WorkflowError> {
    let asked = Concordance {
        words: words.to_owned(),
        lang: lang.clone(),
        statements: false,
        top,
    };
    let (mut out, mut all) = (Vec::new(), 0);
    for (book, one) in books.iter().enumerate() {
        let found = read_memory(&one.path)?
            .concordance(&asked)
            .map_err(|e| failed(&one.path, e))?;
        all += found.all;
        out.extend(found.list.into_iter().map(|hit| Found {
            book,
            unit: (*hit.unit).clone(),
            position: hit.position,
            spans: hit.spans,
            score: None,
        }));
    }
    Ok((out, all))
}

/// The units of all memories whose text is like a whole text, best first.
///
/// # Errors
/// When a memory cannot be read.
pub fn find_like(
    desk: &Desk,
    settings: &Settings,
    text: &str,
    (from, to): (&Lang, &Lang),
    top: usize,
) -> Result<Vec<Found>, WorkflowError> {
    let query = Query {
        min_score: 50.0,
        top,
        ..Query::new(text, from.clone(), to.clone())
    };
    let mut out = Vec::new();
    let shelf = desk.shelf(settings)?;
    for (book, memory) in shelf.memories().into_iter().enumerate() {
        let found = memory
            .lookup(&query)
            .map_err(|e| failed(&desk.dossier.memory(), e))?;
        out.extend(found.into_iter().map(|m| {
            let at = m.unit.variants.iter().position(|v| v.text == m.source);
            Found {
                book,
                position: at.unwrap_or_default(),
                unit: (*m.unit).clone(),
                spans: Vec::new(),
                score: Some(m.score),
            }
        }));
    }
    out.sort_by(|a, b| {
        b.score
            .partial_cmp(&a.score)
            .unwrap_or(std::cmp::Ordering::Equal)
    });
    Ok(out)
}

/// Hash of the texts of a unit, for seeing that nobody changed it meanwhile.
pub fn unit_seen(unit: &Unit) -> Hash {
    texts_hash(unit.variants.iter().map(|v| v.text.as_str()))
}

/// True for a pair that the dossier itself confirmed: it follows its paragraph and is not changed in the
/// memory.
pub fn is_of_a_dossier(unit: &Unit) -> bool {
    unit.properties.contains_key(UNISSUED)
        || unit
            .also
            .iter()
            .any(|o| o.properties.contains_key(UNISSUED))
}

/// Puts other texts in the place of a unit's, in their order. Gives the id of the unit that has them.
///
/// # Errors
/// When the memory is only read, the unit is gone, was changed meanwhile or follows a paragraph of the
/// dossier, a text is blank, or the memory cannot be written.
pub fn edit_unit(
    book: &Book,
    id: &str,
    texts: &[String],
    seen: &Hash,
    around: &Surroundings<'_>,
) -> Result<String, WorkflowError> {
    let (mut keeper, unit) = open_for(book, id)?;
    if unit_seen(&unit) != *seen {
        return Err(WorkflowError::Conflict);
    }
    if texts.len() != unit.variants.len() || texts.iter().any(|t| fold(t).is_empty()) {
        return Err(WorkflowError::usage(
            "a text of the unit is blank",
            "write both texts, or delete the unit",
        ));
    }
    let mut after = unit.clone();
    for (variant, text) in after.variants.iter_mut().zip(texts) {
        text.trim().clone_into(&mut variant.text);
    }
    let deed = Deed::new("edit", format!("unit {id}"), &by(around));
    keeper
        .edit(&[after], &deed)
        .map_err(|e| failed(&book.path, e))?;
    let history = keeper.history(id).map_err(|e| failed(&book.path, e))?;
    let became = history.and_then(|h| {
        let last = h.events.into_iter().rev().find(|e| e.what == "became");
        last.and_then(|e| e.unit).filter(|_| !h.visible)
    });
    Ok(became.unwrap_or_else(|| id.to_owned()))
}

/// Takes a unit out of sight.
///
/// # Errors
/// As [`edit_unit`].
pub fn withdraw_unit(
    book: &Book,
    id: &str,
    seen: &Hash,
    around: &Surroundings<'_>,
) -> Result<(), WorkflowError> {
    let (mut keeper, unit) = open_for(book, id)?;
    if unit_seen(&unit) != *seen {
        return Err(WorkflowError::Conflict);
    }
    let deed = Deed::new("delete", format!("unit {id}"), &by(around));
    keeper
        .withdraw(&[id.to_owned()], &deed)
        .map_err(|e| failed(&book.path, e))?;
    Ok(())
}

/// Says of a pair that a machine was not sure of that its texts belong together.
///
/// # Errors
/// As [`edit_unit`].
pub fn confirm_pair(
    book: &Book,
    id: &str,
    seen: &Hash,
    around: &Surroundings<'_>,
) -> Result<(), WorkflowError> {
    let (mut keeper, unit) = open_for(book, id)?;
    if unit_seen(&unit) != *seen {
        return Err(WorkflowError::Conflict);
    }
    let deed = Deed::new("confirm", format!("unit {id}"), &by(around));
    keeper
        .confirm(&[id.to_owned()], &deed)
        .map_err(|e| failed(&book.path, e))?;
    Ok(())
}

/// The pairs of a memory that a machine made and is not sure of, in the order of their arrival: the
/// first `top` from the `skip`th, and how many there are.
///
/// # Errors
/// When the memory cannot be read.
pub fn doubtful_pairs(
    book: &Book,
    skip: usize,
    top: usize,
) -> Result<(Vec<Unit>, usize), WorkflowError> {
    let keeper = read_memory(&book.path)?;
    let selection = Selection {
        doubtful: true,
        ..Selection::default()
    };
    let bad = |e| failed(&book.path, e);
    let ids = keeper.select(&selection).map_err(bad)?;
    let mut units = Vec::new();
    for id in ids.iter().skip(skip).take(top) {
        units.extend(keeper.unit(id).map_err(bad)?);
    }
    Ok((units, ids.len()))
}

/// Takes the last act on a memory back; gives what it was, in words, or `None` when there is none.
///
/// # Errors
/// When the memory is only read or cannot be written.
pub fn undo_in_memory(
    book: &Book,
    around: &Surroundings<'_>,
) -> Result<Option<String>, WorkflowError> {
    let mut keeper = writable(book)?;
    let undone = keeper
        .undo(&by(around))
        .map_err(|e| failed(&book.path, e))?;
    Ok(undone.map(|o| format!("{}: {}", o.kind, o.summary)))
}

fn writable(book: &Book) -> Result<Keeper, WorkflowError> {
    if book.read_only {
        return Err(WorkflowError::usage(
            format!("the memory {} is only read here", book.name),
            "change it where it is kept",
        ));
    }
    keep_memory(&book.path, false)
}

fn open_for(book: &Book, id: &str) -> Result<(Keeper, Unit), WorkflowError> {
    let keeper = writable(book)?;
    let unit = keeper.unit(id).map_err(|e| failed(&book.path, e))?;
    let Some(unit) = unit else {
        return Err(WorkflowError::usage(
            format!("there is no unit {id} in the memory"),
            "somebody may have changed or deleted it; search again",
        ));
    };
    let reply = unit.variants.iter().any(|v| v.role == Role::Statement);
    if is_of_a_dossier(&unit) || reply {
        return Err(WorkflowError::usage(
            "this pair follows a paragraph of the dossier",
            "change the paragraph; the memory follows",
        ));
    }
    Ok((keeper, unit))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::align::DOUBT;
    use crate::model::unit::Variant;

    fn book(dir: &std::path::Path, doubt: bool) -> Book {
        let book = Book {
            path: dir.join("memory.db"),
            name: "memory.db".into(),
            read_only: false,
        };
        let variant = |lang, text: &str| Variant {
            lang,
            role: Role::Paragraph,
            text: text.into(),
        };
        let mut unit = Unit {
            variants: vec![
                variant(Lang::en(), "Portugal reported a new unit."),
                variant(Lang::fr(), "Le Portugal a signalé une nouvelle unité."),
            ],
            ..Unit::default()
        };
        unit.origin.alignment = Some("machine".into());
        if doubt {
            unit.properties
                .insert(DOUBT.into(), "sure 45 of 100; length".into());
        }
        let resources = crate::language::Resources::embedded().unwrap();
        let mut memory = crate::memory::Memory::open(&book.path, resources.into()).unwrap();
        memory.add(&[unit]).unwrap();
        book
    }

    fn around() -> Surroundings<'static> {
        Surroundings {
            now: "2026-07-01T10:00:00Z".parse().unwrap(),
            person: "reviser",
            progress: &super::super::Silent,
            stop: &|| false,
        }
    }

    #[test]
    fn a_doubtful_pair_is_confirmed_and_that_is_taken_back() {
        let dir = tempfile::tempdir().unwrap();
        let book = book(dir.path(), true);
        let (found, all) = doubtful_pairs(&book, 0, 10).unwrap();
        assert_eq!(all, 1);
        let unit = found.into_iter().next().unwrap();
        confirm_pair(&book, &unit.id, &unit_seen(&unit), &around()).unwrap();
        assert_eq!(doubtful_pairs(&book, 0, 10).unwrap().1, 0);
        let keeper = read_memory(&book.path).unwrap();
        let now = keeper.unit(&unit.id).unwrap().unwrap();
        assert_eq!(now.origin.alignment.as_deref(), Some("confirmed"));
        assert!(now.also.is_empty() && !now.properties.contains_key(DOUBT));
        assert!(
            undo_in_memory(&book, &around())
                .unwrap()
                .unwrap()
                .starts_with("confirm")
        );
        assert_eq!(doubtful_pairs(&book, 0, 10).unwrap().1, 1);
        // A second time nothing is left to mark, so that nothing is written.
        let again =
            keeper_of(&book).confirm(&["u99".into()], &Deed::new("confirm", "x", &by(&around())));
        assert_eq!(again.unwrap(), 0);
    }

    fn keeper_of(book: &Book) -> Keeper {
        keep_memory(&book.path, false).unwrap()
    }

    #[test]
    fn a_unit_is_changed_once_for_those_who_saw_it() {
        let dir = tempfile::tempdir().unwrap();
        let book = book(dir.path(), false);
        let (found, all) =
            find_words(std::slice::from_ref(&book), "unité", &Lang::fr(), 5).unwrap();
        assert_eq!(all, 1);
        let unit = &found.first().unwrap().unit;
        let seen = unit_seen(unit);
        let texts = [
            "Portugal reported a new unit.",
            "Le Portugal a fait état d’une nouvelle unité.",
        ]
        .map(str::to_owned);
        let id = edit_unit(&book, &unit.id, &texts, &seen, &around()).unwrap();
        assert_ne!(id, unit.id);
        let now = read_memory(&book.path).unwrap().unit(&id).unwrap().unwrap();
        assert_eq!(now.variants.last().unwrap().text, texts[1]);
        // The one who still has the page of before is told.
        assert!(edit_unit(&book, &unit.id, &texts, &seen, &around()).is_err());
        assert!(matches!(
            withdraw_unit(&book, &id, &seen, &around()),
            Err(WorkflowError::Conflict)
        ));
        let blank = ["Portugal reported a new unit.".to_owned(), " ".to_owned()];
        assert!(edit_unit(&book, &id, &blank, &unit_seen(&now), &around()).is_err());
        withdraw_unit(&book, &id, &unit_seen(&now), &around()).unwrap();
        assert_eq!(
            find_words(std::slice::from_ref(&book), "unité", &Lang::fr(), 5)
                .unwrap()
                .1,
            0
        );
    }

    #[test]
    fn a_memory_that_is_only_read_is_not_written() {
        let dir = tempfile::tempdir().unwrap();
        let book = Book {
            read_only: true,
            ..book(dir.path(), true)
        };
        let unit = doubtful_pairs(&book, 0, 1).unwrap().0.pop().unwrap();
        assert!(confirm_pair(&book, &unit.id, &unit_seen(&unit), &around()).is_err());
        assert_eq!(doubtful_pairs(&book, 0, 1).unwrap().1, 1);
    }
}
