//! Two versions of a paragraph, compared word by word.

use similar::{Algorithm, DiffTag, capture_diff_slices};

use super::super::element::{Element, Node, el};

/// A piece of a paragraph that is kept, deleted or inserted as a whole.
#[derive(Debug, Clone)]
pub(super) struct Atom {
    /// Equal for pieces that say and look the same; how a draft marks them does not count.
    pub sign: String,
    pub what: What,
}

#[derive(Debug, Clone)]
pub(super) enum What {
    /// A word, a gap or a mark, with the properties of its run.
    Text(Option<Element>, String),
    /// One piece of a run that is no text, with the properties of its run.
    Piece(Option<Element>, Vec<Element>),
    /// Elements beside the runs: a link, a field of several runs.
    Whole(Vec<Element>),
}

impl Atom {
    fn is_word(&self) -> bool {
        match &self.what {
            What::Text(_, text) => text.chars().any(char::is_alphanumeric),
            What::Piece(..) | What::Whole(_) => true,
        }
    }

    /// The id of the note that it refers to.
    pub fn note(&self) -> Option<&str> {
        let What::Piece(_, nodes) = &self.what else {
            return None;
        };
        let reference = nodes.iter().find(|e| e.name == "w:footnoteReference")?;
        reference.get("w:id")
    }

    /// Makes it refer to another note.
    pub fn set_note(&mut self, id: usize) {
        if let What::Piece(_, nodes) = &mut self.what {
            for e in nodes.iter_mut().filter(|e| e.name == "w:footnoteReference") {
                e.set("w:id", id);
            }
        }
    }
}

/// What happened to a stretch of both versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stretch {
    pub kept: bool,
    /// First piece and number of pieces in the earlier version.
    pub old: (usize, usize),
    /// The same in the later one.
    pub new: (usize, usize),
}

/// The pieces of a paragraph in their order.
pub(super) fn atoms(paragraph: &Element) -> Vec<Atom> {
    let mut out = Vec::new();
    // The runs of a field that is open, and how deep fields are open in it.
    let mut field: Vec<Element> = Vec::new();
    let mut depth = 0usize;
    for child in paragraph.elements() {
        match child.name.as_str() {
            "w:pPr" => {}
            "w:r" => {
                for mark in child.elements().filter(|e| e.name == "w:fldChar") {
                    match mark.get("w:fldCharType") {
                        Some("begin") => depth += 1,
                        Some("end") => depth = depth.saturating_sub(1),
                        _ => {}
                    }
                }
                let field_mark = child.find("w:fldChar").is_some();
                if depth > 0 || field_mark {
                    field.push(child.clone());
                    if depth == 0 {
                        out.push(whole(std::mem::take(&mut field)));
                    }
                } else {
                    run(child, &mut out);
                }
            }
            _ if depth > 0 => field.push(child.clone()),
            _ => out.push(whole(vec![child.clone()])),
        }
    }
    if !field.is_empty() {
        out.push(whole(field));
    }
    out
}

fn whole(elements: Vec<Element>) -> Atom {
    Atom {
        sign: elements.iter().map(sign_of).collect(),
        what: What::Whole(elements),
    }
}

fn run(run: &Element, out: &mut Vec<Atom>) {
    let rpr = run.find("w:rPr").cloned();
    let look = rpr.as_ref().map(look_of).unwrap_or_default();
    if run.find("w:footnoteReference").is_some() {
        // A mark of its own stands beside the reference and goes with it.
        let nodes: Vec<Element> = run
            .elements()
            .filter(|e| e.name != "w:rPr")
            .cloned()
            .collect();
        let mark: String = nodes.iter().map(words_of).collect();
        out.push(Atom {
            sign: format!("{look}\u{1}note {mark}"),
            what: What::Piece(rpr, nodes),
        });
        return;
    }
    for child in run.elements().filter(|e| e.name != "w:rPr") {
        if child.name == "w:t" {
            for piece in pieces(&words_of(child)) {
                out.push(Atom {
                    sign: format!("{look}\u{1}{piece}"),
                    what: What::Text(rpr.clone(), piece),
                });
            }
        } else {
            out.push(Atom {
                sign: format!("{look}\u{1}{}", sign_of(child)),
                what: What::Piece(rpr.clone(), vec![child.clone()]),
            });
        }
    }
}

/// Words, gaps, and every other character by itself.
fn pieces(text: &str) -> Vec<String> {
    let kind = |c: char| match c {
        c if c.is_alphanumeric() => 0,
        c if c.is_whitespace() => 1,
        _ => 2,
    };
    let mut out: Vec<String> = Vec::new();
    let mut last = 2;
    for c in text.chars() {
        let now = kind(c);
        match out.last_mut().filter(|_| now == last && now < 2) {
            Some(piece) => piece.push(c),
            None => out.push(c.to_string()),
        }
        last = now;
    }
    out
}

fn words_of(element: &Element) -> String {
    element
        .nodes
        .iter()
        .map(|n| match n {
            Node::Text(t) => t.as_str(),
            Node::Element(_) => "",
        })
        .collect()
}

/// The look of a run without the mark of a draft.
fn look_of(rpr: &Element) -> String {
    rpr.elements()
        .filter(|e| {
            !(e.name == "w:rStyle" && e.get("w:val").is_some_and(|v| v.starts_with("Rapporteur")))
        })
        .map(sign_of)
        .collect()
}

/// An element written out, by which equal ones are known. Ids of notes and relations do not count.
pub(super) fn sign_of(element: &Element) -> String {
    let mut out = format!("<{}", element.name);
    for (name, value) in &element.attrs {
        if name != "r:id" && name != "xml:space" {
            out.push_str(&format!(" {name}={value}"));
        }
    }
    out.push('>');
    for node in &element.nodes {
        match node {
            Node::Element(child) if child.name == "w:rPr" => out.push_str(&look_of(child)),
            Node::Element(child) => out.push_str(&sign_of(child)),
            Node::Text(text) => out.push_str(text),
        }
    }
    out
}

/// Which stretches are kept. What two versions have in common by chance, gaps and marks between
/// changed words, or a few words of a new sentence, counts as changed.
pub(super) fn compare(old: &[Atom], new: &[Atom]) -> Vec<Stretch> {
    let signs = |atoms: &[Atom]| atoms.iter().map(|a| a.sign.clone()).collect::<Vec<_>>();
    let (a, b) = (signs(old), signs(new));
    if a == b {
        return vec![Stretch {
            kept: true,
            old: (0, a.len()),
            new: (0, b.len()),
        }];
    }
    let mut all: Vec<Stretch> = capture_diff_slices(Algorithm::Myers, &a, &b)
        .iter()
        .map(|op| {
            let (tag, old, new) = op.as_tag_tuple();
            Stretch {
                kept: tag == DiffTag::Equal,
                old: (old.start, old.len()),
                new: (new.start, new.len()),
            }
        })
        .collect();
    let words = |s: &Stretch| {
        let part = new.get(s.new.0..s.new.0 + s.new.1).unwrap_or_default();
        part.iter().filter(|a| a.is_word()).count()
    };
    let kept: usize = all.iter().filter(|s| s.kept).map(words).sum();
    let most = new.iter().filter(|a| a.is_word()).count();
    let least = old.iter().filter(|a| a.is_word()).count();
    let another = kept * 4 < most.max(least);
    let last = all.len().saturating_sub(1);
    for (at, stretch) in all.iter_mut().enumerate() {
        let inner = at > 0 && at < last;
        if stretch.kept && (another || inner && words(stretch) == 0) {
            stretch.kept = false;
        }
    }
    let mut out: Vec<Stretch> = Vec::new();
    for stretch in all {
        match out.last_mut().filter(|l| l.kept == stretch.kept) {
            Some(l) => {
                l.old.1 += stretch.old.1;
                l.new.1 += stretch.new.1;
            }
            None => out.push(stretch),
        }
    }
    out
}

/// The elements of pieces: neighbours of one look are one run again.
pub(super) fn elements(atoms: &[Atom]) -> Vec<Element> {
    let mut out: Vec<Element> = Vec::new();
    let mut look: Option<Option<Element>> = None;
    for atom in atoms {
        let (rpr, nodes) = match &atom.what {
            What::Text(rpr, text) => {
                let same = look.as_ref() == Some(rpr);
                let last = out.last_mut().filter(|_| same);
                if let Some(Node::Element(t)) = last.and_then(|r| r.nodes.last_mut())
                    && t.name == "w:t"
                    && let Some(Node::Text(words)) = t.nodes.last_mut()
                {
                    words.push_str(text);
                    continue;
                }
                let t = el("w:t").attr("xml:space", "preserve").text(text.as_str());
                (rpr, vec![t])
            }
            What::Piece(rpr, nodes) => (rpr, nodes.clone()),
            What::Whole(elements) => {
                out.extend(elements.iter().cloned());
                look = None;
                continue;
            }
        };
        let note = nodes.iter().any(|n| n.name == "w:footnoteReference");
        match out
            .last_mut()
            .filter(|_| look.as_ref() == Some(rpr) && !note)
        {
            Some(run) => run.nodes.extend(nodes.into_iter().map(Node::Element)),
            None => {
                out.push(el("w:r").children(rpr.clone()).children(nodes));
            }
        }
        // A reference stays in a run of its own.
        look = (!note).then(|| rpr.clone());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(words: &str) -> Element {
        el("w:p").child(el("w:r").child(el("w:t").text(words)))
    }

    fn marked(old: &str, new: &str) -> String {
        let (a, b) = (atoms(&line(old)), atoms(&line(new)));
        let text = |atoms: &[Atom], (from, n): (usize, usize)| -> String {
            let part = atoms.get(from..from + n).unwrap_or_default();
            elements(part)
                .iter()
                .flat_map(|r| r.elements().map(words_of).collect::<Vec<_>>())
                .collect()
        };
        compare(&a, &b)
            .iter()
            .map(|s| {
                if s.kept {
                    return text(&b, s.new);
                }
                let (gone, come) = (text(&a, s.old), text(&b, s.new));
                let show = |t: String, open: &str, close: &str| match t.as_str() {
                    "" => String::new(),
                    t => format!("{open}{t}{close}"),
                };
                show(gone, "[-", "-]") + &show(come, "[+", "+]")
            })
            .collect()
    }

    #[test]
    fn only_changed_words_are_marked() {
        assert_eq!(
            marked(
                "Austria reported on 12 cases in the post.",
                "Austria reported on 14 cases in the mail."
            ),
            "Austria reported on [-12-][+14+] cases in the [-post-][+mail+]."
        );
        assert_eq!(marked("the post", "the post office"), "the post[+ office+]");
    }

    #[test]
    fn gaps_between_changed_words_are_no_common_ground() {
        assert_eq!(
            marked(
                "The customs service of Austria had bought two new scanners",
                "The customs service of Austria had hired several more dogs"
            ),
            "The customs service of Austria had [-bought two new scanners-][+hired several more dogs+]"
        );
    }

    #[test]
    fn another_text_is_another_text() {
        assert_eq!(
            marked(
                "No measures were taken in the period.",
                "Austria set up a unit for the mail."
            ),
            "[-No measures were taken in the period.-][+Austria set up a unit for the mail.+]"
        );
    }

    #[test]
    fn fields_of_several_runs_stay_whole() {
        let mark = |kind: &str| el("w:r").child(el("w:fldChar").attr("w:fldCharType", kind));
        let field = el("w:p")
            .child(mark("begin"))
            .child(el("w:r").child(el("w:instrText").text("PAGE")))
            .child(mark("end"))
            .child(el("w:r").child(el("w:t").text("/")));
        let all = atoms(&field);
        assert_eq!(all.len(), 2);
        assert_eq!(elements(&all).len(), 4);
    }
}
