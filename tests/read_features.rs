//! Every file in fixtures/features is read and compared with what stands beside it: the outline in
//! `NAME.outline.txt`, or the code of the refusal in `NAME.refused.txt`; for damaged files the outline
//! of what can be recovered is in `NAME.salvaged.txt`. A new case is a file.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::path::PathBuf;

use rapporteur::docx::read::{Limits, Refusal, outline, plain_text, read, salvage};
use rapporteur::model::document::{Document, Inline, walk};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/features")
}

fn files() -> Vec<(String, Vec<u8>)> {
    let mut out: Vec<_> = std::fs::read_dir(folder())
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "docx"))
        .map(|p| {
            (
                p.file_stem().unwrap().to_string_lossy().into_owned(),
                std::fs::read(&p).unwrap(),
            )
        })
        .collect();
    out.sort();
    out
}

/// What should be beside the file, as (ending, text).
fn seen(bytes: &[u8]) -> (&'static str, String) {
    match read(bytes, &Limits::default()) {
        Ok(doc) => ("outline", outline(&doc)),
        Err(refusal) => ("refused", format!("{}\n", refusal.code())),
    }
}

#[test]
fn every_feature_is_read_as_expected() {
    let files = files();
    assert!(files.len() > 100, "the fixtures are missing");
    let mut wrong = Vec::new();
    for (name, bytes) in &files {
        let (ending, text) = seen(bytes);
        let path = folder().join(format!("{name}.{ending}.txt"));
        let expected = std::fs::read_to_string(&path).unwrap_or_else(|_| "(no such file)\n".into());
        if expected.replace("\r\n", "\n") != text {
            wrong.push(format!(
                "== {name}\nexpected:\n{expected}found ({ending}):\n{text}"
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {} differ\n{}",
        wrong.len(),
        files.len(),
        wrong.join("\n")
    );
}

#[test]
fn what_can_be_recovered_is_as_expected() {
    let mut wrong = Vec::new();
    for (name, bytes) in files() {
        let path = folder().join(format!("{name}.salvaged.txt"));
        let expected = std::fs::read_to_string(&path).ok();
        let found = match read(&bytes, &Limits::default()) {
            Err(refusal) if refusal.salvageable() => salvage(&bytes, &Limits::default()).ok(),
            _ => None,
        };
        let found = found.map(|doc| {
            let said: String = doc
                .findings
                .iter()
                .map(|f| f.message.clone() + "\n")
                .collect();
            format!("{}{said}", outline(&doc))
        });
        if expected.as_ref().map(|t| t.replace("\r\n", "\n")) != found {
            wrong.push(format!(
                "== {name}\nexpected:\n{expected:?}\nfound:\n{found:?}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_refusal_says_what_to_do_in_plain_words() {
    let refusal = |name: &str| -> Refusal {
        let bytes = std::fs::read(folder().join(format!("{name}.docx"))).unwrap();
        read(&bytes, &Limits::default()).unwrap_err()
    };
    for (name, words) in [
        ("refused-msg-attachments", "“Reply of Ruritania.docx”"),
        ("refused-email-attachment", "“Réponse Ruritanie.docx”"),
        ("refused-zip-of-files", "“law.docx”, “reply.docx”"),
        ("refused-zip-without-document", "“photo.jpg”, “scan.pdf”"),
        ("refused-pdf-scan", "scan"),
        ("refused-pdf", "Word version"),
        ("refused-rights-managed", "restriction of access"),
        ("refused-doc-password", "without password"),
        ("refused-cut-in-text", "send it again"),
        ("refused-rtf", "save it as a Word file"),
    ] {
        let hint = refusal(name).hint();
        assert!(hint.contains(words), "{name}: {hint}");
    }
    for (name, _) in files().iter().filter(|(n, _)| n.starts_with("refused-")) {
        let refusal = refusal(name);
        let said = format!("{refusal} {}", refusal.hint());
        for technical in [
            "EOCD",
            ".xml",
            "invalid Zip",
            "byte ",
            "UTF",
            "deflate",
            "prefix",
        ] {
            assert!(!said.contains(technical), "{name}: {said}");
        }
        assert!(
            said.chars().count() > 40 && refusal.hint().ends_with('.'),
            "{name}: {said}"
        );
    }
}

#[test]
fn every_expectation_has_its_file() {
    let names: Vec<String> = files().into_iter().map(|(n, _)| n).collect();
    for entry in std::fs::read_dir(folder()).unwrap() {
        let file = entry.unwrap().file_name().to_string_lossy().into_owned();
        let stem = file.split('.').next().unwrap().to_owned();
        assert!(names.contains(&stem), "{file} has no document");
    }
}

/// Visible text must be in the text given out, left-out text must be apart.
#[test]
fn what_is_left_out_is_never_in_the_text() {
    for (name, bytes) in files() {
        let Ok(doc) = read(&bytes, &Limits::default()) else {
            continue;
        };
        let text = plain_text(&doc);
        let flat: String = text.split_whitespace().collect();
        for run in visible_runs(&doc) {
            let run: String = run.split_whitespace().collect();
            assert!(
                flat.contains(&run),
                "{name}: “{run}” is visible and missing"
            );
        }
        for piece in doc.all_left_out() {
            let words: String = piece.text.split_whitespace().collect();
            let shown_elsewhere = visible_runs(&doc)
                .iter()
                .any(|r| r.split_whitespace().collect::<String>().contains(&words));
            assert!(
                shown_elsewhere || words.chars().count() < 4 || !flat.contains(&words),
                "{name}: “{words}” leaks"
            );
        }
    }
}

fn visible_runs(doc: &Document) -> Vec<String> {
    let mut out = Vec::new();
    let stories = doc
        .headers
        .iter()
        .chain([&doc.body])
        .chain(doc.notes.values())
        .chain(&doc.footers);
    for story in stories {
        walk(story, &mut |p| {
            out.extend(p.content.iter().filter_map(|i| match i {
                Inline::Run(run) if run.left_out.is_none() => Some(run.text.clone()),
                _ => None,
            }));
        });
    }
    out
}

#[test]
fn plain_text_has_one_line_a_paragraph_and_tabs_between_cells() {
    let text = |name: &str| {
        let bytes = std::fs::read(folder().join(format!("{name}.docx"))).unwrap();
        plain_text(&read(&bytes, &Limits::default()).unwrap())
    };
    assert_eq!(text("table-simple"), "Name\tValue\nYear\t2022 and later\n");
    assert_eq!(text("table-nested"), "Outer Inner 1 Inner 2 Outer end\n");
    assert_eq!(
        text("numbering-levels"),
        "1. One\n(a) a\n(b) b\ni. i\n2. Two\n(a) a again\n"
    );
    assert_eq!(
        text("footnotes"),
        "First second.\nLaw No. 7.\n Law No. 12.\n"
    );
    assert_eq!(
        text("headers-footers"),
        "Ministry of the Interior\nBody\nPage 1\n"
    );
    assert_eq!(
        text("text-box"),
        "Before after\nIn the box.\nSecond line.\n"
    );
    assert_eq!(text("form-checkbox"), "☒ YES ☐ NO ☐\n");
}
