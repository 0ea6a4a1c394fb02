//! What was not repaired: the stretch of the target in which a difference must lie is marked.

use std::ops::Range;

use super::align::{Piece, Step};
use super::content::Content;
use super::drafting::TABLES;
use super::subject::{Work, cost};
use crate::language::facts::Fact;

/// Marks the stretch of the target in which an unrepaired difference must lie.
pub(super) fn left_open(c: &Content<'_>, there: &[Fact], group: &[Step], work: &mut Work) {
    let (target, from, source, text) = (c.target, c.from, c.source, c.text);
    let old: Vec<&Piece> = group
        .iter()
        .filter_map(|s| {
            if let Step::Changed(i, _) | Step::Removed(i) = s {
                source.get(*i)
            } else {
                None
            }
        })
        .collect();
    let new: Vec<&Piece> = group
        .iter()
        .filter_map(|s| {
            if let Step::Changed(_, j) | Step::Added(j) = s {
                text.get(*j)
            } else {
                None
            }
        })
        .collect();
    // An article or a "that" more or less says nothing else; the score still counts it.
    let mut differing = old.iter().chain(&new);
    if differing
        .all(|p| p.fact.is_none() && p.thing.is_none() && TABLES.lists.weightless.contains(&p.form))
    {
        return;
    }
    let words = |list: &[&Piece], whole: &str| match (list.first(), list.last()) {
        (Some(a), Some(b)) => whole.get(a.start..b.end).unwrap_or_default().to_owned(),
        _ => String::new(),
    };
    let (was, is) = (words(&old, c.source_text), words(&new, c.wanted.text));
    let why = match (was.is_empty(), is.is_empty()) {
        (true, _) => format!("“{is}” is new in the text"),
        (_, true) => format!("“{was}” is not in the text"),
        _ => format!("the text has “{is}” where the memory has “{was}”"),
    };
    let turned = |list: &[&Piece]| {
        list.iter()
            .filter(|p| TABLES.lists.negation.contains(&p.form))
            .count()
    };
    let mut off = if turned(&old) == turned(&new) {
        0.0
    } else {
        cost::NEGATION
    };
    if old
        .iter()
        .chain(&new)
        .any(|p| p.fact.is_some() || p.thing.is_some())
    {
        off += cost::FACT;
    }
    // Facts that stand once on both sides hold the stretch.
    let place = old
        .first()
        .map(|p| p.start)
        .or_else(|| new.first().map(|_| before(source, group)));
    let anchor = |piece: &&Piece| {
        let fact = piece.fact.as_ref()?;
        let mut same = there
            .iter()
            .filter(|f| f.kind == fact.kind && f.value == fact.value);
        let one = same.next().filter(|_| same.next().is_none())?;
        (source.iter().filter(|p| p.form == piece.form).count() == 1).then_some(one)
    };
    let (mut start, mut end) = (from, target.trim_end_matches(['.', ' ']).len());
    if let Some(place) = place {
        start = source
            .iter()
            .filter(|p| p.end <= place)
            .filter_map(|p| anchor(&p))
            .map(|f| f.end)
            .next_back()
            .unwrap_or(start);
        let last = old.last().map_or(place, |p| p.end);
        end = source
            .iter()
            .filter(|p| p.start >= last)
            .find_map(|p| anchor(&p))
            .map_or(end, |f| f.start);
    }
    if start >= end {
        (start, end) = (from, target.len());
    }
    if let Some(closer) = narrowed(c, &old, &new, start..end) {
        (start, end) = (closer.start, closer.end);
    }
    work.doubt(start, end, why, off);
}

/// The words of the stretch that stand for those that differ, where the memories' statistics know a
/// counterpart for each of them and it stands there once; for words that are only new, the words
/// between the counterparts of their neighbours.
fn narrowed(
    c: &Content<'_>,
    old: &[&Piece],
    new: &[&Piece],
    stretch: Range<usize>,
) -> Option<Range<usize>> {
    let words: Vec<Range<usize>> = words(c.target, &stretch);
    let counterpart = |piece: &Piece| {
        let word = c.source_text.get(piece.start..piece.end)?;
        let mut all = words.iter().filter(|w| {
            let there = c.target.get(w.start..w.end).unwrap_or_default();
            c.lexicons.linked(word, there)
        });
        all.next().filter(|_| all.next().is_none()).cloned()
    };
    if old.is_empty() {
        let at = new.first()?;
        let place = c.text.iter().position(|p| p.start == at.start)?;
        let last = place + new.len();
        // The neighbours stand in the source too, since only the words between them are new.
        let same = |n: usize| {
            let form = &c.text.get(n)?.form;
            let mut all = c.source.iter().filter(|p| p.form == *form);
            all.next().filter(|_| all.next().is_none())
        };
        let before = counterpart(same(place.checked_sub(1)?)?)?;
        let behind = counterpart(same(last)?)?;
        return (before.end <= behind.start).then_some(before.start..behind.end);
    }
    let telling = old
        .iter()
        .filter(|p| !TABLES.lists.weightless.contains(&p.form) && p.end > p.start);
    let mut found: Vec<Range<usize>> = Vec::new();
    for piece in telling {
        found.push(counterpart(piece)?);
    }
    let start = found.iter().map(|w| w.start).min()?;
    let end = found.iter().map(|w| w.end).max()?;
    // Words far apart tell nothing about what stands between them.
    let between = words.iter().filter(|w| w.start >= start && w.end <= end);
    (between.count() <= found.len() + BETWEEN).then_some(start..end)
}

/// Words that may stand between the counterparts of words that differ.
const BETWEEN: usize = 3;

/// The words of a stretch of a text.
fn words(text: &str, stretch: &Range<usize>) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut open: Option<usize> = None;
    let inner = text.get(stretch.clone()).unwrap_or_default();
    for (at, letter) in inner.char_indices() {
        let at = stretch.start + at;
        match (letter.is_alphanumeric(), open) {
            (true, None) => open = Some(at),
            (false, Some(start)) => {
                out.push(start..at);
                open = None;
            }
            _ => {}
        }
    }
    out.extend(open.map(|start| start..stretch.end));
    out
}

/// Where added words would stand in the source.
fn before(source: &[Piece], group: &[Step]) -> usize {
    let Some(Step::Added(j)) = group.first() else {
        return 0;
    };
    source.get(j.saturating_sub(1)).map_or(0, |p| p.end)
}
