//! The rule that nothing is lost and nothing is doubled, as a check.

use std::collections::BTreeMap;

use super::empty::BULLETS;
use super::lines::is_number_label;
use crate::model::document::{Document, Paragraph, walk};
use crate::model::extraction::Extraction;

/// Compares all visible characters of a document with those in form text, cover, statements with
/// their notes, and unplaced text of its extraction. White space and the marks of lists are not
/// counted. Returns the characters whose counts differ, with how often each stands in the document
/// and in the extraction; empty when everything is accounted for.
pub fn unaccounted(doc: &Document, found: &Extraction) -> Vec<(char, usize, usize)> {
    let mut counts: BTreeMap<char, (usize, usize)> = BTreeMap::new();
    let stories = std::iter::once(&doc.body)
        .chain(&doc.headers)
        .chain(&doc.footers)
        .chain(doc.notes.values());
    for story in stories {
        walk(story, &mut |p: &Paragraph| {
            let label = p
                .label
                .as_deref()
                .filter(|l| is_number_label(l))
                .unwrap_or_default();
            // A numbered paragraph without text is not printed as a line of its own.
            let blank = p.text().trim().is_empty();
            let label = if blank { "" } else { label };
            for c in label
                .chars()
                .chain(p.text().chars())
                .filter(|c| counted(*c))
            {
                counts.entry(c).or_default().0 += 1;
            }
        });
    }
    let cover = found
        .cover
        .iter()
        .flat_map(|f| [f.label.as_str(), f.value.as_str()]);
    let statements = found
        .statements
        .iter()
        .flat_map(|s| std::iter::once(s.text.as_str()).chain(s.notes.iter().map(String::as_str)));
    let passages = found
        .form_text
        .iter()
        .chain(&found.unplaced)
        .map(|p| p.text.as_str());
    for c in cover
        .chain(statements)
        .chain(passages)
        .flat_map(str::chars)
        .filter(|c| counted(*c))
    {
        counts.entry(c).or_default().1 += 1;
    }
    counts
        .into_iter()
        .filter(|(_, (a, b))| a != b)
        .map(|(c, (a, b))| (c, a, b))
        .collect()
}

fn counted(c: char) -> bool {
    !c.is_whitespace() && !BULLETS.contains(&c)
}
