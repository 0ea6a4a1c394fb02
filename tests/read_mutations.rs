//! Mutations of the fixtures: whatever is done to a file, the reader answers with a document or a
//! refusal; and what does not change the meaning of a document does not change its text.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::io::{Cursor, Read, Write};
use std::path::PathBuf;

use proptest::prelude::*;
use rapporteur::docx::read::{Limits, outline, plain_text, read};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// Entries of a package by name.
type Parts = Vec<(String, Vec<u8>)>;

const MAIN: &str = "word/document.xml";

fn fixtures() -> Vec<Vec<u8>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/features");
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == "docx"));
    paths.sort();
    paths
        .iter()
        .map(|p| std::fs::read(p).unwrap())
        .filter(|b| b.len() < 16_000)
        .collect()
}

fn unpack(bytes: &[u8]) -> Option<Parts> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut out = Vec::new();
    for i in 0..archive.len() {
        let mut entry = archive.by_index(i).ok()?;
        let mut data = Vec::new();
        entry.read_to_end(&mut data).ok()?;
        out.push((entry.name().ok()?.into_owned(), data));
    }
    Some(out)
}

fn pack(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, data) in parts {
        writer
            .start_file(name.as_str(), SimpleFileOptions::default())
            .unwrap();
        writer.write_all(data).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The readable fixtures with their main part as text.
fn readable() -> Vec<(Parts, String)> {
    fixtures()
        .iter()
        .filter(|b| read(b, &Limits::default()).is_ok())
        .filter_map(|b| {
            let parts = unpack(b)?;
            let main = parts.iter().find(|(n, _)| n == MAIN)?;
            let text = String::from_utf8(main.1.clone())
                .ok()
                .filter(|t| t.contains("<w:"))?;
            Some((parts, text))
        })
        .collect()
}

fn text_with_main(parts: &[(String, Vec<u8>)], main: &str) -> String {
    let parts: Vec<_> = parts
        .iter()
        .map(|(n, d)| {
            (
                n.clone(),
                if n == MAIN {
                    main.as_bytes().to_vec()
                } else {
                    d.clone()
                },
            )
        })
        .collect();
    plain_text(&read(&pack(&parts), &Limits::default()).unwrap())
}

/// Applies `change` to the main part of every fixture and expects the same text.
fn text_survives(change: impl Fn(&str) -> String) {
    let cases = readable();
    assert!(cases.len() > 80);
    for (parts, main) in &cases {
        let changed = change(main);
        assert_eq!(
            text_with_main(parts, main),
            text_with_main(parts, &changed),
            "{changed}"
        );
    }
}

#[test]
fn another_prefix_changes_nothing() {
    text_survives(|main| {
        main.replace("<w:", "<q0:")
            .replace("</w:", "</q0:")
            .replace(" w:", " q0:")
            .replace("xmlns:w=", "xmlns:q0=")
    });
}

#[test]
fn proofing_marks_and_bookmarks_change_nothing() {
    text_survives(|main| {
        main.replace("<w:r>", "<w:proofErr w:type=\"spellStart\"/><w:bookmarkStart w:id=\"90\" w:name=\"x\"/><w:r><!-- x -->")
    });
}

#[test]
fn runs_in_insertions_smart_tags_and_controls_change_nothing() {
    // Only where every run stands directly in a paragraph: a run in a deletion must stay there.
    let wrap = |main: &str, open: &str, close: &str| {
        if main.contains("<w:sdt>")
            || main.contains("<w:ruby>")
            || main.contains("AlternateContent")
        {
            return main.to_owned();
        }
        main.replace("<w:r>", &format!("{open}<w:r>"))
            .replace("</w:r>", &format!("</w:r>{close}"))
    };
    text_survives(|m| wrap(m, "<w:ins w:id=\"77\" w:author=\"x\">", "</w:ins>"));
    text_survives(|m| wrap(m, "<w:smartTag w:element=\"x\">", "</w:smartTag>"));
    text_survives(|m| wrap(m, "<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"));
}

#[test]
fn split_runs_change_nothing() {
    text_survives(|main| {
        let mut out = String::new();
        let mut rest = main;
        while let Some(at) = rest.find("<w:t xml:space=\"preserve\">") {
            let start = at + "<w:t xml:space=\"preserve\">".len();
            let end = start + rest[start..].find("</w:t>").unwrap();
            let text = &rest[start..end];
            let middle = text
                .char_indices()
                .nth(text.chars().count() / 2)
                .map_or(0, |(i, _)| i);
            out.push_str(&rest[..start]);
            if text.contains('&') || text.chars().count() < 2 {
                out.push_str(text);
            } else {
                out.push_str(&text[..middle]);
                out.push_str("</w:t><w:t xml:space=\"preserve\">");
                out.push_str(&text[middle..]);
            }
            rest = &rest[end..];
        }
        out + rest
    });
}

/// Reads, and if it reads, shows: nothing may panic.
fn survives(bytes: &[u8]) {
    let limits = Limits {
        part_size: 8 << 20,
        total_size: 16 << 20,
        ..Limits::default()
    };
    if let Ok(doc) = read(bytes, &limits) {
        let _ = (plain_text(&doc), outline(&doc), doc.all_left_out());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_bytes_never_panic(file in any::<prop::sample::Index>(), hits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8), cut in prop::option::of(any::<prop::sample::Index>())) {
        let files = fixtures();
        let mut bytes = file.get(&files).clone();
        if !bytes.is_empty() {
            for (at, value) in hits {
                let at = at.index(bytes.len());
                bytes[at] = value;
            }
            if let Some(cut) = cut {
                let cut = cut.index(bytes.len());
                bytes.truncate(cut);
            }
        }
        survives(&bytes);
    }

    #[test]
    fn damaged_markup_never_panics(file in any::<prop::sample::Index>(), edits in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0u8..5), 1..6)) {
        let cases = readable();
        let (parts, _) = file.get(&cases);
        let mut parts = parts.clone();
        for (which, at, kind) in edits {
            let n = which.index(parts.len());
            let mut text = String::from_utf8_lossy(&parts[n].1).into_owned();
            // Edits at the borders of tags keep much of the markup well-formed.
            let borders: Vec<usize> = text.match_indices('<').map(|(i, _)| i).collect();
            if borders.is_empty() { continue; }
            let here = borders[at.index(borders.len())];
            let next = text[here..].find('>').map_or(text.len(), |i| here + i + 1);
            let tag = text[here..next].to_owned();
            match kind {
                0 => text.replace_range(here..next, ""),
                1 => text.insert_str(here, &tag),
                2 => text.insert_str(here, "<w:sdt/><w:tbl/><w:tr/><w:tc/><w:fldChar w:fldCharType=\"end\"/>"),
                3 => text.replace_range(here..next, &tag.replace("=\"", "=\"-9")),
                _ => text.replace_range(here..next, &tag.replace("=\"1", "=\"99999999999")),
            }
            parts[n].1 = text.into_bytes();
        }
        survives(&pack(&parts));
    }
}

#[test]
fn nesting_up_to_the_limit_fits_the_stack_of_a_worker() {
    let bytes = fixtures();
    let (parts, main) = bytes
        .iter()
        .find_map(|b| {
            let parts = unpack(b)?;
            let main = parts.iter().find(|(n, _)| n == MAIN)?;
            let text = String::from_utf8(main.1.clone())
                .ok()
                .filter(|t| t.contains("<w:body>"))?;
            Some((parts.clone(), text))
        })
        .unwrap();
    let limit = Limits::default().depth;
    let forms = [
        (
            "<w:tbl><w:tr><w:tc>",
            "<w:p><w:r><w:t>deep</w:t></w:r></w:p>",
            "</w:tc></w:tr></w:tbl>",
            3,
        ),
        (
            "<w:sdt><w:sdtContent>",
            "<w:p><w:r><w:t>deep</w:t></w:r></w:p>",
            "</w:sdtContent></w:sdt>",
            2,
        ),
        (
            "<w:p><w:smartTag><w:r><w:pict><v:textbox><w:txbxContent>",
            "<w:p><w:r><w:t>deep</w:t></w:r></w:p>",
            "</w:txbxContent></v:textbox></w:pict></w:r></w:smartTag></w:p>",
            6,
        ),
    ];
    for (open, inner, close, levels) in forms {
        let times = (limit - 5) / levels;
        let body = format!("{}{inner}{}", open.repeat(times), close.repeat(times));
        let start = main.find("<w:body>").unwrap() + "<w:body>".len();
        let changed = format!(
            "{}{body}{}",
            &main[..start],
            &main[main.find("</w:body>").unwrap()..]
        );
        let text = std::thread::Builder::new()
            .stack_size(2 << 20)
            .spawn({
                let parts = parts.clone();
                move || text_with_main(&parts, &changed)
            })
            .unwrap()
            .join()
            .unwrap();
        assert!(text.contains("deep"), "{open}");
    }
}
