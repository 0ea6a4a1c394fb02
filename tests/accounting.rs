//! The two rules of reading, on every Word file of the fixtures and on changes of them: nothing is lost
//! or doubled, and nothing that is not visible shows. What a person cannot see changes no answer.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod mutate;

use std::path::Path;
use std::sync::LazyLock;

use mutate::packing::REPACKED;
use mutate::same::CHANGES;
use mutate::tree::Part;
use mutate::unseen::{MARKER, UNSEEN};
use mutate::{Draw, MAIN, Parts, pack, pack_with, part, put, unpack, word_files};
use rapporteur::docx::read::{Limits, plain_text, read};
use rapporteur::language::Resources;
use rapporteur::model::document::{Document, LeftOut};
use rapporteur::model::extraction::Extraction;
use rapporteur::questionnaire::{Form, extract, read_form, unaccounted};

static RESOURCES: LazyLock<Resources> = LazyLock::new(Resources::default);

fn fixtures() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

/// The blank forms of the worked dossier.
static FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| {
    word_files(&fixtures().join("dossier/questionnaire"))
        .iter()
        .map(|(_, bytes)| read_form(&read(bytes, &Limits::default()).unwrap(), &RESOURCES).unwrap())
        .collect()
});

/// A readable fixture.
struct Case {
    name: String,
    parts: Parts,
    seen: Seen,
}

/// Features and returns; each is read once.
static CASES: LazyLock<Vec<Case>> = LazyLock::new(|| {
    let mut out = Vec::new();
    for folder in ["features", "dossier/inbox", "dossier/trouble"] {
        for (path, bytes) in word_files(&fixtures().join(folder)) {
            let Some(parts) = unpack(&bytes) else {
                continue;
            };
            let Ok(doc) = read(&bytes, &Limits::default()) else {
                continue;
            };
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            out.push(Case {
                seen: Seen::of(&doc, &name),
                name,
                parts,
            });
        }
    }
    assert!(out.len() > 100, "only {} fixtures can be read", out.len());
    out
});

/// What must not change: the visible text, the answers, what is left out and why.
#[derive(Debug, PartialEq)]
struct Seen {
    text: String,
    statements: Vec<String>,
    about: String,
    cover: Vec<String>,
    unplaced: Vec<String>,
    left_out: Vec<String>,
}

impl Seen {
    /// Reads out the answers and holds the sum of all characters against the document.
    fn of(doc: &Document, name: &str) -> Self {
        let found = extract(doc, &FORMS, "reply.docx", &RESOURCES);
        Self::found(doc, &found, name)
    }
    fn found(doc: &Document, found: &Extraction, name: &str) -> Self {
        assert_eq!(unaccounted(doc, found), [], "{name}: lost or doubled");
        let mut left_out: Vec<String> = Vec::new();
        for piece in &found.left_out {
            let text: String = piece.text.split_whitespace().collect();
            left_out.push(format!("{}: {text}", piece.reason.as_str()));
        }
        Self {
            text: plain_text(doc),
            statements: found
                .statements
                .iter()
                .map(|s| {
                    format!(
                        "{:?} {:?} {:?} {} {:?}",
                        s.cell, s.action, s.lang, s.text, s.notes
                    )
                })
                .collect(),
            about: format!(
                "{:?} {:?} {:?} {:?}",
                found.country, found.submitted, found.consent, found.lang
            ),
            cover: found
                .cover
                .iter()
                .map(|f| format!("{} {} {}", f.kind, f.label, f.value))
                .collect(),
            unplaced: found.unplaced.iter().map(|p| p.text.clone()).collect(),
            left_out,
        }
    }
}

fn again(bytes: &[u8], name: &str) -> Seen {
    let doc = read(bytes, &Limits::default()).unwrap_or_else(|e| panic!("{name}: refused, {e}"));
    Seen::of(&doc, name)
}

/// Says which of two readings differs where.
fn difference(name: &str, before: &Seen, after: &Seen) -> Option<String> {
    (before != after).then(|| {
        format!(
            "== {name}\n{}",
            similar_lines(&format!("{before:#?}"), &format!("{after:#?}"))
        )
    })
}

fn similar_lines(before: &str, after: &str) -> String {
    let old: Vec<&str> = before.lines().collect();
    let new: Vec<&str> = after.lines().collect();
    let gone = old
        .iter()
        .filter(|l| !new.contains(l))
        .map(|l| format!("-{l}\n"));
    let came = new
        .iter()
        .filter(|l| !old.contains(l))
        .map(|l| format!("+{l}\n"));
    gone.chain(came).collect()
}

fn report(wrong: &[String]) {
    let some: Vec<&str> = wrong.iter().take(40).map(String::as_str).collect();
    assert!(
        wrong.is_empty(),
        "{} differ\n{}",
        wrong.len(),
        some.join("\n")
    );
}

#[test]
fn what_nobody_sees_changes_nothing() {
    let mut wrong = Vec::new();
    let mut done = 0;
    for (kind, (what, change)) in CHANGES.iter().enumerate() {
        for (at, case) in CASES.iter().enumerate() {
            let Some(mut main) = part(&case.parts, MAIN).and_then(Part::parse) else {
                continue;
            };
            let before = main.bytes();
            change(&mut main, &mut Draw::seed((kind * 1000 + at) as u64 + 1));
            let after = main.bytes();
            if before == after {
                continue;
            }
            done += 1;
            let mut parts = case.parts.clone();
            put(&mut parts, MAIN, after);
            let name = format!("{what}: {}", case.name);
            wrong.extend(difference(&name, &case.seen, &again(&pack(&parts), &name)));
        }
    }
    assert!(done > 1000, "only {done} changes");
    report(&wrong);
}

/// Several changes one on top of the other.
#[test]
fn many_changes_together_change_nothing() {
    let mut wrong = Vec::new();
    for (at, case) in CASES.iter().enumerate() {
        let Some(mut main) = part(&case.parts, MAIN).and_then(Part::parse) else {
            continue;
        };
        let mut draw = Draw::seed(7000 + at as u64);
        let mut names = Vec::new();
        for _ in 0..4 {
            let (what, change) = CHANGES[draw.below(CHANGES.len())];
            names.push(what);
            change(&mut main, &mut draw);
        }
        let mut parts = case.parts.clone();
        put(&mut parts, MAIN, main.bytes());
        let name = format!("{}: {}", names.join(", "), case.name);
        wrong.extend(difference(&name, &case.seen, &again(&pack(&parts), &name)));
    }
    report(&wrong);
}

#[test]
fn another_packing_changes_nothing() {
    let mut wrong = Vec::new();
    for case in CASES.iter() {
        for (what, change) in REPACKED {
            let mut parts = case.parts.clone();
            change(&mut parts);
            let name = format!("{what}: {}", case.name);
            wrong.extend(difference(&name, &case.seen, &again(&pack(&parts), &name)));
        }
        let stored = pack_with(&case.parts, zip::CompressionMethod::Stored);
        wrong.extend(difference(
            &case.name,
            &case.seen,
            &again(&stored, &case.name),
        ));
    }
    report(&wrong);
}

/// Everything that reaches a statement, the cover, or the text nobody placed.
fn shown(found: &Extraction) -> String {
    let statements = found
        .statements
        .iter()
        .flat_map(|s| std::iter::once(&s.text).chain(&s.notes));
    let cover = found.cover.iter().flat_map(|f| [&f.label, &f.value]);
    let loose = found
        .unplaced
        .iter()
        .chain(&found.form_text)
        .map(|p| &p.text);
    statements
        .chain(cover)
        .chain(loose)
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn what_is_not_visible_never_shows() {
    let mut wrong = Vec::new();
    for (kind, unseen) in UNSEEN.iter().enumerate() {
        let mut done = 0;
        for (at, case) in CASES.iter().enumerate() {
            let mut parts = case.parts.clone();
            if !(unseen.put)(&mut parts, &mut Draw::seed((kind * 1000 + at) as u64 + 5)) {
                continue;
            }
            done += 1;
            let name = format!("{}: {}", unseen.name, case.name);
            let doc =
                read(&pack(&parts), &Limits::default()).unwrap_or_else(|e| panic!("{name}: {e}"));
            let found = extract(&doc, &FORMS, "reply.docx", &RESOURCES);
            if shown(&found).contains(MARKER) || plain_text(&doc).contains(MARKER) {
                wrong.push(format!("{name}: it shows"));
            }
            // Within something that is left out itself, the outer reason may be the one given.
            let own = |reason: &str| {
                case.name.starts_with("hidden-")
                    || case.seen.left_out.iter().any(|l| l.starts_with(reason))
            };
            let apart = |l: &LeftOut| {
                let reason = l.reason.as_str();
                l.text.contains(MARKER) && (Some(reason) == unseen.reason || own(reason))
            };
            if unseen.reason.is_some() && !found.left_out.iter().any(apart) {
                wrong.push(format!(
                    "{name}: it is not left out as {:?}: {:?}",
                    unseen.reason, found.left_out
                ));
            }
            let after = Seen::found(&doc, &found, &name);
            // A paragraph put in can end a line that ran on; only words count.
            let words = |t: &str| t.split_whitespace().collect::<String>();
            if after.statements != case.seen.statements || after.cover != case.seen.cover {
                wrong.push(format!(
                    "{name}: the answers changed\n{}",
                    similar_lines(&format!("{:#?}", case.seen), &format!("{after:#?}"))
                ));
            } else if words(&after.text) != words(&case.seen.text) {
                wrong.push(format!(
                    "{name}: the text changed\n{}\n{}",
                    case.seen.text, after.text
                ));
            }
        }
        assert!(
            done > 60 || unseen.name.ends_with("row") && done > 15,
            "{}: only {done}",
            unseen.name
        );
    }
    report(&wrong);
}
