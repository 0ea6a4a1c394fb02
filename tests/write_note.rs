//! A note made in code, with everything that a manuscript can hold, is written and looked at: by our
//! own reader, by the Open XML SDK's validator, by LibreOffice.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

#[path = "write_note/features.rs"]
mod features;
#[path = "write_note/languages.rs"]
mod languages;
mod peers;
#[path = "write_note/random.rs"]
mod random;
#[path = "write_note/reference.rs"]
mod reference;
mod sample_note;

use std::collections::BTreeMap;
use std::io::Read;

use proptest::prelude::*;
use rapporteur::docx::read::{self, Limits};
use rapporteur::docx::write::{HouseStyle, WriteError, write};
use rapporteur::model::document::{Document, Inline, NoteKey, Paragraph};
use rapporteur::model::manuscript::{Manuscript, Part, Span};
use sample_note::{note, text, words};

fn written(manuscript: &Manuscript) -> Vec<u8> {
    write(manuscript, &HouseStyle::embedded().unwrap()).unwrap()
}

fn read_back(bytes: &[u8]) -> Document {
    let document = read::read(bytes, &Limits::default()).unwrap();
    assert_eq!(document.findings, []);
    document
}

fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|i| {
            let mut entry = zip.by_index(i).unwrap();
            let mut text = String::new();
            entry.read_to_string(&mut text).unwrap();
            (entry.name().unwrap().into_owned(), text)
        })
        .collect()
}

fn part<'p>(parts: &'p [(String, String)], name: &str) -> &'p str {
    let found = parts.iter().find(|(n, _)| n == name);
    &found.unwrap_or_else(|| panic!("there is no {name}")).1
}

#[test]
fn the_same_note_gives_the_same_bytes() {
    for lang in ["en", "fr"] {
        let first = written(&note(lang, true));
        // Another note in between moves whatever counts through the whole process.
        written(&note("es", true));
        assert_eq!(first, written(&note(lang, true)));
    }
    assert_ne!(written(&note("en", true)), written(&note("en", false)));
}

#[test]
fn notes_written_at_the_same_time_do_not_mix() {
    let alone: Vec<_> = ["en", "fr"].map(|l| written(&note(l, true))).into();
    let together: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = ["en", "fr", "en", "fr"]
            .map(|l| scope.spawn(move || written(&note(l, true))))
            .into();
        threads.into_iter().map(|t| t.join().unwrap()).collect()
    });
    assert_eq!(together[..2], alone);
    assert_eq!(together[2..], alone);
}

#[test]
fn numbers_and_labels_are_those_of_the_manuscript() {
    for (lang, item) in [("en", "(a)"), ("fr", "a)")] {
        let manuscript = note(lang, true);
        let document = read_back(&written(&manuscript));
        let lines = document.body_paragraphs();
        let mut at = lines
            .iter()
            .position(|p| p.style.as_deref() == Some("Meeting"))
            .unwrap();
        let mut next = || {
            at += 1;
            lines[at - 1]
        };
        let mut seen = 0;
        for part in &manuscript.parts {
            match part {
                Part::Heading { level, label, text } => {
                    let line = next();
                    assert_eq!(line.heading, Some(*level));
                    let whole = format!("{label} {}", words(text));
                    assert_eq!(with_label(line), whole.trim());
                }
                Part::Paragraph {
                    number,
                    text,
                    items,
                    ..
                } => {
                    let line = next();
                    assert_eq!(line.label.as_deref(), Some(&*format!("{number}.")));
                    assert_eq!(line.text(), words(text));
                    seen += 1;
                    for (i, text) in items.iter().enumerate() {
                        let line = next();
                        let letter = char::from(b'a' + i as u8).to_string();
                        let label = item.replace('a', &letter);
                        assert_eq!(line.label.as_deref(), Some(&*label));
                        assert_eq!(line.text(), words(text));
                    }
                }
                Part::Meeting(text)
                | Part::PlaceAndDates(text)
                | Part::AgendaItem(text)
                | Part::AgendaTitle(text)
                | Part::Title(text)
                | Part::Author(text)
                | Part::Plain(text) => assert_eq!(next().text(), words(text)),
            }
        }
        assert_eq!(at, lines.len(), "nothing follows the last part");
        assert!(seen >= 60);
    }
}

fn with_label(line: &Paragraph) -> String {
    let text = line.text().replace('\t', " ");
    match &line.label {
        Some(label) => format!("{label} {text}"),
        None => text,
    }
}

#[test]
fn numbers_may_start_and_jump_anywhere() {
    let mut manuscript = note("en", false);
    let given = [7, 8, 9, 40, 41, 41, 2];
    manuscript.parts = given
        .map(|number| Part::Paragraph {
            number,
            text: vec![text("Text.")],
            items: vec![vec![text("First.")], vec![text("Second.")]],
            remarks: vec![],
        })
        .into();
    let document = read_back(&written(&manuscript));
    let labels: Vec<_> = document
        .body_paragraphs()
        .iter()
        .filter_map(|p| p.label.clone())
        .collect();
    let wanted: Vec<_> = given
        .iter()
        .flat_map(|n| [format!("{n}."), "(a)".into(), "(b)".into()])
        .collect();
    assert_eq!(labels, wanted);
}

#[test]
fn notes_have_their_texts_and_their_own_marks() {
    let manuscript = note("en", true);
    let bytes = written(&manuscript);
    let document = read_back(&bytes);
    let texts: Vec<String> = document
        .notes
        .values()
        .map(|blocks| {
            blocks
                .iter()
                .filter_map(|b| match b {
                    rapporteur::model::document::Block::Paragraph(p) => Some(p.text()),
                    _ => None,
                })
                .collect::<Vec<_>>()
                .join("\n")
        })
        .collect();
    let wanted = sample_note::notes(&manuscript);
    assert_eq!(wanted.len(), 4);
    assert_eq!(texts.len(), wanted.len());
    for (text, (mark, wanted)) in texts.iter().zip(&wanted) {
        let own = mark.as_deref().unwrap_or_default();
        assert_eq!(*text, format!("{own}\t{wanted}"));
    }
    assert_eq!(document.notes.keys().last(), Some(&NoteKey::Footnote(4)));
    let xml = parts(&bytes);
    let main = part(&xml, "word/document.xml");
    assert_eq!(main.matches("w:customMarkFollows=\"1\"").count(), 2);
    assert_eq!(main.matches("<w:footnoteReference ").count(), 4);
}

#[test]
fn marks_and_remarks_are_only_in_drafts() {
    let names = [
        "RapporteurDraft",
        "RapporteurUnconfirmed",
        "RapporteurUntranslated",
        "RapporteurNeedsReview",
    ];
    let draft = parts(&written(&note("en", true)));
    let main = part(&draft, "word/document.xml");
    for name in names {
        let used = format!("<w:rStyle w:val=\"{name}\"/>");
        assert!(main.contains(&used), "{name}");
        let defined = format!("w:styleId=\"{name}\"");
        assert!(part(&draft, "word/styles.xml").contains(&defined));
    }
    let comments = part(&draft, "word/comments.xml");
    assert_eq!(comments.matches("w:author=\"Rapporteur\"").count(), 2);
    assert_eq!(comments.matches("w:initials=\"R\"").count(), 2);
    assert!(comments.contains("w:date=\"2026-03-09T08:30:00Z\""));
    assert!(comments.contains(sample_note::REMARK));
    assert!(part(&draft, "word/header1.xml").contains("DRAFT"));

    let last = parts(&written(&note("en", false)));
    assert!(!last.iter().any(|(name, _)| name == "word/comments.xml"));
    for (name, text) in &last {
        if name != "word/styles.xml" {
            assert!(!text.contains("DRAFT"), "{name}");
            assert!(!text.contains(sample_note::REMARK), "{name}");
            assert!(names.iter().all(|n| !text.contains(n)), "{name}");
        }
    }
}

#[test]
fn languages_are_marked() {
    let bytes = written(&note("fr", true));
    let document = read_back(&bytes);
    assert_eq!(document.properties.lang.unwrap().as_str(), "fr-fr");
    let english: String = read_back(&bytes)
        .body_paragraphs()
        .iter()
        .flat_map(|p| &p.content)
        .filter_map(|i| match i {
            Inline::Run(run) if run.lang.as_ref().is_some_and(|l| l.primary() == "en") => {
                Some(run.text.as_str())
            }
            _ => None,
        })
        .collect();
    assert_eq!(english, sample_note::FOREIGN);
}

#[test]
fn the_file_says_what_it_is() {
    let manuscript = note("fr", true);
    let xml = parts(&written(&manuscript));
    let core = part(&xml, "docProps/core.xml");
    for wanted in [
        "<dc:language>fr-FR</dc:language>",
        "<dc:creator>Secrétariat &amp; services</dc:creator>",
        ">2026-03-09T08:30:00Z</dcterms:created>",
        ">2026-03-09T08:30:00Z</dcterms:modified>",
    ] {
        assert!(core.contains(wanted), "{wanted} in {core}");
    }
    assert_eq!(xml[0].0, "[Content_Types].xml");
    assert_eq!(xml[1].0, "_rels/.rels");
    let settings = part(&xml, "word/settings.xml");
    assert!(settings.contains("w:name=\"compatibilityMode\""));
    assert!(settings.contains("<w:evenAndOddHeaders/>"));
    let foot = part(&xml, "word/footer1.xml");
    assert!(foot.contains(">PAGE<") && foot.contains(">NUMPAGES<"));
    assert!(foot.contains(&manuscript.job_number));
}

#[test]
fn every_part_is_well_formed_and_pointed_to() {
    for draft in [true, false] {
        let xml = parts(&written(&note("en", draft)));
        let mut names: BTreeMap<&str, bool> = BTreeMap::new();
        for (name, text) in &xml {
            let mut reader = quick_xml::Reader::from_str(text);
            reader.config_mut().check_end_names = true;
            loop {
                match reader.read_event() {
                    Ok(quick_xml::events::Event::Eof) => break,
                    Ok(_) => {}
                    Err(e) => panic!("{name}: {e}"),
                }
            }
            names.insert(name, false);
        }
        let rels = part(&xml, "word/_rels/document.xml.rels");
        let types = part(&xml, "[Content_Types].xml");
        for name in names.keys() {
            if let Some(target) = name.strip_prefix("word/")
                && !target.starts_with("_rels")
                && target != "document.xml"
            {
                assert!(rels.contains(&format!("Target=\"{target}\"")), "{name}");
            }
            if !name.ends_with(".rels") && *name != "[Content_Types].xml" {
                assert!(types.contains(&format!("\"/{name}\"")), "{name}");
            }
        }
    }
}

#[test]
fn text_that_is_hard_to_write_comes_back() {
    let hard = "a & b < c > d \"e\" 'f' \u{a0}: no\u{2011}break, \u{202f}%, \u{0}\u{1f}end\u{fffe}";
    let mut manuscript = note("en", false);
    manuscript.masthead.symbol = "A/<&>/1".into();
    manuscript.title = "Title & \u{1} more".into();
    manuscript.parts = vec![Part::Paragraph {
        number: 1,
        text: vec![
            text(hard),
            Span::LineBreak,
            text("after\nthe\tbreak "),
            Span::Footnote(vec![text("x < y"), Span::Footnote(vec![text("inner")])]),
        ],
        items: vec![vec![]],
        remarks: vec![],
    }];
    let document = read_back(&written(&manuscript));
    let lines = document.body_paragraphs();
    let line = lines
        .iter()
        .find(|p| p.label.as_deref() == Some("1."))
        .unwrap();
    let wanted = hard.replace(['\u{0}', '\u{1f}', '\u{fffe}'], "");
    assert_eq!(line.text(), format!("{wanted}\nafter\nthe\tbreak "));
    assert!(lines.iter().any(|p| p.text() == "A/<&>/1"));
    let plain = read::plain_text(&document);
    assert!(plain.contains("x < y (inner)"), "{plain}");
}

/// What of a text can come back: a line end is a line end, and our reader drops control characters
/// and soft hyphens.
fn writable(text: &str) -> String {
    text.replace("\r\n", "\n")
        .replace('\r', "\n")
        .chars()
        .filter(|c| {
            matches!(c, '\t' | '\n')
                || (!c.is_control() && !matches!(c, '\u{ad}' | '\u{fffe}' | '\u{ffff}'))
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn any_text_comes_back(
        number in 1..5000_u32,
        texts in prop::collection::vec((".*|[a-z\u{2011}\u{ad}<&\r\n\t ]{0,12}", any::<bool>(), any::<bool>()), 1..5),
        note_text in "[^\u{0}-\u{1f}\u{ad}]*",
        remark in ".*",
    ) {
        let mut manuscript = note("fr", true);
        let mut spans: Vec<Span> = texts
            .iter()
            .map(|(text, emphasis, foreign)| Span::Text {
                text: text.clone(),
                emphasis: *emphasis,
                lang: foreign.then(|| "ru".parse().unwrap()),
                mark: None,
            })
            .collect();
        spans.push(Span::Footnote(vec![text(&note_text)]));
        manuscript.parts = vec![Part::Paragraph {
            number,
            text: spans,
            items: vec![],
            remarks: vec![remark.as_str().into()],
        }];
        let document = read_back(&written(&manuscript));
        let lines = document.body_paragraphs();
        let line = lines.last().unwrap();
        let wanted: String = texts.iter().map(|(text, _, _)| writable(text)).collect();
        prop_assert_eq!(line.text(), wanted);
        prop_assert_eq!(line.label.clone(), Some(format!("{number}.")));
        prop_assert_eq!(document.notes.len(), 2);
        let last = document.notes.values().last().unwrap();
        let Some(rapporteur::model::document::Block::Paragraph(first)) = last.first() else {
            panic!("the note has no paragraph");
        };
        prop_assert_eq!(first.text(), format!("\t{}", writable(&note_text)));
    }
}

#[test]
fn an_empty_manuscript_is_a_file_too() {
    let mut manuscript = note("en", false);
    manuscript.parts.clear();
    manuscript.masthead = Default::default();
    manuscript.job_number.clear();
    manuscript.title.clear();
    let bytes = written(&manuscript);
    read_back(&bytes);
    faultless("empty", &bytes);
}

#[test]
fn a_time_that_is_none_is_refused() {
    let mut manuscript = note("en", false);
    manuscript.timestamp = "yesterday".into();
    let result = write(&manuscript, &HouseStyle::embedded().unwrap());
    assert!(matches!(result, Err(WriteError::Timestamp(t)) if t == "yesterday"));
}

/// Writes a file where a person can look at it after the test.
fn kept(name: &str, bytes: &[u8]) -> std::path::PathBuf {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("write_note");
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join(format!("{name}.docx"));
    std::fs::write(&file, bytes).unwrap();
    file
}

fn faultless(name: &str, bytes: &[u8]) {
    let file = kept(name, bytes);
    for version in ["Microsoft365", "Office2019"] {
        let Some(errors) = peers::validator(&file, version) else {
            return;
        };
        assert!(errors.is_empty(), "{name}, {version}: {errors:#?}");
    }
}

#[test]
fn the_open_xml_sdk_finds_no_fault() {
    for lang in ["en", "fr"] {
        for draft in [true, false] {
            let name = format!("{lang}-{}", if draft { "draft" } else { "final" });
            faultless(&name, &written(&note(lang, draft)));
        }
    }
}

#[test]
fn office_shows_numbers_heads_and_feet() {
    let manuscript = note("en", true);
    let file = kept("office", &written(&manuscript));
    let Some(pages) = peers::to_pdf(&file).and_then(|pdf| peers::pdf_pages(&pdf)) else {
        return;
    };
    let symbol = &manuscript.masthead.symbol;
    assert!(pages.len() > 3, "{} pages", pages.len());
    for (i, page) in pages.iter().enumerate() {
        let lines: Vec<&str> = page.lines().filter(|l| !l.trim().is_empty()).collect();
        let (head, foot) = (lines[0], lines[lines.len() - 1]);
        assert!(head.contains("DRAFT"), "page {}: {head}", i + 1);
        assert!(foot.contains("V.26-01234 (E)"), "page {}: {foot}", i + 1);
        if i == 0 {
            assert!(!head.contains(symbol));
            continue;
        }
        let count = format!("{}/{}", i + 1, pages.len());
        let (outer_head, outer_foot) = if i % 2 == 1 {
            (
                head.trim().starts_with(symbol),
                foot.trim().starts_with(&count),
            )
        } else {
            (head.trim().ends_with(symbol), foot.trim().ends_with(&count))
        };
        assert!(outer_head, "page {}: {head}", i + 1);
        assert!(outer_foot, "page {}: {foot}", i + 1);
    }
    let whole = pages.join("\n");
    for number in 1..=60 {
        let label = format!("{number}.");
        assert!(
            whole.split_whitespace().any(|w| w == label),
            "paragraph {label} is not shown"
        );
    }
    assert!(whole.contains("(b)"));
    // The face of the house, or the one that stands for it where it is not installed.
    if let Some(faces) = peers::pdf_fonts(&file.with_extension("pdf")) {
        let plain = |f: &String| f.replace([' ', '-'], "");
        let house = |f: &String| {
            ["TimesNewRoman", "LiberationSerif"]
                .iter()
                .any(|name| plain(f).starts_with(name))
        };
        assert!(!faces.is_empty() && faces.iter().all(house), "{faces:?}");
    }
}
