//! The review page with 3,000 entries: opening its views, saving a decision, suggestions on demand.
//!
//! `RAPPORTEUR_BENCH_UNITS` is the size of the memory, 10,000 unless said otherwise; with 1,000,000
//! the first run takes minutes. The dossier lies in memory (`/dev/shm`) where there is such a place,
//! so that the sync of the disk is not counted.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    dead_code,
    missing_docs
)]

#[path = "../tests/page_client/ground.rs"]
mod ground;
#[path = "../tests/page_client/mod.rs"]
mod page_client;

use std::cell::Cell as Counter;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock, mpsc};

use page_client::Client;
use rapporteur::dossier::{Dossier, NewDecision};
use rapporteur::memory::Memory;
use rapporteur::model::decision::{Action, Subject};
use rapporteur::model::ids::{EntryId, Lang};
use rapporteur::model::unit::{Role, Unit, Variant};
use rapporteur::workflow::{
    Desk, Listening, Silent, Surroundings, TextDecision, Verb, fresh_proposals, propose, seen,
    state, write_text,
};

const THEMES: usize = 3;
const COUNTRIES: usize = 100;

fn main() {
    divan::main();
}

fn around() -> Surroundings<'static> {
    Surroundings {
        now: jiff::Timestamp::UNIX_EPOCH,
        person: "bench",
        progress: &Silent,
        stop: &|| false,
    }
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
}

const WORDS: [&str; 40] = [
    "the",
    "service",
    "parcels",
    "seized",
    "in",
    "letters",
    "officers",
    "of",
    "customs",
    "training",
    "scanners",
    "with",
    "operators",
    "postal",
    "new",
    "were",
    "methods",
    "and",
    "cooperation",
    "on",
    "dogs",
    "centres",
    "small",
    "risk",
    "analysis",
    "data",
    "its",
    "staff",
    "for",
    "detection",
    "joint",
    "courses",
    "held",
    "companies",
    "courier",
    "shared",
    "information",
    "routes",
    "since",
    "national",
];

fn sentence(numbers: &mut Numbers) -> String {
    let words: Vec<&str> = (0..8 + numbers.below(14))
        .map(|_| WORDS[numbers.below(WORDS.len())])
        .collect();
    let year = 1990 + numbers.below(36);
    format!("In {year}, {} {}.", numbers.below(900), words.join(" "))
}

struct Site {
    _dir: tempfile::TempDir,
    desk: Desk,
    ids: Vec<EntryId>,
    address: String,
}

fn fill(desk: &Desk) -> Vec<EntryId> {
    let mut numbers = Numbers(0xF00D);
    let units = std::env::var("RAPPORTEUR_BENCH_UNITS").map_or(10_000, |n| n.parse().unwrap());
    let mut memory = Memory::open(&desk.dossier.memory(), Arc::clone(&desk.resources)).unwrap();
    let text = |lang: Lang, text: String| Variant {
        lang,
        role: Role::Paragraph,
        text,
    };
    for first in (0..units).step_by(50_000) {
        let batch: Vec<Unit> = (first..units.min(first + 50_000))
            .map(|n| Unit {
                variants: vec![
                    text(Lang::en(), sentence(&mut numbers)),
                    text(Lang::fr(), format!("Texte numéro {n}.")),
                ],
                ..Unit::default()
            })
            .collect();
        memory.add(&batch).unwrap();
    }
    drop(memory);
    propose(desk, &around()).unwrap();
    // Half of the English is confirmed, a quarter of the French edited.
    let now = state(desk).unwrap();
    let ids: Vec<EntryId> = now.plan.paragraphs().map(|(_, e)| e.id).collect();
    let mut log = Vec::new();
    for (n, id) in ids.iter().enumerate() {
        let mut add = |action| {
            log.push(NewDecision {
                time: jiff::Timestamp::UNIX_EPOCH,
                person: "bench".into(),
                subject: Subject::Entry(*id),
                action,
                based_on: None,
                after: None,
            });
        };
        if n % 2 == 0 {
            add(Action::Confirm {
                lang: Lang::en(),
                text: sentence(&mut numbers),
            });
        }
        if n % 4 == 0 {
            add(Action::Edit {
                lang: Lang::fr(),
                text: format!("Texte {n}."),
            });
        }
    }
    desk.database().unwrap().decide(&log).unwrap();
    propose(desk, &around()).unwrap();
    ids
}

/// The dossier and its page, made once.
fn site() -> &'static Site {
    static SITE: OnceLock<Site> = OnceLock::new();
    SITE.get_or_init(|| {
        let memory = Path::new("/dev/shm");
        let dir = if memory.is_dir() {
            tempfile::tempdir_in(memory).unwrap()
        } else {
            tempfile::tempdir().unwrap()
        };
        let mut numbers = Numbers(0x5EED);
        let text = || format!("{} {}", sentence(&mut numbers), sentence(&mut numbers));
        let desk = ground::dossier(&dir.path().join("d"), COUNTRIES, THEMES, text);
        let ids = fill(&desk);
        let (told, heard) = mpsc::channel();
        let served = desk.clone();
        std::thread::spawn(move || {
            let say = |address: &str| told.send(address.to_owned()).unwrap();
            let now = || jiff::Timestamp::UNIX_EPOCH;
            let place = Listening::here(0);
            rapporteur::web::serve(served, "bench", place, now, &|| false, &say).unwrap();
        });
        let address = heard.recv().unwrap();
        Site {
            _dir: dir,
            desk,
            ids,
            address,
        }
    })
}

fn open(bencher: divan::Bencher, path: &str) {
    let client = std::cell::RefCell::new(Client::open(&site().address));
    bencher.bench_local(|| {
        let answer = client.borrow_mut().get(path);
        assert_eq!(answer.status, 200);
        answer.body.len()
    });
}

#[divan::bench]
fn view_entries(bencher: divan::Bencher) {
    open(bencher, "/entries");
}

#[divan::bench]
fn view_one_entry(bencher: divan::Bencher) {
    let path = format!("/entries/{}", site().ids[1500]);
    open(bencher, &path);
}

#[divan::bench]
fn view_overview(bencher: divan::Bencher) {
    open(bencher, "/");
}

#[divan::bench]
fn view_returns(bencher: divan::Bencher) {
    open(bencher, "/returns");
}

/// The state from nothing, as the first view after the start has it.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn state_from_nothing(bencher: divan::Bencher) {
    let dossier = Dossier::open(site().desk.dossier.root()).unwrap();
    let resources = Arc::clone(&site().desk.resources);
    bencher.bench_local(|| state(&Desk::new(dossier.clone(), Arc::clone(&resources))).unwrap());
}

/// The wish to write a text of its own for an entry.
fn wish(n: u64, lang: &Lang, verb: Verb) -> TextDecision {
    let site = site();
    let entry = site.ids[usize::try_from(n).unwrap() % site.ids.len()];
    let now = state(&site.desk).unwrap();
    TextDecision {
        entry,
        lang: lang.clone(),
        verb,
        text: format!("Text {n}, which somebody has written."),
        seen: now.entries.get(&entry).map(|e| seen(e, lang)),
    }
}

static COUNT: AtomicU64 = AtomicU64::new(0);

/// A decision as the page saves it, without the way over HTTP.
#[divan::bench(args = ["en", "fr"])]
fn save_a_decision(bencher: divan::Bencher, lang: &str) {
    let lang: Lang = lang.parse().unwrap();
    let desk = &site().desk;
    bencher
        .with_inputs(|| wish(COUNT.fetch_add(1, Ordering::Relaxed), &lang, Verb::Edit))
        .bench_local_values(|wish| {
            let after = write_text(desk, &around(), &wish).unwrap();
            (after, state(desk).unwrap())
        });
}

/// A decision over HTTP, with the answer to the script.
#[divan::bench]
fn save_over_http(bencher: divan::Bencher) {
    let site = site();
    let client = std::cell::RefCell::new(Client::open(&site.address));
    let page = client
        .borrow_mut()
        .get(&format!("/entries/{}", site.ids[0]));
    let csrf = page.hidden("csrf").unwrap().to_owned();
    let count = Counter::new(0_usize);
    bencher.bench_local(|| {
        let n = count.get();
        count.set(n + 1);
        let id = site.ids[n % site.ids.len()];
        let now = state(&site.desk).unwrap();
        let seen = seen(&now.entries[&id], &Lang::fr());
        let fields = [
            ("csrf", csrf.as_str()),
            ("lang", "fr"),
            ("verb", "tentative"),
            ("text", "Un texte."),
            ("seen", seen.as_str()),
        ];
        let answer = client
            .borrow_mut()
            .post(&format!("/entries/{id}/text"), &fields);
        assert_eq!(answer.status, 200, "{}", answer.body);
    });
}

/// What the memory has for the text of an entry, asked for now.
#[divan::bench]
fn suggestions_on_demand(bencher: divan::Bencher) {
    let site = site();
    let count = Counter::new(0_usize);
    bencher.bench_local(|| {
        let n = count.get();
        count.set(n + 7);
        let id = site.ids[n % site.ids.len()];
        fresh_proposals(&site.desk, id, &Lang::fr()).unwrap().len()
    });
}
