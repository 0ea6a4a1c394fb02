//! YES or NO: which of the two was chosen, by any of the usual marks.

use super::fold::{Folded, key};
use super::lines::{Line, Spot};
use super::vocabulary::{Sense, Vocabulary};
use crate::model::document::Emphasis;
use crate::model::extraction::Answer;

/// A mark or an option word, where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Item {
    kind: Kind,
    emphasis: u8,
    cell: Option<Spot>,
    line: usize,
    start: usize,
    end: usize,
    gone: bool,
    /// True for a word at the head of a column.
    head: bool,
}

impl Item {
    /// An option word from a byte of the line to its end.
    pub(super) fn word(answer: Answer, line: &Line, index: usize, start: usize) -> Self {
        Self {
            kind: Kind::Word(answer),
            emphasis: 0,
            cell: line.cell(),
            line: index,
            start,
            end: line.text.len(),
            gone: false,
            head: false,
        }
    }
    /// The cell it stands in.
    pub(super) fn cell(&self) -> Option<Spot> {
        self.cell.filter(|_| !self.head)
    }
    /// The same as the head of its column.
    pub(super) fn into_head(mut self) -> Self {
        self.head = true;
        self
    }
    /// True when one of these is the same word as the head of a column.
    pub(super) fn is_head_of(&self, heads: &[Item]) -> bool {
        heads
            .iter()
            .any(|h| (h.line, h.start) == (self.line, self.start))
    }
}

/// True when an option word is among them.
pub(super) fn named(items: &[Item]) -> bool {
    items.iter().any(|i| matches!(i.kind, Kind::Word(_)))
}

/// True for option words without any mark, as at the head of columns.
pub(super) fn unticked(items: &[Item]) -> bool {
    items.iter().all(|i| matches!(i.kind, Kind::Word(_)))
}

/// True when a box was ticked but no option word stands by it.
pub(super) fn tick_alone(items: &[Item]) -> bool {
    !named(items) && items.iter().any(|i| i.kind == Kind::Mark(true))
}

/// True for a single option word without mark or look, as a label before what is to be said.
pub(super) fn one_word(items: &[Item]) -> bool {
    unticked(items) && items.iter().filter(|i| !i.gone && !i.head).count() == 1
}

/// True when all of them are heads of columns.
pub(super) fn only_heads(items: &[Item]) -> bool {
    items.iter().all(|i| i.head)
}

/// True when each has one option word and they differ; neither has a mark.
pub(super) fn opposite(a: &[Item], b: &[Item]) -> bool {
    match (a, b) {
        ([x], [y]) => x.kind != y.kind && unticked(a) && unticked(b),
        _ => false,
    }
}

/// True when boxes with the other option follow those with one: `☒ Yes, namely: ...`, `☐ No`.
pub(super) fn completes(before: &[Item], items: &[Item]) -> bool {
    let has = |list: &[Item], a| list.iter().any(|i| i.kind == Kind::Word(a));
    let boxed = items.iter().any(|i| matches!(i.kind, Kind::Mark(_)));
    let one = |a, b| has(before, a) && !has(before, b) && has(items, b) && !has(items, a);
    boxed && (one(Answer::Yes, Answer::No) || one(Answer::No, Answer::Yes))
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    Mark(bool),
    Word(Answer),
}

/// What the options of one recommendation come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Choice {
    /// One was chosen, for the reason in words.
    One(Answer, &'static str),
    /// Both were chosen.
    Both,
    /// Nothing was chosen.
    Neither,
}

const TICKED: &str = "☒☑✓✔✗✘✕✖√■●◉⦿◼⬛⊠🗹⮽🗵×✅❎";
const EMPTY: &str = "☐□○◯❏❑◻⬜▢";

/// Reads marks and option words from `start` on as long as there is nothing else, and returns them
/// with the byte where they end; none when no option word is among them.
pub(super) fn read(
    line: &Line,
    index: usize,
    start: usize,
    v: &Vocabulary,
) -> Option<(Vec<Item>, usize)> {
    let (items, end) = scan(line, index, start, v);
    items
        .iter()
        .any(|i| matches!(i.kind, Kind::Word(_)))
        .then_some((items, end))
}

/// Reads a line that consists of marks and nothing else, such as a cell with a cross.
pub(super) fn read_marks(
    line: &Line,
    index: usize,
    start: usize,
    v: &Vocabulary,
) -> Option<Vec<Item>> {
    let (items, end) = scan(line, index, start, v);
    let rest = line.text.get(end..).unwrap_or_default();
    let only = rest.trim().is_empty() && items.iter().all(|i| matches!(i.kind, Kind::Mark(_)));
    (only && !items.is_empty()).then_some(items)
}

fn scan(line: &Line, index: usize, start: usize, v: &Vocabulary) -> (Vec<Item>, usize) {
    let text = line.text.as_str();
    let mut items = Vec::new();
    let item = |kind, from: usize, to: usize| Item {
        kind,
        emphasis: weight(line.emphasis_at(from)),
        cell: line.cell(),
        line: index,
        start: from,
        end: to,
        gone: false,
        head: false,
    };
    let mut at = start;
    let mut end = start;
    while let Some(c) = text.get(at..).and_then(|r| r.chars().next()) {
        let after = at + c.len_utf8();
        if TICKED.contains(c) || EMPTY.contains(c) {
            items.push(item(Kind::Mark(TICKED.contains(c)), at, after));
            (at, end) = (after, after);
        } else if c.is_alphanumeric() {
            let stop = text
                .get(at..)
                .and_then(|r| {
                    r.find(|x: char| !x.is_alphanumeric() && !('\u{300}'..='\u{36f}').contains(&x))
                })
                .map_or(text.len(), |n| at + n);
            let folded = key(text.get(at..stop).unwrap_or_default());
            if v.is(Sense::Yes, &folded) {
                items.push(item(Kind::Word(Answer::Yes), at, stop));
            } else if v.is(Sense::No, &folded) {
                items.push(item(Kind::Word(Answer::No), at, stop));
            } else if ["x", "х", "v"].contains(&folded.as_str()) {
                items.push(item(Kind::Mark(true), at, stop));
            } else if let Some(pair) = glued(&folded, v) {
                items.extend(pair.map(|k| item(k, at, stop)));
            } else {
                break;
            }
            (at, end) = (stop, stop);
        } else if c == '[' || c == '(' {
            // An empty pair of brackets is a box that was not ticked.
            let inner = text.get(after..).unwrap_or_default();
            let blank = inner.trim_start_matches([' ', '\u{a0}', '_']);
            if blank.starts_with([']', ')']) {
                let stop = text.len() - blank.len() + 1;
                items.push(item(Kind::Mark(false), at, stop));
                (at, end) = (stop, stop);
            } else {
                at = after;
            }
        } else if c.is_whitespace() || "/|\\,;.:)]_-–—*".contains(c) {
            at = after;
            if ".:)],;".contains(c) {
                end = after;
            }
        } else {
            break;
        }
    }
    (items, end)
}

/// `YESNO` and `XYES` written together.
fn glued(folded: &str, v: &Vocabulary) -> Option<[Kind; 2]> {
    let yes = v.all(Sense::Yes).iter().find_map(|y| {
        folded
            .strip_prefix(y.key.as_str())
            .map(|r| (Answer::Yes, r))
    });
    let no = || {
        v.all(Sense::No)
            .iter()
            .find_map(|n| folded.strip_prefix(n.key.as_str()).map(|r| (Answer::No, r)))
    };
    if let Some(rest) = folded.strip_prefix('x').filter(|r| r.len() > 1) {
        if v.is(Sense::Yes, rest) {
            return Some([Kind::Mark(true), Kind::Word(Answer::Yes)]);
        }
        if v.is(Sense::No, rest) {
            return Some([Kind::Mark(true), Kind::Word(Answer::No)]);
        }
    }
    let (first, rest) = yes.or_else(no)?;
    if rest == "x" {
        return Some([Kind::Word(first), Kind::Mark(true)]);
    }
    (first == Answer::Yes && v.is(Sense::No, rest))
        .then_some([Kind::Word(Answer::Yes), Kind::Word(Answer::No)])
}

/// Option words that were struck or deleted in the line.
pub(super) fn gone(line: &Line, index: usize, v: &Vocabulary) -> Vec<Item> {
    let mut out = Vec::new();
    for (at, text) in &line.gone {
        for word in Folded::new(text).words().iter() {
            let kind = if v.is(Sense::Yes, word.text) {
                Answer::Yes
            } else if v.is(Sense::No, word.text) {
                Answer::No
            } else {
                continue;
            };
            out.push(Item {
                kind: Kind::Word(kind),
                emphasis: 0,
                cell: line.cell(),
                line: index,
                start: *at,
                end: *at,
                gone: true,
                head: false,
            });
        }
    }
    out
}

fn weight(e: Emphasis) -> u8 {
    u8::from(e.bold) + 2 * u8::from(e.underline) + 4 * u8::from(e.highlight)
}

/// Decides by ticks first, then by what was struck out, then by emphasis, then by what was left.
pub(super) fn decide(items: &[Item]) -> Choice {
    let here: Vec<&Item> = items.iter().filter(|i| !i.gone).collect();
    let said = |answer: Answer| here.iter().any(|i| i.kind == Kind::Word(answer));
    let struck = |answer: Answer| items.iter().any(|i| i.gone && i.kind == Kind::Word(answer));
    let (mut yes, mut no) = (false, false);
    // A word beside a box that was left empty was not chosen.
    let paired = pairs(&here);
    let empty = |answer: Answer| paired.contains(&(Kind::Mark(false), answer));
    for (mark, word) in paired.iter().copied() {
        if mark == Kind::Mark(true) {
            yes |= word == Answer::Yes;
            no |= word == Answer::No;
        }
    }
    match (yes, no) {
        (true, true) => return Choice::Both,
        (true, false) => return Choice::One(Answer::Yes, "YES is ticked"),
        (false, true) => return Choice::One(Answer::No, "NO is ticked"),
        (false, false) => {}
    }
    match (said(Answer::Yes), said(Answer::No)) {
        (true, false) if struck(Answer::No) => return Choice::One(Answer::Yes, "NO is struck out"),
        (false, true) if struck(Answer::Yes) => {
            return Choice::One(Answer::No, "YES is struck out");
        }
        (true, false) if !empty(Answer::Yes) => {
            return Choice::One(Answer::Yes, "only YES was left");
        }
        (false, true) if !empty(Answer::No) => {
            return Choice::One(Answer::No, "only NO was left");
        }
        _ => {}
    }
    let loudest = |answer: Answer| {
        here.iter()
            .filter(|i| i.kind == Kind::Word(answer))
            .map(|i| i.emphasis)
            .max()
            .unwrap_or(0)
    };
    // Bold, underline and highlight are compared one by one: a form may print both words in bold.
    for bit in [4, 2, 1] {
        match (
            loudest(Answer::Yes) & bit != 0,
            loudest(Answer::No) & bit != 0,
        ) {
            (true, false) => return Choice::One(Answer::Yes, "YES is emphasised"),
            (false, true) => return Choice::One(Answer::No, "NO is emphasised"),
            _ => {}
        }
    }
    Choice::Neither
}

/// The option printed alone in a cell, when the other one stands in another cell.
pub(super) fn in_cell(items: &[Item], cell: Spot) -> Option<Answer> {
    let covers = |i: &Item| {
        i.cell == Some(cell)
            || i.head
                && i.cell
                    .is_some_and(|c| (c.table, c.column) == (cell.table, cell.column))
    };
    let mut here = items.iter().filter(|i| covers(i)).filter_map(|i| {
        if let Kind::Word(a) = i.kind {
            Some(a)
        } else {
            None
        }
    });
    let answer = here.next()?;
    let elsewhere = items
        .iter()
        .any(|i| !covers(i) && matches!(i.kind, Kind::Word(a) if a != answer));
    (here.all(|a| a == answer) && elsewhere).then_some(answer)
}

/// Which mark belongs to which word.
fn pairs(here: &[&Item]) -> Vec<(Kind, Answer)> {
    let marks: Vec<&&Item> = here
        .iter()
        .filter(|i| matches!(i.kind, Kind::Mark(_)))
        .collect();
    let options: Vec<(&&Item, Answer)> = here
        .iter()
        .filter_map(|i| {
            if let Kind::Word(a) = i.kind {
                Some((i, a))
            } else {
                None
            }
        })
        .collect();
    let same_line = here
        .iter()
        .all(|i| Some(i.line) == here.first().map(|f| f.line));
    if same_line && marks.len() == options.len() {
        return marks
            .iter()
            .zip(&options)
            .map(|(m, (_, a))| (m.kind, *a))
            .collect();
    }
    marks
        .iter()
        .filter_map(|m| Some((m.kind, nearest(m, &options)?)))
        .collect()
}

/// The option a mark belongs to: in its cell, else in its line by the smaller gap, else above it in
/// its column, else beside it in its row, else the nearest line.
fn nearest(mark: &Item, options: &[(&&Item, Answer)]) -> Option<Answer> {
    let distance = |o: &Item| {
        let lines = o.line.abs_diff(mark.line);
        let same_cell = o.cell == mark.cell;
        let column = matches!((o.cell, mark.cell), (Some(a), Some(b)) if a.table == b.table && a.column == b.column);
        let row = matches!((o.cell, mark.cell), (Some(a), Some(b)) if a.table == b.table && a.row == b.row);
        let class = match (lines, same_cell, column, row) {
            (0, ..) => 0,
            (_, true, ..) => 1,
            (_, _, true, _) => 2,
            (_, _, _, true) => 3,
            _ => 4,
        };
        let gap = if o.line == mark.line {
            if o.start >= mark.end {
                o.start - mark.end
            } else {
                mark.start.saturating_sub(o.end)
            }
        } else {
            lines
        };
        // Of equal gaps the word before the mark: people type the cross behind the word.
        (
            class,
            gap,
            usize::from((o.line, o.start) > (mark.line, mark.start)),
        )
    };
    options
        .iter()
        .min_by_key(|(o, _)| distance(o))
        .map(|(_, a)| *a)
}
