//! What it costs to say that texts belong together, in natural logarithms of probability.

use std::collections::BTreeMap;

use super::band::Band;
use super::evidence::Evidence;
use super::items::{Item, Kind};
use super::labels::Label;
use super::numbers::Offsets;

/// Leaving a text without counterpart.
const ALONE: f32 = 5.0;
/// Variance of the length of a translation for each character (Gale and Church 1993).
const VARIANCE: f32 = 6.8;
/// Highest cost of lengths that do not fit.
const WORST_LENGTH: f32 = 12.0;
/// What a share of nothing costs and a share of everything spares, for texts with much to compare.
const EVIDENCE: f32 = 1.5;
/// What a joined text costs that itself shares less than a part of what it could.
const STRANGER: (f32, f32) = (0.35, 2.0);
/// Different countries at the beginning of two texts.
const OTHER_COUNTRY: f32 = 6.0;
/// The share that speaks neither for nor against.
const NEUTRAL: f32 = 0.3;
/// Weight beyond which more evidence tells no more.
const MUCH: f32 = 10.0;
/// Two recognised numbers that belong together, and two that do not.
const NUMBERS: (f32, f32) = (-6.0, 8.0);
/// Likewise where numbering shifts.
const LOOSE: (f32, f32) = (-1.5, 1.0);
/// A number that would be swallowed although the other document has it too.
const SWALLOWED: f32 = 8.0;
/// Likewise where numbering shifts.
const SWALLOWED_LOOSE: f32 = 1.5;

/// Everything the prices are made of.
pub(super) struct Prices<'a> {
    pub first: &'a [Item],
    pub second: &'a [Item],
    pub band: &'a Band,
    table: Vec<f32>,
    weights: (Vec<f32>, Vec<f32>),
    lengths: (Vec<f32>, Vec<f32>),
    /// Characters of the second language for one of the first.
    pub ratio: f32,
    /// Which numbers belong together; `None` while that is not known.
    pub offsets: Option<Offsets>,
    places: (BTreeMap<u32, Vec<usize>>, BTreeMap<u32, Vec<usize>>),
}

impl<'a> Prices<'a> {
    /// Prices without knowledge of numbers and lengths.
    pub fn new(first: &'a [Item], second: &'a [Item], band: &'a Band, evidence: &Evidence) -> Self {
        let lengths = |items: &[Item]| items.iter().map(Item::chars).collect::<Vec<f32>>();
        let places = |items: &[Item]| {
            let mut out: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
            for (at, item) in items.iter().enumerate() {
                if let Some(n) = item.number() {
                    out.entry(n).or_default().push(at);
                }
            }
            out
        };
        let lengths = (lengths(first), lengths(second));
        // Short documents say little about the ratio, so it begins near 1.
        let sum = |l: &[f32]| l.iter().sum::<f32>() + 500.0;
        let ratio = (sum(&lengths.1) / sum(&lengths.0)).clamp(0.4, 2.5);
        Self {
            table: evidence.table(band),
            weights: evidence.weights(),
            places: (places(first), places(second)),
            first,
            second,
            band,
            lengths,
            ratio,
            offsets: None,
        }
    }

    /// The price of one step (see [`super::path::cheapest`]).
    pub fn price(&self, row: usize, a: usize, column: usize, b: usize) -> f32 {
        let prior = match (a, b) {
            (1, 1) => 0.1,
            (0, _) | (_, 0) => return ALONE,
            (2, 2) => 5.5,
            _ => 2.9,
        };
        let (Some(x), Some(y)) = (self.first.get(row), self.second.get(column)) else {
            return f32::INFINITY;
        };
        let mut cost = prior + self.structure(x, y, row) + self.likeness(row, a, column, b);
        for (at, items, others) in [
            (row + 1..row + a, self.first, false),
            (column + 1..column + b, self.second, true),
        ] {
            for at in at {
                cost += self.merged(items, at, others, if others { row } else { column });
            }
        }
        cost
    }

    /// Length and shared keys together.
    fn likeness(&self, row: usize, a: usize, column: usize, b: usize) -> f32 {
        let sum = |list: &[f32], from: usize, n: usize| {
            list.get(from..from + n)
                .map_or(0.0, |l| l.iter().sum::<f32>())
        };
        let lengths = (
            sum(&self.lengths.0, row, a),
            sum(&self.lengths.1, column, b),
        );
        let (wa, wb) = (
            sum(&self.weights.0, row, a),
            sum(&self.weights.1, column, b),
        );
        let common = |rows: std::ops::Range<usize>, columns: std::ops::Range<usize>| -> f32 {
            rows.flat_map(|r| columns.clone().map(move |c| (r, c)))
                .filter_map(|(r, c)| self.band.at(r, c).and_then(|at| self.table.get(at)))
                .sum()
        };
        let (rows, columns) = (row..row + a, column..column + b);
        // Texts are joined only when each of them has its part in the other side.
        let stranger = |shared: f32, weight: f32| {
            let missing = STRANGER.0 - shared / weight.max(0.1);
            missing.max(0.0) * weight.min(MUCH) * STRANGER.1
        };
        let mut strangers = 0.0;
        if a > 1 {
            for r in rows.clone() {
                let shared = common(r..r + 1, columns.clone());
                strangers += stranger(shared, sum(&self.weights.0, r, 1));
            }
        }
        if b > 1 {
            for c in columns.clone() {
                let shared = common(rows.clone(), c..c + 1);
                strangers += stranger(shared, sum(&self.weights.1, c, 1));
            }
        }
        let common = common(rows, columns);
        let weight = (wa + wb) / 2.0;
        let share = if weight > 0.0 {
            common.min(wa.min(wb)) / weight
        } else {
            NEUTRAL
        };
        length_cost(lengths.0, lengths.1, self.ratio) + strangers
            - (share - NEUTRAL) * weight.min(MUCH) * EVIDENCE
    }

    fn structure(&self, x: &Item, y: &Item, row: usize) -> f32 {
        let kinds = match (&x.kind, &y.kind) {
            (
                Kind::Heading {
                    level: l,
                    label: Label::None,
                },
                Kind::Heading {
                    level: m,
                    label: Label::None,
                },
            ) => {
                if l == m {
                    -1.5
                } else {
                    3.0
                }
            }
            (Kind::Heading { label: l, .. }, Kind::Heading { label: m, .. }) => {
                if l == m {
                    -6.0
                } else if *l == Label::None || *m == Label::None {
                    2.0
                } else {
                    10.0
                }
            }
            (Kind::Heading { .. }, _) | (_, Kind::Heading { .. }) => 6.0,
            (Kind::Numbered(n), Kind::Numbered(m)) => match &self.offsets {
                Some(offsets) => {
                    let (same, other) = if offsets.is_firm(row) { NUMBERS } else { LOOSE };
                    if offsets.agree(row, *n, *m) {
                        same
                    } else {
                        other
                    }
                }
                None => 0.0,
            },
            (Kind::Letter(a), Kind::Letter(b)) => {
                if a == b {
                    -3.0
                } else {
                    5.0
                }
            }
            (Kind::Numbered(_), Kind::Letter(_)) | (Kind::Letter(_), Kind::Numbered(_)) => 6.0,
            (Kind::Numbered(_), Kind::Plain) | (Kind::Plain, Kind::Numbered(_)) => {
                if self.places.0.is_empty() || self.places.1.is_empty() {
                    0.0
                } else {
                    3.0
                }
            }
            (Kind::Letter(_), Kind::Plain) | (Kind::Plain, Kind::Letter(_)) => 1.5,
            (Kind::Plain, Kind::Plain) => 0.0,
        };
        let owners = match (&self.offsets, x.owner, y.owner) {
            (Some(offsets), Some(n), Some(m)) if x.number().is_none() || y.number().is_none() => {
                if offsets.agree(row, n, m) {
                    0.0
                } else {
                    4.0
                }
            }
            _ => 0.0,
        };
        let countries = if x.countries.is_empty()
            || y.countries.is_empty()
            || x.countries.iter().any(|c| y.countries.contains(c))
        {
            0.0
        } else {
            OTHER_COUNTRY
        };
        kinds + owners + countries + if x.front == y.front { 0.0 } else { 3.0 }
    }

    /// What it costs that a text is joined to the one before it.
    fn merged(&self, items: &[Item], at: usize, second: bool, other: usize) -> f32 {
        let (Some(before), Some(item)) = (items.get(at.wrapping_sub(1)), items.get(at)) else {
            return f32::INFINITY;
        };
        if before.is_heading() || item.is_heading() {
            return 15.0;
        }
        match &item.kind {
            Kind::Numbered(n) => {
                let elsewhere = if second {
                    &self.places.0
                } else {
                    &self.places.1
                };
                let has = self.offsets.as_ref().is_some_and(|offsets| {
                    let row = if second { other } else { at };
                    offsets.of(row).iter().any(|offset| {
                        let wanted = i64::from(*n) + if second { -offset } else { *offset };
                        u32::try_from(wanted)
                            .ok()
                            .and_then(|wanted| elsewhere.get(&wanted))
                            .is_some_and(|places| places.iter().any(|p| p.abs_diff(other) <= 30))
                    })
                });
                let row = if second { other } else { at };
                match &self.offsets {
                    Some(offsets) if has && offsets.is_firm(row) => SWALLOWED,
                    Some(_) if has => SWALLOWED_LOOSE,
                    _ => 0.5,
                }
            }
            Kind::Letter(_) => 3.0,
            _ => 0.0,
        }
    }
}

/// The cost of two lengths in characters, when a translation has `ratio` times the length:
/// how probable a difference of at least this size is (Gale and Church 1993).
pub(super) fn length_cost(a: f32, b: f32, ratio: f32) -> f32 {
    let mean = (a + b / ratio) / 2.0;
    if mean <= 0.0 {
        return 0.0;
    }
    // Short texts vary more than their length tells, hence the characters added.
    let delta = (b - a * ratio) / ((mean + 15.0) * VARIANCE).sqrt();
    let tail = complementary_error(delta.abs() / std::f32::consts::SQRT_2);
    (-tail.max(1e-6).ln()).min(WORST_LENGTH)
}

/// erfc for positive numbers (Abramowitz and Stegun 1964, 7.1.26; error below 1.5e-7).
fn complementary_error(x: f32) -> f32 {
    let t = 1.0 / (1.0 + 0.327_591_1 * x);
    let series = t
        * (0.254_829_6
            + t * (-0.284_496_74 + t * (1.421_413_7 + t * (-1.453_152 + t * 1.061_405_4))));
    series * (-x * x).exp()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_that_fit_cost_little() {
        assert!(length_cost(100.0, 115.0, 1.15) < 0.01);
        assert!(length_cost(100.0, 130.0, 1.15) < 1.5);
        assert!(length_cost(100.0, 300.0, 1.15) > 8.0);
        assert!(length_cost(100.0, 0.0, 1.15) > 3.0);
        assert!((complementary_error(1.0) - 0.157_299).abs() < 1e-5);
    }
}
