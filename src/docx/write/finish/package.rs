//! The archive: content types, relationships, and entries in a fixed order with the manuscript's time.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::super::element::{Element, el};
use super::super::error::WriteError;
use super::super::links::{ANCHOR, relation};

const TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const CORE: &str =
    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// What a part is: its content type and its relationship.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Document,
    Comments,
    Fonts,
    Footer,
    Footnotes,
    Header,
    Numbering,
    Settings,
    Styles,
    App,
    Core,
}

impl Kind {
    fn content_type(self) -> String {
        let word = |name: &str| format!("{WORD}.{name}+xml");
        match self {
            Self::Document => word("document.main"),
            Self::Comments => word("comments"),
            Self::Fonts => word("fontTable"),
            Self::Footer => word("footer"),
            Self::Footnotes => word("footnotes"),
            Self::Header => word("header"),
            Self::Numbering => word("numbering"),
            Self::Settings => word("settings"),
            Self::Styles => word("styles"),
            Self::App => {
                "application/vnd.openxmlformats-officedocument.extended-properties+xml".into()
            }
            Self::Core => "application/vnd.openxmlformats-package.core-properties+xml".into(),
        }
    }

    fn relation(self) -> String {
        let office = |name: &str| format!("{OFFICE}/{name}");
        match self {
            Self::Document => office("officeDocument"),
            Self::Comments => office("comments"),
            Self::Fonts => office("fontTable"),
            Self::Footer => office("footer"),
            Self::Footnotes => office("footnotes"),
            Self::Header => office("header"),
            Self::Numbering => office("numbering"),
            Self::Settings => office("settings"),
            Self::Styles => office("styles"),
            Self::App => office("extended-properties"),
            Self::Core => CORE.into(),
        }
    }
}

/// A part with its full name in the package, without a leading stroke.
pub(super) struct Part {
    pub name: String,
    pub kind: Kind,
    pub root: Element,
    /// Addresses that its links lead to.
    pub links: Vec<String>,
}

/// The parts that the document points to get ids by the order of their names; gives that of `name`.
pub(super) fn relation_id(names: &[String], name: &str) -> Option<String> {
    let mut sorted: Vec<&String> = names.iter().collect();
    sorted.sort();
    let at = sorted.iter().position(|n| *n == name)?;
    Some(format!("rId{}", at + 1))
}

/// Puts the parts into an archive.
pub(super) fn archive(mut parts: Vec<Part>, time: DateTime) -> Result<Vec<u8>, WriteError> {
    parts.sort_by(|a, b| a.name.cmp(&b.name));
    let top = |p: &&Part| matches!(p.kind, Kind::Document | Kind::App | Kind::Core);
    let package = relations(parts.iter().filter(top), "");
    let text = |p: &&Part| p.kind == Kind::Document;
    let document = relations(parts.iter().filter(|p| !top(p)), "word/")
        .children(parts.iter().filter(text).flat_map(links));

    let mut zip = ZipWriter::new(Cursor::new(Vec::with_capacity(64 * 1024)));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(time)
        .system(zip::System::Unix);
    let mut put = |name: &str, root: &Element| -> Result<(), WriteError> {
        zip.start_file(name, options)?;
        zip.write_all(&root.to_part()?)?;
        Ok(())
    };
    put("[Content_Types].xml", &content_types(&parts))?;
    put("_rels/.rels", &package)?;
    put("word/_rels/document.xml.rels", &document)?;
    for part in &parts {
        if let (false, Some((folder, file))) = (
            part.links.is_empty() || text(&part),
            part.name.rsplit_once('/'),
        ) {
            let own = el("Relationships")
                .attr("xmlns", RELATIONS)
                .children(links(part));
            put(&format!("{folder}/_rels/{file}.rels"), &own)?;
        }
        put(&part.name, &part.root)?;
    }
    Ok(zip.finish()?.into_inner())
}

fn content_types(parts: &[Part]) -> Element {
    let default = |extension: &str, kind: &str| {
        el("Default")
            .attr("Extension", extension)
            .attr("ContentType", kind)
    };
    el("Types")
        .attr("xmlns", TYPES)
        .child(default(
            "rels",
            "application/vnd.openxmlformats-package.relationships+xml",
        ))
        .child(default("xml", "application/xml"))
        .children(parts.iter().map(|part| {
            el("Override")
                .attr("PartName", format!("/{}", part.name))
                .attr("ContentType", part.kind.content_type())
        }))
}

/// The addresses of a part as relationships.
fn links(part: &Part) -> impl Iterator<Item = Element> {
    part.links.iter().enumerate().filter_map(|(i, address)| {
        let id = relation(&format!("{ANCHOR}{}", i + 1))?;
        Some(
            el("Relationship")
                .attr("Id", id)
                .attr("Type", format!("{OFFICE}/hyperlink"))
                .attr("Target", address)
                .attr("TargetMode", "External"),
        )
    })
}

fn relations<'p>(parts: impl Iterator<Item = &'p Part>, folder: &str) -> Element {
    el("Relationships")
        .attr("xmlns", RELATIONS)
        .children(parts.enumerate().map(|(i, part)| {
            let target = part.name.strip_prefix(folder).unwrap_or(&part.name);
            el("Relationship")
                .attr("Id", format!("rId{}", i + 1))
                .attr("Type", part.kind.relation())
                .attr("Target", target)
        }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(name: &str, kind: Kind) -> Part {
        Part {
            name: name.into(),
            kind,
            root: el("w:x"),
            links: Vec::new(),
        }
    }

    #[test]
    fn the_same_parts_in_any_order_give_the_same_bytes() {
        let make = |swap: bool| {
            let mut parts = vec![
                part("word/document.xml", Kind::Document),
                part("word/styles.xml", Kind::Styles),
                part("word/header1.xml", Kind::Header),
            ];
            if swap {
                parts.reverse();
            }
            archive(parts, DateTime::default()).unwrap()
        };
        assert_eq!(make(false), make(true));
        let other = DateTime::from_date_and_time(2026, 3, 1, 9, 0, 0).unwrap();
        let parts = vec![part("word/document.xml", Kind::Document)];
        let same = vec![part("word/document.xml", Kind::Document)];
        assert_ne!(
            archive(parts, other).unwrap(),
            archive(same, DateTime::default()).unwrap()
        );
    }

    #[test]
    fn ids_are_those_written_into_the_relationships() {
        let names = ["word/styles.xml".to_owned(), "word/header1.xml".to_owned()];
        assert_eq!(
            relation_id(&names, "word/styles.xml").as_deref(),
            Some("rId2")
        );
        assert_eq!(relation_id(&names, "word/none.xml"), None);
        let parts = [
            part("word/header1.xml", Kind::Header),
            part("word/styles.xml", Kind::Styles),
        ];
        let written = relations(parts.iter(), "word/");
        let second = written.elements().nth(1).unwrap();
        assert_eq!(second.get("Id"), Some("rId2"));
        assert_eq!(second.get("Target"), Some("styles.xml"));
    }
}
