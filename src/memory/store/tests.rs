//! What a file that is no memory, is in use or is damaged gives, and what is never changed by it.

use std::time::Duration;

use rusqlite::Connection;

use super::*;
use crate::model::Lang;
use crate::model::unit::{Role, Unit, Variant};

const SOON: Duration = Duration::from_millis(50);

fn unit(n: usize) -> Unit {
    let variant = |lang: Lang, text: String| Variant {
        lang,
        role: Role::Paragraph,
        text,
    };
    Unit {
        variants: vec![
            variant(Lang::en(), format!("Sentence number {n} of the store.")),
            variant(Lang::fr(), format!("Phrase numéro {n} de la mémoire.")),
        ],
        ..Unit::default()
    }
}

fn add(store: &mut Store, units: &[Unit]) -> Result<Added, MemoryError> {
    let ready: Vec<Prepared> = units.iter().map(Prepared::of).collect();
    store.add(MAIN, &ready, &Deed::new("add", "test", &By::default()))
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

#[test]
fn a_file_of_another_kind_is_refused_and_not_touched() {
    let folder = folder();
    let file = folder.path().join("units.tmx");
    for text in ["x", "<?xml version=\"1.0\"?><tmx version=\"1.4\"></tmx>"] {
        for times in [1, 1_000] {
            let bytes = text.repeat(times);
            std::fs::write(&file, &bytes).unwrap();
            let error = Store::open(&file).unwrap_err();
            assert!(matches!(error, MemoryError::NotAMemory(_)), "{error}");
            assert!(error.to_string().contains("is not a translation memory"));
            assert_eq!(std::fs::read_to_string(&file).unwrap(), bytes);
        }
    }
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(left.len(), 1, "{left:?}");
}

#[test]
fn a_database_of_another_program_is_refused_and_not_touched() {
    let folder = folder();
    let file = folder.path().join("other.db");
    Connection::open(&file)
        .unwrap()
        .execute_batch("CREATE TABLE things (name TEXT)")
        .unwrap();
    let before = std::fs::read(&file).unwrap();
    let error = Store::open(&file).unwrap_err();
    assert!(matches!(error, MemoryError::NotAMemory(_)), "{error}");
    assert_eq!(std::fs::read(&file).unwrap(), before);
}

#[test]
fn a_newer_file_is_named_as_such() {
    let folder = folder();
    let file = folder.path().join("memory.db");
    let store = Store::open(&file).unwrap();
    store
        .connection
        .pragma_update(None, "user_version", 99)
        .unwrap();
    drop(store);
    let error = Store::open(&file).unwrap_err();
    assert!(
        error.to_string().contains("newer version (format 99;"),
        "{error}"
    );
}

#[test]
fn a_folder_and_a_missing_folder_cannot_be_opened() {
    let folder = folder();
    for path in [folder.path().to_owned(), folder.path().join("no/memory.db")] {
        let error = Store::open(&path).unwrap_err();
        assert!(matches!(error, MemoryError::Open { .. }), "{error}");
        assert!(
            error
                .to_string()
                .starts_with(&format!("cannot open {}", path.display()))
        );
    }
}

#[test]
fn a_file_held_by_another_program_is_locked_on_opening() {
    let folder = folder();
    let file = folder.path().join("memory.db");
    drop(Store::open(&file).unwrap());
    let other = Connection::open(&file).unwrap();
    other
        .execute_batch("PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE;")
        .unwrap();
    let error = Store::open_waiting(&file, SOON).unwrap_err();
    assert!(matches!(error, MemoryError::Locked(_)), "{error}");
    assert!(error.to_string().contains("locked by another program"));
    other.execute_batch("ROLLBACK").unwrap();
    Store::open_waiting(&file, SOON).unwrap();
}

#[test]
fn a_write_while_another_program_writes_changes_nothing() {
    let folder = folder();
    let file = folder.path().join("memory.db");
    let mut store = Store::open_waiting(&file, SOON).unwrap();
    add(&mut store, &[unit(1)]).unwrap();
    let other = Connection::open(&file).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let error = add(&mut store, &[unit(2), unit(3)]).unwrap_err();
    assert!(matches!(error, MemoryError::Locked(_)), "{error}");
    // Reading goes on meanwhile.
    assert_eq!(store.stats().unwrap().units, 1);
    other.execute_batch("ROLLBACK").unwrap();
    assert_eq!(add(&mut store, &[unit(2), unit(3)]).unwrap().new, 2);
    assert_eq!(store.stats().unwrap().units, 3);
}

#[test]
fn a_damaged_file_is_named_as_such() {
    let folder = folder();
    let file = folder.path().join("memory.db");
    let mut store = Store::open(&file).unwrap();
    let units: Vec<Unit> = (0..2_000).map(unit).collect();
    add(&mut store, &units).unwrap();
    drop(store);
    let mut bytes = std::fs::read(&file).unwrap();
    // The first page, which tells what the file is, stays.
    for byte in bytes.iter_mut().skip(4_096) {
        *byte = 0xA5;
    }
    std::fs::write(&file, bytes).unwrap();
    let error = crate::memory::Memory::open(&file, std::sync::Arc::default()).unwrap_err();
    assert!(matches!(error, MemoryError::Damaged(_)), "{error:?}");
    assert!(error.to_string().contains("take it from a backup"));
}
