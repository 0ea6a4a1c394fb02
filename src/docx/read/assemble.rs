//! Puts a document together from its parts.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use crate::model::document::{Block, Document, LeftOut, NoteKey, Reason};
use crate::model::finding::Finding;
use crate::model::place::{Place, Step};

use super::damage::{is_cut, note_lost, note_styles, report, unsure_from};
use super::fields;
use super::imports;
use super::limits::Limits;
use super::numbering::Numbering;
use super::outline;
use super::package::{Package, Relationships};
use super::properties;
use super::refusal::Refusal;
use super::sections::Sections;
use super::sniff;
use super::state::{Container, Context, Reader};
use super::styles::Styles;
use super::xml::{El, Tree};

/// Reads a Word file: all visible text in order, and apart what is not visible with the reason.
///
/// # Errors
/// The file is no Word file, is damaged or goes beyond the limits; nothing is read in part.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Document, Refusal> {
    read_at(bytes, limits, true)
}

/// Reads what can be recovered of a damaged file; a sound file is read as by [`read`].
///
/// Words are never made up: what is given stands in the file, up to where it breaks off. The finding
/// `salvaged` (an error: a person must compare) says what is lost, and `Document::unsure_from` from
/// where on the text is not to be trusted. The bounds and all refusals that are no damage stand.
///
/// # Errors
/// The refusal of [`read`], when it is no damage or nothing can be recovered.
pub fn salvage(bytes: &[u8], limits: &Limits) -> Result<Document, Refusal> {
    let refusal = match read_at(bytes, limits, true) {
        Err(refusal) if refusal.salvageable() => refusal,
        other => return other,
    };
    let recovered = Package::open_damaged(bytes, limits).and_then(|mut package| {
        let mut document = document(&mut package, limits, true)?;
        report(&mut package, &mut document);
        Ok(document)
    });
    match recovered {
        Ok(document) if outline::any_shown(&document.body) => Ok(document),
        Ok(_) | Err(Refusal::NoDocumentPart | Refusal::ZipOfFiles { .. }) => Err(refusal),
        Err(other) if other.salvageable() => Err(refusal),
        Err(other) => Err(other),
    }
}

/// Reads a file; `outer` for the file itself, false for a Word file found within one.
fn read_at(bytes: &[u8], limits: &Limits, outer: bool) -> Result<Document, Refusal> {
    if let Some(refusal) = sniff::refuse_foreign(bytes) {
        return Err(refusal);
    }
    if bytes.len() as u64 > limits.file_size {
        return Err(Refusal::TooLarge(format!("{} bytes", bytes.len())));
    }
    let mut package = Package::open(bytes, limits)?;
    document(&mut package, limits, outer)
}

fn document(package: &mut Package<'_>, limits: &Limits, outer: bool) -> Result<Document, Refusal> {
    let root = package.relationships("")?;
    let main = main_part(package, &root)?;
    let relations = package.relationships(&main)?;
    note_lost(package, &relations);
    let of_kind = |kind: &str| {
        relations
            .values()
            .find(|r| r.kind == kind && !r.external)
            .map(|r| r.target.clone())
    };

    let mut styles = Styles::default();
    if let Some(source) = optional(package, of_kind("styles"))? {
        styles = Styles::read(&package.parse(&source.text, &source.part)?);
    }
    note_styles(package, of_kind("styles").as_deref(), &main);
    let mut numbering = Numbering::default();
    if let Some(source) = optional(package, of_kind("numbering"))? {
        numbering = Numbering::read(&package.parse(&source.text, &source.part)?, &styles);
    }
    let mut settings = properties::Settings::default();
    if let Some(source) = optional(package, of_kind("settings"))? {
        settings = properties::settings(&package.parse(&source.text, &source.part)?);
    }
    let footnotes = optional(package, of_kind("footnotes"))?;
    let endnotes = optional(package, of_kind("endnotes"))?;
    let footnotes = footnotes
        .as_ref()
        .map(|s| package.parse(&s.text, &s.part).map(|t| (s.part.clone(), t)))
        .transpose()?;
    let endnotes = endnotes
        .as_ref()
        .map(|s| package.parse(&s.text, &s.part).map(|t| (s.part.clone(), t)))
        .transpose()?;

    // All files within the file together may hold as much as one file.
    let room = Cell::new(limits.total_size);
    let inner = |bytes: &[u8]| {
        let limits = Limits {
            total_size: room.get(),
            ..limits.clone()
        };
        let document = read_at(bytes, &limits, false)?;
        let weight = document
            .notes
            .values()
            .chain([&document.body])
            .map(|blocks| imports::weight(blocks))
            .sum();
        room.set(room.get().saturating_sub(weight));
        Ok(document)
    };
    let nested = outer.then_some(&inner as imports::Nested<'_>);
    let imports = imports::read(package, &relations, nested)?;
    let mut reader = Reader {
        styles: &styles,
        numbering,
        relations,
        imports: &imports.blocks,
        import_room: limits.total_size,
        findings: Vec::new(),
        left_out: imports.left_out.clone(),
        known_notes: BTreeSet::new(),
        marked_notes: BTreeMap::new(),
        note_counts: (0, 0),
        dropped_notes: BTreeMap::new(),
        fields: Vec::new(),
        whole_fields: BTreeSet::new(),
        pending_box: None,
        sections: Sections::default(),
        running: Vec::new(),
        even_and_odd: settings.even_and_odd,
    };
    for (footnote, tree) in [(true, &footnotes), (false, &endnotes)] {
        let Some((_, tree)) = tree else { continue };
        reader.known_notes.extend(
            real_notes(tree).filter_map(|el| Some((footnote, el.w_attr("id")?.trim().to_owned()))),
        );
    }

    let mut doc = Document::default();
    doc.properties.lang = styles.defaults.lang.clone();
    doc.properties.protected = settings.protection.is_some();
    {
        let source = package.text(&main)?.ok_or(Refusal::NoDocumentPart)?;
        let tree = package.parse(&source, &main)?;
        let body = Some(tree.root())
            .filter(|r| r.is_w("document"))
            .ok_or(Refusal::NoDocumentPart)?;
        let cut = is_cut(package, &main);
        reader.whole_fields = fields::whole(&tree, cut);
        let mut container = Container::new(Place::default());
        let ctx = Context::new(&styles.plain);
        for el in body.children().filter(|c| c.is_w("body")) {
            reader.blocks(el, ctx, &mut container);
        }
        reader.close(ctx, &mut container);
        reader.running = reader.take_running();
        doc.body = container.blocks;
        doc.unsure_from = unsure_from(package, &main, &doc);
    }
    for (footnote, tree) in [(true, &footnotes), (false, &endnotes)] {
        let Some((part, tree)) = tree else { continue };
        reader.relations = package.relationships(part)?;
        let cut = is_cut(package, part);
        reader.whole_fields = fields::whole(tree, cut);
        notes(&mut reader, footnote, tree, &mut doc.notes);
    }
    running(&mut reader, package, &mut doc)?;
    let comments = relations_of(package, &main, "comments")?;
    comments_of(&mut reader, package, comments)?;
    let (findings, left_out) = (
        std::mem::take(&mut reader.findings),
        std::mem::take(&mut reader.left_out),
    );
    doc.left_out = left_out;
    about(package, &root, &mut doc)?;
    doc.findings.extend(package_findings(
        package,
        &main,
        settings.protection.as_deref(),
    ));
    doc.findings.extend(findings);
    Ok(doc)
}

struct Source {
    part: String,
    text: String,
}

fn optional(package: &mut Package<'_>, part: Option<String>) -> Result<Option<Source>, Refusal> {
    let Some(part) = part else { return Ok(None) };
    Ok(package.text(&part)?.map(|text| Source { part, text }))
}

fn relations_of(package: &mut Package<'_>, part: &str, kind: &str) -> Result<Vec<String>, Refusal> {
    Ok(package
        .relationships(part)?
        .into_values()
        .filter(|r| r.kind == kind && !r.external)
        .map(|r| r.target)
        .collect())
}

/// The part that holds the text: by relationship, else by content type, else by its usual name.
pub(super) fn main_part(package: &Package<'_>, root: &Relationships) -> Result<String, Refusal> {
    let is_text = |name: &str| {
        let kind = package.content_type(name);
        kind.contains("wordprocessingml") || kind.contains("ms-word")
    };
    let by_relation = root
        .values()
        .find(|r| r.kind == "officeDocument" && !r.external)
        .map(|r| r.target.clone());
    if let Some(part) = by_relation.filter(|p| package.has(p)) {
        let kind = package.content_type(&part);
        if kind.contains("spreadsheetml") || kind.contains("ms-excel") {
            return Err(Refusal::OtherOffice("an Excel workbook"));
        }
        if kind.contains("presentationml") || kind.contains("ms-powerpoint") {
            return Err(Refusal::OtherOffice("a PowerPoint presentation"));
        }
        return Ok(part);
    }
    let by_type = package
        .names()
        .find(|n| is_text(n) && package.content_type(n).contains("main+xml"))
        .map(str::to_owned);
    let by_name = || {
        package
            .has("word/document.xml")
            .then(|| "word/document.xml".to_owned())
    };
    by_type.or_else(by_name).ok_or(Refusal::NoDocumentPart)
}

/// Notes that can be referred to: not the separators.
fn real_notes<'t>(tree: &'t Tree<'t>) -> impl Iterator<Item = El<'t>> {
    tree.root().children().filter(|el| {
        (el.is_w("footnote") || el.is_w("endnote"))
            && matches!(el.w_attr("type"), None | Some("normal"))
    })
}

fn notes(
    reader: &mut Reader<'_>,
    footnote: bool,
    tree: &Tree<'_>,
    out: &mut BTreeMap<NoteKey, Vec<Block>>,
) {
    let styles = reader.styles;
    for el in real_notes(tree) {
        let Some(id) = el.w_attr("id").map(|i| (footnote, i.trim().to_owned())) else {
            continue;
        };
        let ctx = Context::new(&styles.plain);
        if let Some(&number) = reader.marked_notes.get(&id) {
            let (key, step) = if footnote {
                (NoteKey::Footnote(number), Step::Footnote(number))
            } else {
                (NoteKey::Endnote(number), Step::Endnote(number))
            };
            let blocks = reader.story(el, ctx, Place(vec![step]));
            out.insert(key, blocks);
            continue;
        }
        // No mark shows this note: it is deleted with its mark, or the program that wrote it forgot it.
        let reason = reader
            .dropped_notes
            .get(&id)
            .copied()
            .unwrap_or(Reason::Hidden);
        let kind = if footnote { "footnote" } else { "endnote" };
        let blocks = reader.story(
            el,
            ctx.because(reason),
            Place(vec![Step::Part(kind.into())]),
        );
        reader.leave_out(&blocks, reason);
    }
}

fn running(
    reader: &mut Reader<'_>,
    package: &mut Package<'_>,
    doc: &mut Document,
) -> Result<(), Refusal> {
    let styles = reader.styles;
    for story in std::mem::take(&mut reader.running) {
        let Some(source) = package.text(&story.target)? else {
            continue;
        };
        let tree = package.parse(&source, &story.target)?;
        reader.relations = package.relationships(&story.target)?;
        reader.whole_fields = fields::whole(&tree, is_cut(package, &story.target));
        let list = if story.header {
            &mut doc.headers
        } else {
            &mut doc.footers
        };
        let number = list.len() as u32 + 1;
        let step = if story.header {
            Step::Header(number)
        } else {
            Step::Footer(number)
        };
        let ctx = Context::new(&styles.plain);
        if story.visible {
            list.push(reader.story(tree.root(), ctx, Place(vec![step])));
        } else {
            let place = Place(vec![Step::Part(story.target.clone())]);
            let blocks = reader.story(tree.root(), ctx.because(Reason::Hidden), place);
            reader.leave_out(&blocks, Reason::Hidden);
        }
    }
    Ok(())
}

fn comments_of(
    reader: &mut Reader<'_>,
    package: &mut Package<'_>,
    parts: Vec<String>,
) -> Result<(), Refusal> {
    let styles = reader.styles;
    let mut number = 0;
    for part in parts {
        let Some(source) = package.text(&part)? else {
            continue;
        };
        let tree = package.parse(&source, &part)?;
        reader.relations = package.relationships(&part)?;
        reader.whole_fields = fields::whole(&tree, is_cut(package, &part));
        for el in tree.root().children().filter(|c| c.is_w("comment")) {
            number += 1;
            let place = Place(vec![Step::Comment(number)]);
            let blocks = reader.story(
                el,
                Context::new(&styles.plain).because(Reason::Comment),
                place.clone(),
            );
            let text: Vec<String> = outline::apart(&blocks, Reason::Comment)
                .into_iter()
                .map(|l| l.text)
                .collect();
            let who = el
                .w_attr("author")
                .map(|a| format!(" by {a}"))
                .unwrap_or_default();
            reader.left_out.push(LeftOut {
                reason: Reason::Comment,
                text: text.join("\n"),
                place: format!("{place}{who}"),
            });
        }
    }
    reader.left_out.retain(|l| !l.text.trim().is_empty());
    Ok(())
}

/// Properties; a broken properties part loses no text and is only reported.
fn about(
    package: &mut Package<'_>,
    root: &Relationships,
    doc: &mut Document,
) -> Result<(), Refusal> {
    for relation in root.values().filter(|r| !r.external) {
        let core = match relation.kind.as_str() {
            "core-properties" | "coreProperties" => true,
            "extended-properties" | "extendedProperties" => false,
            _ => continue,
        };
        let parsed = match package.text(&relation.target) {
            Ok(Some(source)) => package.parse(&source, &relation.target).map(|tree| {
                if core {
                    properties::core(&tree, &mut doc.properties);
                } else {
                    properties::extended(&tree, &mut doc.properties);
                }
            }),
            Ok(None) => Ok(()),
            Err(e) => Err(e),
        };
        match parsed {
            Err(
                e @ (Refusal::BrokenXml { .. }
                | Refusal::DamagedArchive(_)
                | Refusal::ArchiveBomb(_)),
            ) => {
                doc.findings.push(Finding::info(
                    "properties-unreadable",
                    format!("The properties of the file cannot be read: {e}."),
                ));
            }
            other => other?,
        }
    }
    Ok(())
}

fn package_findings(package: &Package<'_>, main: &str, protection: Option<&str>) -> Vec<Finding> {
    let mut out = Vec::new();
    let macros = package.content_type(main).contains("macroEnabled")
        || package
            .names()
            .any(|n| n.to_lowercase().ends_with("vbaproject.bin"));
    if macros {
        out.push(
            Finding::warning("macros", "The file contains macros; they were not run.")
                .hint("Do not enable macros when you open the file; ask the sender for a copy without them."),
        );
    }
    if let Some(kind) = protection {
        out.push(Finding::info(
            "protected",
            format!("Editing of the document is restricted ({kind}); it was read all the same."),
        ));
    }
    let attached = package
        .names()
        .filter(|n| n.to_lowercase().contains("/embeddings/"))
        .count();
    if attached > 0 {
        let what = if attached == 1 {
            "One file is".to_owned()
        } else {
            format!("{attached} files are")
        };
        out.push(
            Finding::warning(
                "embedded-file",
                format!("{what} embedded in the document and not read."),
            )
            .hint("Open the document in Word and look at the embedded files."),
        );
    }
    out
}
