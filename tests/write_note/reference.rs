//! Notes that take their look from another Word file: one of ours, one by python-docx, one by
//! LibreOffice.

use std::io::Write;
use std::path::{Path, PathBuf};

use rapporteur::docx::read::Limits;
use rapporteur::docx::write::{HouseStyle, Reference, write, write_like};
use rapporteur::model::finding::Finding;

use super::sample_note::{cover, note};
use super::{faultless, part, parts, peers, read_back};

fn taken(bytes: &[u8]) -> (Reference, Vec<Finding>) {
    let style = HouseStyle::embedded().unwrap();
    Reference::read(bytes, &Limits::default(), &style).unwrap()
}

fn like(reference: &Reference, draft: bool) -> Vec<u8> {
    let mut manuscript = note("fr", draft);
    manuscript.cover = Some(cover());
    write_like(
        &manuscript,
        &HouseStyle::embedded().unwrap(),
        Some(reference),
    )
    .unwrap()
}

/// Puts other text into a part of a package.
fn changed(bytes: &[u8], name: &str, change: &dyn Fn(&str) -> String) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (part, text) in parts(bytes) {
        out.start_file(&part, zip::write::SimpleFileOptions::default())
            .unwrap();
        let text = if part == name { change(&text) } else { text };
        out.write_all(text.as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

#[test]
fn the_look_of_a_note_can_be_taken_from_a_note() {
    let style = HouseStyle::embedded().unwrap();
    let plain = write(&note("en", false), &style).unwrap();
    let model = changed(&plain, "word/styles.xml", &|text| {
        text.replacen("w:styleId=\"Heading1\"", "w:styleId=\"Titre1\"", 1)
            .replacen("<w:sz w:val=\"28\"/>", "<w:sz w:val=\"40\"/>", 3)
    });
    let model = changed(&model, "word/document.xml", &|text| {
        text.replace("Heading1", "Titre1")
            .replace("w:left=\"1134\"", "w:left=\"1700\"")
    });
    let model = changed(&model, "word/header1.xml", &|text| {
        text.replace("HARBOUR/NBS/5/3", "{symbol} of {date} {draft}")
    });
    let (reference, findings) = taken(&model);
    let codes: Vec<&str> = findings.iter().map(|f| f.code.as_str()).collect();
    assert_eq!(codes, ["reference-left-out"], "{findings:?}");
    for draft in [true, false] {
        let bytes = like(&reference, draft);
        faultless(&format!("like-ours-{draft}"), &bytes);
        assert_eq!(bytes, like(&reference, draft));
        let xml = parts(&bytes);
        let main = part(&xml, "word/document.xml");
        assert!(main.contains("<w:pStyle w:val=\"Titre1\"/>"));
        assert!(!main.contains("Heading1"));
        assert!(main.contains("w:left=\"1700\""));
        let word = if draft { "PROJET" } else { "" };
        let head = part(&xml, "word/header1.xml");
        assert!(
            head.contains(&format!("HARBOUR/NBS/5/3 of 9 mars 2026 {word}<")),
            "{head}"
        );
        // The numbers of a style are the note's, whatever the other file has.
        let document = read_back(&bytes);
        let numbered = document
            .body_paragraphs()
            .iter()
            .filter(|p| {
                p.label
                    .as_deref()
                    .is_some_and(|l| l.trim_end_matches('.').parse::<u32>().is_ok())
            })
            .count();
        assert_eq!(numbered, 62);
        assert_eq!(document.properties.lang.unwrap().as_str(), "fr-fr");
    }
}

#[test]
fn a_file_that_is_none_is_refused() {
    let style = HouseStyle::embedded().unwrap();
    for bytes in [&b""[..], b"PK\x03\x04", b"{\\rtf1 }", b"%PDF-1.7"] {
        assert!(Reference::read(bytes, &Limits::default(), &style).is_err());
    }
    let small = Limits {
        elements: 10,
        ..Limits::default()
    };
    let bytes = write(&note("en", false), &style).unwrap();
    assert!(Reference::read(&bytes, &small, &style).is_err());
}

#[test]
fn a_page_without_room_is_not_taken() {
    let style = HouseStyle::embedded().unwrap();
    let bytes = changed(
        &write(&note("en", false), &style).unwrap(),
        "word/document.xml",
        &|text| text.replace("w:w=\"11906\"", "w:w=\"4000\""),
    );
    let (reference, findings) = taken(&bytes);
    assert!(findings.iter().any(|f| f.code == "reference-page-unfit"));
    let xml = parts(&like(&reference, false));
    assert!(part(&xml, "word/document.xml").contains("w:w=\"11906\""));
}

const BY_PYTHON: &str = r#"
import sys, docx
from docx.shared import Pt, Cm, RGBColor
from docx.oxml.ns import qn
from docx.oxml import OxmlElement
d = docx.Document()
d.styles['Normal'].font.name = 'Georgia'
d.styles['Heading 1'].font.size = Pt(21)
d.styles['Heading 1'].font.color.rgb = RGBColor(0x12, 0x34, 0x56)
own = d.styles.add_style('Numbered Paragraph', 1)
own.font.italic = True
s = d.sections[0]
s.page_width, s.page_height = Cm(21.6), Cm(27.9)
s.left_margin = s.right_margin = Cm(2.2)
p = s.header.paragraphs[0]
p.add_run('Office of Harbours ')
p.add_run('{sym')
p.add_run('bol}').bold = True
f = s.footer.paragraphs[0]
for kind, text in (('begin', None), (None, ' PAGE '), ('end', None)):
    r = f.add_run()
    e = OxmlElement('w:fldChar' if kind else 'w:instrText')
    if kind: e.set(qn('w:fldCharType'), kind)
    else: e.text = text
    r._r.append(e)
d.add_paragraph('nothing of this')
d.save(sys.argv[1])
"#;

fn made_by_python(folder: &Path) -> Option<PathBuf> {
    let path = folder.join("style.docx");
    peers::python(BY_PYTHON, &[path.to_str().unwrap()])?;
    Some(path)
}

fn check(name: &str, path: &Path) {
    let (reference, findings) = taken(&std::fs::read(path).unwrap());
    assert!(
        !findings
            .iter()
            .any(|f| f.code == "reference-without-symbol"),
        "{findings:?}"
    );
    for draft in [true, false] {
        let bytes = like(&reference, draft);
        faultless(&format!("like-{name}-{draft}"), &bytes);
        let xml = parts(&bytes);
        let styles = part(&xml, "word/styles.xml");
        assert!(styles.contains("123456"), "the colour of the heading");
        assert!(styles.contains("Georgia"));
        assert!(!styles.contains("Theme"), "no theme comes along");
        for (name, text) in &xml {
            assert!(!text.contains("nothing of this"), "{name}");
        }
        let main = part(&xml, "word/document.xml");
        let width = main
            .split("w:pgSz")
            .nth(1)
            .unwrap()
            .split("w:w=\"")
            .nth(1)
            .unwrap();
        let width: u32 = width.split('"').next().unwrap().parse().unwrap();
        assert!((12_200..12_300).contains(&width), "{width}");
        let head = part(&xml, "word/header1.xml");
        let words: String = head
            .split("<w:t")
            .skip(1)
            .filter_map(|t| t.split_once('>')?.1.split('<').next())
            .collect();
        assert!(
            words.contains("Office of Harbours HARBOUR/NBS/5/3"),
            "{words}"
        );
        assert_eq!(words.contains("PROJET"), draft);
        assert!(part(&xml, "word/footer1.xml").contains("PAGE"));
        let document = read_back(&bytes);
        let labels = document
            .body_paragraphs()
            .iter()
            .filter_map(|p| p.label.clone())
            .collect::<Vec<_>>();
        assert!(labels.contains(&"62.".to_owned()) && labels.contains(&"a)".to_owned()));
        assert_eq!(
            document
                .body_paragraphs()
                .iter()
                .filter(|p| p.heading == Some(1))
                .count(),
            3
        );
    }
}

#[test]
fn the_look_can_be_taken_from_a_file_by_python_docx() {
    let dir = tempfile::tempdir().unwrap();
    if let Some(path) = made_by_python(dir.path()) {
        check("python-docx", &path);
    }
}

#[test]
fn the_look_can_be_taken_from_a_file_by_libreoffice() {
    let dir = tempfile::tempdir().unwrap();
    let Some(path) = made_by_python(dir.path()) else {
        return;
    };
    let Some(odt) = peers::convert(&path, "odt", dir.path()) else {
        return;
    };
    std::fs::remove_file(&path).unwrap();
    let back = peers::convert(&odt, "docx", dir.path()).unwrap();
    check("libreoffice", &back);
}
