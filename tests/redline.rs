//! Two versions of a note in one file: accepting every tracked change gives the later one, rejecting
//! every one the earlier, as our own reader, a script of its own, the Open XML SDK's validator and
//! LibreOffice see it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod peers;
mod sample_note;

use std::io::{Cursor, Read, Write};
use std::path::PathBuf;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use rapporteur::docx::read::{Limits, read};
use rapporteur::docx::write::{HouseStyle, Shade, Version, redline, shade, write};
use rapporteur::model::document::{Document, walk};
use rapporteur::model::manuscript::{Manuscript, Part, Span};
use sample_note::{note, text};

const TIME: &str = "2026-07-10T00:00:00Z";

fn written(manuscript: &Manuscript) -> Vec<u8> {
    write(manuscript, &HouseStyle::embedded().unwrap()).unwrap()
}

/// A note and what each of its numbered paragraphs is.
#[derive(Debug, Clone)]
struct Keyed {
    note: Manuscript,
    keys: Vec<u64>,
}

impl Keyed {
    fn new(note: Manuscript) -> Self {
        let count = note.parts.iter().filter(|p| is_numbered(p)).count();
        Self {
            note,
            keys: (1..=count as u64).collect(),
        }
    }
    /// Gives the paragraphs their numbers in order.
    fn renumber(&mut self) {
        let mut n = 0;
        for part in &mut self.note.parts {
            if let Part::Paragraph { number, .. } = part {
                n += 1;
                *number = n;
            }
        }
    }
    /// The place of the n-th numbered paragraph among the parts.
    fn place(&self, n: usize) -> Option<usize> {
        let all = self.note.parts.iter().enumerate();
        all.filter(|(_, p)| is_numbered(p)).nth(n).map(|(at, _)| at)
    }
    fn count(&self) -> usize {
        self.keys.len()
    }
}

fn is_numbered(part: &Part) -> bool {
    matches!(part, Part::Paragraph { .. })
}

fn paragraph(words: &str) -> Part {
    Part::Paragraph {
        number: 0,
        text: vec![text(words)],
        items: Vec::new(),
        remarks: Vec::new(),
    }
}

fn marked(old: &Keyed, new: &Keyed) -> Vec<u8> {
    redline(
        Version {
            bytes: &written(&old.note),
            keys: &old.keys,
        },
        Version {
            bytes: &written(&new.note),
            keys: &new.keys,
        },
        "Rapporteur",
        TIME,
    )
    .unwrap()
}

/// Body, heads, feet and notes as their readers see them, paragraph by paragraph.
fn seen(bytes: &[u8]) -> Vec<String> {
    let document: Document = read(bytes, &Limits::default()).unwrap();
    let mut out = Vec::new();
    let notes = document.notes.values();
    for story in std::iter::once(&document.body)
        .chain(&document.headers)
        .chain(&document.footers)
        .chain(notes)
    {
        walk(story, &mut |p| {
            let mark = p.note_marks().count();
            let label = p.label.as_deref().unwrap_or_default();
            let style = p.style.as_deref().unwrap_or_default();
            out.push(format!("{style}|{label}|{}|{mark}", p.text()));
        });
    }
    out
}

/// The same file with what was inserted deleted and the reverse.
fn turned(bytes: &[u8]) -> Vec<u8> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for i in 0..zip.len() {
        let mut entry = zip.by_index(i).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut content = String::new();
        entry.read_to_string(&mut content).unwrap();
        for (a, b) in [
            ("w:delText", "w:t"),
            ("<w:del ", "<w:WAS "),
            ("</w:del>", "</w:WAS>"),
            ("<w:ins ", "<w:del "),
            ("</w:ins>", "</w:del>"),
            ("<w:WAS ", "<w:ins "),
            ("</w:WAS>", "</w:ins>"),
        ] {
            content = content.replace(a, b);
        }
        let options = zip::write::SimpleFileOptions::default();
        out.start_file(name.as_str(), options).unwrap();
        out.write_all(content.as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

fn texts(lines: &[String]) -> Vec<String> {
    lines
        .iter()
        .map(|l| l.split('|').skip(2).collect::<Vec<_>>().join("|"))
        .collect()
}

fn check(old: &Keyed, new: &Keyed) -> Vec<u8> {
    let bytes = marked(old, new);
    assert_eq!(seen(&bytes), seen(&written(&new.note)), "accepted");
    assert_eq!(
        texts(&seen(&turned(&bytes))),
        texts(&seen(&written(&old.note))),
        "rejected"
    );
    bytes
}

fn kept(name: &str, bytes: &[u8]) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("redline");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(format!("{name}.docx"));
    std::fs::write(&path, bytes).unwrap();
    path
}

/// An old and a new version with every kind of change.
fn versions() -> (Keyed, Keyed) {
    let old = Keyed::new(note("en", false));
    let mut new = old.clone();
    // Words, a note's words, emphasis.
    for n in [2usize, 5, 9] {
        let at = new.place(n).unwrap();
        if let Part::Paragraph { text: words, .. } = &mut new.note.parts[at] {
            words.push(text(" A further sentence was added."));
            if let Some(Span::Text { text, .. }) = words.first_mut() {
                *text = text.replacen(' ', " newly ", 1);
            }
        }
    }
    for part in &mut new.note.parts {
        if let Part::Paragraph { text, items, .. } = part {
            for span in text {
                if let Span::Footnote(inner) = span {
                    inner.push(sample_note::text(" See also the annex."));
                }
            }
            if let Some(item) = items.first_mut() {
                item.push(sample_note::text(" (amended)"));
            }
        }
    }
    // One gone, one new with a note, one moved.
    let gone = new.place(12).unwrap();
    new.note.parts.remove(gone);
    new.keys.remove(12);
    let at = new.place(20).unwrap();
    new.note.parts.insert(
        at,
        Part::Paragraph {
            number: 0,
            text: vec![
                text("Utopia reported that it had joined the work"),
                Span::Footnote(vec![text("Act No. 9.")]),
                text("."),
            ],
            items: vec![vec![text("one thing;")], vec![text("another.")]],
            remarks: Vec::new(),
        },
    );
    new.keys.insert(20, 900);
    let (from, to) = (new.place(30).unwrap(), new.place(40).unwrap());
    let moved = new.note.parts.remove(from);
    new.note.parts.insert(to, moved);
    let key = new.keys.remove(30);
    new.keys.insert(40, key);
    // Masthead, title block, a heading, the end.
    new.note.masthead.date = "1 December 2026".into();
    new.note.masthead.symbol.push_str("/Rev.1");
    for part in &mut new.note.parts {
        match part {
            Part::Title(words) => words.push(text(", second reading")),
            Part::Heading { text, .. } => {
                if let Some(Span::Text { text, .. }) = text.first_mut() {
                    *text = format!("{text} anew");
                }
            }
            _ => {}
        }
    }
    new.note
        .parts
        .push(paragraph("This is the new end of the note."));
    new.keys.push(901);
    new.renumber();
    (old, new)
}

#[test]
fn accepting_gives_the_later_and_rejecting_the_earlier_version() {
    let (old, new) = versions();
    check(&old, &new);
    check(&new, &old);
}

#[test]
fn nothing_is_marked_where_nothing_changed() {
    let old = Keyed::new(note("fr", false));
    let bytes = check(&old, &old);
    let text = String::from_utf8_lossy(&bytes).into_owned();
    drop(text);
    let mut zip = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    let mut content = String::new();
    zip.by_name("word/document.xml")
        .unwrap()
        .read_to_string(&mut content)
        .unwrap();
    assert!(!content.contains("<w:ins ") && !content.contains("<w:del "));
}

#[test]
fn only_the_changed_words_are_marked() {
    let mut old = Keyed::new(note("en", false));
    let at = old.place(3).unwrap();
    old.note.parts[at] = paragraph("Austria reported on 12 cases in the post.");
    let mut new = old.clone();
    new.note.parts[at] = paragraph("Austria reported on 14 cases in the post.");
    old.renumber();
    new.renumber();
    let bytes = check(&old, &new);
    let mut zip = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    let mut content = String::new();
    zip.by_name("word/document.xml")
        .unwrap()
        .read_to_string(&mut content)
        .unwrap();
    assert_eq!(content.matches("<w:ins ").count(), 1);
    assert_eq!(content.matches("<w:del ").count(), 1);
    assert!(content.contains(">12</w:delText>") && content.contains(">14</w:t>"));
}

#[test]
fn a_draft_and_a_final_note_differ_in_words_only() {
    let draft = Keyed::new(note("en", true));
    let mut plain = Keyed::new(note("en", false));
    // Whether the head says DRAFT is for the caller.
    plain.note.draft = true;
    let bytes = check(&draft, &plain);
    assert_eq!(seen(&bytes), seen(&written(&plain.note)));
}

#[test]
fn the_same_versions_give_the_same_bytes() {
    let (old, new) = versions();
    assert_eq!(marked(&old, &new), marked(&old, &new));
}

#[test]
fn a_script_of_its_own_accepts_and_rejects() {
    let (old, new) = versions();
    for (name, a, b) in [("forth", &old, &new), ("back", &new, &old)] {
        let file = kept(name, &marked(a, b));
        let (before, after) = (
            kept(&format!("{name}-old"), &written(&a.note)),
            kept(&format!("{name}-new"), &written(&b.note)),
        );
        let script = include_str!("redline/accept_reject.py");
        let paths = [&file, &before, &after].map(|p| p.to_str().unwrap());
        let Some(said) = peers::python(script, &paths) else {
            return;
        };
        assert!(
            said.contains("accepted: ") && said.contains("changes"),
            "{said}"
        );
    }
}

#[test]
fn the_open_xml_sdk_finds_no_fault() {
    let (old, new) = versions();
    let shades = [Shade {
        paragraph: 1,
        from: 0,
        to: 20,
    }];
    for (name, bytes) in [
        ("valid-forth", marked(&old, &new)),
        ("valid-back", marked(&new, &old)),
        ("valid-shaded", shade(&written(&old.note), &shades).unwrap()),
    ] {
        let file = kept(name, &bytes);
        for version in ["Microsoft365", "Office2019"] {
            let Some(errors) = peers::validator(&file, version) else {
                return;
            };
            assert!(errors.is_empty(), "{name}, {version}: {errors:#?}");
        }
    }
}

#[test]
fn shading_changes_no_word() {
    let note = note("en", false);
    let bytes = written(&note);
    let shades = [
        Shade {
            paragraph: 0,
            from: 0,
            to: 10_000,
        },
        Shade {
            paragraph: 4,
            from: 5,
            to: 12,
        },
    ];
    let shaded = shade(&bytes, &shades).unwrap();
    assert_eq!(seen(&shaded), seen(&bytes));
    assert_ne!(shaded, bytes);
    assert_eq!(shade(&bytes, &[]).unwrap(), bytes);
}

/// Something done to a version.
#[derive(Debug, Clone)]
enum Edit {
    Remove(usize),
    Insert(usize, String),
    Move(usize, usize),
    Say(usize, String),
    Note(usize, String),
    Items(usize, Vec<String>),
    Head(usize, String),
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let words = "[a-d]{1,3}( [a-d]{1,3}){0,6}[.,]?";
    let n = 0usize..70;
    let edit = prop_oneof![
        n.clone().prop_map(Edit::Remove),
        (n.clone(), words).prop_map(|(n, w)| Edit::Insert(n, w)),
        (n.clone(), n.clone()).prop_map(|(a, b)| Edit::Move(a, b)),
        (n.clone(), words).prop_map(|(n, w)| Edit::Say(n, w)),
        (n.clone(), words).prop_map(|(n, w)| Edit::Note(n, w)),
        (n.clone(), proptest::collection::vec(words, 0..3)).prop_map(|(n, w)| Edit::Items(n, w)),
        (n, words).prop_map(|(n, w)| Edit::Head(n, w)),
    ];
    proptest::collection::vec(edit, 0..25)
}

fn edited(base: &Keyed, edits: &[Edit], first_key: u64) -> Keyed {
    let mut out = base.clone();
    for (i, edit) in edits.iter().enumerate() {
        let count = out.count();
        if count < 3 {
            break;
        }
        match edit {
            Edit::Remove(n) => {
                let at = out.place(n % count).unwrap();
                out.note.parts.remove(at);
                out.keys.remove(n % count);
            }
            Edit::Insert(n, w) => {
                // Also behind the last.
                let n = n % (count + 1);
                let at = out.place(n).unwrap_or(out.note.parts.len());
                out.note.parts.insert(at, paragraph(w));
                out.keys.insert(n, first_key + i as u64);
            }
            Edit::Move(a, b) => {
                let (a, b) = (a % count, b % count);
                let (from, to) = (out.place(a).unwrap(), out.place(b).unwrap());
                let part = out.note.parts.remove(from);
                let key = out.keys.remove(a);
                out.note.parts.insert(to, part);
                // Its place among the numbered ones follows from where it stands now.
                let n = out.note.parts[..to]
                    .iter()
                    .filter(|p| is_numbered(p))
                    .count();
                out.keys.insert(n, key);
            }
            Edit::Say(n, w) | Edit::Note(n, w) => {
                let at = out.place(n % count).unwrap();
                if let Part::Paragraph { text: words, .. } = &mut out.note.parts[at] {
                    if matches!(edit, Edit::Note(..)) {
                        words.push(Span::Footnote(vec![text(w)]));
                    } else {
                        words.insert(0, text(&format!("{w} ")));
                    }
                }
            }
            Edit::Items(n, list) => {
                let at = out.place(n % count).unwrap();
                if let Part::Paragraph { items, .. } = &mut out.note.parts[at] {
                    *items = list.iter().map(|w| vec![text(w)]).collect();
                }
            }
            Edit::Head(n, w) => {
                let heads: Vec<usize> = out
                    .note
                    .parts
                    .iter()
                    .enumerate()
                    .filter(|(_, p)| matches!(p, Part::Heading { .. }))
                    .map(|(at, _)| at)
                    .collect();
                let at = heads[n % heads.len()];
                if let Part::Heading { text: words, .. } = &mut out.note.parts[at] {
                    *words = vec![text(w)];
                }
            }
        }
    }
    out.renumber();
    out
}

/// Some pairs of versions, the same in every run.
fn some_pairs(count: usize) -> Vec<(Keyed, Keyed)> {
    let mut runner = TestRunner::deterministic();
    let base = Keyed::new(note("en", false));
    let mut next = |key| {
        edited(
            &base,
            &edits().new_tree(&mut runner).unwrap().current(),
            key,
        )
    };
    (0..count).map(|_| (next(1_000), next(2_000))).collect()
}

#[test]
fn others_agree_on_any_two_versions() {
    let script = include_str!("redline/accept_reject.py");
    for (i, (old, new)) in some_pairs(5).iter().enumerate() {
        let file = kept(&format!("any-{i}"), &marked(old, new));
        let before = kept(&format!("any-{i}-old"), &written(&old.note));
        let after = kept(&format!("any-{i}-new"), &written(&new.note));
        let paths = [&file, &before, &after].map(|p| p.to_str().unwrap());
        peers::python(script, &paths);
        if let Some(errors) = peers::validator(&file, "Microsoft365") {
            assert!(errors.is_empty(), "{i}: {errors:#?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn any_two_versions_can_be_told_apart_and_had_back(a in edits(), b in edits()) {
        let base = Keyed::new(note("en", false));
        let (old, new) = (edited(&base, &a, 1_000), edited(&base, &b, 2_000));
        check(&old, &new);
    }
}
