//! Which paragraph numbers of two documents belong together.
//!
//! As a rule the same ones. But a version that lost a paragraph and is numbered by the word
//! processor is one behind from there on, so equal numbers are believed only as long as the texts
//! do not say otherwise.

use super::evidence::Evidence;
use super::items::Item;
use super::path::Bead;

/// Pairs on either side of a text that are asked about it.
const NEAR: usize = 6;
/// Least number of pairs that make a difference of numbers believable.
const ENOUGH: usize = 3;
/// Least share of what could be in common for a pair to be asked.
const LIKE: f32 = 0.5;
/// Least weight of what could be in common.
const TELLING: f32 = 4.0;

/// Share of the pairs asked that must agree for their difference to be firm.
const FIRM: f32 = 0.85;

/// What is believed at a text of the first document.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Belief {
    row: usize,
    offsets: Vec<i64>,
    firm: bool,
}

/// Differences of numbers, second less first, that are believed, by text of the first document.
#[derive(Debug)]
pub(super) struct Offsets {
    runs: Vec<Belief>,
}

const SAME: &[i64] = &[0];

impl Offsets {
    /// What the numbered pairs of an alignment that took no account of numbers say.
    pub fn new(beads: &[Bead], first: &[Item], second: &[Item], evidence: &Evidence) -> Self {
        let mut known: Vec<(usize, i64)> = Vec::new();
        for bead in beads {
            let (&[row], &[column]) = (bead.rows.as_slice(), bead.columns.as_slice()) else {
                continue;
            };
            let number = |items: &[Item], at: usize| items.get(at).and_then(Item::number);
            if let (Some(n), Some(m)) = (number(first, row), number(second, column)) {
                let shared = evidence.shared(&[row], &[column]);
                if shared.share >= LIKE && shared.weight >= TELLING {
                    known.push((row, i64::from(m) - i64::from(n)));
                }
            }
        }
        let runs = known
            .iter()
            .enumerate()
            .map(|(at, (row, _))| {
                let near: Vec<i64> = known
                    .get(at.saturating_sub(NEAR)..(at + NEAR + 1).min(known.len()))
                    .unwrap_or_default()
                    .iter()
                    .map(|(_, offset)| *offset)
                    .collect();
                let mut believed: Vec<i64> = near
                    .iter()
                    .copied()
                    .filter(|o| near.iter().filter(|other| *other == o).count() >= ENOUGH)
                    .collect();
                believed.sort_unstable();
                believed.dedup();
                let agreed = near.iter().filter(|o| believed.contains(o)).count();
                let firm = near.len() < ENOUGH
                    || (believed.len() == 1 && agreed as f32 >= FIRM * near.len() as f32);
                if believed.is_empty() {
                    believed.push(0);
                }
                Belief {
                    row: *row,
                    offsets: believed,
                    firm,
                }
            })
            .collect();
        Self { runs }
    }

    fn near(&self, row: usize) -> Option<&Belief> {
        let after = self.runs.partition_point(|b| b.row < row);
        match (
            after.checked_sub(1).and_then(|i| self.runs.get(i)),
            self.runs.get(after),
        ) {
            (Some(a), Some(b)) => Some(if row - a.row < b.row - row { a } else { b }),
            (a, b) => a.or(b),
        }
    }

    /// The differences believed at a text of the first document.
    pub fn of(&self, row: usize) -> &[i64] {
        self.near(row).map_or(SAME, |b| &b.offsets)
    }

    /// Whether the pairs around a text agree in their difference of numbers.
    pub fn is_firm(&self, row: usize) -> bool {
        self.near(row).is_none_or(|b| b.firm)
    }

    /// Whether two numbers belong together.
    pub fn agree(&self, row: usize, first: u32, second: u32) -> bool {
        self.of(row)
            .contains(&(i64::from(second) - i64::from(first)))
    }
}
