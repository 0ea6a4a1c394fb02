//! Which paragraphs of an edited note are which of the build that it was made from: by their words,
//! and by their numbers where the words leave a choice.

use std::collections::BTreeMap;

use similar::{Algorithm, DiffTag, capture_diff_slices};

use crate::model::text::fold;

/// Paragraphs that have less than this in common are two, unless their numbers agree.
const ALIKE: f64 = 0.5;
/// The same where the numbers agree.
const ALIKE_BY_NUMBER: f64 = 0.25;
/// What a paragraph without words of its own and one of its number have in common.
const BLANK: f64 = 0.6;
/// What agreeing numbers are worth.
const NUMBER: f64 = 0.2;
/// The share of its words from which a paragraph counts as contained in another.
const WITHIN: f64 = 0.75;
/// A paragraph that stands elsewhere must be nearly the same.
const SAME: f64 = 0.9;

/// A paragraph with its number.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub number: Option<u32>,
    pub text: String,
    words: BTreeMap<String, usize>,
    /// It has no words of its own yet and is known by its number.
    blank: bool,
}

impl Line {
    /// A paragraph that has no words in its language yet, with what was shown in their place.
    pub fn blank(number: u32, shown: &str) -> Self {
        Self {
            blank: true,
            ..Self::new(Some(number), shown)
        }
    }

    pub fn new(number: Option<u32>, text: &str) -> Self {
        let text = fold(text);
        let mut words = BTreeMap::new();
        for word in text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
        {
            *words.entry(word.to_lowercase()).or_insert(0) += 1;
        }
        Self {
            number,
            text,
            words,
            blank: false,
        }
    }
    fn count(&self) -> usize {
        self.words.values().sum()
    }
    fn shared(&self, other: &Self) -> usize {
        let in_both = |(word, n): (&String, &usize)| other.words.get(word).map(|m| *n.min(m));
        self.words.iter().filter_map(in_both).sum()
    }
    /// How much two paragraphs have in common, from 0 to 1.
    fn alike(&self, other: &Self) -> f64 {
        let all = self.count() + other.count();
        if all == 0 {
            return 1.0;
        }
        2.0 * self.shared(other) as f64 / all as f64
    }
    /// How much of this one stands in the other, from 0 to 1.
    fn within(&self, other: &Self) -> f64 {
        match self.count() {
            0 => 0.0,
            n => self.shared(other) as f64 / n as f64,
        }
    }
}

/// What became of the paragraphs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    /// One is the other, with the same words or others.
    Pair(usize, usize),
    /// One became several; the first is where most of its words are.
    Split(usize, Vec<usize>),
    /// Several became one.
    Merged(Vec<usize>, usize),
    /// It stands elsewhere.
    Moved(usize, usize),
    /// Nothing like it is left.
    Gone(usize),
    /// Nothing like it was there.
    New(usize),
}

/// What became of every paragraph of a build in an edited note, in the order of the build.
pub(super) fn align(built: &[Line], edited: &[Line]) -> Vec<Found> {
    let pairs = pairs(built, edited);
    let there = |i: usize| pairs.iter().find(|(a, _)| *a == i).map(|(_, b)| *b);
    let here = |j: usize| pairs.iter().find(|(_, b)| *b == j).map(|(a, _)| *a);
    let mut gone: Vec<usize> = (0..built.len()).filter(|i| there(*i).is_none()).collect();
    let mut new: Vec<usize> = (0..edited.len()).filter(|j| here(*j).is_none()).collect();
    let mut moved = Vec::new();
    gone.retain(|i| {
        let Some(line) = built.get(*i) else {
            return false;
        };
        let at = new
            .iter()
            .position(|j| edited.get(*j).is_some_and(|l| l.alike(line) >= SAME));
        if let Some(at) = at {
            moved.push((*i, new.remove(at)));
        }
        at.is_none()
    });
    // A paragraph that has lost its place may be part of the one before or behind it.
    let mut split: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    new.retain(|j| {
        let beside = neighbours(*j, edited.len(), &here);
        let whole = beside.into_iter().find(|i| {
            matches!((edited.get(*j), built.get(*i)), (Some(a), Some(b)) if a.within(b) >= WITHIN)
        });
        if let Some(i) = whole {
            split.entry(i).or_default().push(*j);
        }
        whole.is_none()
    });
    let mut merged: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    gone.retain(|i| {
        let beside = neighbours(*i, built.len(), &there);
        let whole = beside.into_iter().find(|j| {
            matches!((built.get(*i), edited.get(*j)), (Some(a), Some(b)) if a.within(b) >= WITHIN)
        });
        if let Some(j) = whole {
            merged.entry(j).or_default().push(*i);
        }
        whole.is_none()
    });
    let mut out: Vec<(usize, Found)> = Vec::new();
    for (i, j) in &pairs {
        let found = match (split.remove(i), merged.remove(j)) {
            (Some(mut parts), _) => {
                parts.insert(0, *j);
                Found::Split(*i, parts)
            }
            (None, Some(mut parts)) => {
                parts.push(*i);
                parts.sort_unstable();
                Found::Merged(parts, *j)
            }
            (None, None) => Found::Pair(*i, *j),
        };
        out.push((*i, found));
    }
    out.extend(moved.into_iter().map(|(i, j)| (i, Found::Moved(i, j))));
    out.extend(gone.into_iter().map(|i| (i, Found::Gone(i))));
    out.extend(new.into_iter().map(|j| {
        let before = (0..j).rev().find_map(here).unwrap_or(0);
        (before, Found::New(j))
    }));
    out.sort_by_key(|(at, _)| *at);
    out.into_iter().map(|(_, found)| found).collect()
}

/// The partners of the nearest paragraphs before and behind that have one.
fn neighbours(at: usize, count: usize, partner: &dyn Fn(usize) -> Option<usize>) -> Vec<usize> {
    let before = (0..at).rev().find_map(partner);
    let behind = (at + 1..count).find_map(partner);
    before.into_iter().chain(behind).collect()
}

/// The pairs in the order of both: those that say the same, and between them what is most alike.
fn pairs(built: &[Line], edited: &[Line]) -> Vec<(usize, usize)> {
    fn texts(lines: &[Line]) -> Vec<&str> {
        lines.iter().map(|l| l.text.as_str()).collect()
    }
    let mut out = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &texts(built), &texts(edited)) {
        let (tag, old, new) = op.as_tag_tuple();
        let (i, j) = (old.start, new.start);
        if tag == DiffTag::Equal {
            out.extend(old.zip(new));
        } else {
            let mine = built.get(old).unwrap_or_default();
            let theirs = edited.get(new).unwrap_or_default();
            out.extend(best(mine, theirs).into_iter().map(|(a, b)| (i + a, j + b)));
        }
    }
    out
}

/// The pairs, in the order of both, that have most in common altogether.
fn best(built: &[Line], edited: &[Line]) -> Vec<(usize, usize)> {
    let width = edited.len() + 1;
    let mut sums = vec![0.0f64; (built.len() + 1) * width];
    let at = |r: usize, c: usize| r * width + c;
    let get = |sums: &[f64], i: usize| sums.get(i).copied().unwrap_or(0.0);
    for (r, x) in built.iter().enumerate() {
        for (c, y) in edited.iter().enumerate() {
            let worth = worth(x, y);
            let together = if worth > 0.0 {
                get(&sums, at(r, c)) + worth
            } else {
                0.0
            };
            let sum = together
                .max(get(&sums, at(r, c + 1)))
                .max(get(&sums, at(r + 1, c)));
            if let Some(cell) = sums.get_mut(at(r + 1, c + 1)) {
                *cell = sum;
            }
        }
    }
    let mut out = Vec::new();
    let (mut r, mut c) = (built.len(), edited.len());
    while r > 0 && c > 0 {
        let here = get(&sums, at(r, c));
        if here <= get(&sums, at(r - 1, c)) {
            r -= 1;
        } else if here <= get(&sums, at(r, c - 1)) {
            c -= 1;
        } else {
            out.push((r - 1, c - 1));
            r -= 1;
            c -= 1;
        }
    }
    out.reverse();
    out
}

fn worth(x: &Line, y: &Line) -> f64 {
    let numbered = x.number.is_some() && x.number == y.number;
    let (least, more) = if numbered {
        (ALIKE_BY_NUMBER, NUMBER)
    } else {
        (ALIKE, 0.0)
    };
    if x.text == y.text {
        return 1.0 + more;
    }
    if x.blank {
        return if numbered { BLANK } else { 0.0 };
    }
    let alike = x.alike(y);
    if alike < least { 0.0 } else { alike + more }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(texts: &[(u32, &str)]) -> Vec<Line> {
        texts
            .iter()
            .map(|(n, t)| Line::new((*n > 0).then_some(*n), t))
            .collect()
    }

    const A: &str =
        "Austria reported that its customs service had opened two new offices in ports.";
    const B: &str = "Belgium stated that parcels from abroad were examined by dogs trained for it.";
    const C: &str = "Croatia indicated that no measures had been taken because of lack of funds.";

    #[test]
    fn edited_paragraphs_are_known_by_words_and_number() {
        let built = lines(&[(1, A), (2, B), (3, C)]);
        let edited = lines(&[
            (
                1,
                "Austria reported that its customs service had opened three offices in ports.",
            ),
            (
                2,
                "In Belgium dogs examine parcels that come from other countries.",
            ),
            (3, C),
        ]);
        assert_eq!(
            align(&built, &edited),
            [Found::Pair(0, 0), Found::Pair(1, 1), Found::Pair(2, 2)]
        );
    }

    #[test]
    fn a_paragraph_without_words_is_known_by_its_number() {
        let built = [
            Line::new(Some(1), A),
            Line::blank(2, "[to be translated] B"),
            Line::new(Some(3), C),
        ];
        let edited = lines(&[(1, A), (2, B), (3, C)]);
        assert_eq!(
            align(&built, &edited),
            [Found::Pair(0, 0), Found::Pair(1, 1), Found::Pair(2, 2)]
        );
        let other = lines(&[(1, A), (4, B), (3, C)]);
        assert_eq!(
            align(&built, &other),
            [
                Found::Pair(0, 0),
                Found::New(1),
                Found::Gone(1),
                Found::Pair(2, 2)
            ]
        );
    }

    #[test]
    fn what_was_cut_in_two_or_joined_is_told() {
        let built = lines(&[(1, A), (2, B), (3, C)]);
        let cut = lines(&[
            (1, "Austria reported that its customs service had opened"),
            (2, "two new offices in ports."),
            (3, B),
            (4, C),
        ]);
        assert_eq!(
            align(&built, &cut),
            [
                Found::Split(0, vec![0, 1]),
                Found::Pair(1, 2),
                Found::Pair(2, 3)
            ]
        );
        let both = format!("{A} {B}");
        let joined = lines(&[(1, &both), (2, C)]);
        assert_eq!(
            align(&built, &joined),
            [Found::Merged(vec![0, 1], 0), Found::Pair(2, 1)]
        );
    }

    #[test]
    fn what_moved_went_or_came_is_told() {
        let built = lines(&[(1, A), (2, B), (3, C)]);
        let turned = lines(&[(1, B), (2, C), (3, A)]);
        assert_eq!(
            align(&built, &turned),
            [Found::Moved(0, 2), Found::Pair(1, 0), Found::Pair(2, 1)]
        );
        let less = lines(&[
            (1, A),
            (2, C),
            (3, "Quite another sentence that nobody knew."),
        ]);
        assert_eq!(
            align(&built, &less),
            [
                Found::Pair(0, 0),
                Found::Gone(1),
                Found::Pair(2, 1),
                Found::New(2)
            ]
        );
    }
}
