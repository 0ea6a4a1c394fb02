//! The order of the file for everything that was found in it, so that it can be shown as it was read.

use std::collections::BTreeMap;

use super::lines::{Line, lines};
use crate::model::document::{Block, Document, NoteKey};
use crate::model::extraction::{Extraction, Item};

/// Where an item stands: number of the line, byte in the line.
type Spot = (usize, usize);

/// All items of an extraction in the order of the file. Each item is found by its place and its words;
/// one that is not found stands behind the one before it in its own list.
pub(super) fn order(
    doc: &Document,
    body: &[Line],
    notes: &[(NoteKey, Vec<Line>)],
    found: &Extraction,
) -> Vec<Item> {
    let margin = |stories: &[Vec<Block>]| -> Vec<Line> {
        stories.iter().flat_map(|story| lines(story)).collect()
    };
    let (above, below) = (margin(&doc.headers), margin(&doc.footers));
    let notes = notes.iter().flat_map(|(_, lines)| lines);
    let all = above.iter().chain(body).chain(notes).chain(&below);
    let file = File::new(all);
    let mut spots: Vec<(Spot, Item)> = Vec::new();
    let mut add = |at: &mut Spot, spot: Option<Spot>, item: Item| {
        *at = spot.unwrap_or(*at);
        spots.push((*at, item));
    };
    // Equal pieces at one place follow each other; the search goes on behind the last one.
    let mut used = BTreeMap::new();
    let mut at = (0, 0);
    for (i, p) in found.form_text.iter().enumerate() {
        let spot = file.find(&p.place, &p.text, &mut used);
        add(&mut at, spot, Item::Form(i));
    }
    at = (file.lines.len(), 0);
    for (i, p) in found.unplaced.iter().enumerate() {
        let spot = file.find(&p.place, &p.text, &mut used);
        add(&mut at, spot, Item::Unplaced(i));
    }
    for (i, s) in found.statements.iter().enumerate() {
        let first = s.text.lines().next().unwrap_or_default();
        let first = first.split('\t').next().unwrap_or_default();
        let spot = file.find(&s.place, first, &mut BTreeMap::new());
        add(&mut at, spot, Item::Statement(i));
    }
    at = (0, 0);
    for (i, c) in found.cover.iter().enumerate() {
        let spot = file.find_from(at, &c.label);
        add(&mut at, spot, Item::Cover(i));
    }
    let end = (file.lines.len(), usize::MAX);
    for (i, l) in found.left_out.iter().enumerate() {
        let spot = file.near(&l.place).map(|line| (line, usize::MAX));
        spots.push((spot.unwrap_or(end), Item::LeftOut(i)));
    }
    spots.sort();
    spots.into_iter().map(|(_, item)| item).collect()
}

/// The lines of a document from its headers to its footers.
struct File<'a> {
    lines: Vec<(String, &'a str)>,
    by_place: BTreeMap<String, Vec<usize>>,
}

impl<'a> File<'a> {
    fn new(all: impl Iterator<Item = &'a Line>) -> Self {
        let lines: Vec<(String, &str)> = all
            .map(|l| (l.place.to_string(), l.text.as_str()))
            .collect();
        let mut by_place: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (i, (place, _)) in lines.iter().enumerate() {
            by_place.entry(place.clone()).or_default().push(i);
        }
        Self { lines, by_place }
    }

    /// The last line at a place; where nothing visible stands there, the last one in the same cell,
    /// row or table, or of an earlier paragraph.
    fn near(&self, place: &str) -> Option<usize> {
        if let Some(lines) = self.by_place.get(place) {
            return lines.last().copied();
        }
        if let Some(number) = paragraph(place) {
            let before = |(place, _): &(String, &str)| paragraph(place).is_some_and(|n| n < number);
            return self.lines.iter().rposition(before);
        }
        let (outer, _) = place.rsplit_once(", ")?;
        let inner = format!("{outer}, ");
        let within = self.lines.iter().rposition(|(p, _)| p.starts_with(&inner));
        within.or_else(|| self.near(outer))
    }

    /// The next place of these words at this place that no other item has used.
    fn find(&self, place: &str, text: &str, used: &mut BTreeMap<usize, usize>) -> Option<Spot> {
        let numbers = self.by_place.get(place)?;
        for number in numbers {
            let line = self.lines.get(*number)?.1;
            let from = used.get(number).copied().unwrap_or(0);
            if let Some(byte) = line.get(from..).and_then(|rest| rest.find(text.trim())) {
                used.insert(*number, from + byte + text.trim().len());
                return Some((*number, from + byte));
            }
        }
        numbers.first().map(|n| (*n, 0))
    }

    fn find_from(&self, from: Spot, text: &str) -> Option<Spot> {
        let mut rest = self.lines.iter().enumerate().skip(from.0);
        rest.find_map(|(i, (_, line))| Some((i, line.find(text)?)))
    }
}

/// The number of a paragraph that stands in no table, note or margin.
fn paragraph(place: &str) -> Option<u32> {
    place.strip_prefix("paragraph ")?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::document::{Inline, Paragraph, Run};
    use crate::model::extraction::{CoverField, Passage, Statement};
    use crate::model::place::{Place, Step};

    #[test]
    fn items_stand_as_in_the_file() {
        let texts = [
            "Dear colleagues",
            "Country: Peru",
            "1 (a)",
            "We did.",
            "Annex",
        ];
        let body = texts.iter().zip(1..).map(|(text, n)| {
            Block::Paragraph(Paragraph {
                place: Place(vec![Step::Paragraph(n)]),
                content: vec![Inline::Run(Run {
                    text: (*text).into(),
                    ..Run::default()
                })],
                ..Paragraph::default()
            })
        });
        let doc = Document {
            body: body.collect(),
            ..Document::default()
        };
        let passage = |n: u32, text: &str| Passage {
            text: text.into(),
            place: format!("paragraph {n}"),
        };
        let found = Extraction {
            cover: vec![CoverField {
                kind: "country".into(),
                label: "Country:".into(),
                value: "Peru".into(),
            }],
            form_text: vec![passage(3, "1 (a)")],
            unplaced: vec![passage(1, "Dear colleagues"), passage(5, "Annex")],
            statements: vec![Statement {
                cell: "1a".parse().unwrap(),
                action: None,
                lang: None,
                text: "We did.".into(),
                notes: Vec::new(),
                place: "paragraph 4".into(),
                confidence: 90,
                evidence: String::new(),
            }],
            ..Extraction::default()
        };
        assert_eq!(
            order(&doc, &lines(&doc.body), &[], &found),
            [
                Item::Unplaced(0),
                Item::Cover(0),
                Item::Form(0),
                Item::Statement(0),
                Item::Unplaced(1)
            ]
        );
    }
}
