//! The finishing pass: takes what docx-rs rendered, repairs it, adds the parts written as XML, and
//! packs all of it so that the same manuscript gives the same bytes.
//!
//! `frame` adds what stands around the text: the cover page, the description of the masthead, the
//! direction of the section. `repair` goes through each rendered part, `order` puts children into schema order, `notes`
//! completes footnotes and comments, `package` makes the archive. docs/writing.md lists what is
//! repaired and why.

mod frame;
mod notes;
mod order;
mod package;
mod repair;

use std::collections::BTreeMap;

use docx_rs::XMLDocx;
use jiff::Timestamp;

pub(super) use self::order::sort;
use self::package::{Kind, Part};
use super::element::Element;
use super::error::WriteError;
use super::house::{HouseStyle, Restart};
use super::reference::rename;
use crate::model::ids::Lang;

/// What the finishing pass is given besides docx-rs's parts.
pub(super) struct Extra<'a> {
    /// The own marks of the notes, by id from 1.
    pub marks: &'a [Option<String>],
    /// Addresses in the text, and in the notes.
    pub links: &'a [String],
    pub note_links: &'a [String],
    pub direction: Direction,
    pub restart: Restart,
    /// Ids of styles that another file knows under other ids.
    pub style_ids: BTreeMap<String, String>,
    /// Heads and feet of another file instead of those rendered, in the same order.
    pub heads: Option<Vec<Element>>,
    pub feet: Option<Vec<Element>>,
    /// Lines of the masthead, for its description.
    pub masthead: Vec<String>,
    /// Blocks of the cover page; none where there is no such page.
    pub cover: Vec<Element>,
    /// The typeface of marks.
    pub font: &'a str,
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

/// Which languages are written from right to left.
#[derive(Debug, Clone, Default)]
pub(super) struct Direction {
    /// The language of the text is.
    pub main: bool,
    /// Full tags of those that are.
    pub tags: Vec<String>,
}

impl Direction {
    pub fn of(style: &HouseStyle, lang: &Lang) -> Self {
        let tags = style
            .scripts
            .iter()
            .filter(|(_, script)| script.right_to_left)
            .filter_map(|(tag, _)| tag.parse::<Lang>().ok())
            .map(|lang| style.full_tag(&lang).to_owned())
            .collect();
        Self {
            main: style.is_right_to_left(lang),
            tags,
        }
    }

    /// Whether a run is; `tag` is its language when that is not the main one.
    pub fn of_run(&self, tag: Option<&str>) -> bool {
        tag.map_or(self.main, |tag| self.tags.iter().any(|t| t == tag))
    }
}

/// Finishes the package.
pub(super) fn finish(raw: &XMLDocx, extra: Extra<'_>) -> Result<Vec<u8>, WriteError> {
    let mut parts = Vec::with_capacity(16);
    let mut add = |name: String, kind: Kind, root: Element| {
        let links = match kind {
            Kind::Footnotes => extra.note_links,
            _ => &[],
        };
        parts.push(Part {
            name,
            kind,
            root,
            links: links.to_vec(),
        });
    };

    let rendered = |part: &'static str, bytes: &[u8]| {
        let mut root = Element::parse(part, bytes)?;
        repair::part(&mut root, extra.marks, &extra.direction);
        Ok::<_, WriteError>(root)
    };
    let mut document = rendered("document", &raw.document)?;
    let mut footnotes = rendered("footnotes", &raw.footnotes)?;
    notes::footnotes(&mut footnotes, extra.marks, extra.font, extra.note_indent);
    rename(&mut footnotes, &extra.style_ids);
    add("word/footnotes.xml".into(), Kind::Footnotes, footnotes);
    if extra.has_comments {
        let mut comments = rendered("comments", &raw.comments)?;
        notes::comments(&mut comments, extra.initials);
        rename(&mut comments, &extra.style_ids);
        add("word/comments.xml".into(), Kind::Comments, comments);
    }
    let running = [
        ("header", Kind::Header, &raw.headers, &extra.heads),
        ("footer", Kind::Footer, &raw.footers, &extra.feet),
    ];
    for (stem, kind, made, taken) in running {
        for (i, bytes) in made.iter().enumerate() {
            let root = match taken.as_ref().and_then(|t| t.get(i)) {
                Some(story) => story.clone(),
                None => {
                    let mut root = rendered(stem, bytes)?;
                    rename(&mut root, &extra.style_ids);
                    root
                }
            };
            add(format!("word/{stem}{}.xml", i + 1), kind, root);
        }
    }
    for (name, kind, mut root) in [
        ("word/styles.xml", Kind::Styles, extra.styles),
        ("word/numbering.xml", Kind::Numbering, extra.numbering),
        ("word/settings.xml", Kind::Settings, extra.settings),
        ("word/fontTable.xml", Kind::Fonts, extra.fonts),
    ] {
        if kind == Kind::Numbering {
            rename(&mut root, &extra.style_ids);
        }
        root.walk_mut(&mut order::sort);
        add(name.into(), kind, root);
    }
    frame::section(&mut document, &extra.direction, extra.restart);
    frame::masthead(&mut document, &extra.direction, &extra.masthead);
    frame::cover(&mut document, extra.cover);
    rename(&mut document, &extra.style_ids);
    let pointed: Vec<String> = parts.iter().map(|p| p.name.clone()).collect();
    point(&mut document, &pointed);
    for (name, kind, root) in [
        ("word/document.xml", Kind::Document, document),
        ("docProps/core.xml", Kind::Core, extra.core),
        ("docProps/app.xml", Kind::App, extra.app),
    ] {
        let links = match kind {
            Kind::Document => extra.links,
            _ => &[],
        };
        parts.push(Part {
            name: name.into(),
            kind,
            root,
            links: links.to_vec(),
        });
    }
    package::archive(parts, archive_time(extra.time))
}

/// The parts of a document that is made of elements alone, without docx-rs.
pub(super) struct Made {
    pub document: Element,
    pub footer: Element,
    pub styles: Element,
    pub settings: Element,
    pub fonts: Element,
    pub core: Element,
    pub app: Element,
    pub time: Timestamp,
}

/// Packs such a document. Its section points to the footer as [`FOOTER_ID`].
pub(super) fn pack(made: Made) -> Result<Vec<u8>, WriteError> {
    let parts = [
        ("word/fontTable.xml", Kind::Fonts, made.fonts),
        ("word/footer1.xml", Kind::Footer, made.footer),
        ("word/settings.xml", Kind::Settings, made.settings),
        ("word/styles.xml", Kind::Styles, made.styles),
        ("word/document.xml", Kind::Document, made.document),
        ("docProps/core.xml", Kind::Core, made.core),
        ("docProps/app.xml", Kind::App, made.app),
    ];
    let parts = parts
        .into_iter()
        .map(|(name, kind, mut root)| {
            root.walk_mut(&mut order::sort);
            Part {
                name: name.into(),
                kind,
                root,
                links: Vec::new(),
            }
        })
        .collect();
    package::archive(parts, archive_time(made.time))
}

/// The reference to the footer in a document that [`pack`] packs: the second of its parts by name.
pub(super) const FOOTER_ID: &str = "rId2";

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
        // The section of a cover page points to some of them as well.
        old.sort();
        old.dedup();
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
