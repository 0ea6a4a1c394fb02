//! Full disks, files that may not be written, several writers, damage and what is left after it.

use rusqlite::Connection;

use super::fixtures::{bring, by, of_symbol, pairs, ready, seen, unit};
use super::*;
use crate::memory::{Keeper, examine};
use crate::model::Lang;
use crate::model::unit::Unit;

#[test]
fn a_full_disk_is_named_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("memory.db");
    let mut store = Store::open(&file).unwrap();
    bring(&mut store, "a", &[unit("one", "un")]);
    let pages: i64 = store
        .connection
        .query_row("PRAGMA page_count", [], |r| r.get(0))
        .unwrap();
    store
        .connection
        .query_row(&format!("PRAGMA max_page_count = {}", pages + 2), [], |r| {
            r.get::<_, i64>(0)
        })
        .unwrap();
    let many: Vec<Unit> = (0..500)
        .map(|n| unit(&format!("number {n}"), &format!("numéro {n}")))
        .collect();
    let import = store
        .begin("b", &Deed::new("import", "b", &by("mw")))
        .unwrap();
    let error = store.stage(&import, &ready(&many), 500).unwrap_err();
    assert!(matches!(error, MemoryError::Full(_)), "{error}");
    assert_eq!(seen(&store), pairs(&[("one", "un")]));
    drop(store);
    // With room again the import goes on.
    let mut store = Store::open(&file).unwrap();
    let import = store
        .begin("b", &Deed::new("import", "b", &by("mw")))
        .unwrap();
    assert_eq!(import.done, 0);
    store.stage(&import, &ready(&many), 500).unwrap();
    assert_eq!(store.complete(&import, &by("mw")).unwrap().new, 500);
}

#[test]
fn two_processes_bring_the_same_file_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("memory.db");
    let (mut a, mut b) = (Store::open(&file).unwrap(), Store::open(&file).unwrap());
    let deed = Deed::new("import", "same", &by("mw"));
    let units: Vec<Unit> = (0..6)
        .map(|n| unit(&format!("e{n}"), &format!("f{n}")))
        .collect();
    let from_a = a.begin("same", &deed).unwrap();
    a.stage(&from_a, &ready(&units[..2]), 2).unwrap();
    let from_b = b.begin("same", &deed).unwrap();
    assert_eq!(from_b.done, 2);
    b.stage(&from_b, &ready(&units[2..4]), 4).unwrap();
    a.stage(&from_a, &ready(&units[2..6]), 6).unwrap();
    assert_eq!(a.complete(&from_a, &by("mw")).unwrap().new, 6);
    // The slower one finds it done and harms nothing.
    b.stage(&from_b, &ready(&units[4..6]), 6).unwrap();
    assert_eq!(b.complete(&from_b, &by("mw")).unwrap().new, 0);
    assert_eq!(seen(&b).len(), 6);
    assert_eq!(b.stats().unwrap().occurrences, 6);
    assert_eq!(examine(&file).unwrap(), []);
}

#[test]
fn a_file_that_may_not_be_changed_is_read_without_its_journal() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("100% a#b?.db");
    let mut store = Store::open(&file).unwrap();
    bring(&mut store, "a", &[unit("one", "un")]);
    drop(store);
    let (store, _) = Store::look_by(&file, as_address(&file).as_ref()).unwrap();
    assert_eq!(seen(&store), pairs(&[("one", "un")]));
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(left.len(), 1, "{left:?}");
}

#[test]
fn the_doctor_names_what_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("memory.db");
    let mut store = Store::open(&file).unwrap();
    let units: Vec<Unit> = (0..5)
        .map(|n| unit(&format!("e{n}"), &format!("f{n}")))
        .collect();
    bring(&mut store, "a", &units);
    drop(store);
    for (harm, code) in [
        (
            "UPDATE variants SET text = 'x' WHERE unit = 1 AND position = 0",
            "memory-texts",
        ),
        ("DELETE FROM variants WHERE unit = 2", "memory-no-text"),
        (
            "UPDATE variants SET lang = 'nonsense tag' WHERE unit = 3",
            "memory-language",
        ),
        ("UPDATE units SET visible = 0 WHERE id = 4", "memory-sight"),
        ("DELETE FROM occurrences WHERE unit = 5", "memory-sight"),
        ("UPDATE units SET change = 99 WHERE id = 1", "memory-change"),
        (
            "PRAGMA foreign_keys = OFF; DELETE FROM units WHERE id = 1",
            "memory-reference",
        ),
    ] {
        let copy = folder.path().join("harmed.db");
        std::fs::copy(&file, &copy).unwrap();
        Connection::open(&copy)
            .unwrap()
            .execute_batch(harm)
            .unwrap();
        let codes: Vec<String> = examine(&copy)
            .unwrap()
            .into_iter()
            .map(|f| f.code)
            .collect();
        assert!(codes.contains(&code.to_owned()), "{harm}: {codes:?}");
    }
    assert_eq!(examine(&file).unwrap(), []);
}

#[test]
fn what_is_left_of_a_damaged_file_is_saved() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("memory.db");
    let mut store = Store::open(&file).unwrap();
    let long = "A sentence that fills the pages. ".repeat(300);
    let mut units: Vec<Unit> = (0..3_000)
        .map(|n| {
            of_symbol(
                &format!("Sentence {n}."),
                &format!("Phrase {n}."),
                &format!("S/{}", n / 50),
            )
        })
        .collect();
    units.push(of_symbol(&long, "Une longue phrase.", "S/long"));
    units[7].notes.push("seven".into());
    units[7]
        .context
        .recommendation
        .insert(Lang::en(), "Light the harbours.".into());
    bring(&mut store, "a", &units);
    store
        .withdraw(&[3], &Deed::new("delete", "", &by("")))
        .unwrap();
    let open = store
        .begin("b", &Deed::new("import", "b", &by("")))
        .unwrap();
    store
        .stage(&open, &ready(&[unit("staged", "en attente")]), 1)
        .unwrap();
    drop(store);

    // A sound file is saved whole.
    let whole = folder.path().join("whole.db");
    let done = recover(&file, &whole, &by("mw")).unwrap();
    assert_eq!(
        (
            done.units,
            done.unreadable,
            done.incomplete,
            done.without_place
        ),
        (3_000, 0, 0, 0)
    );
    assert_eq!(done.left_out, 2);
    let texts = |file: &std::path::Path| -> Vec<Unit> {
        let keeper = Keeper::open_read_only(file).unwrap();
        let mut units: Vec<Unit> = keeper
            .units(&Selection::default())
            .unwrap()
            .map(|u| Unit {
                id: String::new(),
                ..u.unwrap()
            })
            .collect();
        units.sort();
        units
    };
    assert_eq!(texts(&whole), texts(&file));

    // Every page in turn made unreadable, also the first: the rest is saved.
    let bytes = std::fs::read(&file).unwrap();
    let pages = bytes.len() / 4_096;
    for page in (0..pages).step_by(pages / 12) {
        let mut harmed = bytes.clone();
        harmed[page * 4_096..(page + 1) * 4_096].fill(0xA5);
        let (bad, out) = (
            folder.path().join(format!("bad{page}.db")),
            folder.path().join(format!("out{page}.db")),
        );
        std::fs::write(&bad, harmed).unwrap();
        let done = recover(&bad, &out, &by("mw")).unwrap();
        assert!(done.units > 2_700, "page {page}: {done:?}");
        assert_eq!(examine(&out).unwrap(), [], "page {page}");
        let good = texts(&file);
        let same = texts(&out)
            .iter()
            .filter(|u| good.iter().any(|g| g.variants == u.variants))
            .count();
        assert!(same > 2_600, "page {page}: {same}");
    }
    let nothing = folder.path().join("nothing.db");
    std::fs::write(&nothing, vec![7u8; 50_000]).unwrap();
    assert!(matches!(
        recover(&nothing, &folder.path().join("x.db"), &by("")),
        Err(MemoryError::NotAMemory(_))
    ));
}
