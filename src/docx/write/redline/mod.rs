//! Tracked changes: two versions of a note as one file. Accepting everything gives the later
//! version, rejecting everything the earlier one.
//!
//! It works on finished packages, so that whatever the writer puts into a note is compared as it is.
//! `package` takes the files apart, `align` finds which paragraphs belong together, `words` compares
//! two of them word by word, `story` marks what has changed in a run of paragraphs, `lists` brings
//! the numbering of both together. docs/decisions/0010 says why it is done so.

mod align;
mod lists;
mod package;
mod shade;
mod story;
mod words;

pub use self::shade::{Shade, shade};

use self::package::Package;
use self::story::Merger;
use super::element::{Element, Node};
use super::error::WriteError;

/// One version of a note.
#[derive(Debug, Clone, Copy)]
pub struct Version<'a> {
    /// The file, as [`super::write`] made it.
    pub bytes: &'a [u8],
    /// What each numbered paragraph is, in their order: equal in both versions for one that is the
    /// same whatever it says. May be empty; then paragraphs are known by their words.
    pub keys: &'a [u64],
}

/// The later version with its differences from the earlier one as tracked changes of `author` at
/// `time` (RFC 3339). Words within a paragraph are marked, not the paragraph; one that stands
/// elsewhere is deleted there and inserted here. Look, page and properties are those of the later
/// version; comments are left out.
///
/// # Errors
/// When one of the files is no package of this program.
pub fn redline(
    before: Version<'_>,
    after: Version<'_>,
    author: &str,
    time: &str,
) -> Result<Vec<u8>, WriteError> {
    let mut old = Package::open(before.bytes)?;
    let mut new = Package::open(after.bytes)?;
    new.without_comments()?;
    let mut old_document = old.take("word/document.xml")?;
    let mut new_document = new.take("word/document.xml")?;
    for document in [&mut old_document, &mut new_document] {
        without_comments(document);
    }
    lists::bring(&mut old, &mut old_document, &mut new)?;
    lists::styles(&mut old, &mut new)?;

    let notes = |package: &mut Package| package.take("word/footnotes.xml");
    let (old_notes, new_notes) = (notes(&mut old)?, notes(&mut new)?);
    let mut merger = Merger::new(author, time, &old_notes, &new_notes);
    let (old_body, new_body) = (body(&old_document), body(&new_document));
    let section = new_body.iter().find(|e| e.name == "w:sectPr").cloned();
    let blocks = |body: &[Element]| -> Vec<Element> {
        body.iter()
            .filter(|e| e.name != "w:sectPr")
            .cloned()
            .collect()
    };
    let mut merged = merger.story(
        &blocks(&old_body),
        &blocks(&new_body),
        (before.keys, after.keys),
    );
    merged.extend(section);
    for child in new_document.elements_mut() {
        if child.name == "w:body" {
            child.nodes = merged.drain(..).map(Node::Element).collect();
        }
    }
    for name in new.furniture() {
        let Some(earlier) = old.peek(&name)? else {
            continue;
        };
        let mut later = new.take(&name)?;
        let lines = |root: &Element| root.elements().cloned().collect::<Vec<_>>();
        let story = merger.story(&lines(&earlier), &lines(&later), (&[], &[]));
        later.nodes = story.into_iter().map(Node::Element).collect();
        new.put(&name, &later)?;
    }
    // Separators have a type; they come first, then the notes in the order of their marks.
    let notes = std::mem::take(&mut merger.notes);
    let mut merged_notes = new_notes.clone();
    merged_notes
        .nodes
        .retain(|n| matches!(n, Node::Element(e) if e.get("w:type").is_some()));
    merged_notes
        .nodes
        .extend(notes.into_iter().map(Node::Element));
    new.put("word/document.xml", &new_document)?;
    new.put("word/footnotes.xml", &merged_notes)?;
    new.close()
}

/// The blocks of the note itself: a page before it, which a draft may have, ends in a section of its
/// own and is not compared.
fn body(document: &Element) -> Vec<Element> {
    let all: Vec<Element> = document
        .find("w:body")
        .map(|b| b.elements().cloned().collect())
        .unwrap_or_default();
    let ends = |e: &Element| {
        e.find("w:pPr")
            .is_some_and(|p| p.find("w:sectPr").is_some())
    };
    let begin = all.iter().rposition(ends).map_or(0, |at| at + 1);
    all.into_iter().skip(begin).collect()
}

/// Takes the marks of comments out of a text.
fn without_comments(root: &mut Element) {
    root.walk_mut(&mut |e| {
        e.nodes.retain(|n| {
            let Node::Element(child) = n else {
                return true;
            };
            let range = matches!(
                child.name.as_str(),
                "w:commentRangeStart" | "w:commentRangeEnd"
            );
            let reference = child.name == "w:r" && child.find("w:commentReference").is_some();
            !range && !reference
        });
    });
}
