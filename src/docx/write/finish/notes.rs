//! Footnotes and comments: what docx-rs leaves out of their parts.

use super::super::element::{Element, Node, el, val};
use super::super::styles::id;
use super::repair;

/// Puts the separators first, `indent` from the margin, and opens every note with its number or its own mark.
pub(super) fn footnotes(root: &mut Element, marks: &[Option<String>], font: &str, indent: u32) {
    let mut notes: Vec<(usize, Element)> = root
        .nodes
        .drain(..)
        .filter_map(|node| match node {
            Node::Element(note) if note.name == "w:footnote" => {
                let number = note.get("w:id")?.parse().ok()?;
                ((1..=marks.len()).contains(&number)).then_some((number, note))
            }
            _ => None,
        })
        .collect();
    notes.sort_by_key(|(number, _)| *number);
    notes.dedup_by_key(|(number, _)| *number);
    root.nodes = vec![
        Node::Element(separator("separator", -1, indent)),
        Node::Element(separator("continuationSeparator", 0, indent)),
    ];
    for (number, mut note) in notes {
        let mark = marks.get(number - 1).and_then(|m| m.as_deref());
        open_with(
            &mut note,
            [repair::note_mark(mark, font), el("w:r").child(el("w:tab"))],
        );
        root.nodes.push(Node::Element(note));
    }
}

fn separator(kind: &str, number: i32, indent: u32) -> Element {
    let line = el("w:p")
        .child(
            el("w:pPr")
                .child(
                    el("w:spacing")
                        .attr("w:before", 0)
                        .attr("w:after", 40)
                        .attr("w:line", 240)
                        .attr("w:lineRule", "auto"),
                )
                .child(el("w:ind").attr("w:left", indent)),
        )
        .child(el("w:r").child(el(&format!("w:{kind}"))));
    el("w:footnote")
        .attr("w:type", kind)
        .attr("w:id", number)
        .child(line)
}

/// Gives comments their initials and the mark by which Word shows where a comment begins.
pub(super) fn comments(root: &mut Element, initials: &str) {
    for comment in root.elements_mut() {
        comment.set("w:initials", initials);
        let reference = el("w:r")
            .child(el("w:rPr").child(val("w:rStyle", id::COMMENT_REFERENCE)))
            .child(el("w:annotationRef"));
        open_with(comment, [reference]);
    }
}

/// Puts runs at the head of the first paragraph, after its properties.
fn open_with<const N: usize>(story: &mut Element, runs: [Element; N]) {
    let Some(first) = story.elements_mut().find(|e| e.name == "w:p") else {
        return;
    };
    let at =
        usize::from(matches!(first.nodes.first(), Some(Node::Element(e)) if e.name == "w:pPr"));
    let tail = first.nodes.split_off(at);
    first.nodes.extend(runs.into_iter().map(Node::Element));
    first.nodes.extend(tail);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(element: &Element) -> Vec<&str> {
        element.elements().map(|e| e.name.as_str()).collect()
    }

    #[test]
    fn notes_come_in_the_order_of_their_ids_after_the_separators() {
        let note = |n: u32| {
            el("w:footnote")
                .attr("w:id", n)
                .child(el("w:p").child(el("w:pPr")).child(el("w:r")))
        };
        let mut root = el("w:footnotes")
            .child(note(2))
            .child(note(1))
            .child(note(9));
        footnotes(&mut root, &[Some("*".into()), None], "Serif", 0);
        let ids: Vec<_> = root.elements().filter_map(|e| e.get("w:id")).collect();
        assert_eq!(ids, ["-1", "0", "1", "2"]);
        let lines: Vec<_> = root.elements().filter_map(|e| e.find("w:p")).collect();
        assert_eq!(names(lines[2]), ["w:pPr", "w:r", "w:r", "w:r"]);
        let first = |line: &Element| line.find("w:r").cloned().unwrap();
        assert!(first(lines[2]).find("w:sym").is_some());
        assert!(first(lines[3]).find("w:footnoteRef").is_some());
    }

    #[test]
    fn comments_have_initials_and_a_mark() {
        let mut root = el("w:comments").child(el("w:comment").child(el("w:p")));
        comments(&mut root, "R");
        let comment = root.find("w:comment").unwrap();
        assert_eq!(comment.get("w:initials"), Some("R"));
        let run = comment.find("w:p").and_then(|p| p.find("w:r")).unwrap();
        assert_eq!(names(run), ["w:rPr", "w:annotationRef"]);
    }
}
