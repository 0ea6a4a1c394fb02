//! Marks what has changed in a run of paragraphs: a body, a head, a cell, a note.
//!
//! A paragraph ends in its mark, and the mark carries its properties. A deleted paragraph is its
//! text and its mark deleted: what follows keeps its own mark. The last mark of a story cannot be
//! deleted, so at the end the mark of the paragraph before is the one that comes or goes, and the
//! last one says which properties it had.

use std::collections::BTreeMap;

use super::super::element::{Element, Node, el};
use super::align::{Step, align, blocks};
use super::lists::plain_properties;
use super::words::{Atom, atoms, compare, elements};

/// What can happen to text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    Inserted,
    Deleted,
}

impl Change {
    fn element(self) -> &'static str {
        match self {
            Self::Inserted => "w:ins",
            Self::Deleted => "w:del",
        }
    }
}

/// Puts two versions together.
pub(super) struct Merger<'a> {
    author: &'a str,
    time: &'a str,
    changes: usize,
    old_notes: BTreeMap<String, &'a Element>,
    new_notes: BTreeMap<String, &'a Element>,
    /// The notes of the merged text in the order of their marks, with new ids from 1.
    pub notes: Vec<Element>,
}

impl<'a> Merger<'a> {
    pub fn new(
        author: &'a str,
        time: &'a str,
        old_notes: &'a Element,
        new_notes: &'a Element,
    ) -> Self {
        fn by_id(root: &Element) -> BTreeMap<String, &Element> {
            root.elements()
                .filter(|e| e.name == "w:footnote" && e.get("w:type").is_none())
                .filter_map(|e| Some((e.get("w:id")?.to_owned(), e)))
                .collect()
        }
        Self {
            author,
            time,
            changes: 0,
            old_notes: by_id(old_notes),
            new_notes: by_id(new_notes),
            notes: Vec::new(),
        }
    }

    /// An element that says who changed what is in it, and when.
    fn mark(&mut self, change: &str) -> Element {
        self.changes += 1;
        el(change)
            .attr("w:id", self.changes)
            .attr("w:author", self.author)
            .attr("w:date", self.time)
    }

    /// The merged story; `keys` name the numbered paragraphs of each version.
    pub fn story(
        &mut self,
        old: &[Element],
        new: &[Element],
        keys: (&[u64], &[u64]),
    ) -> Vec<Element> {
        let (before, after) = (blocks(old, keys.0), blocks(new, keys.1));
        let mut steps = align(&before, &after);
        let (mut last_old, mut last_new) = (None, None);
        for step in steps.iter().rev() {
            match step {
                Step::Delete(i) if !before.get(*i).is_none_or(|b| b.table) => {
                    last_old = last_old.or(Some(*i));
                }
                Step::Insert(j) if !after.get(*j).is_none_or(|b| b.table) => {
                    last_new = last_new.or(Some(*j));
                }
                _ => break,
            }
        }
        // Where the last of both are different paragraphs, they share the mark that must stay.
        if let (Some(i), Some(j)) = (last_old, last_new) {
            steps.retain(|s| *s != Step::Delete(i) && *s != Step::Insert(j));
            steps.push(Step::Keep(i, j));
        }
        let mut out = Vec::with_capacity(steps.len());
        for step in &steps {
            match step {
                Step::Keep(i, j) => {
                    if let (Some(a), Some(b)) = (old.get(*i), new.get(*j)) {
                        let kept = self.kept(a, b);
                        out.push(kept);
                    }
                }
                Step::Delete(i) => {
                    if let Some(a) = old.get(*i) {
                        let gone = self.whole(a, Change::Deleted);
                        out.push(gone);
                    }
                }
                Step::Insert(j) => {
                    if let Some(b) = new.get(*j) {
                        let come = self.whole(b, Change::Inserted);
                        out.push(come);
                    }
                }
            }
        }
        self.end(&steps, &mut out);
        out
    }

    /// Moves the marks of what comes or goes at the end one paragraph up.
    fn end(&mut self, steps: &[Step], out: &mut [Element]) {
        let change = match steps.last() {
            Some(Step::Insert(_)) => Change::Inserted,
            Some(Step::Delete(_)) => Change::Deleted,
            _ => return,
        };
        let Some(at) = steps.iter().rposition(|s| matches!(s, Step::Keep(..))) else {
            return;
        };
        let mark = self.mark(change.element());
        let (Some(kept), Some(last)) = (out.get(at).cloned(), out.len().checked_sub(1)) else {
            return;
        };
        if kept.name != "w:p" || out.iter().skip(at).any(|e| e.name != "w:p") {
            return;
        }
        let now = plain_properties(kept.find("w:pPr"));
        let was = kept
            .find("w:pPr")
            .and_then(|p| p.find("w:pPrChange"))
            .and_then(|c| c.find("w:pPr"))
            .cloned()
            .unwrap_or_else(|| now.clone());
        if let Some(p) = out.get_mut(at) {
            put_mark(p, mark);
        }
        let Some(end) = out.get_mut(last) else { return };
        drop_mark(end);
        let own = plain_properties(end.find("w:pPr"));
        let (current, earlier) = match change {
            Change::Inserted => (own, was),
            Change::Deleted => (now, own),
        };
        let history = (current != earlier).then(|| self.mark("w:pPrChange").child(earlier));
        set_properties(end, current, history);
    }

    fn kept(&mut self, old: &Element, new: &Element) -> Element {
        match (old.name.as_str(), new.name.as_str()) {
            ("w:p", "w:p") => self.paragraph(old, new),
            ("w:tbl", "w:tbl") => self.table(old, new),
            _ => new.clone(),
        }
    }

    fn paragraph(&mut self, old: &Element, new: &Element) -> Element {
        let (before, after) = (atoms(old), atoms(new));
        let mut out = el("w:p");
        out.attrs.clone_from(&new.attrs);
        let (was, now) = (
            plain_properties(old.find("w:pPr")),
            plain_properties(new.find("w:pPr")),
        );
        if let Some(ppr) = new.find("w:pPr") {
            out.nodes.push(Node::Element(ppr.clone()));
        }
        if was != now {
            let history = self.mark("w:pPrChange").child(was);
            set_properties(&mut out, now, Some(history));
        }
        for stretch in compare(&before, &after) {
            let mine = part(&before, stretch.old);
            let theirs = part(&after, stretch.new);
            if stretch.kept {
                let mut kept = theirs.to_vec();
                for (atom, earlier) in kept.iter_mut().zip(mine) {
                    if let Some(id) = atom.note() {
                        let id = self.note(earlier.note(), Some(id));
                        atom.set_note(id);
                    }
                }
                out.nodes
                    .extend(elements(&kept).into_iter().map(Node::Element));
            } else {
                let gone = self.changed(mine, Change::Deleted);
                let come = self.changed(theirs, Change::Inserted);
                out.nodes
                    .extend(gone.into_iter().chain(come).map(Node::Element));
            }
        }
        out
    }

    /// Pieces that come or go, in the elements that say so.
    fn changed(&mut self, atoms: &[Atom], change: Change) -> Vec<Element> {
        let mut own = atoms.to_vec();
        for atom in &mut own {
            if let Some(id) = atom.note().map(str::to_owned) {
                let id = match change {
                    Change::Deleted => self.note(Some(&id), None),
                    Change::Inserted => self.note(None, Some(&id)),
                };
                atom.set_note(id);
            }
        }
        self.marked(elements(&own), change)
    }

    fn marked(&mut self, elements: Vec<Element>, change: Change) -> Vec<Element> {
        let mut out: Vec<Element> = Vec::new();
        for mut element in elements {
            if element.name == "w:r" {
                if change == Change::Deleted {
                    delete_text(&mut element);
                }
                match out.last_mut().filter(|e| e.name == change.element()) {
                    Some(open) => open.nodes.push(Node::Element(element)),
                    None => out.push(self.mark(change.element()).child(element)),
                }
            } else if change == Change::Inserted {
                // A link or field holds what is inserted; it cannot stand in it.
                let inner: Vec<Element> = element.elements().cloned().collect();
                let inner = self.marked(inner, change);
                element.nodes = inner.into_iter().map(Node::Element).collect();
                out.push(element);
            } else {
                let inner: Vec<Element> = element.elements().cloned().collect();
                out.extend(self.marked(inner, change));
            }
        }
        out
    }

    /// A block that comes or goes as a whole.
    fn whole(&mut self, block: &Element, change: Change) -> Element {
        match block.name.as_str() {
            "w:p" => {
                let mut out = el("w:p");
                out.attrs.clone_from(&block.attrs);
                if let Some(ppr) = block.find("w:pPr") {
                    out.nodes.push(Node::Element(ppr.clone()));
                }
                let mark = self.mark(change.element());
                put_mark(&mut out, mark);
                let changed = self.changed(&atoms(block), change);
                out.nodes.extend(changed.into_iter().map(Node::Element));
                out
            }
            "w:tbl" => {
                let mut table = block.clone();
                for row in table.elements_mut().filter(|e| e.name == "w:tr") {
                    self.row(row, change);
                }
                table
            }
            _ => block.clone(),
        }
    }

    fn row(&mut self, row: &mut Element, change: Change) {
        let mark = self.mark(change.element());
        if let Some(properties) = row.first_or_new("w:trPr") {
            properties.nodes.push(Node::Element(mark));
        }
        for cell in row.elements_mut().filter(|e| e.name == "w:tc") {
            let last = cell.elements().filter(|e| e.name != "w:tcPr").count();
            let mut at = 0;
            for block in cell.elements_mut().filter(|e| e.name != "w:tcPr") {
                at += 1;
                *block = self.whole(block, change);
                if at == last {
                    drop_mark(block);
                }
            }
        }
    }

    fn table(&mut self, old: &Element, new: &Element) -> Element {
        fn cells(table: &Element) -> Vec<Vec<&Element>> {
            let rows = table.elements().filter(|e| e.name == "w:tr");
            rows.map(|r| r.elements().filter(|e| e.name == "w:tc").collect())
                .collect()
        }
        let (before, after) = (cells(old), cells(new));
        let same = before.len() == after.len()
            && before.iter().zip(&after).all(|(a, b)| a.len() == b.len());
        let mut out = new.clone();
        if !same {
            let gone = self.whole(old, Change::Deleted);
            out = self.whole(new, Change::Inserted);
            let first = out
                .nodes
                .iter()
                .position(|n| matches!(n, Node::Element(e) if e.name == "w:tr"))
                .unwrap_or(out.nodes.len());
            let rows = gone.elements().filter(|e| e.name == "w:tr").cloned();
            let rows: Vec<Node> = rows.map(Node::Element).collect();
            out.nodes.splice(first..first, rows);
            return out;
        }
        let mut earlier = before.into_iter().flatten();
        for row in out.elements_mut().filter(|e| e.name == "w:tr") {
            for cell in row.elements_mut().filter(|e| e.name == "w:tc") {
                let Some(was) = earlier.next() else { continue };
                let lines = |c: &Element| -> Vec<Element> {
                    let all = c.elements().filter(|e| e.name != "w:tcPr");
                    all.cloned().collect()
                };
                let story = self.story(&lines(was), &lines(cell), (&[], &[]));
                cell.nodes
                    .retain(|n| matches!(n, Node::Element(e) if e.name == "w:tcPr"));
                cell.nodes.extend(story.into_iter().map(Node::Element));
            }
        }
        out
    }

    /// Puts a note, with its changes if it is in both versions, into the merged text; gives its id.
    fn note(&mut self, old: Option<&str>, new: Option<&str>) -> usize {
        let old = old.and_then(|id| self.old_notes.get(id)).copied();
        let new = new.and_then(|id| self.new_notes.get(id)).copied();
        let lines = |note: &Element| note.elements().cloned().collect::<Vec<_>>();
        let story = match (old, new) {
            (Some(a), Some(b)) => self.story(&lines(a), &lines(b), (&[], &[])),
            // A note comes and goes with its mark.
            (Some(only), None) | (None, Some(only)) => lines(only),
            (None, None) => Vec::new(),
        };
        let id = self.notes.len() + 1;
        self.notes
            .push(el("w:footnote").attr("w:id", id).children(story));
        id
    }
}

fn part(atoms: &[Atom], (from, count): (usize, usize)) -> &[Atom] {
    atoms.get(from..from + count).unwrap_or_default()
}

fn delete_text(run: &mut Element) {
    for child in run.elements_mut() {
        match child.name.as_str() {
            "w:t" => child.name = "w:delText".into(),
            "w:instrText" => child.name = "w:delInstrText".into(),
            _ => {}
        }
    }
}

/// Says of a paragraph's mark that it was inserted or deleted.
fn put_mark(paragraph: &mut Element, mark: Element) {
    let Some(ppr) = paragraph.first_or_new("w:pPr") else {
        return;
    };
    if ppr.find("w:rPr").is_none() {
        // Only the section and the history come after it.
        let at = ppr
            .nodes
            .iter()
            .position(
                |n| matches!(n, Node::Element(e) if matches!(e.name.as_str(), "w:sectPr" | "w:pPrChange")),
            )
            .unwrap_or(ppr.nodes.len());
        ppr.nodes.insert(at, Node::Element(el("w:rPr")));
    }
    for rpr in ppr.elements_mut().filter(|e| e.name == "w:rPr") {
        rpr.nodes.insert(0, Node::Element(mark.clone()));
    }
}

fn drop_mark(paragraph: &mut Element) {
    for ppr in paragraph.elements_mut().filter(|e| e.name == "w:pPr") {
        for rpr in ppr.elements_mut().filter(|e| e.name == "w:rPr") {
            rpr.nodes.retain(
                |n| !matches!(n, Node::Element(e) if matches!(e.name.as_str(), "w:ins" | "w:del")),
            );
        }
        ppr.nodes
            .retain(|n| !matches!(n, Node::Element(e) if e.name == "w:rPr" && e.nodes.is_empty()));
    }
    paragraph
        .nodes
        .retain(|n| !matches!(n, Node::Element(e) if e.name == "w:pPr" && e.nodes.is_empty()));
}

/// Gives a paragraph other properties; its mark stays, its history comes last.
fn set_properties(paragraph: &mut Element, properties: Element, history: Option<Element>) {
    let Some(ppr) = paragraph.first_or_new("w:pPr") else {
        return;
    };
    let own: Vec<Node> = ppr
        .nodes
        .drain(..)
        .filter(
            |n| matches!(n, Node::Element(e) if matches!(e.name.as_str(), "w:rPr" | "w:sectPr")),
        )
        .collect();
    ppr.nodes = properties.nodes;
    ppr.nodes.extend(own);
    ppr.nodes.extend(history.map(Node::Element));
}
