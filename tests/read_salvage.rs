//! Reading what can be recovered of damaged files: nothing that is given was not written, nothing
//! is pretended to be whole, and a sound file is read as always.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::path::PathBuf;
use std::sync::OnceLock;

use proptest::prelude::*;
use rapporteur::docx::read::{Limits, outline, plain_text, read, salvage};
use rapporteur::model::Severity;
use rapporteur::model::document::Document;

/// Fixtures in which a style hides text: when the styles are lost, that text shows, as the finding says.
const HIDDEN_BY_STYLE: [&str; 4] = [
    "hidden-by-style",
    "hidden-by-defaults",
    "hidden-toggles",
    "struck",
];

/// Fixtures with text from other parts of the file: when such a part is lost, its text is missing in
/// the middle.
const FROM_OTHER_PARTS: [&str; 3] = ["alt-chunk", "chart", "diagram"];

/// A readable document: name, bytes, and what a full reading gives.
type Sound = (String, Vec<u8>, Document);

/// The readable documents of a folder of fixtures, by name.
fn documents(folder: &str) -> Vec<Sound> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures")
        .join(folder);
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "docx"))
        .collect();
    paths.sort();
    let sound = |path: &PathBuf| {
        let bytes = std::fs::read(path).unwrap();
        let whole = read(&bytes, &Limits::default()).ok()?;
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        (bytes.len() < 60_000).then_some((name, bytes, whole))
    };
    paths.iter().filter_map(sound).collect()
}

fn features() -> &'static [Sound] {
    static ALL: OnceLock<Vec<Sound>> = OnceLock::new();
    ALL.get_or_init(|| documents("features"))
}

fn returns() -> &'static [Sound] {
    static ALL: OnceLock<Vec<Sound>> = OnceLock::new();
    ALL.get_or_init(|| documents("dossier/inbox"))
}

/// Texts of the body's paragraphs in order, labels apart.
fn paragraphs(doc: &Document) -> Vec<String> {
    doc.body_paragraphs().iter().map(|p| p.text()).collect()
}

/// What was recovered must be the beginning of what is there, paragraph by paragraph.
fn is_part(name: &str, at: usize, part: &Document, whole: &Document) {
    let (mut part_texts, whole_texts) = (paragraphs(part), paragraphs(whole));
    while part_texts.last().is_some_and(|t| t.trim().is_empty()) {
        part_texts.pop();
    }
    assert!(
        part_texts.len() <= whole_texts.len(),
        "{name} cut at {at}: more paragraphs than there are\n{part_texts:?}\n{whole_texts:?}"
    );
    for (mine, theirs) in part_texts.iter().zip(&whole_texts) {
        assert!(
            theirs.starts_with(mine.as_str()),
            "{name} cut at {at}: “{mine}” is not the beginning of “{theirs}”"
        );
    }
    for (mine, theirs) in [
        (&part.headers, &whole.headers),
        (&part.footers, &whole.footers),
    ] {
        assert!(
            mine.len() <= theirs.len(),
            "{name} cut at {at}: more headers or footers"
        );
    }
    for key in part.notes.keys() {
        assert!(
            whole.notes.contains_key(key),
            "{name} cut at {at}: a note that is not there"
        );
    }
}

/// Cuts a file and looks at what comes out.
fn cut(name: &str, bytes: &[u8], at: usize, whole: &Document) -> bool {
    let limits = Limits::default();
    match salvage(&bytes[..at], &limits) {
        Err(_) => false,
        Ok(part) => {
            assert!(at < bytes.len());
            if read(&bytes[..at], &limits).is_err() {
                let said = part.findings.iter().find(|f| f.code == "salvaged").unwrap();
                assert_eq!(said.severity, Severity::Error);
                assert!(
                    !said.hint.is_empty() && !said.message.contains(".xml"),
                    "{said:?}"
                );
            }
            let from_elsewhere = FROM_OTHER_PARTS.iter().any(|f| name.starts_with(f));
            if !HIDDEN_BY_STYLE.contains(&name) && !from_elsewhere {
                is_part(name, at, &part, whole);
            }
            let _ = (plain_text(&part), outline(&part), part.all_left_out());
            true
        }
    }
}

#[test]
fn a_sound_file_is_read_as_always() {
    for (name, bytes, whole) in features().iter().chain(returns()) {
        let again = salvage(bytes, &Limits::default());
        assert_eq!(again.as_ref(), Ok(whole), "{name}");
    }
}

#[test]
fn a_file_cut_at_any_byte_gives_its_beginning() {
    let mut recovered = 0;
    for name in [
        "plain-paragraphs",
        "field-nested",
        "table-nested",
        "footnotes",
    ] {
        let (_, bytes, whole) = features().iter().find(|(n, ..)| n == name).unwrap();
        let cuts = (0..bytes.len()).filter(|at| cut(name, bytes, *at, whole));
        recovered += cuts.count();
    }
    assert!(recovered > 1000, "{recovered}");
}

#[test]
fn every_feature_cut_anywhere_invents_nothing() {
    for (name, bytes, whole) in features() {
        // From the first entry that can hold text on; a prime step meets every kind of place.
        for at in (0..bytes.len()).rev().step_by(23) {
            cut(name, bytes, at, whole);
        }
    }
}

/// The same package with some parts before all others.
fn with_first(bytes: &[u8], first: impl Fn(&str) -> bool) -> Vec<u8> {
    use std::io::{Cursor, Read, Write};
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts: Vec<(String, Vec<u8>)> = (0..archive.len())
        .map(|i| {
            let mut entry = archive.by_index(i).unwrap();
            let mut data = Vec::new();
            entry.read_to_end(&mut data).unwrap();
            (entry.name().unwrap().into_owned(), data)
        })
        .collect();
    parts.sort_by_key(|(name, _)| !first(name));
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, data) in parts {
        out.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        out.write_all(&data).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// A package that breaks off in the middle of its packed main text.
fn cut_in_main(bytes: &[u8]) -> &[u8] {
    let start = main_part(bytes);
    let packed = u32::from_le_bytes(bytes[start - 12..start - 8].try_into().unwrap()) as usize;
    &bytes[..start + 17 + packed / 2]
}

const STYLES: [&str; 2] = ["word/styles.xml", "word/_rels/document.xml.rels"];

#[test]
fn a_return_cut_in_the_middle_gives_its_first_answers() {
    let (name, bytes, whole) = &returns()[0];
    // The end of the archive is lost, its text is not.
    let part = salvage(&bytes[..bytes.len() - 30], &Limits::default()).unwrap();
    assert_eq!(paragraphs(&part), paragraphs(whole), "{name}");
    assert_eq!(part.unsure_from, None);
    // Half of the packed text is lost; its styles stand before it.
    let bytes = with_first(bytes, |part| STYLES.contains(&part));
    let part = salvage(cut_in_main(&bytes), &Limits::default()).unwrap();
    is_part(name, 0, &part, whole);
    assert!(
        paragraphs(&part).len() * 5 > paragraphs(whole).len(),
        "{name}"
    );
    let from = part.unsure_from.clone().unwrap();
    assert!(!from.0.is_empty());
    let said = &part.findings[0].message;
    assert!(said.contains("breaks off after “"), "{said}");
    assert!(!said.contains("Without its styles"), "{said}");
}

#[test]
fn without_its_styles_all_of_the_text_is_in_doubt() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/features");
    let bytes = std::fs::read(folder.join("hidden-by-style.docx")).unwrap();
    let limits = Limits::default();
    let whole = read(&bytes, &limits).unwrap();
    let place = |doc: &Document| doc.unsure_from.as_ref().map(|p| p.0.len());
    // The directory is lost, the styles are there: what they hide stays hidden.
    let part = salvage(&bytes[..bytes.len() - 30], &limits).unwrap();
    assert_eq!(
        (place(&part), paragraphs(&part)),
        (None, paragraphs(&whole))
    );
    for lost in STYLES {
        // A part that nothing is left of, and one that breaks off.
        let bytes = with_first(&bytes, |part| part != lost);
        let at = bytes
            .windows(lost.len())
            .position(|w| w == lost.as_bytes())
            .unwrap();
        for cut in [at - 30, at + lost.len() + 40] {
            let part = salvage(&bytes[..cut], &limits).unwrap();
            // The usual name of the styles stands in for a lost list.
            let found = lost != STYLES[0] && cut < at;
            assert_eq!(place(&part), (!found).then_some(0), "{lost} {cut}");
            let said = &part.findings[0].message;
            assert!(said.contains("is there to its end"), "{said}");
            assert_eq!(said.contains("Without its styles"), !found, "{said}");
        }
    }
    // The main text breaks off, and its styles behind it are lost with it.
    let main_first = with_first(&bytes, |part| part == "word/document.xml");
    let part = salvage(cut_in_main(&main_first), &limits);
    if let Ok(part) = part {
        assert_eq!(place(&part), Some(0));
    }
}

/// Where the name of the main part stands in its local header.
fn main_part(bytes: &[u8]) -> usize {
    let name = b"word/document.xml";
    bytes.windows(name.len()).position(|w| w == name).unwrap()
}

#[test]
fn changed_bytes_put_the_whole_text_in_doubt() {
    let (_, bytes, _) = &returns()[0];
    let start = main_part(bytes);
    let packed = u32::from_le_bytes(bytes[start - 12..start - 8].try_into().unwrap()) as usize;
    let mut recovered = 0;
    for n in 1..40 {
        let mut bytes = bytes.clone();
        bytes[start + 17 + packed * n / 40] ^= 0x10;
        assert!(read(&bytes, &Limits::default()).is_err());
        if let Ok(part) = salvage(&bytes, &Limits::default()) {
            assert_eq!(part.unsure_from.map(|p| p.0.len()), Some(0));
            recovered += 1;
        }
    }
    assert!(recovered > 20, "{recovered}");
}

#[test]
fn what_is_no_damage_stays_refused() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/features");
    for name in [
        "refused-bomb",
        "refused-lying-size",
        "refused-doctype",
        "refused-too-deep",
        "refused-duplicate-entry",
        "refused-unsafe-entry",
        "refused-encrypted-zip",
        "refused-password",
        "refused-pdf",
        "refused-empty",
        "refused-zip-of-files",
        "refused-odt",
        "refused-no-document",
        "refused-spreadsheet",
    ] {
        let bytes = std::fs::read(folder.join(format!("{name}.docx"))).unwrap();
        let plain = read(&bytes, &Limits::default()).unwrap_err();
        let limits = Limits::default();
        let refusal = salvage(&bytes, &limits).unwrap_err();
        if !plain.salvageable() {
            assert_eq!(refusal, plain, "{name}");
        }
        if !plain.salvageable() && bytes.len() > 3000 {
            // Without its directory it is no better.
            let cut = &bytes[..bytes.len() - 40];
            assert!(salvage(cut, &limits).is_err(), "{name}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn returns_cut_at_any_byte_give_their_beginning(file in any::<prop::sample::Index>(), at in any::<prop::sample::Index>()) {
        let (name, bytes, whole) = file.get(returns());
        cut(name, bytes, at.index(bytes.len()), whole);
    }

    #[test]
    fn damaged_bytes_never_panic(file in any::<prop::sample::Index>(), hits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12), at in prop::option::of(any::<prop::sample::Index>())) {
        let mut bytes = file.get(features()).1.clone();
        for (place, value) in hits {
            let place = place.index(bytes.len());
            bytes[place] = value;
        }
        if let Some(at) = at {
            let at = at.index(bytes.len());
            bytes.truncate(at);
        }
        let limits = Limits { part_size: 8 << 20, total_size: 16 << 20, ..Limits::default() };
        if let Ok(doc) = salvage(&bytes, &limits) {
            let _ = (plain_text(&doc), outline(&doc), doc.all_left_out());
        }
    }
}
