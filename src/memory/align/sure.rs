//! How sure a pair is, and why.

use super::evidence::{Evidence, Shared};
use super::items::{Item, Kind};
use super::labels::Label;
use super::path::Bead;
use super::price::{Prices, length_cost};

/// Why two texts are taken for versions of each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// Their paragraph numbers belong together.
    Number,
    /// They are the same heading or sub-item.
    Structure,
    /// They share figures, dates, symbols or countries.
    Facts,
    /// They share words that begin alike.
    Words,
    /// Their lengths fit.
    Length,
    /// The pairs on either side are sure.
    Neighbours,
}

impl Reason {
    /// The word used in properties and messages.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Structure => "structure",
            Self::Facts => "facts",
            Self::Words => "words",
            Self::Length => "length",
            Self::Neighbours => "neighbours",
        }
    }
}

/// Sureness of a step, 0 to 100, with its reasons in the order of [`Reason`].
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Sure {
    pub points: u8,
    pub reasons: Vec<Reason>,
}

/// Points that numbers, sub-items, unlabelled headings, shared keys and lengths can give.
const NUMBER: f32 = 40.0;
const LETTER: f32 = 25.0;
const LEVEL: f32 = 20.0;
const KEYS: f32 = 45.0;
const LENGTH: f32 = 15.0;
/// Weight of keys from which they count in full, and the share that gives all points.
const FULL_WEIGHT: f32 = 6.0;
const FULL_SHARE: f32 = 0.5;
/// Part of the share that is reckoned without countries, for texts with much else to compare.
const CONTENT: f32 = 0.75;
/// Length alone never makes a pair more sure than this.
const LENGTH_ONLY: f32 = 50.0;
/// What two sure neighbours add, and how far.
const BETWEEN: (f32, f32) = (10.0, 80.0);
/// Least sureness that neighbours can add to.
const BEGUN: f32 = 40.0;
/// Belief left in a number when the texts have much to compare and share nothing.
const CONTRADICTED: f32 = 0.4;
/// Cost of lengths from which one of the texts probably says more than the other.
const MISFIT: f32 = 5.0;
/// From here on a pair is sure enough to vouch for its neighbours.
const VOUCHES: f32 = 70.0;
/// Steps on either side over which it is judged whether the documents belong together at all.
const AROUND: usize = 12;
/// How much more aligned texts share than displaced ones when documents belong together.
const LIFT: f32 = 0.4;
/// Belief in numbers when the texts have too little to compare.
const CANNOT_TELL: f32 = 0.75;
/// Belief for each share of facts that is found in both documents, in that case.
const AKIN: f32 = 1.5;

/// A share below this one speaks against a pair, the more the nearer its weight is to this.
const NOTHING: f32 = 0.2;
const MUCH: f32 = 8.0;

struct Judged {
    points: f32,
    reasons: Vec<Reason>,
    /// One text on either side.
    single: bool,
}

/// The sureness of every step; 0 without reasons for texts left alone.
/// Whether the documents belong together at all is judged by `plain`, the evidence without learned
/// words: these would bear out whatever they were learned from.
pub(super) fn judge(
    beads: &[Bead],
    prices: &Prices<'_>,
    evidence: &Evidence,
    plain: &Evidence,
) -> Vec<Sure> {
    let pairs: Vec<&Bead> = beads
        .iter()
        .filter(|b| !b.rows.is_empty() && !b.columns.is_empty())
        .collect();
    let shared: Vec<Shared> = pairs
        .iter()
        .map(|b| evidence.shared(&b.rows, &b.columns))
        .collect();
    let alike: Vec<Shared> = pairs
        .iter()
        .map(|b| plain.shared(&b.rows, &b.columns))
        .collect();
    let trust = trust(&pairs, &alike, plain);
    let alone: Vec<Judged> = pairs
        .iter()
        .zip(&shared)
        .zip(&trust)
        .map(|((bead, shared), trust)| one(bead, shared, *trust, prices))
        .collect();
    let vouched = |at: Option<usize>| {
        at.and_then(|at| alone.get(at))
            .is_some_and(|j| j.points >= VOUCHES)
    };
    let mut judged = alone.iter().enumerate().map(|(at, own)| {
        let mut points = own.points;
        let mut reasons = own.reasons.clone();
        if own.single
            && (BEGUN..BETWEEN.1).contains(&points)
            && vouched(at.checked_sub(1))
            && vouched(Some(at + 1))
        {
            points = (points + BETWEEN.0).min(BETWEEN.1);
            reasons.push(Reason::Neighbours);
        }
        Sure {
            points: points.round().clamp(0.0, 100.0) as u8,
            reasons,
        }
    });
    beads
        .iter()
        .map(|b| {
            if b.rows.is_empty() || b.columns.is_empty() {
                Sure::default()
            } else {
                judged.next().unwrap_or_default()
            }
        })
        .collect()
}

/// How far the documents belong together around each pair, 0 to 1: aligned texts must have more in
/// common than texts a few steps apart.
fn trust(pairs: &[&Bead], shared: &[Shared], evidence: &Evidence) -> Vec<f32> {
    let lifts: Vec<(f32, f32)> = pairs
        .iter()
        .zip(shared)
        .enumerate()
        .map(|(at, (bead, shared))| {
            let displaced: Vec<f32> = [
                at.checked_sub(5),
                at.checked_sub(3),
                Some(at + 3),
                Some(at + 5),
            ]
            .into_iter()
            .flatten()
            .filter_map(|other| pairs.get(other))
            .map(|other| evidence.shared(&bead.rows, &other.columns).content_share)
            .collect();
            let usual = displaced.iter().sum::<f32>() / displaced.len().max(1) as f32;
            let weight = shared.content_weight.min(10.0);
            ((shared.content_share - usual) * weight, weight)
        })
        .collect();
    (0..pairs.len())
        .map(|at| {
            let near = lifts
                .get(at.saturating_sub(AROUND)..(at + AROUND + 1).min(lifts.len()))
                .unwrap_or_default();
            let weight: f32 = near.iter().map(|(_, w)| w).sum();
            if weight < 10.0 {
                evidence
                    .kinship()
                    .map_or(CANNOT_TELL, |k| (k * AKIN).min(CANNOT_TELL))
            } else {
                (near.iter().map(|(l, _)| l).sum::<f32>() / weight / LIFT).clamp(0.0, 1.0)
            }
        })
        .collect()
}

fn one(bead: &Bead, shared: &Shared, trust: f32, prices: &Prices<'_>) -> Judged {
    let (Some(row), Some(column)) = (bead.rows.first(), bead.columns.first()) else {
        return Judged {
            points: 0.0,
            reasons: Vec::new(),
            single: false,
        };
    };
    let (x, y) = (prices.first.get(*row), prices.second.get(*column));
    let mut reasons = Vec::new();
    let (mut got, mut open) = (0.0, 0.0);
    if let (Some(x), Some(y)) = (x, y) {
        let (points, reason, fits) = structure(x, y, *row, prices);
        open += points;
        if fits && points > 0.0 {
            let against = (1.0 - shared.content_share / NOTHING).max(0.0)
                * (shared.content_weight / MUCH).min(1.0);
            got += points * trust * (1.0 - against * (1.0 - CONTRADICTED));
            reasons.push(reason);
        }
    }
    let keys = KEYS * (shared.weight / FULL_WEIGHT).min(1.0);
    open += keys;
    // A country in common says little when the rest of the texts could speak and does not.
    let heard = (shared.content_weight / FULL_WEIGHT).min(1.0) * CONTENT;
    let share = shared.content_share * heard + shared.share * (1.0 - heard);
    got += keys * (share / FULL_SHARE).min(1.0);
    if shared.facts > 0 {
        reasons.push(Reason::Facts);
    }
    if shared.words > 0 {
        reasons.push(Reason::Words);
    }
    let only_length = open < 5.0;
    let chars = |items: &[Item], at: &[usize]| -> f32 {
        at.iter()
            .filter_map(|i| items.get(*i))
            .map(Item::chars)
            .sum()
    };
    let cost = length_cost(
        chars(prices.first, &bead.rows),
        chars(prices.second, &bead.columns),
        prices.ratio,
    );
    open += LENGTH;
    got += LENGTH * (-cost / 3.0).exp();
    if cost < 2.5 {
        reasons.push(Reason::Length);
    }
    let mut points = 100.0 * got / open;
    if only_length {
        points = points.min(LENGTH_ONLY);
    }
    // Documents that do not belong together share keys by chance as well.
    points *= 0.5 + 0.5 * trust;
    if cost > MISFIT {
        points *= 0.7;
    }
    points *= match (bead.rows.len(), bead.columns.len()) {
        (1, 1) => 1.0,
        (2, 2) => 0.7,
        _ => 0.85,
    };
    Judged {
        points,
        reasons,
        single: bead.rows.len() == 1 && bead.columns.len() == 1,
    }
}

/// Points that the structure can give, what kind it is, and whether it fits.
fn structure(x: &Item, y: &Item, row: usize, prices: &Prices<'_>) -> (f32, Reason, bool) {
    let agree = |n: u32, m: u32| {
        prices
            .offsets
            .as_ref()
            .is_some_and(|offsets| offsets.agree(row, n, m))
    };
    match (&x.kind, &y.kind) {
        (Kind::Numbered(n), Kind::Numbered(m)) => (NUMBER, Reason::Number, agree(*n, *m)),
        (Kind::Letter(a), Kind::Letter(b)) => {
            let owners = match (x.owner, y.owner) {
                (Some(n), Some(m)) => agree(n, m),
                _ => true,
            };
            (LETTER, Reason::Structure, a == b && owners)
        }
        (Kind::Heading { level: l, label: a }, Kind::Heading { level: m, label: b }) => {
            if *a == Label::None && *b == Label::None {
                (LEVEL, Reason::Structure, l == m)
            } else {
                (NUMBER, Reason::Structure, a == b)
            }
        }
        (Kind::Plain, Kind::Plain) => (0.0, Reason::Structure, true),
        (Kind::Heading { .. }, _) | (_, Kind::Heading { .. }) => (LEVEL, Reason::Structure, false),
        // A version without numbers, or without labels, says nothing.
        _ => (0.0, Reason::Structure, true),
    }
}
