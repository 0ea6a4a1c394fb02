//! The main job: a cold `run` of 26 returns with 13 recommendations each and a memory of 1,000
//! units, and the two notes of some 300 paragraphs built from it.
//!
//! `RAPPORTEUR_BENCH_DOSSIER` names another dossier; otherwise `scripts/make-returns-26` (Python)
//! writes one of random returns.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, OnceLock};

use rapporteur::docx::read::{Limits, read};
use rapporteur::dossier::Dossier;
use rapporteur::language::Resources;
use rapporteur::workflow::{BuildRequest, Desk, Silent, Surroundings, build, run, state};

fn main() {
    divan::main();
}

/// A dossier as it stands before the first run.
fn fresh() -> &'static Path {
    static FRESH: OnceLock<PathBuf> = OnceLock::new();
    FRESH.get_or_init(|| {
        #[allow(
            clippy::disallowed_methods,
            reason = "a benchmark is told its data by the environment"
        )]
        if let Some(given) = std::env::var_os("RAPPORTEUR_BENCH_DOSSIER") {
            return PathBuf::from(given);
        }
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let dir = root.join("target/tmp/bench-dossier");
        let _ = std::fs::remove_dir_all(&dir);
        let done = Command::new("python3")
            .arg(root.join("scripts/make-returns-26"))
            .arg(&dir)
            .status()
            .unwrap();
        assert!(done.success());
        dir
    })
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for item in std::fs::read_dir(from).unwrap() {
        let path = item.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, target).unwrap();
        }
    }
}

fn cold() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    copy(fresh(), dir.path());
    dir
}

const AROUND: Surroundings<'static> = Surroundings {
    now: jiff::Timestamp::UNIX_EPOCH,
    person: "bench",
    progress: &Silent,
    stop: &|| false,
};

fn desk(dir: &Path) -> Desk {
    Desk::new(
        Dossier::open(dir).unwrap(),
        Arc::new(Resources::embedded().unwrap()),
    )
}

/// A dossier after its first run.
fn warm() -> &'static tempfile::TempDir {
    static WARM: OnceLock<tempfile::TempDir> = OnceLock::new();
    WARM.get_or_init(|| {
        let dir = cold();
        run(&desk(dir.path()), &AROUND).unwrap();
        dir
    })
}

/// The whole program in a process of its own, the memory imported on the way.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn cold_run_as_a_process(bencher: divan::Bencher) {
    bencher.with_inputs(cold).bench_values(|dir| {
        let done = Command::new(env!("CARGO_BIN_EXE_rapporteur"))
            .arg("run")
            .arg(dir.path())
            .output()
            .unwrap();
        assert!(
            done.status.code().is_some_and(|c| c < 2),
            "{}",
            String::from_utf8_lossy(&done.stderr)
        );
        dir
    });
}

/// A second run, with nothing new in the inbox.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn second_run_as_a_process(bencher: divan::Bencher) {
    let dir = warm();
    bencher.bench_local(|| {
        let done = Command::new(env!("CARGO_BIN_EXE_rapporteur"))
            .arg("run")
            .arg(dir.path())
            .output()
            .unwrap();
        assert!(done.status.code().is_some_and(|c| c < 2));
    });
}

/// Both notes from the dossier's state: plan, rendering, packages, files.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn build_both_notes(bencher: divan::Bencher) {
    let desk = desk(warm().path());
    bencher.bench_local(|| build(&desk, &AROUND, &BuildRequest::default()).unwrap());
}

/// The fold of returns, proposals and decisions, which every page asks for.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn state_of_the_dossier(bencher: divan::Bencher) {
    let desk = desk(warm().path());
    bencher.bench_local(|| state(&desk).unwrap());
}

/// All returns read one after the other.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn read_every_return(bencher: divan::Bencher) {
    let files: Vec<Vec<u8>> = std::fs::read_dir(fresh().join("inbox"))
        .unwrap()
        .map(|e| std::fs::read(e.unwrap().path()).unwrap())
        .collect();
    bencher.bench_local(|| {
        for bytes in &files {
            divan::black_box(read(bytes, &Limits::default()).unwrap());
        }
    });
}
