//! What stands around the text: the properties of the section, the description of the masthead, the
//! cover page of a draft.

use super::super::element::{Element, Node, el, val};
use super::super::house::Restart;
use super::super::settings::restart;
use super::Direction;

/// Completes the section of the note: how notes count, and its direction.
pub(super) fn section(document: &mut Element, direction: &Direction, notes: Restart) {
    let Some(section) = last_section(document) else {
        return;
    };
    if let Some(restart) = restart(notes) {
        let notes = el("w:footnotePr").child(restart);
        section.nodes.push(Node::Element(notes));
    }
    if direction.main {
        section.nodes.push(Node::Element(el("w:bidi")));
    }
    super::order::sort(section);
}

/// Describes the masthead to those who hear the page: a table that is there for the look of it.
pub(super) fn masthead(document: &mut Element, direction: &Direction, lines: &[String]) {
    let table = body(document)
        .and_then(|body| body.elements_mut().find(|e| e.name == "w:tbl"))
        .and_then(|table| table.first_or_new("w:tblPr"));
    let Some(properties) = table else { return };
    if direction.main {
        properties.nodes.push(Node::Element(el("w:bidiVisual")));
    }
    if let Some(caption) = lines.first() {
        let words = [
            val("w:tblCaption", caption),
            val("w:tblDescription", lines.join("; ")),
        ];
        properties.nodes.extend(words.map(Node::Element));
    }
    super::order::sort(properties);
}

/// Puts the cover page before everything else. Its section has the page of the note, and everywhere
/// the head and foot of a first page; the note begins on a new page.
pub(super) fn cover(document: &mut Element, blocks: Vec<Element>) {
    if blocks.is_empty() {
        return;
    }
    let Some(mut own) = last_section(document).map(|s| s.clone()) else {
        return;
    };
    own.nodes.retain_mut(|node| match node {
        Node::Element(e)
            if matches!(e.name.as_str(), "w:headerReference" | "w:footerReference") =>
        {
            let first = e.get("w:type") == Some("first");
            e.set("w:type", "default");
            first
        }
        Node::Element(e) => !matches!(e.name.as_str(), "w:titlePg" | "w:type"),
        Node::Text(_) => false,
    });
    // Without heads of its own for even pages a section takes those of the one before, of which there
    // is none: a longer list of what is missing has them too.
    let even: Vec<Element> = own
        .elements()
        .filter(|e| matches!(e.name.as_str(), "w:headerReference" | "w:footerReference"))
        .map(|e| e.clone().attr("w:type", "even"))
        .collect();
    own.nodes.extend(even.into_iter().map(Node::Element));
    super::order::sort(&mut own);
    let end = el("w:p").child(el("w:pPr").child(own));
    if let Some(body) = body(document) {
        let blocks = blocks.into_iter().chain([end]).map(Node::Element);
        body.nodes.splice(0..0, blocks);
    }
}

fn body(document: &mut Element) -> Option<&mut Element> {
    document.elements_mut().find(|e| e.name == "w:body")
}

/// The section at the end of the body, which is that of the note.
fn last_section(document: &mut Element) -> Option<&mut Element> {
    body(document)?
        .elements_mut()
        .filter(|e| e.name == "w:sectPr")
        .last()
}
