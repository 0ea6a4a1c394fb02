//! Joins the styles of a reference document with those of the house. A style of the house is the other
//! file's where that has one of the same name or id; else it is added. Numbers stay those of the house.

use std::collections::{BTreeMap, BTreeSet};

use super::super::element::{Element, Node, el};
use super::super::styles::id;

/// The joined styles.
pub(in super::super) struct Merged {
    /// The styles part.
    pub styles: Element,
    /// Ids of the house by which the reference document knows its own.
    pub ids: BTreeMap<String, String>,
}

/// Styles that have numbers, or must have none.
const NUMBERED: [&str; 3] = [id::PARAGRAPH, id::ITEM, id::SUBITEM];

fn kind(style: &Element) -> &str {
    style.get("w:type").unwrap_or("paragraph")
}

fn name(style: &Element) -> Option<String> {
    let name = style.find("w:name")?.get("w:val")?;
    Some(name.trim().to_lowercase())
}

fn is_default(style: &Element) -> bool {
    style
        .get("w:default")
        .is_some_and(|v| v != "0" && v != "false")
}

/// The style of `theirs` that stands for `own`.
fn counterpart<'t>(own: &Element, theirs: &[&'t Element]) -> Option<&'t Element> {
    let of_kind = |s: &&&Element| kind(s) == kind(own);
    if is_default(own) {
        return theirs.iter().find(|s| of_kind(s) && is_default(s)).copied();
    }
    let wanted = name(own);
    theirs
        .iter()
        .find(|s| of_kind(s) && !is_default(s) && name(s) == wanted)
        .or_else(|| {
            theirs.iter().find(|s| {
                of_kind(s) && !is_default(s) && s.get("w:styleId") == own.get("w:styleId")
            })
        })
        .copied()
}

/// Joins the styles; `house` is the part that the writer makes.
pub(in super::super) fn merge(house: &Element, reference: &Element) -> Merged {
    let styles = |part: &Element| -> Vec<Element> {
        part.elements()
            .filter(|e| e.name == "w:style")
            .cloned()
            .collect()
    };
    let own_styles = styles(house);
    let mut their_styles = styles(reference);
    let taken: BTreeSet<String> = their_styles
        .iter()
        .filter_map(|s| s.get("w:styleId").map(str::to_owned))
        .collect();
    let theirs: Vec<&Element> = their_styles.iter().collect();
    let mut ids = BTreeMap::new();
    let mut added = Vec::new();
    let mut kept: BTreeMap<String, Vec<Element>> = BTreeMap::new();
    for own in &own_styles {
        let Some(own_id) = own.get("w:styleId") else {
            continue;
        };
        if let Some(other) = counterpart(own, &theirs).and_then(|s| s.get("w:styleId")) {
            if other != own_id {
                ids.insert(own_id.to_owned(), other.to_owned());
            }
            // The list of a numbered style, and the direction of the language, are the note's.
            let properties = own.find("w:pPr").into_iter().flat_map(Element::elements);
            let ours = properties.filter(|e| {
                e.name == "w:numPr" && NUMBERED.contains(&own_id) || e.name == "w:bidi"
            });
            let ours: Vec<Element> = ours.cloned().collect();
            if !ours.is_empty() {
                kept.insert(other.to_owned(), ours);
            }
        } else {
            let mut own = own.clone();
            if taken.contains(own_id) {
                let free = format!("{own_id}House");
                own.set("w:styleId", &free);
                ids.insert(own_id.to_owned(), free);
            }
            if theirs.iter().any(|s| name(s) == name(&own)) {
                for named in own.elements_mut().filter(|e| e.name == "w:name") {
                    let name = format!("{} House", named.get("w:val").unwrap_or_default());
                    named.set("w:val", name);
                }
            }
            // The file may have a default of its own under another id.
            if is_default(&own)
                && theirs
                    .iter()
                    .any(|s| kind(s) == kind(&own) && is_default(s))
            {
                own.attrs.retain(|(n, _)| n != "w:default");
            }
            added.push(own);
        }
    }
    for style in &mut their_styles {
        let ours = style.get("w:styleId").and_then(|id| kept.get(id)).cloned();
        if let Some(ours) = ours
            && let Some(properties) = properties_of(style)
        {
            properties.nodes.retain(
                |n| !matches!(n, Node::Element(e) if ours.iter().any(|o| o.name == e.name)),
            );
            properties.nodes.extend(ours.into_iter().map(Node::Element));
        }
    }
    for style in &mut added {
        rename(style, &ids);
    }
    let defaults = joined_defaults(house, reference);
    let styles = el("w:styles")
        .attr("xmlns:w", super::super::styles::W)
        .children(defaults)
        .children(their_styles)
        .children(added);
    Merged { styles, ids }
}

fn properties_of(style: &mut Element) -> Option<&mut Element> {
    if style.find("w:pPr").is_none() {
        style.nodes.push(Node::Element(el("w:pPr")));
    }
    style.elements_mut().find(|e| e.name == "w:pPr")
}

/// The defaults of the reference document with the language of the note.
fn joined_defaults(house: &Element, reference: &Element) -> Option<Element> {
    let own = house.find("w:docDefaults")?;
    let Some(mut theirs) = reference.find("w:docDefaults").cloned() else {
        return Some(own.clone());
    };
    let lang = own
        .find("w:rPrDefault")
        .and_then(|d| d.find("w:rPr"))
        .and_then(|p| p.find("w:lang"))
        .cloned();
    if theirs.find("w:rPrDefault").is_none() {
        theirs.nodes.insert(0, Node::Element(el("w:rPrDefault")));
    }
    for default in theirs.elements_mut().filter(|e| e.name == "w:rPrDefault") {
        if let Some(properties) = default.first_or_new("w:rPr") {
            properties
                .nodes
                .retain(|n| !matches!(n, Node::Element(e) if e.name == "w:lang"));
            properties.nodes.extend(lang.clone().map(Node::Element));
        }
    }
    Some(theirs)
}

/// Puts the other file's ids wherever an element names a style.
pub(in super::super) fn rename(root: &mut Element, ids: &BTreeMap<String, String>) {
    if ids.is_empty() {
        return;
    }
    root.walk_mut(&mut |e| {
        if matches!(
            e.name.as_str(),
            "w:pStyle" | "w:rStyle" | "w:basedOn" | "w:next" | "w:link"
        ) && let Some(id) = e.get("w:val").and_then(|v| ids.get(v)).cloned()
        {
            e.set("w:val", id);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::super::super::element::val;
    use super::*;

    fn style(kind: &str, id: &str, name: &str) -> Element {
        el("w:style")
            .attr("w:type", kind)
            .attr("w:styleId", id)
            .child(val("w:name", name))
    }

    #[test]
    fn styles_are_matched_by_name_then_by_id_and_the_rest_is_added() {
        let house = el("w:styles")
            .child(style("paragraph", "Normal", "Normal").attr("w:default", 1))
            .child(style("paragraph", "Heading1", "heading 1").child(val("w:basedOn", "Normal")))
            .child(style("paragraph", "Meeting", "Meeting").child(val("w:basedOn", "Normal")))
            .child(style("paragraph", "Title", "Title"));
        let reference = el("w:styles")
            .child(style("paragraph", "Standard", "Standard").attr("w:default", 1))
            .child(style("paragraph", "Titre1", "Heading 1"))
            .child(style("character", "Meeting", "Meeting"))
            .child(style("paragraph", "Title", "Titel"));
        let merged = merge(&house, &reference);
        let ids: Vec<&str> = merged
            .styles
            .elements()
            .filter_map(|s| s.get("w:styleId"))
            .collect();
        assert_eq!(
            ids,
            ["Standard", "Titre1", "Meeting", "Title", "MeetingHouse"]
        );
        assert_eq!(
            merged.ids.get("Heading1").map(String::as_str),
            Some("Titre1")
        );
        let added = merged.styles.elements().last().unwrap();
        assert_eq!(
            added.find("w:basedOn").unwrap().get("w:val"),
            Some("Standard")
        );
    }
}
