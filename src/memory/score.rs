//! The score, as `docs/matching.md` defines it, in whole numbers of hundredths so that it is the
//! same on every machine.

use serde::{Deserialize, Serialize};

/// Points taken off for what differs besides the words; the reason is part of the answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Penalty {
    /// `number`, `date`, `country`, `symbol`, `case` or `punctuation`.
    pub kind: String,
    /// How many words differ in this way.
    pub count: u32,
    /// Points taken off, two decimals.
    pub points: f64,
}

/// Words that stand for a class while structure is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Class {
    /// A number in digits.
    Number,
    /// A date.
    Date,
    /// The name of a country.
    Country,
    /// A document symbol.
    Symbol,
}

impl Class {
    /// All classes in order.
    pub const ALL: [Self; 4] = [Self::Number, Self::Date, Self::Country, Self::Symbol];
    /// The word used in penalties.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Date => "date",
            Self::Country => "country",
            Self::Symbol => "symbol",
        }
    }
}

/// Taken off when only case differs, in hundredths of a point.
pub(super) const CASE: u32 = 50;
/// Taken off when only punctuation differs, in hundredths of a point.
pub(super) const PUNCTUATION: u32 = 50;

/// Everything the score is made of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Difference {
    /// Word edit distance with classes masked.
    pub distance: u32,
    /// Words of the longer text.
    pub longest: u32,
    /// Differing values by class.
    pub classes: [u32; 4],
    /// Case differs in otherwise equal words.
    pub case: bool,
    /// Punctuation differs around equal words.
    pub punctuation: bool,
}

/// Hundredths of a point from words alone, rounded half up.
pub(super) fn base(distance: u32, longest: u32) -> u32 {
    rounded(2 * u64::from(longest.saturating_sub(distance)), longest)
}

/// `half_words` of twice `longest`, in hundredths of a percent, rounded half up.
fn rounded(half_words: u64, longest: u32) -> u32 {
    if longest == 0 {
        return 10_000;
    }
    let whole = 2 * u64::from(longest);
    u32::try_from((20_000 * half_words + whole) / (2 * whole)).unwrap_or(10_000)
}

/// The greatest distance at which a longer text of `longest` words can still reach `wanted`
/// hundredths; `None` when even equal words cannot.
pub(super) fn greatest_distance(longest: u32, wanted: u32) -> Option<u32> {
    if wanted > 10_000 {
        return None;
    }
    let guess = u64::from(longest) * u64::from(10_000 - wanted) / 10_000;
    let mut d = u32::try_from(guess).unwrap_or(longest).min(longest);
    while d < longest && base(d + 1, longest) >= wanted {
        d += 1;
    }
    while d > 0 && base(d, longest) < wanted {
        d -= 1;
    }
    (base(d, longest) >= wanted).then_some(d)
}

impl Difference {
    /// The score in hundredths of a point.
    pub fn score(&self) -> u32 {
        let classes: u64 = self.classes.iter().map(|n| u64::from(*n)).sum();
        let half_words =
            (2 * u64::from(self.longest.saturating_sub(self.distance))).saturating_sub(classes);
        rounded(half_words, self.longest)
            .saturating_sub(if self.case { CASE } else { 0 })
            .saturating_sub(if self.punctuation { PUNCTUATION } else { 0 })
    }

    /// The penalties in words, in a fixed order.
    pub fn penalties(&self) -> Vec<Penalty> {
        let mut out = Vec::new();
        for (class, count) in Class::ALL.iter().zip(self.classes) {
            if count > 0 && self.longest > 0 {
                let points = (10_000 * u64::from(count) + u64::from(self.longest))
                    / (2 * u64::from(self.longest));
                out.push(Penalty {
                    kind: class.as_str().into(),
                    count,
                    points: points as f64 / 100.0,
                });
            }
        }
        for (is, kind, points) in [
            (self.case, "case", CASE),
            (self.punctuation, "punctuation", PUNCTUATION),
        ] {
            if is {
                out.push(Penalty {
                    kind: kind.into(),
                    count: 1,
                    points: f64::from(points) / 100.0,
                });
            }
        }
        out
    }
}

/// How many values of one class differ where the structure lets them meet: their edit distance
/// less the difference of their numbers (what is surplus already counts as added or removed words).
pub(super) fn differing_values(a: &[u32], b: &[u32]) -> u32 {
    if a == b {
        return 0;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut corner = i;
        let mut before = i + 1;
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
        for (y, cell) in b.iter().zip(row.iter_mut().skip(1)) {
            let value = (corner + usize::from(x != y))
                .min(before + 1)
                .min(*cell + 1);
            corner = *cell;
            *cell = value;
            before = value;
        }
    }
    let distance = row.last().copied().unwrap_or(0);
    u32::try_from(distance - a.len().abs_diff(b.len())).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_decimals_half_up() {
        assert_eq!(base(1, 8), 8750);
        assert_eq!(base(1, 3), 6667);
        assert_eq!(base(2, 3), 3333);
        // 1 of 32: 96.875 goes up.
        assert_eq!(base(1, 32), 9688);
        assert_eq!(base(9, 9), 0);
    }

    #[test]
    fn the_greatest_distance_is_exact() {
        for longest in 1..200 {
            for wanted in [5000, 6667, 7000, 7001, 8750, 9999, 10_000] {
                let brute = (0..=longest).filter(|d| base(*d, longest) >= wanted).max();
                assert_eq!(greatest_distance(longest, wanted), brute);
            }
        }
    }

    #[test]
    fn a_differing_value_costs_half_a_word() {
        let one = Difference {
            longest: 10,
            classes: [1, 0, 0, 0],
            ..Difference::default()
        };
        assert_eq!(one.score(), 9500);
        assert_eq!(one.penalties()[0].points, 5.0);
    }

    #[test]
    fn surplus_values_are_not_counted_twice() {
        assert_eq!(differing_values(&[1, 2], &[1, 2, 3]), 0);
        assert_eq!(differing_values(&[1, 2], &[2, 1]), 2);
        assert_eq!(differing_values(&[1, 2], &[1, 3]), 1);
        assert_eq!(differing_values(&[], &[]), 0);
    }
}
