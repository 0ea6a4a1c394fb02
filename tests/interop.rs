//! What other programs make of the notes, the memory and the returns.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod peers;
#[path = "dossier/stage.rs"]
#[allow(dead_code)]
mod stage;

use stage::{Stage, fixtures, run};

#[test]
fn the_notes_are_valid_office_open_xml() {
    let stage = Stage::new();
    stage.done(&["run"]);
    for lang in ["en", "fr"] {
        let Some(errors) = peers::validator(&stage.note(lang), "Microsoft365") else {
            return;
        };
        assert!(
            errors.is_empty(),
            "note-{lang}.docx:\n{}",
            errors.join("\n")
        );
    }
}

#[test]
fn libreoffice_sets_the_notes_with_the_same_numbers() {
    let stage = Stage::new();
    stage.done(&["run"]);
    for lang in ["en", "fr"] {
        let Some(pdf) = peers::to_pdf(&stage.note(lang)) else {
            return;
        };
        let Some(text) = peers::pdf_text(&pdf) else {
            return;
        };
        let pages = peers::pdf_pages(&pdf).map_or(0, |p| p.len());
        assert!(pages >= 6, "note-{lang} has only {pages} pages");
        let squeezed = |t: &str| {
            t.chars()
                .filter(|c| c.is_alphanumeric())
                .collect::<String>()
        };
        let flat = squeezed(&text);
        for (number, words) in stage.paragraphs(lang) {
            // The number that LibreOffice computed stands before the words that we wrote.
            let start: String = squeezed(&words).chars().take(24).collect();
            assert!(
                flat.contains(&format!("{number}{start}")),
                "note-{lang}: {number}. {start} is not so in the PDF"
            );
        }
        assert!(text.contains("UNODC/HONMAIL/7/2"), "no symbol");
        assert!(
            text.contains(&format!("{pages}/{pages}")),
            "the last page does not say {pages}/{pages}"
        );
    }
}

#[test]
fn python_docx_opens_the_notes() {
    let stage = Stage::new();
    stage.done(&["run"]);
    let script = "
import sys, docx
d = docx.Document(sys.argv[1])
names = [p.style.name for p in d.paragraphs]
print(len(d.paragraphs), sum(n == 'Heading 1' for n in names), sum(n == 'Heading 2' for n in names), sum(n == 'Heading 3' for n in names), d.core_properties.title, sep='|')
";
    for lang in ["en", "fr"] {
        let Some(out) = peers::python(script, &[stage.note(lang).to_str().unwrap()]) else {
            return;
        };
        let parts: Vec<&str> = out.trim().split('|').collect();
        assert!(parts[0].parse::<usize>().unwrap() > 90, "{out}");
        assert_eq!(&parts[1..4], ["3", "3", "7"], "{out}");
        assert!(parts[4].len() > 10, "{out}");
    }
}

#[test]
fn translate_toolkit_reads_the_exported_memory() {
    let stage = Stage::new();
    stage.done(&["run"]);
    let out = stage.path().join("memory.tmx");
    let memory = stage.path().join("memory.db");
    let ran = run(&[
        "memory",
        "export",
        "--memory",
        memory.to_str().unwrap(),
        out.to_str().unwrap(),
    ]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let script = "
import sys
from translate.storage.tmx import tmxfile
with open(sys.argv[1], 'rb') as f:
    t = tmxfile(f, 'en', 'fr')
units = [u for u in t.unit_iter()]
print(len(units), sum(bool(u.source and u.target) for u in units))
";
    let Some(said) = peers::python(script, &[out.to_str().unwrap()]) else {
        return;
    };
    let counts: Vec<usize> = said
        .split_whitespace()
        .map(|n| n.parse().unwrap())
        .collect();
    assert!(counts[0] >= 80 && counts[0] == counts[1], "{said}");
}

/// A return that another office suite has saved says the same.
#[test]
fn a_return_saved_by_libreoffice_gives_the_same_answers() {
    let dossier = fixtures().join("dossier");
    let blank = dossier.join("questionnaire/blank-en.docx");
    let dir = tempfile::tempdir().unwrap();
    let original = std::fs::read_dir(dossier.join("inbox"))
        .unwrap()
        .map(|e| e.unwrap().path())
        .find(|p| {
            p.file_name()
                .unwrap()
                .to_string_lossy()
                .starts_with("Albania")
        })
        .unwrap();
    let Some(odt) = peers::convert(&original, "odt", dir.path()) else {
        return;
    };
    let back = peers::convert(&odt, "docx", dir.path()).unwrap();
    let answers = |path: &std::path::Path| -> Vec<(String, String)> {
        let out = run(&[
            "extract",
            "--questionnaire",
            blank.to_str().unwrap(),
            "--json",
            path.to_str().unwrap(),
        ])
        .out;
        let one: serde_json::Value = serde_json::from_str(out.lines().next().unwrap()).unwrap();
        one["statements"]
            .as_array()
            .unwrap()
            .iter()
            .map(|s| {
                (
                    format!("{}{} {}", s["theme"], s["recommendation"], s["action"]),
                    s["text"].as_str().unwrap().to_owned(),
                )
            })
            .collect()
    };
    let (before, after) = (answers(&original), answers(&back));
    assert!(before.len() >= 6);
    assert_eq!(before, after);
}
