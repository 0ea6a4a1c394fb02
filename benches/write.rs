//! Time to write a note of 300 paragraphs, of ten times as many, and of both languages together.
//!
//! With RAPPORTEUR_BENCH_NOTES=FOLDER:PARAGRAPHS it only writes both notes into the folder, and what
//! they say as JSON, for `scripts/bench-write`.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, missing_docs)]

#[path = "../tests/sample_note/mod.rs"]
mod sample_note;

use std::path::Path;

use divan::Bencher;
use rapporteur::docx::write::{HouseStyle, write};
use rapporteur::model::manuscript::Manuscript;

fn main() {
    match std::env::var("RAPPORTEUR_BENCH_NOTES") {
        Ok(wish) => {
            let (folder, paragraphs) = wish.rsplit_once(':').unwrap();
            leave(Path::new(folder), paragraphs.parse().unwrap());
        }
        Err(_) => divan::main(),
    }
}

fn both(paragraphs: u32) -> [Manuscript; 2] {
    ["en", "fr"].map(|lang| sample_note::long_note(lang, true, paragraphs))
}

/// Writes both languages at the same time, as a build does.
fn write_both(notes: &[Manuscript; 2], style: &HouseStyle) -> [Vec<u8>; 2] {
    let [first, second] = notes;
    let (a, b) = rayon::join(
        || write(first, style).unwrap(),
        || write(second, style).unwrap(),
    );
    [a, b]
}

fn leave(folder: &Path, paragraphs: u32) {
    let notes = both(paragraphs);
    let files = write_both(&notes, &HouseStyle::embedded().unwrap());
    for (note, bytes) in notes.iter().zip(&files) {
        let path = folder.join(format!("note-{}.docx", note.lang));
        std::fs::write(&path, bytes).unwrap();
        if std::env::var_os("RAPPORTEUR_BENCH_JSON").is_some() {
            let text = serde_json::to_vec(note).unwrap();
            std::fs::write(path.with_extension("json"), text).unwrap();
        }
    }
}

#[divan::bench(args = [300, 3000])]
fn note(bencher: Bencher, paragraphs: u32) {
    let style = HouseStyle::embedded().unwrap();
    let manuscript = sample_note::long_note("fr", true, paragraphs);
    bencher.bench(|| write(&manuscript, &style).unwrap());
}

#[divan::bench(args = [300, 10_000])]
fn both_languages(bencher: Bencher, paragraphs: u32) {
    let style = HouseStyle::embedded().unwrap();
    let notes = both(paragraphs);
    bencher.bench(|| write_both(&notes, &style));
}

#[divan::bench]
fn house_style() -> HouseStyle {
    HouseStyle::embedded().unwrap()
}
