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

/// The answers that `extract` gives with further arguments: cell, tick and text, and the whole record.
fn extracted(
    arguments: &[&str],
    file: &std::path::Path,
) -> (Vec<(String, String)>, serde_json::Value) {
    let blank = fixtures().join("dossier/questionnaire/blank-en.docx");
    let mut all = vec!["extract"];
    all.extend_from_slice(arguments);
    all.extend_from_slice(&[
        "--questionnaire",
        blank.to_str().unwrap(),
        "--json",
        file.to_str().unwrap(),
    ]);
    let ran = run(&all);
    let record: serde_json::Value =
        serde_json::from_str(ran.out.lines().next().unwrap_or("null")).unwrap();
    let said = record["statements"].as_array().cloned().unwrap_or_default();
    let answers = said
        .iter()
        .map(|s| {
            (
                format!("{}{} {}", s["theme"], s["recommendation"], s["action"]),
                s["text"].as_str().unwrap().to_owned(),
            )
        })
        .collect();
    (answers, record)
}

/// A return in another format says the same once it is converted; without the wish it is refused.
#[test]
fn returns_in_other_formats_are_converted_on_request() {
    let original = fixtures().join("dossier/inbox/Albania_HONMAIL questionnaire.docx");
    let (before, _) = extracted(&[], &original);
    assert!(before.len() >= 6);
    let dir = tempfile::tempdir().unwrap();
    for (format, code) in [
        ("odt", "opendocument"),
        ("doc", "legacy-doc"),
        ("rtf", "rtf"),
        ("fodt", "opendocument"),
    ] {
        let Some(other) = peers::convert(&original, format, dir.path()) else {
            return;
        };
        let bytes = std::fs::read(&other).unwrap();
        let (none, record) = extracted(&[], &other);
        assert!(none.is_empty());
        assert_eq!(record["code"], code, "{format}");
        let (after, record) = extracted(&["--convert"], &other);
        assert_eq!(before, after, "{format}: {record}");
        let finding = record["findings"]
            .as_array()
            .unwrap()
            .iter()
            .find(|f| f["code"] == "converted")
            .unwrap();
        assert_eq!(finding["severity"], "warning");
        assert_eq!(
            std::fs::read(&other).unwrap(),
            bytes,
            "the original was touched"
        );
    }
}

/// What was deleted or hidden does not come out of a conversion, and nothing is fetched.
#[test]
fn a_conversion_leaks_nothing_and_calls_nobody() {
    let dir = tempfile::tempdir().unwrap();
    for (feature, format, word) in [
        ("tracked-deletion", "odt", "deleted"),
        ("hidden-run", "doc", "hidden"),
        ("hidden-run", "rtf", "hidden"),
    ] {
        let file = fixtures().join(format!("features/{feature}.docx"));
        let Some(other) = peers::convert(&file, format, dir.path()) else {
            return;
        };
        let read = |arguments: &[&str], path: &std::path::Path| -> serde_json::Value {
            let mut all = vec!["read", "--json"];
            all.extend_from_slice(arguments);
            all.push(path.to_str().unwrap());
            serde_json::from_str(run(&all).out.trim()).unwrap()
        };
        let (plain, converted) = (read(&[], &file), read(&["--convert"], &other));
        assert_eq!(
            plain["text"].as_str().unwrap().trim(),
            converted["text"].as_str().unwrap().trim(),
            "{feature}, {format}"
        );
        assert!(
            converted["left_out"]
                .as_array()
                .unwrap()
                .iter()
                .any(|l| l["reason"] == word),
            "{feature}, {format}: {converted}"
        );
    }
    // A flat file with a picture, a linked section and a macro that would run on opening.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let port = listener.local_addr().unwrap().port();
    let mark = dir.path().join("macro-ran");
    let flat = dir.path().join("calls.fodt");
    std::fs::write(&flat, calling(port, &mark)).unwrap();
    let ran = run(&["read", "--convert", "--json", flat.to_str().unwrap()]);
    let record: serde_json::Value = serde_json::from_str(ran.out.trim()).unwrap();
    assert!(
        record["text"].as_str().unwrap().contains("Plain words."),
        "{record}"
    );
    assert!(listener.accept().is_err(), "the conversion called a server");
    assert!(!mark.exists(), "a macro ran");
}

/// An OpenDocument file in one piece that would call a server and run a macro.
fn calling(port: u16, mark: &std::path::Path) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0" xmlns:ooo="http://openoffice.org/2004/office" office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:scripts>
<office:script script:language="ooo:Basic"><ooo:libraries><ooo:library-embedded ooo:name="Standard"><ooo:module ooo:name="M"><ooo:source-code>Sub Main
Open "{}" For Output As #1
Close #1
End Sub</ooo:source-code></ooo:module></ooo:library-embedded></ooo:libraries></office:script>
<office:event-listeners><script:event-listener script:language="ooo:script" script:event-name="dom:load" xlink:href="vnd.sun.star.script:Standard.M.Main?language=Basic&amp;location=document" xlink:type="simple"/></office:event-listeners>
</office:scripts>
<office:body><office:text><text:p>Plain words.</text:p>
<text:p><draw:frame draw:name="f" text:anchor-type="as-char"><draw:image xlink:href="http://127.0.0.1:{port}/picture.png" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/></draw:frame></text:p>
<text:section text:name="s"><text:section-source xlink:href="http://127.0.0.1:{port}/section.odt" xlink:type="simple" xlink:show="embed"/><text:p>Linked.</text:p></text:section>
</office:text></office:body></office:document>
"#,
        mark.display()
    )
}

/// A conversion is a decision: it survives another reading, also where LibreOffice is missing then.
#[test]
fn a_return_converted_by_decision_stays_read() {
    let stage = Stage::new();
    let name = "Albania_HONMAIL questionnaire";
    let original = stage.path().join(format!("inbox/{name}.docx"));
    let Some(rtf) = peers::convert(&original, "rtf", &stage.path().join("inbox")) else {
        return;
    };
    std::fs::remove_file(&original).unwrap();
    let file = rtf.file_name().unwrap().to_string_lossy().into_owned();
    let before = std::fs::read(&rtf).unwrap();
    let first = stage.run(&["ingest"]);
    assert!(
        first.err.contains("Rich Text") && first.code == 1,
        "{}",
        first.err
    );
    let done = stage.run(&["reread", &file, "--convert"]);
    assert_eq!(done.code, 1, "it waits for somebody who compares it");
    assert!(done.err.contains("LibreOffice made"), "{}", done.err);
    let read = |stage: &Stage| {
        let desk = rapporteur::workflow::Desk::new(
            rapporteur::dossier::Dossier::open(stage.path()).unwrap(),
            std::sync::Arc::new(rapporteur::language::Resources::embedded().unwrap()),
        );
        let now = rapporteur::workflow::state(&desk).unwrap();
        let found = now
            .returns
            .iter()
            .find(|v| v.record.present && v.record.file == file);
        found.unwrap().record.clone()
    };
    let record = read(&stage);
    assert_eq!(record.id.0, rapporteur::model::ids::Hash::of_bytes(&before));
    assert!(record.extraction().unwrap().statements.len() >= 6);
    // The blank forms change, so that all returns are read again; this machine has no LibreOffice.
    let extra = stage.path().join("questionnaire/blank-en.docx");
    std::fs::copy(extra, stage.path().join("questionnaire/blank-en-2.docx")).unwrap();
    let again = stage.run(&["--soffice", "/nowhere", "ingest"]);
    assert!(again.err.contains("known before"), "{}", again.err);
    assert_eq!(read(&stage), record);
    assert_eq!(
        std::fs::read(&rtf).unwrap(),
        before,
        "the original was touched"
    );
}
