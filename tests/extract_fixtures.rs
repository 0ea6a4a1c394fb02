//! Every Word file of the fixtures: all its visible text must be accounted for, whatever it is.
#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};

use rapporteur::docx::read::{Limits, read};
use rapporteur::language::Resources;
use rapporteur::questionnaire::{extract, unaccounted};

fn word_files(folder: &Path, out: &mut Vec<PathBuf>) {
    for item in std::fs::read_dir(folder).unwrap() {
        let path = item.unwrap().path();
        if path.is_dir() {
            word_files(&path, out);
        } else if path.extension().is_some_and(|e| e == "docx") {
            out.push(path);
        }
    }
}

#[test]
fn every_character_of_every_fixture_is_accounted_for() {
    let mut files = Vec::new();
    word_files(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures"),
        &mut files,
    );
    files.sort();
    let res = Resources::default();
    let mut read_files = 0;
    let mut wrong = Vec::new();
    for path in &files {
        // Files that the reader refuses are the reader's own tests.
        let Ok(doc) = read(&std::fs::read(path).unwrap(), &Limits::default()) else {
            continue;
        };
        read_files += 1;
        let found = extract(&doc, &[], "reply.docx", &res);
        let differences = unaccounted(&doc, &found);
        if !differences.is_empty() {
            wrong.push(format!("{}: {differences:?}", path.display()));
        }
    }
    assert!(
        read_files > 20,
        "only {read_files} of {} files could be read",
        files.len()
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
