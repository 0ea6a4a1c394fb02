//! Lookups in one large memory, measured and judged: the driver of `scripts/bench-memory`.
//!
//! `cargo bench --bench large -- FOLDER [--queries N] [--sample N] [--check N] [--only-open]` reads
//! `units.tsv` (source, tab, target) and `queries.tsv` (kind, tab, text) of the folder, makes
//! `memory.db` there when it is absent, and prints one line of JSON for each thing measured.
//! `--sample` times the first queries apart and writes the best source of each to `answers.txt`;
//! `--check` compares answers with a plain reading of all units. Without a folder it does nothing,
//! so that a plain `cargo bench` passes it by.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::disallowed_methods,
    missing_docs
)]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use rapporteur::language::Resources;
use rapporteur::memory::profile::{Profile, profile};
use rapporteur::memory::{Memory, Query};
use rapporteur::model::Lang;
use rapporteur::model::unit::{Role, Unit, Variant};
use rayon::prelude::*;

const LEAST: f64 = 70.0;

fn main() {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|a| a != "--bench")
        .collect();
    let Some(folder) = arguments.first().map(Path::new) else {
        return;
    };
    let number = |name: &str| -> Option<usize> {
        let at = arguments.iter().position(|a| a == name)?;
        arguments.get(at + 1)?.parse().ok()
    };
    let resources = Arc::new(Resources::embedded().unwrap());
    let queries = lines(&folder.join("queries.tsv"));
    let first = |count: usize| &queries[..count.min(queries.len())];
    let pairs = || lines(&folder.join("units.tsv"));
    let file = folder.join("memory.db");
    if !file.is_file() {
        fill(&file, &pairs(), &resources);
    }
    open(&file, &resources);
    if arguments.iter().any(|a| a == "--only-open") {
        return;
    }
    let before = resident();
    let memory = Memory::open(&file, Arc::clone(&resources)).unwrap();
    memory.lookup(&query(&queries[0].1, LEAST)).unwrap();
    println!(
        "{{\"what\":\"resident\",\"mb\":{},\"before\":{before}}}",
        resident()
    );
    let few = number("--queries").unwrap_or(2_000);
    singles(&file, &resources, first(few), LEAST, "all");
    singles(&file, &resources, first(few / 10), 50.0, "all");
    batch(&memory, &queries);
    println!(
        "{{\"what\":\"resident after the batch\",\"mb\":{}}}",
        resident()
    );
    added(&file, &resources);
    if let Some(sample) = number("--sample") {
        singles(&file, &resources, first(sample), LEAST, "sample");
        let best = first(sample).iter().map(|(_, text)| {
            let found = memory.lookup(&query(text, LEAST)).unwrap();
            format!("{}\n", found.first().map_or("", |m| &m.source))
        });
        std::fs::write(folder.join("answers.txt"), best.collect::<String>()).unwrap();
    }
    if let Some(sample) = number("--check") {
        check(&memory, &pairs(), first(sample), &resources);
    }
}

fn lines(path: &Path) -> Vec<(String, String)> {
    std::fs::read_to_string(path)
        .unwrap()
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .collect()
}

fn query(text: &str, least: f64) -> Query {
    Query {
        min_score: least,
        ..Query::new(text, Lang::en(), Lang::fr())
    }
}

fn unit(en: &str, fr: &str) -> Unit {
    let variant = |lang: Lang, text: &str| Variant {
        lang,
        role: Role::Paragraph,
        text: text.to_owned(),
    };
    Unit {
        variants: vec![variant(Lang::en(), en), variant(Lang::fr(), fr)],
        ..Unit::default()
    }
}

/// Staged, so that no index is made on the way.
fn fill(file: &Path, pairs: &[(String, String)], resources: &Arc<Resources>) {
    let start = Instant::now();
    let mut memory = Memory::open(file, Arc::clone(resources)).unwrap();
    for piece in pairs.chunks(50_000) {
        let units: Vec<Unit> = piece.iter().map(|(en, fr)| unit(en, fr)).collect();
        memory.stage("bench", &units).unwrap();
    }
    memory.complete("bench").unwrap();
    say("fill", start.elapsed());
}

fn say(what: &str, time: Duration) {
    println!(
        "{{\"what\":\"{what}\",\"ms\":{:.2}}}",
        time.as_secs_f64() * 1e3
    );
}

/// Opening and the first lookup, twice: the first time may build the index.
fn open(file: &Path, resources: &Arc<Resources>) {
    for what in ["first opening", "opening", "opening", "opening"] {
        let start = Instant::now();
        let memory = Memory::open(file, Arc::clone(resources)).unwrap();
        memory.lookup(&query("no such words here", LEAST)).unwrap();
        say(what, start.elapsed());
    }
}

/// Resident memory of this process in megabytes, where the system tells it.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with("VmRSS:"));
    let kilobytes = line.and_then(|l| l.split_whitespace().nth(1)?.parse::<u64>().ok());
    kilobytes.unwrap_or(0) / 1024
}

/// Each query is timed in three passes over all of them, on a memory opened anew, and the least
/// counts: what other programs take of the machine is left out, what the caches hold is not.
fn singles(
    file: &Path,
    resources: &Arc<Resources>,
    queries: &[(String, String)],
    least: f64,
    name: &'static str,
) {
    let mut fastest = vec![f64::MAX; queries.len()];
    let mut found = 0;
    for pass in 0..3 {
        let memory = Memory::open(file, Arc::clone(resources)).unwrap();
        memory.prepare(&Lang::en()).unwrap();
        for ((_, text), fastest) in queries.iter().zip(&mut fastest) {
            let asked = query(text, least);
            let start = Instant::now();
            let matches = memory.lookup(&asked).unwrap();
            *fastest = fastest.min(start.elapsed().as_secs_f64() * 1e3);
            found += usize::from(pass == 0 && !matches.is_empty());
        }
    }
    let mut times: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for ((kind, _), time) in queries.iter().zip(fastest) {
        times.entry(kind).or_default().push(time);
        times.entry(name).or_default().push(time);
    }
    for (kind, mut list) in times {
        list.sort_by(f64::total_cmp);
        let at = |share: f64| list[((list.len() - 1) as f64 * share) as usize];
        let mean = list.iter().sum::<f64>() / list.len() as f64;
        println!(
            "{{\"what\":\"lookup\",\"least\":{least},\"kind\":\"{kind}\",\"queries\":{},\"p50\":{:.4},\"mean\":{mean:.4},\"p95\":{:.4},\"p99\":{:.4},\"max\":{:.3}}}",
            list.len(),
            at(0.5),
            at(0.95),
            at(0.99),
            at(1.0)
        );
    }
    println!("{{\"what\":\"with a match\",\"least\":{least},\"queries\":{found}}}");
}

fn batch(memory: &Memory, queries: &[(String, String)]) {
    let start = Instant::now();
    let found: usize = queries
        .par_iter()
        .map(|(_, text)| memory.lookup(&query(text, LEAST)).unwrap().len())
        .sum();
    let time = start.elapsed();
    println!(
        "{{\"what\":\"batch\",\"queries\":{},\"matches\":{found},\"per_second\":{:.0}}}",
        queries.len(),
        queries.len() as f64 / time.as_secs_f64()
    );
}

/// A unit added, and the lookup that finds it.
fn added(file: &Path, resources: &Arc<Resources>) {
    let mut memory = Memory::open(file, Arc::clone(resources)).unwrap();
    memory.lookup(&query("warm", LEAST)).unwrap();
    let mut times = Vec::new();
    for n in 0..20 {
        let text = format!("A unit added while others look up number {n} of quite new words");
        memory.add(&[unit(&text, "nouveau")]).unwrap();
        let start = Instant::now();
        let found = memory.lookup(&query(&text, LEAST)).unwrap();
        times.push(start.elapsed());
        assert!(found.first().is_some_and(|m| m.exact), "{text}");
    }
    times.sort();
    say("added unit seen by the next lookup", times[times.len() / 2]);
    let gone = memory.replace_collection("main", &[]).unwrap();
    assert!(gone.withdrawn <= 20);
}

/// Every answer beside a plain reading of all units with the reference distance.
fn check(
    memory: &Memory,
    pairs: &[(String, String)],
    queries: &[(String, String)],
    resources: &Resources,
) {
    let profiles: Vec<Profile> = pairs
        .par_iter()
        .map(|(en, _)| profile(en, &Lang::en(), resources))
        .collect();
    let start = Instant::now();
    let (mut wrong, mut with) = (0, 0);
    for (_, text) in queries {
        let found = memory.lookup(&query(text, LEAST)).unwrap();
        let best = brute(&profiles, &profile(text, &Lang::en(), resources));
        // A text met with two translations is two matches; here it counts once.
        let mut met = std::collections::BTreeSet::new();
        let different = found
            .iter()
            .filter(|m| met.insert(profile(&m.source, &Lang::en(), resources).text));
        let scores: Vec<f64> = different.map(|m| m.score).collect();
        with += usize::from(!best.is_empty());
        let same = best.iter().zip(&scores).all(|(a, b)| (a - b).abs() < 0.001);
        if !same || scores.len() > best.len() || (found.len() < 5 && scores.len() < best.len()) {
            wrong += 1;
            println!("{text}\n{best:?}\n{scores:?}");
        }
    }
    println!(
        "{{\"what\":\"recall\",\"queries\":{},\"with_match\":{with},\"wrong\":{wrong},\"brute_ms\":{:.1}}}",
        queries.len(),
        start.elapsed().as_secs_f64() * 1e3 / queries.len() as f64
    );
}

fn keys(profile: &Profile) -> Vec<&str> {
    let words = profile.words.iter();
    words
        .map(|w| w.class.map_or(w.form.as_str(), |c| c.as_str()))
        .collect()
}

/// The five best scores at or above the least.
fn brute(all: &[Profile], asked: &Profile) -> Vec<f64> {
    let own = keys(asked);
    let mut scores: Vec<(f64, u64)> = all
        .par_iter()
        .filter_map(|met| {
            let longest = own.len().max(met.words.len()).max(1);
            // Length alone rules out most.
            if own.len().abs_diff(met.words.len()) as f64 > 0.3 * longest as f64 + 1.0 {
                return None;
            }
            let other = keys(met);
            let distance = strsim::generic_levenshtein(&own, &other);
            let mut lost = distance as f64;
            for class in rapporteur::memory::score::Class::ALL {
                let of = |p: &Profile| -> Vec<String> {
                    let words = p.words.iter().filter(|w| w.class == Some(class));
                    words.map(|w| w.form.clone()).collect()
                };
                let (a, b) = (of(asked), of(met));
                lost +=
                    (strsim::generic_levenshtein(&a, &b) - a.len().abs_diff(b.len())) as f64 / 2.0;
            }
            let mut score = (10_000.0 * (1.0 - lost / longest as f64) + 0.5 + 1e-7)
                .floor()
                .max(0.0);
            if distance == 0 {
                score -= 50.0 * f64::from(u8::from(asked.case != met.case));
                score -= 50.0 * f64::from(u8::from(asked.punctuation != met.punctuation));
            }
            (score >= LEAST * 100.0).then_some((score / 100.0, met.text))
        })
        .collect();
    scores.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    scores.dedup_by_key(|s| s.1);
    scores.into_iter().take(5).map(|s| s.0).collect()
}
