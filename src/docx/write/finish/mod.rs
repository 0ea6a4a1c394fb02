//! The finishing pass: takes what docx-rs rendered, repairs it, adds the parts written as XML, and
//! packs all of it so that the same manuscript gives the same bytes.
//!
//! `repair` goes through each rendered part, `order` puts children into schema order, `notes`
//! completes footnotes and comments, `package` makes the archive. docs/writing.md lists what is
//! repaired and why.

mod notes;
mod order;
mod package;
mod repair;

use docx_rs::XMLDocx;
use jiff::Timestamp;

pub(super) use self::order::sort;
use self::package::{Kind, Part};
use super::element::Element;
use super::error::WriteError;

/// What the finishing pass is given besides docx-rs's parts.
pub(super) struct Extra<'a> {
    /// The own marks of the notes, by id from 1.
    pub marks: &'a [Option<String>],
    /// Indent of the line above the notes, in twentieths of a point.
    pub note_indent: u32,
    /// Initials of the comments' author.
    pub initials: &'a str,
    pub has_comments: bool,
    pub time: Timestamp,
    pub styles: Element,
    pub numbering: Element,
    pub settings: Element,
    pub fonts: Element,
    pub core: Element,
    pub app: Element,
}

/// Finishes the package.
pub(super) fn finish(raw: &XMLDocx, extra: Extra<'_>) -> Result<Vec<u8>, WriteError> {
    let mut parts = Vec::with_capacity(16);
    let mut add = |name: String, kind: Kind, root: Element| parts.push(Part { name, kind, root });

    let rendered = |part: &'static str, bytes: &[u8]| {
        let mut root = Element::parse(part, bytes)?;
        repair::part(&mut root, extra.marks);
        Ok::<_, WriteError>(root)
    };
    let mut document = rendered("document", &raw.document)?;
    let mut footnotes = rendered("footnotes", &raw.footnotes)?;
    notes::footnotes(&mut footnotes, extra.marks, extra.note_indent);
    add("word/footnotes.xml".into(), Kind::Footnotes, footnotes);
    if extra.has_comments {
        let mut comments = rendered("comments", &raw.comments)?;
        notes::comments(&mut comments, extra.initials);
        add("word/comments.xml".into(), Kind::Comments, comments);
    }
    for (i, bytes) in raw.headers.iter().enumerate() {
        let name = format!("word/header{}.xml", i + 1);
        add(name, Kind::Header, rendered("header", bytes)?);
    }
    for (i, bytes) in raw.footers.iter().enumerate() {
        let name = format!("word/footer{}.xml", i + 1);
        add(name, Kind::Footer, rendered("footer", bytes)?);
    }
    for (name, kind, mut root) in [
        ("word/styles.xml", Kind::Styles, extra.styles),
        ("word/numbering.xml", Kind::Numbering, extra.numbering),
        ("word/settings.xml", Kind::Settings, extra.settings),
        ("word/fontTable.xml", Kind::Fonts, extra.fonts),
    ] {
        root.walk_mut(&mut order::sort);
        add(name.into(), kind, root);
    }
    let pointed: Vec<String> = parts.iter().map(|p| p.name.clone()).collect();
    point(&mut document, &pointed);
    for (name, kind, root) in [
        ("word/document.xml", Kind::Document, document),
        ("docProps/core.xml", Kind::Core, extra.core),
        ("docProps/app.xml", Kind::App, extra.app),
    ] {
        parts.push(Part {
            name: name.into(),
            kind,
            root,
        });
    }
    package::archive(parts, archive_time(extra.time))
}

/// Makes the section point to its heads and feet: docx-rs renders them in the order of their old
/// ids, and `names` holds them as `word/header1.xml` and so on in that order.
fn point(document: &mut Element, names: &[String]) {
    for (reference, stem) in [
        ("w:headerReference", "word/header"),
        ("w:footerReference", "word/footer"),
    ] {
        let mut old = Vec::new();
        document.walk_mut(&mut |e| {
            if e.name == reference {
                old.extend(e.get("r:id").map(str::to_owned));
            }
        });
        old.sort();
        document.walk_mut(&mut |e| {
            if e.name != reference {
                return;
            }
            let at = old.iter().position(|o| Some(o.as_str()) == e.get("r:id"));
            let name = at.map(|i| format!("{stem}{}.xml", i + 1));
            if let Some(id) = name.and_then(|n| package::relation_id(names, &n)) {
                e.set("r:id", id);
            }
        });
    }
}

/// The time in the form of an archive, which knows 1980 to 2107.
fn archive_time(time: Timestamp) -> zip::DateTime {
    let t = jiff::tz::Offset::UTC.to_datetime(time);
    let small = |n: i8| u8::try_from(n).unwrap_or_default();
    u16::try_from(t.year())
        .ok()
        .and_then(|year| {
            zip::DateTime::from_date_and_time(
                year,
                small(t.month()),
                small(t.day()),
                small(t.hour()),
                small(t.minute()),
                small(t.second()),
            )
            .ok()
        })
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::element::el;
    use super::*;

    #[test]
    fn the_section_points_to_the_parts_by_their_new_ids() {
        let reference = |id: &str| el("w:headerReference").attr("r:id", id);
        let mut document = el("w:sectPr")
            .child(reference("rIdHeader2"))
            .child(reference("rIdHeader1"));
        let names = [
            "word/header1.xml".to_owned(),
            "word/header2.xml".to_owned(),
            "word/footnotes.xml".to_owned(),
        ];
        point(&mut document, &names);
        let ids: Vec<_> = document.elements().filter_map(|e| e.get("r:id")).collect();
        assert_eq!(ids, ["rId3", "rId2"]);
    }

    #[test]
    fn times_outside_the_archives_range_become_its_first() {
        let old = archive_time("1970-01-01T00:00:00Z".parse().unwrap());
        assert_eq!((old.year(), old.month(), old.day()), (1980, 1, 1));
        let new = archive_time("2026-03-01T09:07:30Z".parse().unwrap());
        assert_eq!((new.year(), new.hour(), new.second()), (2026, 9, 30));
    }
}
