//! What was not repaired: the stretch of the target in which a difference must lie is marked.

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
    work.doubt(start, end, why, off);
}

/// Where added words would stand in the source.
fn before(source: &[Piece], group: &[Step]) -> usize {
    let Some(Step::Added(j)) = group.first() else {
        return 0;
    };
    source.get(j.saturating_sub(1)).map_or(0, |p| p.end)
}
