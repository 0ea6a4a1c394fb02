//! Segments and their files.

use std::path::Path;

use proptest::prelude::*;

use super::build::{Source, build};
use super::file::{Loaded, Stamp, load, save};
use super::piece::{Piece, Record, Text};
use super::segment::{Dead, Segment};
use crate::language::Resources;
use crate::memory::profile::Scan;
use crate::memory::score::greatest_distance;
use crate::model::Lang;
use crate::model::unit::Role;

fn piece(texts: &[(i64, String)]) -> Piece {
    let (lang, resources) = (Lang::en(), Resources::default());
    let mut piece = Piece::default();
    let mut scratch = Scan::default();
    for (row, text) in texts {
        let text = Text {
            row: *row,
            position: 0,
            role: Role::Paragraph,
            year: (*row % 30) as i16 - 5,
            set: if row % 3 == 0 { "en fr" } else { "en ru" },
            lang: &lang,
            text,
        };
        piece.push(&text, &resources, &mut scratch);
    }
    piece
}

fn texts() -> impl Strategy<Value = Vec<(i64, String)>> {
    let word = prop_oneof![
        (0u32..20).prop_map(|n| format!("w{}", char::from(b'a' + n as u8))),
        (0u32..4).prop_map(|n| n.to_string()),
    ];
    let text = prop::collection::vec(word, 0..12).prop_map(|words| words.join(" "));
    prop::collection::vec(text, 0..60).prop_map(|all| (1..).zip(all).collect())
}

type ReadBack = (i64, Vec<String>, Vec<String>, i16, String);

/// The words of every text of a segment by row, as strings, with its values.
fn read_back(segment: &Segment) -> Vec<ReadBack> {
    let mut out: Vec<ReadBack> = (0..segment.len() as u32)
        .map(|entry| {
            let record = segment.record(entry).unwrap();
            let words = segment.keys(entry).iter();
            let values = segment.values_of(&record).iter();
            (
                record.row,
                words.map(|k| segment.words.get(*k).to_owned()).collect(),
                values
                    .map(|v| segment.values.get(v & 0x3fff_ffff).to_owned())
                    .collect(),
                record.year,
                segment.sets.get(u32::from(record.set)).to_owned(),
            )
        })
        .collect();
    out.sort();
    out
}

proptest! {
    #[test]
    fn a_segment_holds_what_came_in_and_lists_it_under_its_rarest_words(
        texts in texts(), cut in 0usize..60, gone in prop::collection::vec(0u32..60, 0..10),
    ) {
        let (a, b) = texts.split_at(cut.min(texts.len()));
        let (first, second) = (piece(a), piece(b));
        let mut dead = Dead::default();
        gone.iter().for_each(|entry| dead.put(*entry));
        let none = Dead::default();
        let shared = build(&[Source::Piece(&first, &dead), Source::Piece(&second, &none)]);
        prop_assert!(shared.is_sound());
        // However the texts are shared out, the same arrays.
        let left: Vec<_> = (0u32..)
            .zip(&texts)
            .filter(|(n, _)| *n as usize >= a.len() || !dead.has(*n))
            .map(|(_, t)| t.clone())
            .collect();
        let whole = piece(&left);
        let alone = build(&[Source::Piece(&whole, &none)]);
        prop_assert_eq!(&alone, &shared);
        prop_assert_eq!(&build(&[Source::Segment(&alone, &none)]), &alone);

        let held = read_back(&alone);
        prop_assert_eq!(held.len(), left.len());
        for ((row, words, ..), (_, text)) in held.iter().zip(&left) {
            let plain: Vec<&str> = text.split(' ').filter(|w| !w.is_empty()).collect();
            prop_assert_eq!(words.len(), plain.len(), "{} {}", row, text);
            prop_assert_eq!(alone.of_row(*row).count(), 1);
        }
        for entry in 0..alone.len() as u32 {
            let mut sorted = alone.keys(entry).to_vec();
            sorted.sort_unstable();
            let length = sorted.len() as u32;
            let prefix = greatest_distance(length, 5_000).unwrap() + 1;
            for (place, word) in sorted.iter().enumerate() {
                let first = place == 0 || sorted[place - 1] != *word;
                let runs: Vec<&[u32]> = alone.list(*word).runs().collect();
                let there = runs.get(place).is_some_and(|run| run.contains(&entry));
                prop_assert_eq!(there, first && place < prefix as usize);
            }
        }
    }
}

#[test]
fn a_record_is_kept_whole() {
    for role in [Role::Paragraph, Role::Statement, Role::Segment] {
        let record = Record {
            row: -3,
            text: u64::MAX - 7,
            case: 1,
            punctuation: u32::MAX,
            values: 5,
            values_length: 6,
            set: 65_000,
            year: -44,
            position: 255,
            role,
        };
        assert_eq!(Record::unpack(&record.pack()), record);
    }
}

fn sample() -> Segment {
    let texts: Vec<(i64, String)> = (1..200)
        .map(|n| {
            (
                n,
                format!(
                    "the {} of number {n} wa{}",
                    n % 7,
                    "b".repeat(n as usize % 9)
                ),
            )
        })
        .collect();
    build(&[Source::Piece(&piece(&texts), &Dead::default())])
}

fn stamp() -> Stamp {
    Stamp {
        store: "s".into(),
        change: 7,
        writer: "w".into(),
        data: "d".into(),
        lang: "en".into(),
        base: String::new(),
    }
}

fn load_here(path: &Path, fits: impl FnOnce(&Stamp) -> bool) -> Option<Loaded> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(2)
        .build()
        .unwrap();
    load(path, &pool, fits)
}

fn same(path: &Path, wanted: &Segment) -> bool {
    load_here(path, |found| *found == stamp()).is_some_and(|loaded| loaded.segment == *wanted)
}

#[test]
fn a_file_gives_the_same_arrays_or_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("m.index");
    let segment = sample();
    let identity = save(&path, None, stamp(), &segment, &[3, 5]).unwrap();
    let loaded = load_here(&path, |_| true).unwrap();
    assert_eq!(loaded.segment, segment);
    assert_eq!((loaded.gone, loaded.stamp), (vec![3, 5], stamp()));
    assert_eq!(loaded.identity, identity);
    assert!(load_here(&path, |_| false).is_none());

    let sound = std::fs::read(&path).unwrap();
    // Every byte of the head, and bytes all over the arrays, turned, cut and doubled.
    let places = (0..1_024).chain((1_024..sound.len()).step_by(61));
    let mut padding = 0;
    for at in places {
        let mut broken = sound.clone();
        broken[at] ^= 1 << (at % 8);
        std::fs::write(&path, &broken).unwrap();
        // The zeros between arrays belong to none of them.
        if same(&path, &segment) {
            assert_eq!(sound[at], 0, "byte {at}");
            padding += 1;
        } else {
            assert!(load_here(&path, |_| true).is_none(), "byte {at}");
        }
    }
    assert!(padding < 30, "{padding}");
    for length in (0..sound.len()).step_by(97) {
        std::fs::write(&path, &sound[..length]).unwrap();
        assert!(load_here(&path, |_| true).is_none(), "cut at {length}");
    }
    for tail in [&b"x"[..], &sound] {
        let mut longer = sound.clone();
        longer.extend_from_slice(tail);
        std::fs::write(&path, &longer).unwrap();
        assert!(load_here(&path, |_| true).is_none());
    }
    std::fs::write(&path, b"SQLite format 3\0 and so on").unwrap();
    assert!(load_here(&path, |_| true).is_none());
    std::fs::write(&path, &sound).unwrap();
    assert!(same(&path, &segment));
}

/// Arrays that fit their checksums and not each other give no panic.
#[test]
fn arrays_of_another_hand_are_refused_or_read_within_their_bounds() {
    use crate::memory::index::layer::Layer;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("m.index");
    let numbers = [0u32, 1, 5, 1_000, u32::MAX];
    for (n, number) in (0..7).flat_map(|n| numbers.map(|number| (n, number))) {
        let mut segment = sample();
        let spoil = |list: &mut Vec<u32>| list.iter_mut().step_by(3).for_each(|n| *n = number);
        match n {
            0 => spoil(&mut segment.keys),
            1 => spoil(&mut segment.postings),
            2 => spoil(&mut segment.by_row),
            3 => spoil(&mut segment.value_list),
            4 => segment.records.iter_mut().for_each(|r| r[6] = number),
            5 => segment.records.iter_mut().for_each(|r| r[7] = number),
            _ => segment
                .starts
                .iter_mut()
                .step_by(2)
                .for_each(|n| *n = number),
        }
        save(&path, None, stamp(), &segment, &[]).unwrap();
        let Some(loaded) = load_here(&path, |_| true) else {
            continue;
        };
        let segment = loaded.segment;
        for entry in 0..segment.len() as u32 + 2 {
            let record = segment.record(entry);
            let values = record.map_or(0, |r| segment.values_of(&r).len());
            assert!(values <= segment.value_list.len());
            assert!(segment.words_of(entry).len() < 10);
            assert!(segment.of_row(i64::from(entry)).count() <= segment.len());
        }
        for word in 0..segment.words.len() as u32 + 2 {
            let listed: usize = segment.list(word).runs().map(<[u32]>::len).sum();
            assert!(listed <= segment.postings.len() * segment.postings.len());
        }
    }
}
