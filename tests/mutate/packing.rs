//! Other ways to pack the same document.

use super::{MAIN, Parts, part, put};

/// A change of the package as a whole.
pub type Repack = fn(&mut Parts);

/// Every such change with its name.
pub const REPACKED: &[(&str, Repack)] = &[
    ("another prefix", other_prefix),
    ("strict namespaces", strict),
    ("UTF-16", utf_16),
    ("another main part", other_main),
    ("entries in reverse", |parts| parts.reverse()),
];

fn each_xml(parts: &mut Parts, change: impl Fn(&str) -> String) {
    for (name, data) in parts.iter_mut() {
        if !name.ends_with(".xml") && !name.ends_with(".rels") {
            continue;
        }
        if let Ok(text) = std::str::from_utf8(data) {
            *data = change(text).into_bytes();
        }
    }
}

fn other_prefix(parts: &mut Parts) {
    each_xml(parts, |text| {
        if text.contains("xmlns:q0") || !text.contains("xmlns:w=") {
            return text.to_owned();
        }
        text.replace("<w:", "<q0:")
            .replace("</w:", "</q0:")
            .replace(" w:", " q0:")
            .replace("xmlns:w=", "xmlns:q0=")
    });
}

fn strict(parts: &mut Parts) {
    let old = "http://schemas.openxmlformats.org/";
    let new = "http://purl.oclc.org/ooxml/";
    each_xml(parts, |text| {
        text.replace(
            &format!("{old}wordprocessingml/2006/"),
            &format!("{new}wordprocessingml/"),
        )
        .replace(
            &format!("{old}officeDocument/2006/relationships"),
            &format!("{new}officeDocument/relationships"),
        )
        .replace(
            &format!("{old}officeDocument/2006/math"),
            &format!("{new}officeDocument/math"),
        )
        .replace(
            &format!("{old}drawingml/2006/"),
            &format!("{new}drawingml/"),
        )
    });
}

fn utf_16(parts: &mut Parts) {
    for (name, data) in parts
        .iter_mut()
        .filter(|(n, _)| n.ends_with(".xml") && n.starts_with("word/"))
    {
        let Ok(text) = std::str::from_utf8(data) else {
            continue;
        };
        if text.contains("encoding=\"windows") || name.contains("embed") {
            continue;
        }
        let text = text
            .trim_start_matches('\u{feff}')
            .replacen("UTF-8", "UTF-16", 1);
        *data = [0xFF, 0xFE]
            .into_iter()
            .chain(text.encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
    }
}

fn other_main(parts: &mut Parts) {
    if part(parts, MAIN).is_none() {
        return;
    }
    for (name, _) in parts.iter_mut() {
        *name = name.replace("word/document.xml", "word/letter7.xml");
        *name = name.replace(
            "word/_rels/document.xml.rels",
            "word/_rels/letter7.xml.rels",
        );
    }
    for name in ["[Content_Types].xml", "_rels/.rels"] {
        let Some(text) = part(parts, name).and_then(|d| std::str::from_utf8(d).ok()) else {
            continue;
        };
        let text = text.replace("word/document.xml", "word/letter7.xml");
        put(parts, name, text.into_bytes());
    }
}
