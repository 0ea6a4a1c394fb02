//! Reading returns: 10, 100 and 1,000 files of about 30 KB with 13 answers each, by the same path as
//! `rapporteur extract`; and single documents of 1, 10 and 50 MB of text.
//!
//! `scripts/make-returns` (Python) writes the files into `target/tmp`, anew at each start.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use rapporteur::docx::read::{Limits, plain_text, read};
use rapporteur::language::Resources;
use rapporteur::questionnaire::Form;
use rapporteur::workflow::pipes::{extract_files, read_file};
use rapporteur::workflow::{Beyond, blank_form};

fn main() {
    divan::main();
}

fn make(arguments: &[&str]) {
    let done = Command::new("python3")
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/make-returns"))
        .args(arguments)
        .status()
        .unwrap();
    assert!(done.success());
}

fn folder() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/tmp/bench-returns");
        let _ = std::fs::remove_dir_all(&dir);
        make(&[dir.to_str().unwrap()]);
        dir
    })
}

fn returns(n: usize) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder().join("returns"))
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    files.sort();
    assert_eq!(files.len(), 1000);
    files.truncate(n);
    files
}

fn forms(resources: &Resources) -> Vec<Form> {
    let blank = folder().join("blank-en.docx");
    vec![blank_form(&blank, &Limits::default(), resources).unwrap().0]
}

/// All answers of so many returns, on all cores.
#[divan::bench(args = [10, 100, 1000], sample_count = 10, sample_size = 1)]
fn extract(bencher: divan::Bencher, n: usize) {
    let resources = Resources::embedded().unwrap();
    let (files, forms) = (returns(n), forms(&resources));
    bencher.bench_local(|| {
        let lines = extract_files(
            &files,
            &forms,
            &Limits::default(),
            &resources,
            &Beyond::default(),
            &|| false,
        );
        assert!(lines.iter().all(|l| l.statements.len() == 13));
        lines
    });
}

/// The same as a process of its own, with its output.
#[divan::bench(args = [10, 100, 1000], sample_count = 10, sample_size = 1)]
fn extract_as_a_process(bencher: divan::Bencher, n: usize) {
    let files = returns(n);
    bencher.bench_local(|| {
        let done = Command::new(env!("CARGO_BIN_EXE_rapporteur"))
            .args(["extract", "--questionnaire"])
            .arg(folder().join("blank-en.docx"))
            .arg("--json")
            .args(&files)
            .output()
            .unwrap();
        assert!(done.status.code().is_some_and(|c| c < 2));
        done.stdout
    });
}

/// The text of so many returns, one after the other.
#[divan::bench(args = [10, 100, 1000], sample_count = 10, sample_size = 1)]
fn read_text(bencher: divan::Bencher, n: usize) {
    let files = returns(n);
    bencher.bench_local(|| {
        files
            .iter()
            .map(|f| {
                read_file(f, &Limits::default(), &Beyond::default(), &|| false)
                    .text
                    .len()
            })
            .sum::<usize>()
    });
}

/// The text of one document with so many megabytes in its text part.
#[divan::bench(args = [1, 10, 50], sample_count = 5, sample_size = 1)]
fn large_document(bencher: divan::Bencher, megabytes: usize) {
    let path = folder().join(format!("large-{megabytes}.docx"));
    if !path.is_file() {
        make(&[
            "--large",
            path.to_str().unwrap(),
            "--megabytes",
            &megabytes.to_string(),
        ]);
    }
    let bytes = std::fs::read(path).unwrap();
    bencher.bench_local(|| plain_text(&read(&bytes, &Limits::default()).unwrap()));
}
