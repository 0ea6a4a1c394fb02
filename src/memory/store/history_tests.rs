//! Formats of earlier versions, imports that break off, history and undo.

use rusqlite::Connection;

use super::fixtures::{bring, by, of_symbol, pairs, ready, seen, unit};
use super::*;
use crate::memory::{Keeper, examine};
use crate::model::CountryCode;
use crate::model::Lang;
use crate::model::term::{Concept, Term, TermStatus};
use crate::model::unit::Unit;

/// A memory of each earlier format, with the same units.
const DUMPS: &[(i64, &str)] = &[
    (1, include_str!("../../../fixtures/memory/format-1.sql")),
    (2, include_str!("../../../fixtures/memory/format-2.sql")),
];

#[test]
fn a_memory_of_each_earlier_format_becomes_one_of_today_with_nothing_lost() {
    for (format, dump) in DUMPS {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("memory.db");
        Connection::open(&file)
            .unwrap()
            .execute_batch(dump)
            .unwrap();
        assert_eq!(Store::look(&file).unwrap().1, *format);
        assert!(matches!(
            Store::open_read_only(&file),
            Err(MemoryError::Older(_))
        ));
        let store = Store::open(&file).unwrap();
        assert_eq!(
            DUMPS.len() + 1,
            MIGRATIONS.len(),
            "a dump of every earlier format"
        );
        assert_eq!(store.recognise().unwrap(), MIGRATIONS.len() as i64);
        let units = store.page(0, 10).unwrap();
        assert_eq!(units.len(), 3);
        let first = &units[0].1;
        assert_eq!(first.origin.symbol.as_deref(), Some("TEST/HARBOUR/1/2"));
        assert_eq!(first.origin.year, Some(2019));
        assert_eq!(first.context.countries.len(), 2);
        assert_eq!(first.context.recommendation.len(), 1);
        assert_eq!(first.notes, ["Read twice."]);
        assert_eq!(first.properties["client"], "archive");
        assert!(first.properties["tuv:0:seg"].contains("<bpt"));
        assert_eq!(units[1].1.also.len(), 1, "the text met twice");
        assert_eq!(units[2].1.variants.len(), 3);
        drop(store);
        assert_eq!(examine(&file).unwrap(), []);
        // The same again brings nothing.
        let mut keeper = Keeper::open(&file).unwrap();
        let again: Vec<Unit> = keeper
            .units(&Selection::default())
            .unwrap()
            .map(Result::unwrap)
            .collect();
        let import = keeper
            .begin("again", &Deed::new("import", "again", &by("")))
            .unwrap();
        keeper.stage(&import, &ready(&again), 3).unwrap();
        assert_eq!(keeper.complete(&import, &by("")).unwrap().new, 0);
        assert_eq!(keeper.stats().unwrap().occurrences, 4);
        assert_eq!(keeper.operations(9).unwrap(), []);
    }
}

#[test]
fn what_is_staged_is_not_seen_and_goes_on_where_it_broke_off() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("memory.db");
    let mut store = Store::open(&file).unwrap();
    bring(&mut store, "first", &[unit("old", "vieux")]);
    let deed = Deed::new("import", "second", &by("mw"));
    let import = store.begin("second", &deed).unwrap();
    assert_eq!(import.done, 0);
    let batch = ready(&[unit("old", "vieux"), unit("new", "neuf")]);
    store.stage(&import, &batch, 2).unwrap();
    drop(store);

    let mut store = Store::open(&file).unwrap();
    assert_eq!(seen(&store), pairs(&[("old", "vieux")]));
    assert_eq!(store.stats().unwrap().incomplete, 1);
    let open: Vec<String> = examine(&file)
        .unwrap()
        .into_iter()
        .map(|f| f.code)
        .collect();
    assert_eq!(open, ["memory-unfinished"]);
    // An unfinished import is nothing that could be taken back.
    assert_eq!(store.operations(9).unwrap().len(), 1);
    let import = store.begin("second", &deed).unwrap();
    assert_eq!(import.done, 2);
    store
        .stage(&import, &ready(&[unit("third", "tiers")]), 3)
        .unwrap();
    let change = store.change().unwrap();
    assert_eq!(store.complete(&import, &by("mw")).unwrap().new, 2);
    assert_eq!(seen(&store).len(), 3);
    assert!(store.change().unwrap() > change);
    // Completing twice, as two processes might, changes nothing.
    assert_eq!(store.complete(&import, &by("mw")).unwrap().new, 0);
    assert_eq!(seen(&store).len(), 3);
}

#[test]
fn an_import_given_up_leaves_nothing() {
    let mut store = Store::in_memory().unwrap();
    bring(&mut store, "first", &[unit("old", "vieux")]);
    let deed = Deed::new("import", "second", &by("mw"));
    let import = store.begin("second", &deed).unwrap();
    let batch = ready(&[unit("old", "vieux"), unit("new", "neuf")]);
    store.stage(&import, &batch, 2).unwrap();
    store.abandon(&import).unwrap();
    assert_eq!(store.stats().unwrap().incomplete, 0);
    let count = |sql: &str| -> i64 { store.connection.query_row(sql, [], |r| r.get(0)).unwrap() };
    assert_eq!(count("SELECT count(*) FROM units"), 1);
    assert_eq!(count("SELECT count(*) FROM occurrences"), 1);
    assert_eq!(count("SELECT count(*) FROM operations"), 1);
    assert_eq!(seen(&store), pairs(&[("old", "vieux")]));
}

#[test]
fn places_are_kept_once_whatever_file_brings_them() {
    let mut store = Store::in_memory().unwrap();
    bring(
        &mut store,
        "a",
        &[of_symbol("x", "y", "S/1"), of_symbol("x", "y", "S/2")],
    );
    bring(
        &mut store,
        "b",
        &[of_symbol("x", "y", "S/2"), of_symbol("x", "y", "S/3")],
    );
    let unit = store.page(0, 9).unwrap().remove(0).1;
    let symbols: Vec<_> = std::iter::once(&unit.origin)
        .chain(unit.also.iter().map(|o| &o.origin))
        .map(|o| o.symbol.as_deref().unwrap())
        .collect();
    assert_eq!(symbols, ["S/1", "S/2", "S/3"]);
}

#[test]
fn everything_can_be_taken_back_one_after_the_other() {
    let mut store = Store::in_memory().unwrap();
    let mut states = vec![seen(&store)];
    bring(&mut store, "a", &[unit("one", "un"), unit("two", "deux")]);
    states.push(seen(&store));
    bring(
        &mut store,
        "b",
        &[unit("two", "deux"), unit("three", "trois")],
    );
    states.push(seen(&store));
    let deed = |kind, words: &str| Deed::new(kind, words, &by("mw"));
    assert_eq!(store.withdraw(&[1], &deed("delete", "one")).unwrap(), 1);
    states.push(seen(&store));
    let mut changed = store.unit(2).unwrap().unwrap();
    changed.variants[1].text = "DEUX".into();
    assert_eq!(
        store
            .edit(&[(2, changed)], &deed("replace", "two"))
            .unwrap(),
        1
    );
    states.push(seen(&store));
    assert!(states[4].contains(&("two".into(), "DEUX".into())));
    assert!(!states[4].contains(&("two".into(), "deux".into())));
    // A text that becomes one that is there already is merged with it.
    let mut changed = store.unit(3).unwrap().unwrap();
    changed.variants[0].text = "two".into();
    changed.variants[1].text = "DEUX".into();
    store
        .edit(&[(3, changed)], &deed("replace", "three"))
        .unwrap();
    assert_eq!(seen(&store), pairs(&[("two", "DEUX")]));
    let kinds = ["replace", "replace", "delete", "import", "import"];
    for (kind, state) in kinds.into_iter().zip(states.into_iter().rev()) {
        assert_eq!(store.undo(&by("xy")).unwrap().unwrap().kind, kind);
        assert_eq!(seen(&store), state, "after {kind}");
    }
    assert_eq!(store.undo(&by("xy")).unwrap(), None);
    // What was taken back can be brought again.
    bring(&mut store, "a", &[unit("one", "un")]);
    assert_eq!(seen(&store), pairs(&[("one", "un")]));
}

#[test]
fn an_edit_keeps_every_place_and_the_history_tells_it() {
    let mut store = Store::in_memory().unwrap();
    let mut first = of_symbol("one", "un", "S/1");
    first.notes.push("careful".into());
    bring(&mut store, "a", &[first, of_symbol("one", "un", "S/2")]);
    let mut changed = store.unit(1).unwrap().unwrap();
    changed.variants[1].text = "une".into();
    store
        .edit(&[(1, changed)], &Deed::new("replace", "un, une", &by("mw")))
        .unwrap();
    assert_eq!(store.unit(1).unwrap(), None);
    let new = store.unit(2).unwrap().unwrap();
    assert_eq!(new.origin.symbol.as_deref(), Some("S/1"));
    assert_eq!(new.notes, ["careful"]);
    assert_eq!(new.also[0].origin.symbol.as_deref(), Some("S/2"));
    let old = store.history(1).unwrap().unwrap();
    assert!(!old.visible);
    assert_eq!(old.unit.variants[1].text, "un");
    let what: Vec<&str> = old.events.iter().map(|e| e.what.as_str()).collect();
    assert_eq!(what, ["met", "met", "withdrawn", "withdrawn", "became"]);
    assert_eq!(old.events[4].unit.as_deref(), Some("u2"));
    let operation = old.events[4].operation.as_ref().unwrap();
    assert_eq!(
        (operation.person.as_str(), operation.kind.as_str()),
        ("mw", "replace")
    );
    let from = store.history(2).unwrap().unwrap();
    assert!(from.visible && from.events.iter().any(|e| e.what == "from"));
    store.used(&[2, 2], "2026-07-11").unwrap();
    let used = store.history(2).unwrap().unwrap();
    assert_eq!((used.uses, used.used.as_deref()), (2, Some("2026-07-11")));
}

#[test]
fn a_selection_means_what_it_says() {
    let mut store = Store::in_memory().unwrap();
    let mut a = of_symbol("The harbour closed.", "Le port a fermé.", "T/1/2");
    a.context.countries = vec!["NOR".parse().unwrap(), "SVN".parse().unwrap()];
    a.origin.year = Some(2019);
    let mut b = of_symbol("The road opened.", "La route a été ouverte.", "T/2/2");
    b.changed = Some("2023-05-01T10:00:00Z".into());
    b.author = Some("mw".into());
    let mut c = unit("Nothing is known.", "Rien n’est connu.");
    c.variants[1].lang = "fr-ca".parse().unwrap();
    bring(&mut store, "x", &[a, b, c]);
    let all = Selection::default;
    let country = |code: &str| Some(code.parse::<CountryCode>().unwrap());
    let word = |text: &str, lang: Option<Lang>| Selection {
        text: Some(text.into()),
        text_lang: lang,
        ..all()
    };
    for (selection, rows) in [
        (all(), vec![1, 2, 3]),
        (
            Selection {
                units: vec!["u2".into(), "u9".into()],
                ..all()
            },
            vec![2],
        ),
        (
            Selection {
                langs: vec![Lang::fr()],
                ..all()
            },
            vec![1, 2, 3],
        ),
        (
            Selection {
                langs: vec!["fr-ca".parse().unwrap()],
                ..all()
            },
            vec![3],
        ),
        (
            Selection {
                symbol: Some("T/1/2".into()),
                ..all()
            },
            vec![1],
        ),
        (
            Selection {
                symbol: Some("T/*".into()),
                ..all()
            },
            vec![1, 2],
        ),
        (
            Selection {
                country: country("SVN"),
                ..all()
            },
            vec![1],
        ),
        (
            Selection {
                country: country("DEU"),
                ..all()
            },
            vec![],
        ),
        (
            Selection {
                since: Some("2020".into()),
                ..all()
            },
            vec![2],
        ),
        (
            Selection {
                since: Some("2019-07-01".into()),
                ..all()
            },
            vec![1, 2],
        ),
        (
            Selection {
                until: Some("2019".into()),
                ..all()
            },
            vec![1],
        ),
        (
            Selection {
                since: Some("2023-05-01".into()),
                until: Some("2023-05-01".into()),
                ..all()
            },
            vec![2],
        ),
        (
            Selection {
                since: Some("2023-05-02".into()),
                ..all()
            },
            vec![],
        ),
        (
            Selection {
                author: Some("mw".into()),
                ..all()
            },
            vec![2],
        ),
        (word("PORT", None), vec![1]),
        (word("a été", Some(Lang::fr())), vec![2]),
        (word("harbour", Some(Lang::fr())), vec![]),
        (word("rien", Some(Lang::fr())), vec![3]),
    ] {
        assert_eq!(store.select(&selection).unwrap(), rows, "{selection:?}");
    }
}

#[test]
fn terms_follow_their_source_and_can_be_taken_back() {
    let concept = |id: &str, en: &str| Concept {
        id: id.into(),
        terms: vec![Term {
            lang: Lang::en(),
            text: en.into(),
            status: TermStatus::Deprecated,
            part: Some("noun".into()),
            note: Some("rare".into()),
        }],
        properties: [("image".to_owned(), "a.png".to_owned())].into(),
        ..Concept::default()
    };
    let mut store = Store::in_memory().unwrap();
    let (one, two, three) = (
        concept("1", "seal"),
        concept("2", "quay"),
        concept("3", "pier"),
    );
    let deed = Deed::new("terms", "t.tbx", &by("mw"));
    let put = |store: &mut Store, concepts: &[Concept]| {
        store.put_concepts("t.tbx", concepts, &deed).unwrap()
    };
    assert_eq!(put(&mut store, &[one.clone(), two.clone()]).new, 2);
    let before = store.concepts().unwrap();
    assert_eq!(before, [one.clone(), two.clone()]);
    let added = put(&mut store, &[two.clone(), three.clone()]);
    assert_eq!((added.new, added.merged), (1, 1));
    assert_eq!(store.concepts().unwrap(), [two.clone(), three.clone()]);
    let operations = store.operations(9).unwrap().len();
    put(&mut store, &[two, three]);
    assert_eq!(
        store.operations(9).unwrap().len(),
        operations,
        "nothing was done"
    );
    store.undo(&by("mw")).unwrap();
    assert_eq!(store.concepts().unwrap(), before);
    store.undo(&by("mw")).unwrap();
    assert_eq!(store.concepts().unwrap(), []);
}
