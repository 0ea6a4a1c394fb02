//! Makes what docx-rs wrote sound: one part at a time, element by element.

use super::super::element::{Element, Node, el, val};
use super::super::links;
use super::super::runs::LANG_SIGN;
use super::super::styles::{W, id, language};
use super::{Direction, order};

/// Namespace of relationship ids in the parts.
const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Repairs a part and everything in it. `marks` are the own marks of the notes, by id from 1.
pub(super) fn part(root: &mut Element, marks: &[Option<String>], direction: &Direction) {
    root.walk_mut(&mut |element| {
        attributes(element);
        match element.name.as_str() {
            "w:r" => run(element, marks, direction),
            "w:hyperlink" => link(element),
            "w:rPr" => run_language(element),
            _ => {}
        }
        order::sort(element);
    });
    drop_empty(root);
    // Only the names that are used: docx-rs declares two dozen.
    root.attrs.clear();
    root.set("xmlns:w", W);
    root.set("xmlns:r", R);
}

/// Keeps the attributes of the main vocabulary. Paragraph ids come from a counter of the whole
/// process and nothing here refers to them.
fn attributes(element: &mut Element) {
    element.attrs.retain(|(name, value)| {
        let known = ["w:", "r:", "xml:", "xmlns"]
            .iter()
            .any(|p| name.starts_with(p));
        known && !(name == "w:dirty" && value == "false")
    });
    match element.name.as_str() {
        "w:instrText" => element.set("xml:space", "preserve"),
        // The width of a column has no unit.
        "w:gridCol" => element.attrs.retain(|(name, _)| name == "w:w"),
        _ => {}
    }
}

/// Takes the language out of the style's name.
fn run_language(rpr: &mut Element) {
    let mut tag = None;
    rpr.nodes.retain_mut(|node| {
        let Node::Element(child) = node else {
            return true;
        };
        if child.name != "w:rStyle" {
            return true;
        }
        let Some((style, lang)) = child.get("w:val").and_then(|v| v.split_once(LANG_SIGN)) else {
            return true;
        };
        tag = Some(lang.to_owned());
        let style = style.to_owned();
        child.set("w:val", &style);
        !style.is_empty()
    });
    if let Some(tag) = tag {
        rpr.nodes.push(Node::Element(language(&tag)));
    }
}

/// A link leads to its relationship instead of a place in the text.
fn link(element: &mut Element) {
    if let Some(id) = element.get("w:anchor").and_then(links::relation) {
        element.attrs.clear();
        element.set("r:id", id);
        element.set("w:history", 1);
    }
}

/// Tells the program that a run is written from right to left.
fn right_to_left(run: &mut Element, direction: &Direction) {
    if !direction.main && direction.tags.is_empty() {
        return;
    }
    let tag = run
        .find("w:rPr")
        .and_then(|p| p.find("w:rStyle"))
        .and_then(|s| s.get("w:val"))
        .and_then(|v| v.split_once(LANG_SIGN))
        .map(|(_, tag)| tag);
    if direction.of_run(tag)
        && let Some(properties) = run.first_or_new("w:rPr")
    {
        properties.nodes.push(Node::Element(el("w:rtl")));
    }
}

fn run(run: &mut Element, marks: &[Option<String>], direction: &Direction) {
    hyphens(run);
    right_to_left(run, direction);
    if run.find("w:commentReference").is_some()
        && let Some(rpr) = run.first_or_new("w:rPr")
    {
        rpr.nodes = vec![Node::Element(val("w:rStyle", id::COMMENT_REFERENCE))];
    }
    let own = run
        .find("w:footnoteReference")
        .and_then(|r| r.get("w:id"))
        .and_then(|v| v.parse::<usize>().ok())
        .and_then(|n| marks.get(n.checked_sub(1)?)?.clone());
    if let Some(mark) = own {
        for reference in run.elements_mut() {
            match reference.name.as_str() {
                "w:footnoteReference" => reference.set("w:customMarkFollows", 1),
                "w:rPr" => reference.nodes.push(Node::Element(baseline())),
                _ => {}
            }
        }
        // Some programs show a mark of several characters twice if it comes in one piece.
        for c in mark.chars() {
            run.nodes
                .push(Node::Element(text(c.encode_utf8(&mut [0; 4]))));
        }
    }
}

/// Asterisks stand raised by themselves.
fn baseline() -> Element {
    val("w:vertAlign", "baseline")
}

pub(super) fn text(words: &str) -> Element {
    el("w:t").attr("xml:space", "preserve").text(words)
}

/// The run that opens the text of a note: its number, or its own mark in `font`. The mark comes as
/// symbols: LibreOffice, which puts it there by itself, would show text of it a second time.
pub(super) fn note_mark(mark: Option<&str>, font: &str) -> Element {
    let rpr = el("w:rPr").child(val("w:rStyle", id::FOOTNOTE_REFERENCE));
    let Some(mark) = mark else {
        return el("w:r").child(rpr).child(el("w:footnoteRef"));
    };
    let run = el("w:r").child(rpr.child(baseline()));
    if mark.chars().any(|c| u32::from(c) > 0xFFFF) {
        return run.child(text(mark));
    }
    run.children(mark.chars().map(|c| {
        el("w:sym")
            .attr("w:font", font)
            .attr("w:char", format!("{:04X}", u32::from(c)))
    }))
}

/// A no-break hyphen is an element of its own; as a character many fonts lack it.
fn hyphens(run: &mut Element) {
    const HYPHEN: char = '\u{2011}';
    let has = |n: &Node| matches!(n, Node::Text(t) if t.contains(HYPHEN));
    if !run
        .elements()
        .any(|e| e.name == "w:t" && e.nodes.iter().any(has))
    {
        return;
    }
    let mut out = Vec::with_capacity(run.nodes.len() + 2);
    for node in run.nodes.drain(..) {
        match node {
            Node::Element(t) if t.name == "w:t" && t.nodes.iter().any(has) => {
                let words: String = t
                    .nodes
                    .iter()
                    .map(|n| match n {
                        Node::Text(words) => words.as_str(),
                        Node::Element(_) => "",
                    })
                    .collect();
                for (i, piece) in words.split(HYPHEN).enumerate() {
                    if i > 0 {
                        out.push(Node::Element(el("w:noBreakHyphen")));
                    }
                    if !piece.is_empty() {
                        out.push(Node::Element(text(piece)));
                    }
                }
            }
            other => out.push(other),
        }
    }
    run.nodes = out;
}

/// Drops properties that say nothing and runs that hold nothing.
fn drop_empty(element: &mut Element) {
    element.nodes.retain_mut(|node| {
        let Node::Element(child) = node else {
            return true;
        };
        drop_empty(child);
        let properties = matches!(
            child.name.as_str(),
            "w:pPr" | "w:rPr" | "w:trPr" | "w:tblBorders" | "w:tcBorders"
        );
        let run = child.name == "w:r" && child.elements().all(|e| e.name == "w:rPr");
        !(child.nodes.is_empty() && properties || run)
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repaired(source: &str, marks: &[Option<String>]) -> String {
        let source = format!("<w:p xmlns:w=\"x\" xmlns:w14=\"y\">{source}</w:p>");
        let mut root = Element::parse("test", source.as_bytes()).unwrap();
        part(&mut root, marks, &Direction::default());
        let bytes = root.to_part().unwrap();
        let whole = String::from_utf8(bytes).unwrap();
        let (_, inner) = whole.split_once(&format!("xmlns:r=\"{R}\"")).unwrap();
        let inner = inner.trim_start_matches('>').trim_end_matches("</w:p>");
        inner.to_owned()
    }

    #[test]
    fn language_leaves_the_style_name() {
        assert_eq!(
            repaired(
                "<w:r><w:rPr><w:rStyle w:val=\"Mark@fr-FR\"/><w:i/></w:rPr><w:t>a</w:t></w:r>",
                &[]
            ),
            "<w:r><w:rPr><w:rStyle w:val=\"Mark\"/><w:i/>\
             <w:lang w:val=\"fr-FR\" w:eastAsia=\"fr-FR\" w:bidi=\"fr-FR\"/></w:rPr><w:t>a</w:t></w:r>"
        );
        let plain = repaired(
            "<w:r><w:rPr><w:rStyle w:val=\"@ru-RU\"/></w:rPr><w:t>a</w:t></w:r>",
            &[],
        );
        assert!(!plain.contains("rStyle"), "{plain}");
        assert!(plain.contains("<w:lang w:val=\"ru-RU\""), "{plain}");
    }

    #[test]
    fn a_note_gets_its_own_mark() {
        let source = "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr>\
                      <w:footnoteReference w:id=\"2\"/></w:r>";
        let marks = [None, Some("**".to_owned())];
        assert_eq!(
            repaired(source, &marks),
            "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/><w:vertAlign w:val=\"baseline\"/>\
             </w:rPr><w:footnoteReference w:id=\"2\" w:customMarkFollows=\"1\"/>\
             <w:t xml:space=\"preserve\">*</w:t><w:t xml:space=\"preserve\">*</w:t></w:r>"
        );
        let numbered = repaired(&source.replace("\"2\"", "\"1\""), &marks);
        assert!(!numbered.contains("customMark"), "{numbered}");
    }

    #[test]
    fn hyphens_that_must_not_break_become_elements() {
        assert_eq!(
            repaired("<w:r><w:t>a\u{2011}b &amp; c</w:t></w:r>", &[]),
            "<w:r><w:t xml:space=\"preserve\">a</w:t><w:noBreakHyphen/>\
             <w:t xml:space=\"preserve\">b &amp; c</w:t></w:r>"
        );
    }

    #[test]
    fn what_says_nothing_goes() {
        assert_eq!(
            repaired(
                "<w:pPr><w:rPr/></w:pPr><w:r><w:rPr/></w:r>\
                 <w:r w14:paraId=\"1\"><w:rPr/><w:tab/></w:r>",
                &[]
            ),
            "<w:r><w:tab/></w:r>"
        );
    }

    #[test]
    fn runs_know_their_direction() {
        let source = "<w:p xmlns:w=\"x\"><w:r><w:t>a</w:t></w:r>\
                      <w:r><w:rPr><w:rStyle w:val=\"@en-GB\"/></w:rPr><w:t>b</w:t></w:r></w:p>";
        let shown = |direction: &Direction| {
            let mut root = Element::parse("test", source.as_bytes()).unwrap();
            part(&mut root, &[], direction);
            let rtl = |r: &Element| r.find("w:rPr").is_some_and(|p| p.find("w:rtl").is_some());
            root.elements().map(rtl).collect::<Vec<_>>()
        };
        let arabic = Direction {
            main: true,
            tags: vec!["ar-SA".into()],
        };
        assert_eq!(shown(&arabic), [true, false]);
        assert_eq!(shown(&Direction::default()), [false, false]);
    }

    #[test]
    fn links_lead_to_their_relationships() {
        let shown = repaired(
            "<w:hyperlink w:anchor=\"rapporteur-link-2\" w:history=\"1\"><w:r><w:t>a</w:t></w:r></w:hyperlink>",
            &[],
        );
        assert!(
            shown.starts_with("<w:hyperlink r:id=\"rIdLink2\" w:history=\"1\">"),
            "{shown}"
        );
    }

    #[test]
    fn columns_have_a_width_and_nothing_else() {
        assert_eq!(
            repaired("<w:gridCol w:w=\"100\" w:type=\"dxa\"/>", &[]),
            "<w:gridCol w:w=\"100\"/>"
        );
    }

    #[test]
    fn references_to_comments_have_their_style() {
        assert_eq!(
            repaired("<w:r><w:commentReference w:id=\"0\"/></w:r>", &[]),
            "<w:r><w:rPr><w:rStyle w:val=\"CommentReference\"/></w:rPr>\
             <w:commentReference w:id=\"0\"/></w:r>"
        );
    }
}
