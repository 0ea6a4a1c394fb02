//! Lookups in memories of 1,000, 10,000 and 100,000 units, beside a plain reading of all texts with
//! the reference distance, so that the ratio is seen in one run.
//!
//! The texts are made here, the same each time. `RAPPORTEUR_BENCH_DATA=FILE` takes them from lines
//! of English, a tab and French instead; a size that the file does not fill is measured with what
//! is there.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    missing_docs
)]

use std::cell::Cell;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock};

use divan::Bencher;
use rapporteur::language::Resources;
use rapporteur::memory::profile::{Profile, profile};
use rapporteur::memory::{Memory, Query};
use rapporteur::model::Lang;
use rapporteur::model::unit::{Role, Unit, Variant};

const SIZES: [usize; 3] = [1_000, 10_000, 100_000];
/// Texts asked for each kind of lookup.
const ASKED: usize = 100;
const LEAST: f64 = 70.0;

fn main() {
    divan::main();
}

/// Small whole numbers in a fixed order (xorshift, Marsaglia 2003).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % limit
    }
    /// Low numbers are frequent, as words are in a language.
    fn rank(&mut self, limit: usize) -> usize {
        let x = self.below(1 << 20) as f64 / f64::from(1 << 20);
        ((x.powi(4) * limit as f64) as usize).min(limit - 1)
    }
}

/// The n-th of some thousand made-up words.
fn word(n: usize) -> String {
    let syllables = [
        "ba", "cor", "den", "fi", "gal", "hu", "jo", "kel", "lim", "mo", "nar", "pe", "qui", "ros",
        "sta", "tun", "ve", "win", "yo", "zer",
    ];
    let mut rest = n + 1;
    let mut out = String::new();
    while rest > 0 {
        out.push_str(syllables[rest % syllables.len()]);
        rest /= syllables.len();
    }
    out
}

fn sentence(numbers: &mut Numbers) -> String {
    let length = 6 + numbers.below(18) + numbers.below(18);
    let words: Vec<String> = (0..length)
        .map(|_| match numbers.below(25) {
            0 => (2 + numbers.below(300)).to_string(),
            _ => word(numbers.rank(8_000)),
        })
        .collect();
    format!("{}.", words.join(" "))
}

/// The pairs of texts, as many as there are up to the greatest size.
fn pairs() -> &'static [(String, String)] {
    static PAIRS: OnceLock<Vec<(String, String)>> = OnceLock::new();
    PAIRS.get_or_init(|| match std::env::var_os("RAPPORTEUR_BENCH_DATA") {
        Some(file) => std::fs::read_to_string(file)
            .unwrap()
            .lines()
            .filter_map(|line| line.split_once('\t'))
            .map(|(en, fr)| (en.to_owned(), fr.to_owned()))
            .collect(),
        None => {
            let mut numbers = Numbers(0x5EED);
            (0..SIZES[2])
                .map(|n| (sentence(&mut numbers), format!("texte {n}")))
                .collect()
        }
    })
}

struct Side {
    memory: Memory,
    units: Vec<Unit>,
    profiles: Vec<Profile>,
    resources: Arc<Resources>,
}

/// The memory of a size, made once.
fn side(size: usize) -> Arc<Side> {
    static SIDES: Mutex<BTreeMap<usize, Arc<Side>>> = Mutex::new(BTreeMap::new());
    let mut sides = SIDES.lock().unwrap();
    let made = sides.entry(size).or_insert_with(|| {
        let resources = Arc::new(Resources::embedded().unwrap());
        let variant = |lang: Lang, text: &str| Variant {
            lang,
            role: Role::Paragraph,
            text: text.to_owned(),
        };
        let units: Vec<Unit> = pairs()
            .iter()
            .take(size)
            .map(|(en, fr)| Unit {
                variants: vec![variant(Lang::en(), en), variant(Lang::fr(), fr)],
                ..Unit::default()
            })
            .collect();
        let mut memory = Memory::in_memory(Arc::clone(&resources)).unwrap();
        memory.add(&units).unwrap();
        let profiles = units
            .iter()
            .map(|u| profile(&u.variants[0].text, &Lang::en(), &resources))
            .collect();
        let side = Side {
            memory,
            units,
            profiles,
            resources,
        };
        // What is compared must be the same work.
        for text in near(&side).iter().take(5) {
            let best = side.memory.lookup(&query(text)).unwrap();
            let first = best.first().map_or(0.0, |m| m.score);
            assert!((first - brute(&side, text)).abs() < 1.01, "{text}");
        }
        Arc::new(side)
    });
    Arc::clone(made)
}

fn query(text: &str) -> Query {
    Query {
        min_score: LEAST,
        ..Query::new(text, Lang::en(), Lang::fr())
    }
}

/// Texts of the memory with one word in seven changed.
fn near(side: &Side) -> Vec<String> {
    let mut numbers = Numbers(0xA11);
    (0..ASKED)
        .map(|_| {
            let text = &side.units[numbers.below(side.units.len())].variants[0].text;
            let mut words: Vec<String> = text.split(' ').map(str::to_owned).collect();
            for _ in 0..words.len() / 7 {
                let at = numbers.below(words.len());
                words[at] = word(numbers.rank(8_000));
            }
            words.join(" ")
        })
        .collect()
}

/// Texts that no unit resembles: the words of several in turn.
fn far(side: &Side) -> Vec<String> {
    let mut numbers = Numbers(0xFA2);
    (0..ASKED)
        .map(|_| {
            let mut words = Vec::new();
            for part in 0..4 {
                let text = &side.units[numbers.below(side.units.len())].variants[0].text;
                words.extend(text.split(' ').skip(part).step_by(4).map(str::to_owned));
            }
            words.join(" ")
        })
        .collect()
}

/// Texts as long as replies that hold the words of one unit, other forms and fillers between.
fn around(side: &Side) -> Vec<String> {
    let mut numbers = Numbers(0xC0D);
    (0..ASKED)
        .map(|_| {
            let text = &side.units[numbers.below(side.units.len())].variants[0].text;
            let mut words = Vec::new();
            for own in text.trim_end_matches('.').split(' ') {
                if numbers.below(5) > 0 {
                    words.push(own.to_owned());
                }
                for _ in 0..numbers.below(5) {
                    words.push(word(numbers.rank(8_000)));
                }
            }
            words.join(" ")
        })
        .collect()
}

/// Words, those with a class masked.
fn keys(profile: &Profile) -> Vec<Option<&str>> {
    let words = profile.words.iter();
    words
        .map(|w| w.class.is_none().then_some(w.form.as_str()))
        .collect()
}

/// The values of the words with a class.
fn values(profile: &Profile) -> Vec<&str> {
    let classed = profile.words.iter().filter(|w| w.class.is_some());
    classed.map(|w| w.form.as_str()).collect()
}

/// The best score by words and values of classes, all texts read, with the reference distance.
/// Case and punctuation, at most one point, are left out.
fn brute(side: &Side, text: &str) -> f64 {
    let asked = profile(text, &Lang::en(), &side.resources);
    let (own, own_values) = (keys(&asked), values(&asked));
    let mut best = 0.0f64;
    for met in &side.profiles {
        let other = keys(met);
        let distance = strsim::generic_levenshtein(&own, &other);
        let (a, b) = (&own_values, &values(met));
        let differing = strsim::generic_levenshtein(a, b) - a.len().abs_diff(b.len());
        let lost = distance as f64 + differing as f64 / 2.0;
        let score = 100.0 * (1.0 - lost / own.len().max(other.len()).max(1) as f64);
        best = best.max(if score >= LEAST { score } else { 0.0 });
    }
    best
}

/// Hands out the texts one after the other, again and again.
fn in_turn(texts: Vec<String>) -> impl FnMut() -> String {
    let at = Cell::new(0);
    move || {
        at.set(at.get() + 1);
        texts[at.get() % texts.len()].clone()
    }
}

#[divan::bench(args = SIZES, sample_count = 300, sample_size = 1)]
fn near_text(bencher: Bencher, size: usize) {
    let side = side(size);
    bencher
        .with_inputs(in_turn(near(&side)))
        .bench_local_values(|text| side.memory.lookup(&query(&text)).unwrap());
}

#[divan::bench(args = SIZES, sample_count = 300, sample_size = 1)]
fn unlike_text(bencher: Bencher, size: usize) {
    let side = side(size);
    bencher
        .with_inputs(in_turn(far(&side)))
        .bench_local_values(|text| side.memory.lookup(&query(&text)).unwrap());
}

#[divan::bench(args = SIZES, sample_count = 300, sample_size = 1)]
fn same_text(bencher: Bencher, size: usize) {
    let side = side(size);
    let texts: Vec<String> = side
        .units
        .iter()
        .step_by((size / ASKED).max(1))
        .map(|u| u.variants[0].text.clone())
        .collect();
    bencher
        .with_inputs(in_turn(texts))
        .bench_local_values(|text| side.memory.lookup(&query(&text)).unwrap());
}

#[divan::bench(args = SIZES, sample_count = 10, sample_size = 1)]
fn near_text_reading_all(bencher: Bencher, size: usize) {
    let side = side(size);
    bencher
        .with_inputs(in_turn(near(&side)))
        .bench_local_values(|text| brute(&side, &text));
}

/// Units inside a text of the length of a reply.
#[divan::bench(args = SIZES, sample_count = 300, sample_size = 1)]
fn contained(bencher: Bencher, size: usize) {
    let side = side(size);
    let asked = |text: &str| Query {
        min_score: 45.0,
        ..query(text)
    };
    side.memory.lookup_containing(&asked("made ready")).unwrap();
    bencher
        .with_inputs(in_turn(around(&side)))
        .bench_local_values(|text| side.memory.lookup_containing(&asked(&text)).unwrap());
}

/// A copy of the memory in a file, opened until the first lookup can be asked.
fn opened(file: &Path, side: &Side) -> Memory {
    let memory = Memory::open(file, Arc::clone(&side.resources)).unwrap();
    memory.prepare(&Lang::en()).unwrap();
    memory
}

/// Opening a memory file whose index is beside it.
#[divan::bench(args = SIZES, sample_count = 20, sample_size = 1)]
fn open(bencher: Bencher, size: usize) {
    let side = side(size);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("memory.db");
    side.memory.backup(&file).unwrap();
    opened(&file, &side);
    bencher.bench_local(|| opened(&file, &side));
}

/// Opening a memory file for the first time: its English texts are read and sorted.
#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn open_without_index(bencher: Bencher, size: usize) {
    let side = side(size);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("memory.db");
    side.memory.backup(&file).unwrap();
    bencher
        .with_inputs(|| {
            drop(std::fs::remove_file(
                folder.path().join("memory.db.en.index"),
            ))
        })
        .bench_local_values(|()| opened(&file, &side));
}

/// Adding as many units to an empty memory in one transaction.
#[divan::bench(args = [1_000, 10_000], sample_count = 5, sample_size = 1)]
fn add(bencher: Bencher, size: usize) {
    let side = side(size);
    bencher
        .with_inputs(|| Memory::in_memory(Arc::clone(&side.resources)).unwrap())
        .bench_local_values(|mut memory| memory.add(&side.units).unwrap());
}
