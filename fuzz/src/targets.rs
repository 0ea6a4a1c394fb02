//! The three targets. A fault is a panic; what the reader refuses is no fault. Each tells whether the
//! input was read, so that a driver can see that it does not only try refusals.

use std::path::Path;
use std::sync::LazyLock;

use rapporteur::docx::read::{Limits, outline, plain_text, read};
use rapporteur::language::Resources;
use rapporteur::model::document::Document;
use rapporteur::questionnaire::{Form, extract, read_form, unaccounted};

use super::mutate::same::CHANGES;
use super::mutate::tree::{Node, Part};
use super::mutate::unseen::{MARKER, UNSEEN};
use super::mutate::{Draw, MAIN, Parts, pack, part, put, unpack, word_files};

/// Tight bounds, so that whatever gets past them shows as time or memory.
fn limits() -> Limits {
    Limits {
        file_size: 1 << 20,
        entries: 200,
        part_size: 4 << 20,
        total_size: 8 << 20,
        ratio: 100,
        ratio_floor: 1 << 20,
        depth: 128,
        elements: 100_000,
    }
}

static RESOURCES: LazyLock<Resources> = LazyLock::new(Resources::default);

fn fixtures(folder: &str) -> Vec<Parts> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    // Here in the fuzz package, there in the program's own tests.
    let root = [root.join("fixtures"), root.join("../fixtures")]
        .into_iter()
        .find(|p| p.is_dir())
        .unwrap_or_default();
    word_files(&root.join(folder))
        .iter()
        .filter_map(|(_, bytes)| unpack(bytes))
        .collect()
}

static FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| {
    fixtures("dossier/questionnaire")
        .iter()
        .take(2)
        .filter_map(|parts| read(&pack(parts), &Limits::default()).ok())
        .filter_map(|doc| read_form(&doc, &RESOURCES).ok())
        .collect()
});

static RETURNS: LazyLock<Vec<Parts>> = LazyLock::new(|| fixtures("dossier/inbox"));

/// A package with a part of each kind for the body target.
static WHOLE: LazyLock<Parts> = LazyLock::new(|| {
    fixtures("dossier/inbox")
        .into_iter()
        .find(|p| part(p, "word/footnotes.xml").is_some())
        .unwrap_or_default()
});

fn shows(doc: &Document) {
    let _ = (plain_text(doc), outline(doc), doc.all_left_out());
}

/// Any bytes as a file.
pub fn package(data: &[u8]) -> bool {
    let doc = read(data, &limits());
    doc.inspect(shows).is_ok()
}

/// Any bytes as a part of a package that is valid otherwise; the first byte says which part.
pub fn body(data: &[u8]) -> bool {
    let Some((first, rest)) = data.split_first() else {
        return false;
    };
    let name = match first % 8 {
        0 => "word/styles.xml",
        1 => "word/numbering.xml",
        2 => "word/footnotes.xml",
        3 => "word/_rels/document.xml.rels",
        4 => "[Content_Types].xml",
        _ => MAIN,
    };
    let mut parts = WHOLE.clone();
    put(&mut parts, name, rest.to_vec());
    let Ok(doc) = read(&pack(&parts), &limits()) else {
        return false;
    };
    shows(&doc);
    accounted(&doc);
    true
}

/// A return of the worked dossier, changed as the bytes say; every character must be accounted for, and
/// what is put in unseen must not show.
pub fn extraction(data: &[u8]) -> bool {
    let mut draw = Draw::bytes(data);
    let which = draw.below(RETURNS.len());
    let Some(mut parts) = RETURNS.get(which).cloned() else {
        return false;
    };
    let Some(mut main) = part(&parts, MAIN).and_then(Part::parse) else {
        return false;
    };
    let mut unseen = Vec::new();
    for _ in 0..24 {
        if !draw.more() {
            break;
        }
        let step = draw.below(256);
        match step {
            0..=95 => move_about(&mut main, &mut draw, step % 4),
            96..=143 => retype(&mut main, &mut draw),
            144..=223 => CHANGES[step % CHANGES.len()].1(&mut main, &mut draw),
            _ => unseen.push(step % UNSEEN.len()),
        }
    }
    put(&mut parts, MAIN, main.bytes());
    for kind in unseen {
        (UNSEEN[kind].put)(&mut parts, &mut draw);
    }
    // What was changed may be nested or long beyond the bounds; that is a refusal like others.
    let Ok(doc) = read(&pack(&parts), &limits()) else {
        return false;
    };
    assert!(!plain_text(&doc).contains(MARKER), "the marker shows");
    accounted(&doc);
    true
}

fn accounted(doc: &Document) {
    let found = extract(doc, &FORMS, "reply.docx", &RESOURCES);
    let lost = unaccounted(doc, &found);
    assert!(lost.is_empty(), "lost or doubled: {lost:?}");
}

/// Drops, doubles, moves or exchanges blocks, rows and cells.
fn move_about(main: &mut Part, draw: &mut Draw, how: usize) {
    let ways = main.spots(&|name, _, _| matches!(name, "p" | "tbl" | "tr" | "tc" | "r" | "sdt"));
    let Some(from) = draw.one(ways.clone()) else {
        return;
    };
    let Some(node) = main.root.at(&from).cloned() else {
        return;
    };
    let Some(to) = draw.one(ways) else { return };
    match how {
        0 => replace(main, &from, Vec::new()),
        1 => replace(main, &from, vec![node.clone(), node]),
        2 => {
            let Some(other) = main.root.at(&to).cloned() else {
                return;
            };
            replace(main, &to, vec![other, node]);
        }
        _ => {
            let Some(other) = main.root.at(&to).cloned() else {
                return;
            };
            // Neither may hold the other.
            if !from.starts_with(&to) && !to.starts_with(&from) {
                replace(main, &from, vec![other]);
                replace(main, &to, vec![node]);
            }
        }
    }
}

fn replace(main: &mut Part, way: &[usize], nodes: Vec<Node>) {
    let (Some(&at), Some(holder)) = (way.last(), main.root.holder(way)) else {
        return;
    };
    if at < holder.children.len() {
        holder.children.splice(at..=at, nodes);
    }
}

/// Puts other words in place of a text.
fn retype(main: &mut Part, draw: &mut Draw) {
    const STOCK: &[&str] = &[
        "",
        " ",
        "X",
        "☒",
        "☐ YES",
        "YES / NO",
        "No.",
        "N/A",
        "--",
        "..........",
        "Theme 2",
        "Theme 2. ",
        "Recommendation (a)",
        "(b)",
        "2 (a)",
        "Comments:",
        "Any action taken",
        "Annex",
        "• point",
        "1.",
        "a)",
        "ﬁne",
        "e\u{301}",
        "\u{202e}rtl",
        "\u{a0}",
        "\u{200b}",
        "İ",
        "ß",
        "12 June 2026",
        "a@b.example",
        "𝒳",
        "See 1 (a)",
    ];
    let ways = main.spots(&|name, _, _| name == "t");
    let Some(way) = draw.one(ways) else { return };
    let text = STOCK[draw.below(STOCK.len())];
    let how = draw.below(3);
    if let Some(Node::El(el)) = main.root.at(&way) {
        match how {
            0 => el.children.clear(),
            1 => {}
            _ => el.children.push(Node::Raw(" ".into())),
        }
        el.children.push(Node::Raw(text.into()));
    }
}
