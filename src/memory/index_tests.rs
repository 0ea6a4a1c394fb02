//! The index as it grows, is kept in files, and is made again.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::tests::{brute, edited, profiled, query, shown, unit};
use super::*;
use crate::model::unit::Variant;

/// Small whole numbers in a fixed order (xorshift, Marsaglia 2003).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % limit
    }
}

/// The English paragraphs of the earlier note.
fn real() -> Vec<String> {
    let tmx = include_str!("../../fixtures/tmx/UNODC-HONMAIL-6-2.tmx");
    let mut out = Vec::new();
    for part in tmx.split("xml:lang=\"en\"").skip(1) {
        let inner = part.split("<seg>").nth(1).unwrap_or_default();
        let text = inner.split("</seg>").next().unwrap_or_default();
        out.push(text.replace("&amp;", "&").replace("&apos;", "'"));
    }
    assert!(out.len() > 50, "{}", out.len());
    out
}

/// Different texts made of the first half of one paragraph and the second of another.
fn spliced(count: usize, numbers: &mut Numbers) -> Vec<Unit> {
    let real = real();
    let mut seen = std::collections::BTreeSet::new();
    let mut out = Vec::new();
    while out.len() < count {
        let mut pick = || -> Vec<&str> { real[numbers.below(real.len())].split(' ').collect() };
        let (a, b) = (pick(), pick());
        let from = numbers.below(3).min(b.len() / 2);
        let text = [&a[..a.len().div_ceil(2)], &b[b.len() / 2 - from..]]
            .concat()
            .join(" ");
        if seen.insert(crate::model::text::fold(&text)) {
            let mut one = unit(&text, &format!("t{}", out.len() % 40));
            one.origin.year = Some(2000 + (out.len() % 5) as i16);
            out.push(one);
        }
    }
    out
}

fn open(path: &Path) -> Memory {
    Memory::open(path, Arc::default()).unwrap()
}

fn beside(path: &Path, kind: &str) -> PathBuf {
    PathBuf::from(format!("{}.en.{kind}", path.display()))
}

fn asked(units: &[Unit], numbers: &mut Numbers, count: usize) -> Vec<Query> {
    (0..count)
        .map(|_| {
            let text = &units[numbers.below(units.len())].variants[0].text;
            let edits: Vec<(usize, u8)> = (0..numbers.below(7))
                .map(|_| (numbers.below(40), numbers.below(256) as u8))
                .collect();
            Query {
                min_score: (50 + numbers.below(51)) as f64,
                top: 1 + numbers.below(50),
                ..query(&edited(text, &edits))
            }
        })
        .collect()
}

fn answers(memory: &Memory, queries: &[Query]) -> Vec<Vec<(String, String, f64)>> {
    let found = queries.iter().map(|q| memory.lookup(q).unwrap());
    found.map(|f| shown(&f)).collect()
}

#[test]
fn real_texts_in_base_delta_and_latest_are_found_exactly() {
    let mut numbers = Numbers(0xC0FFEE);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("m.db");
    // A base, more than goes into the latest, a few more: each is looked up before the next comes.
    let mut units = spliced(11_300, &mut numbers);
    let mut memory = open(&path);
    for (from, to) in [(0, 9_000), (9_000, 11_200), (11_200, 11_300)] {
        memory.add(&units[from..to]).unwrap();
        memory.lookup(&query("nothing like this")).unwrap();
    }
    assert!(beside(&path, "index").is_file() && beside(&path, "delta").is_file());
    // Of the base, the delta and the latest some are withdrawn, some get a newer year.
    let (mut kept, mut renewed) = (Vec::new(), Vec::new());
    for (n, one) in units.drain(..).enumerate() {
        let mut one = one;
        if n % 90 == 7 {
            one.origin.year = Some(2010);
            renewed.push(one.clone());
        }
        kept.push(one);
    }
    memory.add(&renewed).unwrap();
    let known = profiled(&kept);
    let queries = asked(&kept, &mut numbers, 12);
    let wanted: Vec<_> = queries.iter().map(|q| brute(&known, q)).collect();
    assert!(wanted.iter().filter(|w| w.len() > 1).count() > 4);
    assert_eq!(answers(&memory, &queries), wanted, "as it grew");
    assert_eq!(answers(&open(&path), &queries), wanted, "from its files");
    std::fs::remove_file(beside(&path, "delta")).unwrap();
    assert_eq!(answers(&open(&path), &queries), wanted, "from the base");
    std::fs::remove_file(beside(&path, "index")).unwrap();
    assert_eq!(answers(&open(&path), &queries), wanted, "made anew");
}

#[test]
fn withdrawn_units_are_gone_from_every_part() {
    let mut numbers = Numbers(0xBEEF);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("m.db");
    let units = spliced(4_000, &mut numbers);
    let mut memory = open(&path);
    memory.replace_collection("c", &units).unwrap();
    memory.prepare(&Lang::en()).unwrap();
    let (left, gone) = units.split_at(3_500);
    memory.replace_collection("c", left).unwrap();
    for one in [&memory, &open(&path)] {
        let found = |unit: &Unit| one.lookup(&query(&unit.variants[0].text)).unwrap();
        assert!(
            gone.iter()
                .step_by(50)
                .all(|u| !found(u).iter().any(|m| m.exact))
        );
        assert!(
            left.iter()
                .step_by(350)
                .all(|u| found(u).iter().any(|m| m.exact))
        );
    }
    // They come back when they are added again.
    memory.add(&gone[..1]).unwrap();
    assert!(memory.lookup(&query(&gone[0].variants[0].text)).unwrap()[0].exact);
}

#[cfg(unix)]
#[test]
fn the_files_may_be_read_by_whoever_may_read_the_memory() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("m.db");
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    thousand(&path);
    for wanted in [0o600, 0o640] {
        std::fs::set_permissions(&path, PermissionsExt::from_mode(wanted)).unwrap();
        std::fs::remove_file(beside(&path, "index")).unwrap();
        open(&path).prepare(&Lang::en()).unwrap();
        assert_eq!(mode(&beside(&path, "index")), wanted);
    }
}

fn thousand(path: &Path) -> (Vec<Unit>, Vec<Query>) {
    let mut numbers = Numbers(0xF00D);
    let units = spliced(1_000, &mut numbers);
    let mut memory = open(path);
    memory.add(&units).unwrap();
    memory.prepare(&Lang::en()).unwrap();
    let queries = asked(&units, &mut numbers, 6);
    (units, queries)
}

#[test]
fn what_another_value_writes_is_seen_at_the_next_lookup() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("m.db");
    let (_, _) = thousand(&path);
    let (reader, mut writer) = (open(&path), open(&path));
    let text = "Quite another sentence of which nothing is known";
    assert!(reader.lookup(&query(text)).unwrap().is_empty());
    writer.add(&[unit(text, "neu")]).unwrap();
    assert!(reader.lookup(&query(text)).unwrap()[0].exact);
    writer.replace_collection("main", &[]).unwrap();
    assert!(reader.lookup(&query(text)).unwrap().is_empty());
}

#[test]
fn a_file_that_is_damaged_or_of_another_memory_is_made_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("m.db");
    let (_, queries) = thousand(&path);
    let wanted = answers(&open(&path), &queries);
    let index = beside(&path, "index");
    let sound = std::fs::read(&index).unwrap();
    let other = folder.path().join("other.db");
    let mut others = open(&other);
    others.add(&spliced(600, &mut Numbers(99))).unwrap();
    others.prepare(&Lang::en()).unwrap();
    let foreign = std::fs::read(beside(&other, "index")).unwrap();
    let mut turned = sound.clone();
    let middle = turned.len() / 2;
    turned[middle] ^= 4;
    for content in [
        &turned,
        &foreign,
        &sound[..sound.len() - 9].to_vec(),
        &Vec::new(),
    ] {
        std::fs::write(&index, content).unwrap();
        assert_eq!(answers(&open(&path), &queries), wanted);
        assert!(
            std::fs::read(&index).unwrap() == sound,
            "made again, the same bytes"
        );
    }
    // A folder in its place cannot be replaced: the index is then kept in main memory only.
    std::fs::remove_file(&index).unwrap();
    std::fs::create_dir(&index).unwrap();
    std::fs::write(index.join("x"), "x").unwrap();
    assert_eq!(answers(&open(&path), &queries), wanted);
}

#[test]
fn a_copy_that_went_its_own_way_does_not_use_the_files_of_the_other() {
    let folder = tempfile::tempdir().unwrap();
    let (path, copy) = (folder.path().join("m.db"), folder.path().join("copy.db"));
    thousand(&path);
    open(&path).backup(&copy).unwrap();
    let (mine, theirs) = (
        "Alpha bravo charlie delta echo",
        "Golf hotel india juliett kilo",
    );
    let mut memory = open(&path);
    memory.add(&[unit(mine, "m")]).unwrap();
    std::fs::remove_file(beside(&path, "index")).unwrap();
    open(&path).prepare(&Lang::en()).unwrap();
    open(&copy).add(&[unit(theirs, "t")]).unwrap();
    std::fs::copy(beside(&path, "index"), beside(&copy, "index")).unwrap();
    // Same store, same number of changes, another change.
    let there = open(&copy);
    assert_eq!(there.change().unwrap(), memory.change().unwrap());
    assert!(there.lookup(&query(mine)).unwrap().is_empty());
    assert!(there.lookup(&query(theirs)).unwrap()[0].exact);
}

#[test]
fn reading_only_makes_no_file_unless_a_folder_is_given() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("m.db");
    let (_, queries) = thousand(&path);
    let wanted = answers(&open(&path), &queries);
    std::fs::remove_file(beside(&path, "index")).unwrap();
    let read_only = || Memory::open_read_only(&path, Arc::default()).unwrap();
    assert_eq!(answers(&read_only(), &queries), wanted);
    assert!(!beside(&path, "index").exists());
    let cache = tempfile::tempdir().unwrap();
    let files = || std::fs::read_dir(cache.path()).unwrap().count();
    assert_eq!(
        answers(&read_only().with_index_folder(cache.path()), &queries),
        wanted
    );
    assert_eq!(files(), 1);
    assert_eq!(
        answers(&read_only().with_index_folder(cache.path()), &queries),
        wanted
    );
    assert_eq!((files(), beside(&path, "index").exists()), (1, false));
}

#[test]
fn other_language_data_do_not_use_the_same_files() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("m.db");
    thousand(&path);
    let before = std::fs::read(beside(&path, "index")).unwrap();
    let resources = Arc::new(Resources::embedded().unwrap());
    let memory = Memory::open(&path, resources).unwrap();
    memory.prepare(&Lang::en()).unwrap();
    assert!(std::fs::read(beside(&path, "index")).unwrap() != before);
}

#[test]
fn the_languages_of_a_unit_decide_what_counts() {
    let lang = |tag: &str| -> Lang { tag.parse().unwrap() };
    let mut memory = Memory::in_memory(Arc::default()).unwrap();
    let of = |tags: &[&str]| Unit {
        variants: tags
            .iter()
            .map(|tag| Variant {
                lang: lang(tag),
                role: crate::model::unit::Role::Paragraph,
                text: format!("one two three four {}", tags.len()),
            })
            .collect(),
        ..Unit::default()
    };
    // The better texts lack the language wanted and must not push the other out.
    memory
        .add(&[of(&["en"]), of(&["en", "ru"]), of(&["en-gb", "fr", "es"])])
        .unwrap();
    let found = |memory: &Memory, to: Option<&str>| -> Vec<String> {
        let asked = Query {
            to: to.map(lang),
            top: 1,
            min_score: 60.0,
            ..query("one two three four 1")
        };
        let found = memory.lookup(&asked).unwrap();
        found.into_iter().map(|m| m.unit.id.clone()).collect()
    };
    assert_eq!(found(&memory, Some("fr")), ["u3"]);
    assert_eq!(found(&memory, Some("ru")), ["u2"]);
    assert_eq!(found(&memory, None), ["u2"]);
    assert!(found(&memory, Some("de")).is_empty());
    // To the same language: only a unit with two variants of it has an answer.
    assert!(found(&memory, Some("en")).is_empty());
    memory
        .add(&[of(&["en", "en-us", "ru", "de", "pt"])])
        .unwrap();
    assert_eq!(found(&memory, Some("en")), ["u4"]);
}

/// Lookups on all threads of the program's pool while the index is not there yet, and while it
/// changes: a thread that waits for the index must not be needed to make it.
#[test]
fn lookups_on_every_thread_do_not_wait_for_each_other() {
    use rayon::prelude::*;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("m.db");
    let (units, queries) = thousand(&path);
    let wanted = answers(&open(&path), &queries);
    for (round, again) in units.iter().take(3).enumerate() {
        let _ = std::fs::remove_file(beside(&path, "index"));
        let (memory, mut writer) = (open(&path), open(&path));
        let found: Vec<usize> = (0..200usize)
            .into_par_iter()
            .map(|n| {
                let at = n % queries.len();
                assert_eq!(shown(&memory.lookup(&queries[at]).unwrap()), wanted[at]);
                let asked = Query {
                    min_score: 90.0,
                    ..queries[at].clone()
                };
                memory.lookup_containing(&asked).unwrap().len()
            })
            .collect();
        assert_eq!(found.len(), 200);
        let more = unit(
            &format!("Another number {round} of which none is like"),
            "x",
        );
        writer.add(&[more, again.clone()]).unwrap();
    }
}
