//! Suggestions: the repair of matches alone, the lookup before it, and 300 entries whole, against the
//! pairs of the note of the worked dossier.
//!
//! `RAPPORTEUR_BENCH_DATA=FILE` adds lines of English, a tab and French to the memory.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    missing_docs
)]

use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use divan::Bencher;
use divan::counter::ItemsCount;
use rapporteur::exchange::read_tmx;
use rapporteur::language::Resources;
use rapporteur::memory::{Match, Memory, Query};
use rapporteur::model::Lang;
use rapporteur::model::unit::{Role, Unit, Variant};
use rapporteur::suggest::{SuggestRequest, ready, suggest};
use rayon::prelude::*;

const ENTRIES: usize = 300;

fn main() {
    divan::main();
}

struct Work {
    memory: Memory,
    resources: Arc<Resources>,
    requests: Vec<SuggestRequest>,
    matches: Vec<Vec<Match>>,
}

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures")
        .join(name)
}

fn more() -> Vec<Unit> {
    let Some(file) = std::env::var_os("RAPPORTEUR_BENCH_DATA") else {
        return Vec::new();
    };
    let variant = |lang: Lang, text: &str| Variant {
        lang,
        role: Role::Paragraph,
        text: text.to_owned(),
    };
    std::fs::read_to_string(file)
        .unwrap()
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .map(|(en, fr)| Unit {
            variants: vec![variant(Lang::en(), en), variant(Lang::fr(), fr)],
            ..Unit::default()
        })
        .collect()
}

fn requests() -> Vec<SuggestRequest> {
    let items = std::fs::read_to_string(fixture("next-cycle/items.jsonl")).unwrap();
    let items: Vec<serde_json::Value> = items
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let codes = |item: &serde_json::Value| {
        let list = item["countries"].as_array().unwrap();
        list.iter()
            .map(|c| c.as_str().unwrap().parse().unwrap())
            .collect()
    };
    items
        .iter()
        .cycle()
        .take(ENTRIES)
        .map(|item| SuggestRequest {
            id: String::new(),
            text: item["text"].as_str().unwrap().to_owned(),
            from: Lang::en(),
            to: Lang::fr(),
            countries: codes(item),
            cell: None,
            recommendation_text: None,
            meeting: None,
            previous: None,
            next: None,
            min_score: 65.0,
            top: 5,
        })
        .collect()
}

fn query(request: &SuggestRequest) -> Query {
    Query {
        min_score: 50.0,
        top: 20,
        ..Query::new(&request.text, Lang::en(), Lang::fr())
    }
}

fn work() -> &'static Work {
    static WORK: OnceLock<Work> = OnceLock::new();
    WORK.get_or_init(|| {
        let resources = Arc::new(Resources::embedded().unwrap());
        let mut units = more();
        let file = std::fs::File::open(fixture("tmx/UNODC-HONMAIL-6-2.tmx")).unwrap();
        read_tmx(BufReader::new(file), &mut |unit| units.push(unit)).unwrap();
        let mut memory = Memory::in_memory(Arc::clone(&resources)).unwrap();
        memory.add(&units).unwrap();
        memory.prepare(&Lang::en()).unwrap();
        let requests = requests();
        let matches = requests
            .iter()
            .map(|r| memory.lookup(&query(r)).unwrap())
            .collect();
        Work {
            memory,
            resources,
            requests,
            matches,
        }
    })
}

/// Items are matches.
#[divan::bench]
fn repair(bencher: Bencher) {
    let work = work();
    let count: usize = work.matches.iter().map(Vec::len).sum();
    bencher.counter(ItemsCount::new(count)).bench(|| {
        let pairs = work.requests.iter().zip(&work.matches);
        pairs
            .map(|(request, matches)| ready(&work.resources, request, matches).len())
            .sum::<usize>()
    });
}

/// Items are entries.
#[divan::bench]
fn lookup(bencher: Bencher) {
    let work = work();
    bencher.counter(ItemsCount::new(ENTRIES)).bench(|| {
        let found = work.requests.iter().map(|r| work.memory.lookup(&query(r)));
        found.map(|f| f.unwrap().len()).sum::<usize>()
    });
}

/// Items are entries; all cores.
#[divan::bench]
fn whole_note(bencher: Bencher) {
    let work = work();
    bencher.counter(ItemsCount::new(ENTRIES)).bench(|| {
        work.requests
            .par_iter()
            .map(|r| suggest(&[&work.memory], &work.resources, r).unwrap().len())
            .sum::<usize>()
    });
}
