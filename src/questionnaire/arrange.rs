//! Puts lines into the order in which a person reads them: recommendation first, then its answer;
//! and joins lines that a converter broke in mid-sentence.

use std::collections::{BTreeMap, BTreeSet};

use super::form::Role;
use super::lines::{Line, Look};
use super::reference::{Reference, Strictness};
use super::scan;

/// Lines in reading order, and whether broken lines were joined. Nothing is added, and nothing left
/// out but the hyphen of a broken word.
pub(super) fn arrange(r: &Reference<'_>, lines: Vec<Line>) -> (Vec<Line>, bool) {
    let broken = is_broken(&lines);
    let lines = if broken { joined(r, lines) } else { lines };
    let mut out = Vec::with_capacity(lines.len());
    let mut table: Vec<Line> = Vec::new();
    let number = |l: &Line| l.spots.first().map(|s| s.table);
    for line in lines {
        if table.first().is_some_and(|f| number(f) != number(&line)) {
            out.extend(turned(r, std::mem::take(&mut table)));
        }
        if number(&line).is_some() {
            table.push(line);
        } else {
            out.push(line);
        }
    }
    out.extend(turned(r, table));
    (out, broken)
}

/// How a table must be read.
enum Turn {
    /// Recommendations stand side by side in this row, the answers below them.
    Columns(u32),
    /// Recommendations stand in this column, the answers to its left.
    From(u32),
}

fn turned(r: &Reference<'_>, table: Vec<Line>) -> Vec<Line> {
    let Some(turn) = turn(r, &table) else {
        return table;
    };
    let mut keyed: Vec<((u32, u32, u32), Line)> = table
        .into_iter()
        .map(|line| {
            let cell = line.spots.first().copied();
            let (row, column) = cell.map_or((0, 0), |c| (c.row, c.column));
            let key = match turn {
                Turn::Columns(from) if row >= from => (1, column, row),
                Turn::Columns(_) => (0, row, column),
                Turn::From(first) => (row, u32::from(column < first), column),
            };
            (key, line)
        })
        .collect();
    keyed.sort_by_key(|(key, _)| *key);
    keyed.into_iter().map(|(_, line)| line).collect()
}

fn turn(r: &Reference<'_>, table: &[Line]) -> Option<Turn> {
    let mut anchors: BTreeSet<(u32, u32)> = BTreeSet::new();
    let mut texts: BTreeMap<(u32, u32), usize> = BTreeMap::new();
    let several = table
        .iter()
        .any(|l| l.spots.first().is_some_and(|s| s.column > 0));
    if !several {
        return None;
    }
    for line in table {
        let Some(cell) = line.spots.first() else {
            continue;
        };
        let at = (cell.row, cell.column);
        let begins = !texts.contains_key(&at);
        let found = line.words();
        if begins && names_a_recommendation(r, line) {
            anchors.insert(at);
        }
        *texts.entry(at).or_insert(0) += found.len();
    }
    // Where most of them stand; an answer may begin with its recommendation's words too.
    let (in_row, row) = most(anchors.iter().map(|a| a.0))?;
    let (in_column, column) = most(anchors.iter().map(|a| a.1))?;
    if in_row > 1 && in_row > in_column {
        let columns = anchors.iter().filter(|a| a.0 == row).map(|a| a.1);
        let below = columns.filter(|c| {
            texts
                .iter()
                .any(|(at, n)| at.1 == *c && at.0 > row && *n >= 3)
        });
        return (below.count() * 2 >= in_row).then_some(Turn::Columns(row));
    }
    let rows: BTreeSet<u32> = anchors
        .iter()
        .filter(|a| a.1 == column)
        .map(|a| a.0)
        .collect();
    let said = |left: bool| {
        texts
            .iter()
            .filter(|(at, n)| rows.contains(&at.0) && **n >= 3 && at.1 != column)
            .filter(|(at, _)| (at.1 < column) == left)
            .count()
    };
    (column > 0 && said(true) > 0 && said(false) == 0).then_some(Turn::From(column))
}

/// The number that occurs most often, the smallest of several, after how often it does.
fn most(numbers: impl Iterator<Item = u32>) -> Option<(usize, u32)> {
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    for n in numbers {
        *counts.entry(n).or_insert(0) += 1;
    }
    counts
        .into_iter()
        .map(|(n, count)| (count, n))
        .max_by_key(|(count, n)| (*count, std::cmp::Reverse(*n)))
}

fn names_a_recommendation(r: &Reference<'_>, line: &Line) -> bool {
    let found = line.words();
    let headed = scan::heading(&line.text, found, r.v)
        .is_some_and(|h| h.recommendation.is_some() && h.closed);
    let text = |h: &super::reference::Hit<'_>| h.piece.role == Role::Text;
    headed
        || found.len() >= 5
            && (r.exact(found).iter().any(text)
                || r.fuzzy(found, Strictness::Usual, None, None)
                    .is_some_and(|h| text(&h)))
}

/// True when the second line goes on with the sentence of the first.
fn goes_on(a: &Line, b: &Line) -> bool {
    let text = a.text.trim_end();
    let open = text.ends_with(|c: char| c.is_alphanumeric() || "-‐,’'".contains(c));
    open && a.spots == b.spots
        && a.boxed == b.boxed
        && !b.heading
        && !b.new_page
        && b.text.trim_start().starts_with(char::is_lowercase)
}

/// True when many lines break off in mid-sentence, as in a document converted from PDF.
fn is_broken(lines: &[Line]) -> bool {
    let pairs = lines.windows(2);
    let broken = pairs
        .filter(|w| matches!(w, [a, b] if goes_on(a, b) && a.words().len() >= 4))
        .count();
    broken >= 6 && broken * 5 >= lines.len()
}

fn joined(r: &Reference<'_>, lines: Vec<Line>) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    for line in lines {
        match out.last_mut() {
            Some(last) if goes_on(last, &line) || ends_in_a_label_word(r, last, &line) => {
                append(last, line);
            }
            _ => out.push(line),
        }
    }
    out
}

/// `Recommendation` at the end of a line and `(b)` on the next.
fn ends_in_a_label_word(r: &Reference<'_>, a: &Line, b: &Line) -> bool {
    let (first, second) = (a.words(), b.words());
    a.spots == b.spots
        && first.len() == 1
        && second.first().is_some_and(|w| w.letters <= 2)
        && first.first().is_some_and(|w| {
            r.v.is(super::vocabulary::Sense::Recommendation, w.text)
                || r.v.is(super::vocabulary::Sense::Theme, w.text)
        })
}

fn append(a: &mut Line, b: Line) {
    let kept = a.text.trim_end().len();
    a.refold();
    a.text.truncate(kept);
    let before = a.text.chars().rev().nth(1);
    if a.text.ends_with(['-', '‐']) && before.is_some_and(char::is_alphabetic) {
        a.text.pop();
    } else {
        a.text.push(' ');
    }
    let cut = b.text.len() - b.text.trim_start().len();
    let at = a.text.len();
    let moved = |n: usize| at + n.saturating_sub(cut);
    a.text.push_str(b.text.trim_start());
    a.looks.extend(b.looks.iter().map(|l| Look {
        start: moved(l.start),
        end: moved(l.end),
        emphasis: l.emphasis,
    }));
    a.marks.extend(b.marks.iter().map(|(n, k)| (moved(*n), *k)));
    a.gone
        .extend(b.gone.into_iter().map(|(n, t)| (moved(n), t)));
    a.hidden.extend(b.hidden);
    a.pictures.extend(b.pictures);
}
