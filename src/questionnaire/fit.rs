//! How well a line of a return agrees with a piece of the form, by word edit distance.

/// The ways in which a line can agree with a piece; similarities from 0 to 1.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Fit {
    /// The whole line with the whole piece.
    pub(super) whole: f64,
    /// The whole piece with the first `prefix_words` words of the line.
    pub(super) prefix: f64,
    /// Number of words of the line that the piece covers when it is a prefix.
    pub(super) prefix_words: usize,
    /// The whole line with the beginning of the piece (a shortened text).
    pub(super) shortened: f64,
    /// The whole line with some part of the piece (a text broken over several lines).
    pub(super) part: f64,
}

impl Fit {
    /// The best of the likenesses but that of a part.
    pub(super) fn most(&self) -> f64 {
        self.whole.max(self.prefix).max(self.shortened)
    }
}

/// Compares by the classical dynamic programme over words (Wagner and Fischer 1974), once with both
/// starts fixed and once with a free start in the piece. Equal words have equal numbers. The line is cut to twice the piece's
/// length, so that the work is bounded by the form, not by the return.
pub(super) fn fit(piece: &[usize], line: &[usize]) -> Fit {
    let m = piece.len();
    let cut = line.get(..line.len().min(2 * m + 8)).unwrap_or(line);
    let n = cut.len();
    if m == 0 || n == 0 {
        return Fit::default();
    }
    let (last_row, last_column) = table(piece, cut, false);
    let (_, free_column) = table(piece, cut, true);
    let (mut prefix_words, mut best) = (n, usize::MAX);
    for (j, d) in last_row.iter().enumerate().skip(1) {
        let ends_alike = cut.get(j - 1) == piece.last();
        // Of equal distances the one that ends on the piece's last word is where the answer begins.
        let d = 2 * d + usize::from(!ends_alike);
        if d < best {
            (best, prefix_words) = (d, j);
        }
    }
    let prefix = ratio(best / 2, m);
    let least = |column: &[usize]| column.iter().skip(1).min().copied().unwrap_or(n);
    if cut.len() < line.len() {
        return Fit {
            prefix,
            prefix_words,
            ..Fit::default()
        };
    }
    Fit {
        whole: ratio(last_row.last().copied().unwrap_or(m.max(n)), m.max(n)),
        prefix,
        prefix_words,
        shortened: ratio(least(&last_column), n),
        part: ratio(least(&free_column), n),
    }
}

/// The likeness at a distance.
fn ratio(distance: usize, of: usize) -> f64 {
    1.0 - distance as f64 / of.max(1) as f64
}

/// What no likeness of a line of `line` words with a piece of `piece` words can exceed when `common`
/// words of the piece stand in the line: each word without partner is an edit.
pub(super) fn bound(piece: usize, line: usize, common: usize) -> Fit {
    let (long, part) = (piece.max(line), ratio(line.saturating_sub(common), line));
    Fit {
        whole: ratio(long - common.min(long), long),
        prefix: ratio(piece - common.min(piece), piece),
        prefix_words: line,
        shortened: part,
        part,
    }
}

/// Last row (over line prefixes) and last column (over piece prefixes) of the distance table.
fn table(piece: &[usize], line: &[usize], free_start: bool) -> (Vec<usize>, Vec<usize>) {
    let mut row: Vec<usize> = (0..=line.len()).collect();
    let mut column = vec![line.len()];
    for (i, p) in piece.iter().enumerate() {
        let mut before = row.first().copied().unwrap_or(0);
        if let Some(first) = row.first_mut() {
            *first = if free_start { 0 } else { i + 1 };
        }
        let mut left = if free_start { 0 } else { i + 1 };
        for (cell, w) in row.iter_mut().skip(1).zip(line) {
            let value = (before + usize::from(p != w)).min(*cell + 1).min(left + 1);
            before = *cell;
            *cell = value;
            left = value;
        }
        column.push(left);
    }
    (row, column)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(piece: &str, line: &str) -> Fit {
        let mut known: Vec<String> = Vec::new();
        let mut numbers = |text: &str| -> Vec<usize> {
            text.split(' ')
                .map(|word| {
                    let at = known.iter().position(|k| k == word);
                    at.unwrap_or_else(|| {
                        known.push(word.into());
                        known.len() - 1
                    })
                })
                .collect()
        };
        let (p, l) = (numbers(piece), numbers(line));
        fit(&p, &l)
    }

    proptest! {
        #[test]
        fn no_likeness_exceeds_its_bound(
            piece in prop::collection::vec(0usize..12, 1..12),
            line in prop::collection::vec(0usize..12, 1..30),
        ) {
            let common = piece.iter().filter(|w| line.contains(w)).count();
            let (most, found) = (bound(piece.len(), line.len(), common), fit(&piece, &line));
            prop_assert!(found.whole <= most.whole && found.prefix <= most.prefix);
            prop_assert!(found.shortened <= most.shortened && found.part <= most.part);
        }
    }

    #[test]
    fn a_piece_followed_by_an_answer_ends_where_the_answer_begins() {
        let f = of(
            "states should share their data",
            "states should share their data we share it monthly",
        );
        assert_eq!((f.prefix, f.prefix_words), (1.0, 5));
        assert!(f.whole < 0.6);
    }

    #[test]
    fn shortened_and_broken_texts_agree_in_part() {
        let piece = "states should share their data with each other on time";
        assert_eq!(of(piece, "states should share their data").shortened, 1.0);
        assert_eq!(of(piece, "their data with each other").part, 1.0);
        assert!(of(piece, "their data with each other").shortened < 0.7);
    }

    #[test]
    fn another_text_does_not_agree() {
        let f = of(
            "states should share their data",
            "police and customs trained together last year",
        );
        assert!(f.whole < 0.2 && f.prefix < 0.3 && f.part < 0.3);
    }
}
