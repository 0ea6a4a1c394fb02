//! The walls of the house: which room may know which. An arrow back fails here.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The rooms by rank; a room may use rooms of a lower rank only.
const RANKS: [&[&str]; 7] = [
    &["model"],
    &["docx", "language"],
    &["questionnaire", "memory", "plan"],
    &["suggest", "check"],
    &["dossier", "exchange", "note"],
    &["workflow"],
    &["cli", "web"],
];

/// Place of a room in the order, from 0.
fn rank(room: &str) -> Option<usize> {
    RANKS.iter().position(|rooms| rooms.contains(&room))
}

fn sources(dir: &Path, out: &mut Vec<PathBuf>) {
    for item in std::fs::read_dir(dir).unwrap() {
        let path = item.unwrap().path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

/// The rooms that a source names by `crate::room`, comments left out.
fn named(text: &str) -> Vec<(usize, String)> {
    let mut out = Vec::new();
    for (n, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("//") {
            continue;
        }
        for (at, _) in line.match_indices("crate::") {
            let rest = &line[at + "crate::".len()..];
            let room: String = rest
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect();
            out.push((n + 1, room));
        }
    }
    out
}

fn rooms() -> BTreeMap<PathBuf, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    files
        .into_iter()
        .filter_map(|file| {
            let inner = file.strip_prefix(&root).unwrap();
            let mut parts = inner.components();
            let room = parts
                .next()
                .unwrap()
                .as_os_str()
                .to_string_lossy()
                .into_owned();
            parts.next().is_some().then_some((file, room))
        })
        .collect()
}

/// Rights are asked where a decision is written; so there is one such place.
#[test]
fn decisions_are_written_in_one_place() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all = Vec::new();
    sources(&src, &mut all);
    let writes = |file: &PathBuf| {
        let text = std::fs::read_to_string(file).unwrap();
        text.contains("?.decide(&")
    };
    let writers: Vec<&PathBuf> = all.iter().filter(|file| writes(file)).collect();
    assert_eq!(writers, [&src.join("workflow/decide.rs")]);
}

#[test]
fn arrows_point_one_way() {
    let mut back = Vec::new();
    for (file, room) in rooms() {
        let own = rank(&room).unwrap_or_else(|| panic!("the room {room} has no rank"));
        let text = std::fs::read_to_string(&file).unwrap();
        for (line, other) in named(&text) {
            let Some(theirs) = rank(&other) else { continue };
            if other != room && theirs >= own {
                back.push(format!("{}:{line} {room} -> {other}", file.display()));
            }
        }
    }
    assert!(back.is_empty(), "arrows back:\n{}", back.join("\n"));
}

#[test]
fn only_the_docx_room_knows_packages_and_elements() {
    let mut outside = Vec::new();
    for (file, room) in rooms().into_iter().filter(|(_, room)| room != "docx") {
        let text = std::fs::read_to_string(&file).unwrap();
        for word in ["zip::", "docx_rs", "\"w:", "<w:", "wordprocessingml/2006"] {
            let hit = text
                .lines()
                .any(|l| !l.trim_start().starts_with("//") && l.contains(word));
            if hit {
                outside.push(format!("{} ({room}): {word}", file.display()));
            }
        }
    }
    assert!(outside.is_empty(), "{}", outside.join("\n"));
}

#[test]
fn no_source_is_much_longer_than_a_room_can_be_read() {
    let mut long = Vec::new();
    for (file, _) in rooms() {
        // Tests lie in a file of their own and are read one by one.
        if file.ends_with("tests.rs") {
            continue;
        }
        let lines = std::fs::read_to_string(&file).unwrap().lines().count();
        if lines > 500 {
            long.push(format!("{}: {lines} lines", file.display()));
        }
    }
    assert!(long.is_empty(), "{}", long.join("\n"));
}
