//! Small files that would become large or slow in a careless reader: what is repeated by reference, and
//! what is counted again for each of many.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod mutate;

use std::time::{Duration, Instant};

use mutate::{MAIN, Parts, pack};
use rapporteur::docx::read::{Limits, plain_text, read};
use rapporteur::model::document::Document;

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A package with this body and one more part of a kind.
fn package(body: &str, kind: &str, name: &str, content_type: &str, data: &str) -> Vec<u8> {
    let package = "http://schemas.openxmlformats.org/package/2006";
    let rels = |kind: &str, target: &str| {
        format!("<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"rId1\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/></Relationships>").into_bytes()
    };
    let types = format!(
        "<Types xmlns=\"{package}/content-types\"><Override PartName=\"/word/{name}\" ContentType=\"{content_type}\"/></Types>"
    );
    let parts: Parts = vec![
        ("[Content_Types].xml".into(), types.into_bytes()),
        ("_rels/.rels".into(), rels("officeDocument", MAIN)),
        (
            MAIN.into(),
            format!("<w:document {W}><w:body>{body}</w:body></w:document>").into_bytes(),
        ),
        ("word/_rels/document.xml.rels".into(), rels(kind, name)),
        (format!("word/{name}"), data.as_bytes().to_vec()),
    ];
    pack(&parts)
}

fn within(limit: Duration, limits: &Limits, bytes: &[u8]) -> Document {
    let start = Instant::now();
    let doc = read(bytes, limits).unwrap();
    assert!(start.elapsed() < limit, "{:?}", start.elapsed());
    doc
}

#[test]
fn a_hundred_thousand_notes_are_numbered_in_one_go() {
    let n = 100_000;
    let marks: String = (1..=n)
        .map(|i| format!("<w:p><w:r><w:footnoteReference w:id=\"{i}\"/></w:r></w:p>"))
        .collect();
    let notes: String = (1..=n)
        .map(|i| {
            format!("<w:footnote w:id=\"{i}\"><w:p><w:r><w:t>n</w:t></w:r></w:p></w:footnote>")
        })
        .collect();
    let notes = format!("<w:footnotes {W}>{notes}</w:footnotes>");
    let bytes = package(&marks, "footnotes", "footnotes.xml", "", &notes);
    // Counting anew for each takes minutes.
    let doc = within(Duration::from_secs(100), &Limits::default(), &bytes);
    assert_eq!(doc.notes.len(), n);
}

#[test]
fn a_label_of_a_list_is_broken_off_where_no_label_is_so_long() {
    let item = "<w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>";
    let level = format!(
        "<w:lvl w:ilvl=\"0\"><w:start w:val=\"30000\"/><w:numFmt w:val=\"upperLetter\"/><w:lvlText w:val=\"{}\"/></w:lvl>",
        "%1".repeat(20_000)
    );
    let numbering = format!(
        "<w:numbering {W}><w:abstractNum w:abstractNumId=\"0\">{level}</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>"
    );
    let bytes = package(
        &item.repeat(50),
        "numbering",
        "numbering.xml",
        "",
        &numbering,
    );
    let doc = read(&bytes, &Limits::default()).unwrap();
    assert!(plain_text(&doc).len() < 50 * 4000);
}

#[test]
fn a_part_brought_in_many_times_counts_each_time() {
    let chunk = "<w:altChunk r:id=\"rId1\"/>";
    let bytes = package(
        &chunk.repeat(5000),
        "aFChunk",
        "chunk.txt",
        "text/plain",
        &"hello ".repeat(2000),
    );
    let limits = Limits {
        total_size: 1 << 20,
        ..Limits::default()
    };
    let doc = read(&bytes, &limits).unwrap();
    let text = plain_text(&doc);
    assert!(
        text.starts_with("hello") && text.len() < 2 << 20,
        "{}",
        text.len()
    );
    assert!(doc.findings.iter().any(|f| f.code == "embedded-text"));
}
