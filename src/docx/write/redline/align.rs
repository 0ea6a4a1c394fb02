//! Which paragraphs of two versions belong together.

use std::collections::{BTreeMap, BTreeSet};

use super::super::element::{Element, Node};
use super::super::styles::id;
use super::words::sign_of;

/// Beyond this many pairs only equal paragraphs are brought together between two that are known.
const MOST_PAIRS: usize = 60_000;
/// Paragraphs without a key that have less than this in common are two paragraphs.
const ALIKE: f64 = 0.5;
/// The same for lines of which there is one of their kind, such as a title.
const LONE: f64 = 0.0;

/// One block of a story.
pub(super) struct Block {
    pub table: bool,
    style: String,
    sign: String,
    key: Option<u64>,
    words: BTreeSet<String>,
}

/// What happens to a block on the way from one version to the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// It is in both, perhaps changed.
    Keep(usize, usize),
    /// Only in the earlier.
    Delete(usize),
    /// Only in the later.
    Insert(usize),
}

/// The blocks of a story; `keys` name the numbered paragraphs in their order.
pub(super) fn blocks(story: &[Element], keys: &[u64]) -> Vec<Block> {
    let mut keys = keys.iter().copied();
    story
        .iter()
        .map(|e| {
            let style = e
                .find("w:pPr")
                .and_then(|p| p.find("w:pStyle"))
                .and_then(|s| s.get("w:val"))
                .unwrap_or_default()
                .to_owned();
            let mut text = String::new();
            gather(e, &mut text);
            Block {
                table: e.name != "w:p",
                key: (style == id::PARAGRAPH).then(|| keys.next()).flatten(),
                sign: sign_of(e),
                words: text
                    .split(|c: char| !c.is_alphanumeric())
                    .filter(|w| !w.is_empty())
                    .map(str::to_lowercase)
                    .collect(),
                style,
            }
        })
        .collect()
}

fn gather(element: &Element, out: &mut String) {
    for node in &element.nodes {
        match node {
            Node::Text(text) => out.push_str(text),
            Node::Element(e) => gather(e, out),
        }
    }
    if element.name == "w:p" || element.name == "w:tab" {
        out.push(' ');
    }
}

/// The way from `old` to `new`: what is kept stands in the order of both.
pub(super) fn align(old: &[Block], new: &[Block]) -> Vec<Step> {
    let anchors = rising(&known(old, new));
    let mut kept: Vec<(usize, usize)> = Vec::new();
    let (mut i, mut j) = (0, 0);
    for (a, b) in anchors.into_iter().chain([(old.len(), new.len())]) {
        fill(old, new, (i, a), (j, b), &mut kept);
        if a < old.len() {
            kept.push((a, b));
        }
        (i, j) = (a + 1, b + 1);
    }
    let mut out = Vec::with_capacity(old.len() + new.len());
    let (mut i, mut j) = (0, 0);
    for (a, b) in kept.into_iter().chain([(old.len(), new.len())]) {
        out.extend((i..a).map(Step::Delete));
        out.extend((j..b).map(Step::Insert));
        if a < old.len() {
            out.push(Step::Keep(a, b));
        }
        (i, j) = (a + 1, b + 1);
    }
    out
}

/// Pairs that need no comparing: of one key, or equal and the only ones of their kind.
fn known(old: &[Block], new: &[Block]) -> Vec<(usize, usize)> {
    fn names(blocks: &[Block]) -> BTreeMap<(Option<u64>, &str), Vec<usize>> {
        let mut out: BTreeMap<(Option<u64>, &str), Vec<usize>> = BTreeMap::new();
        for (at, b) in blocks.iter().enumerate() {
            let sign = if b.key.is_some() { "" } else { b.sign.as_str() };
            out.entry((b.key, sign)).or_default().push(at);
        }
        out
    }
    let theirs = names(new);
    let mut out: Vec<(usize, usize)> = names(old)
        .into_iter()
        .filter_map(
            |(name, mine)| match (mine.as_slice(), theirs.get(&name)?.as_slice()) {
                ([a], [b]) => Some((*a, *b)),
                _ => None,
            },
        )
        .collect();
    out.sort_unstable();
    out
}

/// As many of the pairs as stand in one order in both versions.
fn rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // For each length the pair on which the best row of that length ends, and what stood before it.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    let to = |at: usize| pairs.get(at).map_or(0, |p| p.1);
    for (at, (_, b)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|e| to(*e) < *b);
        before.push(length.checked_sub(1).and_then(|l| ends.get(l)).copied());
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut out = Vec::new();
    let mut here = ends.last().copied();
    while let Some(at) = here {
        out.extend(pairs.get(at));
        here = before.get(at).copied().flatten();
    }
    out.reverse();
    out
}

/// Brings together what lies between two known pairs, so that as much as can be is alike.
fn fill(
    old: &[Block],
    new: &[Block],
    (i, a): (usize, usize),
    (j, b): (usize, usize),
    kept: &mut Vec<(usize, usize)>,
) {
    let (mine, theirs) = (
        old.get(i..a).unwrap_or_default(),
        new.get(j..b).unwrap_or_default(),
    );
    if mine.is_empty() || theirs.is_empty() {
        return;
    }
    let exact = mine.len() * theirs.len() > MOST_PAIRS;
    let lone = |list: &[Block], style: &str| list.iter().filter(|x| x.style == style).count() == 1;
    let worth = |x: &Block, y: &Block| -> f64 {
        if x.table || y.table {
            return if x.table && y.table { 1.0 } else { 0.0 };
        }
        if x.style != y.style || (x.key != y.key && x.key.is_some() && y.key.is_some()) {
            return 0.0;
        }
        if exact {
            return if x.sign == y.sign { 1.0 } else { 0.0 };
        }
        let one_of_kind = lone(mine, &x.style) && lone(theirs, &y.style) && x.key.is_none();
        let least = if one_of_kind { LONE } else { ALIKE };
        let alike = common(x, y);
        if alike < least { 0.0 } else { 0.1 + alike }
    };
    let width = theirs.len() + 1;
    let mut best = vec![0.0f64; (mine.len() + 1) * width];
    let at = |r: usize, c: usize| r * width + c;
    let get = |best: &[f64], i: usize| best.get(i).copied().unwrap_or(0.0);
    for (r, x) in mine.iter().enumerate() {
        for (c, y) in theirs.iter().enumerate() {
            let w = worth(x, y);
            let together = if w > 0.0 {
                get(&best, at(r, c)) + w
            } else {
                0.0
            };
            let value = together
                .max(get(&best, at(r, c + 1)))
                .max(get(&best, at(r + 1, c)));
            if let Some(cell) = best.get_mut(at(r + 1, c + 1)) {
                *cell = value;
            }
        }
    }
    let mut found = Vec::new();
    let (mut r, mut c) = (mine.len(), theirs.len());
    while r > 0 && c > 0 {
        let here = get(&best, at(r, c));
        if here <= get(&best, at(r - 1, c)) {
            r -= 1;
        } else if here <= get(&best, at(r, c - 1)) {
            c -= 1;
        } else {
            found.push((i + r - 1, j + c - 1));
            r -= 1;
            c -= 1;
        }
    }
    kept.extend(found.into_iter().rev());
}

/// How much two blocks have in common, from 0 to 1: twice the words of both by the words of each.
fn common(x: &Block, y: &Block) -> f64 {
    let all = x.words.len() + y.words.len();
    if all == 0 {
        return 1.0;
    }
    let both = x.words.intersection(&y.words).count();
    2.0 * both as f64 / all as f64
}

#[cfg(test)]
mod tests {
    use super::super::super::element::{el, val};
    use super::*;

    fn line(style: &str, words: &str) -> Element {
        el("w:p")
            .child(el("w:pPr").child(val("w:pStyle", style)))
            .child(el("w:r").child(el("w:t").text(words)))
    }

    fn way(old: &[(&str, &str)], new: &[(&str, &str)], keys: (&[u64], &[u64])) -> Vec<Step> {
        let story =
            |list: &[(&str, &str)]| list.iter().map(|(s, w)| line(s, w)).collect::<Vec<_>>();
        align(&blocks(&story(old), keys.0), &blocks(&story(new), keys.1))
    }

    #[test]
    fn paragraphs_of_one_key_belong_together_whatever_they_say() {
        let old = [
            (id::PARAGRAPH, "one two three"),
            (id::PARAGRAPH, "four five"),
        ];
        let new = [
            (id::PARAGRAPH, "quite another text"),
            (id::PARAGRAPH, "one two three"),
            (id::PARAGRAPH, "four five"),
        ];
        use Step::{Insert, Keep};
        assert_eq!(
            way(&old, &new, (&[1, 2], &[1, 9, 2])),
            [Keep(0, 0), Insert(1), Keep(1, 2)]
        );
        assert_eq!(
            way(&old, &new, (&[], &[])),
            [Insert(0), Keep(0, 1), Keep(1, 2)]
        );
    }

    #[test]
    fn what_stands_elsewhere_is_deleted_and_inserted() {
        let a = (id::PARAGRAPH, "first of all");
        let b = (id::PARAGRAPH, "second of all");
        let c = (id::PARAGRAPH, "third of all");
        use Step::{Delete, Insert, Keep};
        assert_eq!(
            way(&[a, b, c], &[b, c, a], (&[1, 2, 3], &[2, 3, 1])),
            [Delete(0), Keep(1, 0), Keep(2, 1), Insert(2)]
        );
    }

    #[test]
    fn a_heading_that_says_something_else_is_still_that_heading() {
        use Step::Keep;
        assert_eq!(
            way(
                &[("Title", "Old name of all"), (id::PARAGRAPH, "x")],
                &[("Title", "Something else"), (id::PARAGRAPH, "x")],
                (&[], &[])
            ),
            [Keep(0, 0), Keep(1, 1)]
        );
    }
}
