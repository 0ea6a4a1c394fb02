//! Which pairs of places are looked at: all in documents of usual size, else a band about the line
//! through the texts that share what nothing else has.

use super::path::Bead;

/// Up to this many pairs all are looked at.
const ALL: usize = 2_000_000;
/// Likewise when a way is known.
const ALL_ABOUT: usize = 1_000_000;
/// Least half width of a band.
const NARROWEST: usize = 60;

/// Columns looked at in each row, rows and columns counted from 0 to the number of texts.
#[derive(Debug)]
pub(super) struct Band {
    /// First and last column of each row, and the number of cells before it.
    rows: Vec<(usize, usize, usize)>,
    cells: usize,
}

impl Band {
    /// The band for `rows` and `columns` texts through `points` (row, column, weight, rows rising).
    pub fn new(rows: usize, columns: usize, points: &[(usize, usize, f32)]) -> Self {
        Self::within(rows, columns, points, ALL)
    }

    /// The band about a way that is nearly right.
    pub fn about(rows: usize, columns: usize, way: &[Bead]) -> Self {
        let points: Vec<(usize, usize, f32)> = way
            .iter()
            .filter_map(|bead| Some((*bead.rows.first()?, *bead.columns.first()?, 1.0)))
            .collect();
        Self::within(rows, columns, &points, ALL_ABOUT)
    }

    fn within(rows: usize, columns: usize, points: &[(usize, usize, f32)], all: usize) -> Self {
        let full = (rows + 1).saturating_mul(columns + 1) <= all;
        let half = (all / (2 * (rows + 1))).max(NARROWEST);
        let line = if full { Vec::new() } else { rising(points) };
        let mut band = Self {
            rows: Vec::with_capacity(rows + 1),
            cells: 0,
        };
        let (mut from, mut to, mut next) = ((0, 0), (rows, columns), line.iter());
        if let Some(point) = next.next() {
            to = *point;
        }
        for row in 0..=rows {
            while row >= to.0 && to != (rows, columns) {
                from = to;
                to = next.next().copied().unwrap_or((rows, columns));
            }
            let (lo, hi) = if full {
                (0, columns)
            } else {
                let steps = (to.0 - from.0).max(1);
                let centre = from.1 + (to.1 - from.1) * (row - from.0) / steps;
                // The corners must be inside, and neighbouring rows must overlap.
                let before = band.rows.last().map_or(0, |(_, hi, _)| *hi);
                let lo = centre.saturating_sub(half).min(before);
                let hi = if row == rows { columns } else { centre + half };
                (lo, hi.min(columns))
            };
            band.rows.push((lo, hi, band.cells));
            band.cells += hi - lo + 1;
        }
        band
    }

    /// Number of cells.
    pub fn cells(&self) -> usize {
        self.cells
    }

    /// The columns of a row.
    pub fn columns(&self, row: usize) -> std::ops::Range<usize> {
        match self.rows.get(row) {
            Some((lo, hi, _)) => *lo..hi + 1,
            None => 0..0,
        }
    }

    /// The number of a cell, when it is in the band.
    pub fn at(&self, row: usize, column: usize) -> Option<usize> {
        let (lo, hi, before) = self.rows.get(row)?;
        (column >= *lo && column <= *hi).then(|| before + column - lo)
    }
}

/// The heaviest of the chains in which rows and columns both rise.
fn rising(points: &[(usize, usize, f32)]) -> Vec<(usize, usize)> {
    // Best chains by their last column, weights rising with columns; each knows the point before.
    let mut ends: std::collections::BTreeMap<usize, (f32, usize)> =
        std::collections::BTreeMap::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(points.len());
    for (at, (_, column, weight)) in points.iter().enumerate() {
        let last = ends.range(..*column).next_back().map(|(_, end)| *end);
        let sum = weight + last.map_or(0.0, |(w, _)| w);
        before.push(last.map(|(_, p)| p));
        if ends.get(column).is_some_and(|(w, _)| *w >= sum) {
            continue;
        }
        let beaten: Vec<usize> = ends
            .range(*column..)
            .take_while(|(_, (w, _))| *w <= sum)
            .map(|(c, _)| *c)
            .collect();
        for column in beaten {
            ends.remove(&column);
        }
        if ends
            .range(..=*column)
            .next_back()
            .is_none_or(|(_, (w, _))| *w < sum)
        {
            ends.insert(*column, (sum, at));
        }
    }
    let mut chain = Vec::new();
    let mut at = ends.last_key_value().map(|(_, (_, p))| *p);
    while let Some(point) = at {
        if let Some((row, column, _)) = points.get(point) {
            chain.push((*row, *column));
        }
        at = before.get(point).copied().flatten();
    }
    chain.reverse();
    chain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_pair_is_looked_at_whole() {
        let band = Band::new(3, 5, &[]);
        assert_eq!(band.cells(), 24);
        assert_eq!(band.columns(2), 0..6);
        assert_eq!(band.at(3, 6), None);
    }

    #[test]
    fn a_band_follows_the_points_and_holds_both_corners() {
        let points = [(100, 400, 1.5), (200, 10, 1.0), (300, 650, 2.0)];
        assert_eq!(rising(&points), [(100, 400), (300, 650)]);
        let band = Band::within(1_000, 1_000, &points, 100);
        assert!(band.at(0, 0).is_some() && band.at(1_000, 1_000).is_some());
        assert!(band.at(100, 400).is_some() && band.at(300, 650).is_some());
        assert!(band.at(100, 100).is_none());
        for row in 1..=1_000 {
            assert!(band.columns(row).start <= band.columns(row - 1).end);
        }
    }
}
