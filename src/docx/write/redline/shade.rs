//! Shades stretches of numbered paragraphs in a finished file.

use super::super::element::{Element, Node, el};
use super::super::error::WriteError;
use super::super::finish;
use super::super::styles::id;
use super::package::Package;
use super::words::{Atom, What, atoms, elements};

/// Grey that is still seen in print.
const GREY: &str = "D9D9D9";

/// A stretch of a numbered paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shade {
    /// Which numbered paragraph, from 0.
    pub paragraph: usize,
    /// Its first character, in Unicode scalar values of the visible text.
    pub from: usize,
    /// The one after the last.
    pub to: usize,
}

/// The file with these stretches shaded; words at an end are shaded whole.
///
/// # Errors
/// When the file is no package of this program.
pub fn shade(bytes: &[u8], shades: &[Shade]) -> Result<Vec<u8>, WriteError> {
    if shades.is_empty() {
        return Ok(bytes.to_vec());
    }
    let mut package = Package::open(bytes)?;
    let mut document = package.take("word/document.xml")?;
    let mut number = 0;
    document.walk_mut(&mut |e| {
        if e.name != "w:p" || !is_numbered(e) {
            return;
        }
        let here: Vec<&Shade> = shades.iter().filter(|s| s.paragraph == number).collect();
        number += 1;
        if !here.is_empty() {
            paragraph(e, &here);
        }
    });
    package.put("word/document.xml", &document)?;
    package.close()
}

fn is_numbered(paragraph: &Element) -> bool {
    let style = paragraph.find("w:pPr").and_then(|p| p.find("w:pStyle"));
    style.and_then(|s| s.get("w:val")) == Some(id::PARAGRAPH)
}

fn paragraph(element: &mut Element, shades: &[&Shade]) {
    let mut at = 0;
    let mut all = atoms(element);
    for atom in &mut all {
        let length = match &atom.what {
            What::Text(_, text) => text.chars().count(),
            _ => 0,
        };
        if length > 0 && shades.iter().any(|s| s.from <= at && at < s.to) {
            darken(atom);
        }
        at += length;
    }
    element
        .nodes
        .retain(|n| matches!(n, Node::Element(e) if e.name == "w:pPr"));
    element
        .nodes
        .extend(elements(&all).into_iter().map(Node::Element));
}

fn darken(atom: &mut Atom) {
    let What::Text(rpr, _) = &mut atom.what else {
        return;
    };
    let properties = rpr.get_or_insert_with(|| el("w:rPr"));
    properties
        .nodes
        .retain(|n| !matches!(n, Node::Element(e) if e.name == "w:shd"));
    properties.nodes.push(Node::Element(
        el("w:shd")
            .attr("w:val", "clear")
            .attr("w:color", "auto")
            .attr("w:fill", GREY),
    ));
    finish::sort(properties);
}
