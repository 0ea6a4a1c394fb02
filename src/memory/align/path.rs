//! The cheapest way through two documents.

use super::band::Band;

/// Texts of either document taken in one step.
pub(super) const STEPS: [(usize, usize); 6] = [(1, 1), (1, 0), (0, 1), (2, 1), (1, 2), (2, 2)];

/// A step: the texts `rows` of the first document say what `columns` of the second say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bead {
    /// Texts of the first document.
    pub rows: Vec<usize>,
    /// Texts of the second document.
    pub columns: Vec<usize>,
}

/// The cheapest sequence of steps from the beginning to the end of both documents within the band.
/// `price` is asked for the texts of the first document from a place on, their number, and the same
/// for the second.
pub(super) fn cheapest(
    rows: usize,
    columns: usize,
    band: &Band,
    price: &dyn Fn(usize, usize, usize, usize) -> f32,
) -> Vec<Bead> {
    let mut costs = vec![f32::INFINITY; band.cells()];
    let mut moves = vec![u8::MAX; band.cells()];
    for row in 0..=rows {
        for column in band.columns(row) {
            let (mut best, mut taken) = (f32::INFINITY, u8::MAX);
            if row == 0 && column == 0 {
                best = 0.0;
            }
            for (number, (a, b)) in (0u8..).zip(STEPS) {
                let (Some(r), Some(c)) = (row.checked_sub(a), column.checked_sub(b)) else {
                    continue;
                };
                let before = band
                    .at(r, c)
                    .and_then(|at| costs.get(at))
                    .copied()
                    .unwrap_or(f32::INFINITY);
                if before.is_infinite() {
                    continue;
                }
                let cost = before + price(r, a, c, b);
                if cost < best {
                    (best, taken) = (cost, number);
                }
            }
            if let Some(at) = band.at(row, column) {
                if let Some(cell) = costs.get_mut(at) {
                    *cell = best;
                }
                if let Some(cell) = moves.get_mut(at) {
                    *cell = taken;
                }
            }
        }
    }
    let (mut row, mut column) = (rows, columns);
    let mut out = Vec::new();
    while row > 0 || column > 0 {
        let taken = band.at(row, column).and_then(|at| moves.get(at)).copied();
        let Some((a, b)) = taken.and_then(|t| STEPS.get(usize::from(t))) else {
            break;
        };
        let (Some(r), Some(c)) = (row.checked_sub(*a), column.checked_sub(*b)) else {
            break;
        };
        out.push(Bead {
            rows: (r..row).collect(),
            columns: (c..column).collect(),
        });
        (row, column) = (r, c);
    }
    out.reverse();
    out
}
