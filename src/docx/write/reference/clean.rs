//! What of another file may stand in a note: elements by name, in schema order, without what leads
//! elsewhere.

use std::collections::BTreeMap;

use super::super::element::{Element, Node};
use super::super::finish::sort;

/// Elements of a head or foot that are kept as they are.
const KEPT: [&str; 24] = [
    "w:p",
    "w:pPr",
    "w:r",
    "w:rPr",
    "w:t",
    "w:tab",
    "w:br",
    "w:cr",
    "w:ptab",
    "w:noBreakHyphen",
    "w:softHyphen",
    "w:sym",
    "w:fldChar",
    "w:instrText",
    "w:fldSimple",
    "w:tbl",
    "w:tblPr",
    "w:tblGrid",
    "w:gridCol",
    "w:tr",
    "w:trPr",
    "w:tc",
    "w:tcPr",
    "w:tblBorders",
];

/// Elements that are passed through: what is in them stays.
const OPENED: [&str; 7] = [
    "w:hyperlink",
    "w:sdt",
    "w:sdtContent",
    "w:ins",
    "w:moveTo",
    "w:smartTag",
    "w:customXml",
];

/// Elements that go without a word: they show nothing.
const SILENT: [&str; 12] = [
    "w:bookmarkStart",
    "w:bookmarkEnd",
    "w:proofErr",
    "w:lastRenderedPageBreak",
    "w:sdtPr",
    "w:sdtEndPr",
    "w:del",
    "w:moveFrom",
    "w:permStart",
    "w:permEnd",
    "w:commentRangeStart",
    "w:commentRangeEnd",
];

/// Fields that say something about the note itself.
const FIELDS: [&str; 5] = ["PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "STYLEREF"];

/// Properties that may not stand in a style or a head: they lead to lists, sections and changes of
/// the other file.
const LEADING: [&str; 12] = [
    "w:numPr",
    "w:sectPr",
    "w:pPrChange",
    "w:rPrChange",
    "w:ins",
    "w:del",
    "w:moveFrom",
    "w:moveTo",
    "w:framePr",
    "w:tblStyle",
    "w:divId",
    "w:cnfStyle",
];

/// Cleans properties and everything in them: only what is known, in schema order, without theme
/// references and marks of editing sessions.
pub(super) fn properties(element: &mut Element, fonts: &[Option<String>; 2]) {
    element.walk_mut(&mut |e| {
        e.nodes
            .retain(|n| !matches!(n, Node::Element(c) if LEADING.contains(&c.name.as_str())));
        attributes(e, fonts);
        sort(e);
    });
}

/// The faces of a theme by name, since the theme does not come along; colours have their value
/// beside the name.
fn attributes(element: &mut Element, fonts: &[Option<String>; 2]) {
    let mut faces = Vec::new();
    element.attrs.retain(|(name, value)| {
        let lower = name.to_ascii_lowercase();
        if lower.contains("theme") {
            if element.name == "w:rFonts" {
                let [major, minor] = fonts;
                let face = if value.starts_with("major") {
                    major
                } else {
                    minor
                };
                let plain = match lower.as_str() {
                    "w:asciitheme" => "w:ascii",
                    "w:hansitheme" => "w:hAnsi",
                    "w:cstheme" => "w:cs",
                    _ => "w:eastAsia",
                };
                faces.extend(face.clone().map(|f| (plain, f)));
            }
            return false;
        }
        !lower.starts_with("w:rsid")
    });
    for (name, face) in faces {
        element.set(name, face);
    }
    if matches!(element.name.as_str(), "w:ind") {
        for (strict, usual) in [("w:start", "w:left"), ("w:end", "w:right")] {
            if let Some((name, _)) = element.attrs.iter_mut().find(|(n, _)| n == strict) {
                *name = usual.to_owned();
            }
        }
    }
}

/// Cleans a head or foot; gives the names of what was left out.
pub(super) fn story(root: &mut Element, fonts: &[Option<String>; 2]) -> Vec<String> {
    let mut left_out = Vec::new();
    blocks(root, fonts, &mut left_out);
    whole_fields(root, &mut left_out);
    left_out.sort();
    left_out.dedup();
    left_out
}

fn blocks(element: &mut Element, fonts: &[Option<String>; 2], left_out: &mut Vec<String>) {
    let mut out = Vec::with_capacity(element.nodes.len());
    for node in element.nodes.drain(..) {
        let Node::Element(mut child) = node else {
            out.push(node);
            continue;
        };
        let name = child.name.as_str();
        if name.ends_with("Pr") && KEPT.contains(&name) {
            properties(&mut child, fonts);
            out.push(Node::Element(child));
        } else if KEPT.contains(&name) {
            attributes(&mut child, fonts);
            blocks(&mut child, fonts, left_out);
            out.push(Node::Element(child));
        } else if OPENED.contains(&name) {
            blocks(&mut child, fonts, left_out);
            out.extend(
                child
                    .nodes
                    .into_iter()
                    .filter(|n| matches!(n, Node::Element(_))),
            );
        } else if !SILENT.contains(&name) {
            let what = match name {
                "w:drawing" | "w:pict" | "w:object" => "a picture or drawing",
                "w:footnoteReference" | "w:endnoteReference" => "a note",
                other => other.strip_prefix("w:").unwrap_or(other),
            };
            left_out.push(what.to_owned());
        }
    }
    element.nodes = out;
}

fn is_own_field(instruction: &str) -> bool {
    let name = instruction.split_whitespace().next().unwrap_or_default();
    FIELDS.iter().any(|f| f.eq_ignore_ascii_case(name))
}

/// Where a sign of a field notes for a moment which field it is of.
const OF_FIELD: &str = "field";

/// Fields that ask for something else than the note are replaced by what they showed.
fn whole_fields(root: &mut Element, left_out: &mut Vec<String>) {
    let mut instructions: Vec<String> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    root.walk_mut(&mut |e| match e.name.as_str() {
        "w:fldChar" => {
            if e.get("w:fldCharType") == Some("begin") {
                open.push(instructions.len());
                instructions.push(String::new());
            }
            let of = open.last().copied();
            if e.get("w:fldCharType") == Some("end") {
                open.pop();
            }
            if let Some(of) = of {
                e.set(OF_FIELD, of);
            }
        }
        "w:instrText" => {
            let Some(of) = open.last().copied() else {
                return;
            };
            if let Some(text) = instructions.get_mut(of) {
                for node in &e.nodes {
                    if let Node::Text(words) = node {
                        text.push_str(words);
                    }
                }
            }
            e.set(OF_FIELD, of);
        }
        _ => {}
    });
    // A field that does not end would swallow what follows.
    for at in open {
        if let Some(instruction) = instructions.get_mut(at) {
            instruction.clear();
        }
    }
    for instruction in instructions.iter().filter(|i| !is_own_field(i)) {
        let name = instruction.split_whitespace().next().unwrap_or("broken");
        left_out.push(format!("a field ({name})"));
    }
    let own: Vec<bool> = instructions.iter().map(|i| is_own_field(i)).collect();
    root.walk_mut(&mut |e| {
        let mut out = Vec::with_capacity(e.nodes.len());
        for node in e.nodes.drain(..) {
            match node {
                Node::Element(mut sign)
                    if matches!(sign.name.as_str(), "w:fldChar" | "w:instrText") =>
                {
                    let of = sign.get(OF_FIELD).and_then(|v| v.parse::<usize>().ok());
                    if of.and_then(|i| own.get(i)) == Some(&true) {
                        sign.attrs.retain(|(name, _)| name != OF_FIELD);
                        out.push(Node::Element(sign));
                    }
                }
                Node::Element(f)
                    if f.name == "w:fldSimple" && !is_own_field(f.get("w:instr").unwrap_or("")) =>
                {
                    left_out.push("a field".to_owned());
                    out.extend(f.nodes);
                }
                other => out.push(other),
            }
        }
        e.nodes = out;
    });
}

/// Whether a head or foot shows anything.
pub(super) fn shows(root: &Element) -> bool {
    root.elements().any(|e| {
        matches!(e.name.as_str(), "w:fldSimple" | "w:instrText" | "w:sym")
            || e.name == "w:t"
                && e.nodes
                    .iter()
                    .any(|n| matches!(n, Node::Text(t) if !t.trim().is_empty()))
            || shows(e)
    })
}

/// Puts words in the places of a head or foot, `{symbol}` and the like, wherever the editor has cut
/// them into runs. True when the word of a draft has a place there.
pub(super) fn fill(story: &mut Element, words: &BTreeMap<&str, String>) -> bool {
    let mut has_draft = false;
    story.walk_mut(&mut |e| {
        if e.name != "w:p" {
            return;
        }
        for (name, word) in words {
            let place = format!("{{{name}}}");
            // A word may hold what looks like a place: each is filled as often as it was there before.
            let whole: String = pieces(e).iter().map(|t| t.as_str()).collect();
            for _ in 0..whole.matches(&place).count() {
                has_draft |= *name == "draft";
                put(&mut pieces(e), &place, word);
            }
        }
    });
    has_draft
}

/// Replaces the first occurrence of `place` in texts that follow one another.
fn put(texts: &mut [&mut String], place: &str, word: &str) {
    let whole: String = texts.iter().map(|t| t.as_str()).collect();
    let Some(from) = whole.find(place) else {
        return;
    };
    let to = from + place.len();
    let mut start = 0;
    let mut done = false;
    for text in texts.iter_mut() {
        let end = start + text.len();
        let (a, b) = (from.clamp(start, end) - start, to.clamp(start, end) - start);
        if a < b {
            let (head, tail) = (
                text.get(..a).unwrap_or_default(),
                text.get(b..).unwrap_or_default(),
            );
            **text = if done {
                format!("{head}{tail}")
            } else {
                format!("{head}{word}{tail}")
            };
            done = true;
        }
        start = end;
    }
}

/// The texts of an element in order.
fn pieces(element: &mut Element) -> Vec<&mut String> {
    let mut out = Vec::new();
    let is_text = element.name == "w:t";
    for node in &mut element.nodes {
        match node {
            Node::Text(text) if is_text => out.push(text),
            Node::Element(child) => out.extend(pieces(child)),
            Node::Text(_) => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::super::element::{el, val};
    use super::*;

    #[test]
    fn places_are_filled_across_runs() {
        let run = |t: &str| el("w:r").child(el("w:t").text(t));
        let mut story = el("w:hdr").child(
            el("w:p")
                .child(run("a {sym"))
                .child(run("bol"))
                .child(run("} b {draft}{none}")),
        );
        let words = BTreeMap::from([
            ("symbol", "X/{symbol}".to_owned()),
            ("draft", "DRAFT".to_owned()),
        ]);
        assert!(fill(&mut story, &words));
        let whole: String = pieces(&mut story).iter().map(|t| t.as_str()).collect();
        assert_eq!(whole, "a X/{symbol} b DRAFT{none}");
        assert!(!fill(&mut el("w:hdr").child(el("w:p")), &words));
    }

    #[test]
    fn what_leads_elsewhere_is_left_out_and_told() {
        let field = |kind: &str| el("w:r").child(el("w:fldChar").attr("w:fldCharType", kind));
        let code = |t: &str| el("w:r").child(el("w:instrText").text(t));
        let text = |t: &str| el("w:r").child(el("w:t").text(t));
        let mut story_root = el("w:hdr").child(
            el("w:p")
                .child(el("w:pPr").child(el("w:numPr")).child(val("w:jc", "right")))
                .child(el("w:hyperlink").child(text("link")))
                .child(el("w:r").child(el("w:drawing")))
                .child(field("begin"))
                .child(code(" INCLUDETEXT secret "))
                .child(field("separate"))
                .child(text("shown"))
                .child(field("end"))
                .child(field("begin"))
                .child(code("PAGE"))
                .child(field("end"))
                .child(el("w:del").child(text("gone"))),
        );
        let left = story(&mut story_root, &[None, None]);
        assert_eq!(left, ["a field (INCLUDETEXT)", "a picture or drawing"]);
        let whole: String = pieces(&mut story_root).iter().map(|t| t.as_str()).collect();
        assert_eq!(whole, "linkshown");
        let mut names = Vec::new();
        story_root.walk_mut(&mut |e| names.push(e.name.clone()));
        let count = |name: &str| names.iter().filter(|n| *n == name).count();
        assert_eq!(
            (count("w:fldChar"), count("w:instrText"), count("w:numPr")),
            (2, 1, 0)
        );
        assert!(names.iter().any(|n| n == "w:jc"));
    }

    #[test]
    fn faces_of_the_theme_are_named() {
        let mut rpr = el("w:rPr").child(
            el("w:rFonts")
                .attr("w:asciiTheme", "minorHAnsi")
                .attr("w:hAnsiTheme", "majorHAnsi"),
        );
        properties(&mut rpr, &[None, Some("Cambria".into())]);
        let fonts = rpr.find("w:rFonts").unwrap();
        assert_eq!(fonts.attrs, [("w:ascii".to_owned(), "Cambria".to_owned())]);
    }
}
