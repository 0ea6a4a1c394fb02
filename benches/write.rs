//! Time to write a note of 300 paragraphs, and of ten times as many.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "../tests/sample_note/mod.rs"]
mod sample_note;

use divan::Bencher;
use rapporteur::docx::write::{HouseStyle, write};

fn main() {
    divan::main();
}

#[divan::bench(args = [300, 3000])]
fn note(bencher: Bencher, paragraphs: u32) {
    let style = HouseStyle::embedded().unwrap();
    let manuscript = sample_note::long_note("fr", true, paragraphs);
    bencher.bench(|| write(&manuscript, &style).unwrap());
}

#[divan::bench]
fn house_style() -> HouseStyle {
    HouseStyle::embedded().unwrap()
}
