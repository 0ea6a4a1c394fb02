//! Brings the lists and styles that only the earlier version has into the later one.

use std::collections::BTreeMap;

use super::super::element::{Element, Node, el, val};
use super::super::error::WriteError;
use super::package::Package;

const NUMBERING: &str = "word/numbering.xml";
const STYLES: &str = "word/styles.xml";

/// Adds the lists of the earlier version that the later one does not have under the same number,
/// and renumbers them in the earlier text.
pub(super) fn bring(
    old: &mut Package,
    document: &mut Element,
    new: &mut Package,
) -> Result<(), WriteError> {
    let (Some(before), Some(mut after)) = (old.peek(NUMBERING)?, new.peek(NUMBERING)?) else {
        return Ok(());
    };
    let forms = renamed(
        &before,
        &mut after,
        ("w:abstractNum", "w:abstractNumId"),
        &|form, _| form.clone(),
    );
    let lists = renamed(&before, &mut after, ("w:num", "w:numId"), &|list, _| {
        let mut list = list.clone();
        for child in list.elements_mut() {
            if child.name == "w:abstractNumId"
                && let Some(now) = child.get("w:val").and_then(|v| forms.get(v)).cloned()
            {
                *child = val("w:abstractNumId", now);
            }
        }
        list
    });
    // Forms come before lists.
    after.nodes.sort_by_key(|n| match n {
        Node::Element(e) if e.name == "w:abstractNum" => 0,
        _ => 1,
    });
    new.put(NUMBERING, &after)?;
    document.walk_mut(&mut |e| {
        if e.name == "w:numId"
            && let Some(now) = e.get("w:val").and_then(|v| lists.get(v)).cloned()
        {
            e.set("w:val", now);
        }
    });
    Ok(())
}

/// Adds what `after` lacks under the same id, with an id of its own; gives old ids and new ones.
fn renamed(
    before: &Element,
    after: &mut Element,
    (name, id): (&str, &str),
    ready: &dyn Fn(&Element, usize) -> Element,
) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    let ids = |root: &Element| -> Vec<usize> {
        let all = root.elements().filter(|e| e.name == name);
        all.filter_map(|e| e.get(id)?.parse().ok()).collect()
    };
    let mut next = ids(after).into_iter().max().map_or(0, |n| n + 1);
    for item in before.elements().filter(|e| e.name == name) {
        let item = ready(item, next);
        let same = after
            .elements()
            .find(|e| e.name == name && e.get(id) == item.get(id));
        if same == Some(&item) {
            continue;
        }
        let Some(was) = item.get(id).map(str::to_owned) else {
            continue;
        };
        let mut item = item;
        item.set(id, next);
        // Two forms of one identity would be taken for one.
        for child in item.elements_mut() {
            if child.name == "w:nsid" {
                *child = val("w:nsid", format!("5241{next:04X}"));
            }
        }
        // A style belongs to one list only.
        for level in item.elements_mut().filter(|e| e.name == "w:lvl") {
            level
                .nodes
                .retain(|n| !matches!(n, Node::Element(e) if e.name == "w:pStyle"));
        }
        out.insert(was, next.to_string());
        after.nodes.push(Node::Element(item));
        next += 1;
    }
    out
}

/// Adds the styles that only the earlier version has.
pub(super) fn styles(old: &mut Package, new: &mut Package) -> Result<(), WriteError> {
    let (Some(before), Some(mut after)) = (old.peek(STYLES)?, new.peek(STYLES)?) else {
        return Ok(());
    };
    let known: Vec<String> = after
        .elements()
        .filter_map(|e| e.get("w:styleId"))
        .map(str::to_owned)
        .collect();
    let missing: Vec<Element> = before
        .elements()
        .filter(|e| e.name == "w:style")
        .filter(|e| {
            e.get("w:styleId")
                .is_some_and(|id| !known.iter().any(|k| k == id))
        })
        .cloned()
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    after.nodes.extend(missing.into_iter().map(Node::Element));
    new.put(STYLES, &after)
}

/// The properties of a paragraph without its mark and its history.
pub(super) fn plain_properties(ppr: Option<&Element>) -> Element {
    let mut out = ppr.cloned().unwrap_or_else(|| el("w:pPr"));
    out.nodes.retain(|n| {
        !matches!(n, Node::Element(e) if matches!(e.name.as_str(), "w:rPr" | "w:sectPr" | "w:pPrChange"))
    });
    out
}
