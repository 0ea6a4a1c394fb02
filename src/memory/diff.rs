//! How a query differs from a source text, word by word.

use serde::{Deserialize, Serialize};

use super::profile::Word;

/// What happened to a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DiffKind {
    /// The same in both (several words in a row are one step).
    Kept,
    /// In the query only.
    Added,
    /// In the source only.
    Removed,
    /// One word of the source stands where the query has another.
    Changed,
}

/// One step from the source to the query.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DiffOp {
    /// What happened.
    pub kind: DiffKind,
    /// Start and end in the source, in Unicode scalar values of its NFC form; empty span for an
    /// added word, at the place where it would stand.
    pub source: (usize, usize),
    /// Start and end in the query, likewise.
    pub query: (usize, usize),
    /// `number`, `date`, `country` or `symbol` when a word of that class is concerned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
}

/// Beyond this many pairs of words the difference is given as one changed stretch.
const MOST_PAIRS: usize = 4_000_000;

/// An edit weighs more than any number of differing values, so that the steps always show the
/// distance the score is made of.
const EDIT: u64 = 1 << 32;

/// The steps from `source` to `query`: as few edits as possible, then as few differing values of a
/// class as possible, then kept words as late as possible.
pub fn diff(query: &[Word], source: &[Word]) -> Vec<DiffOp> {
    let (rows, columns) = (source.len() + 1, query.len() + 1);
    if rows.saturating_mul(columns) > MOST_PAIRS {
        return vec![DiffOp {
            kind: DiffKind::Changed,
            source: stretch(source),
            query: stretch(query),
            class: None,
        }];
    }
    let mut costs = vec![0u64; rows * columns];
    let at = |row: usize, column: usize| row * columns + column;
    let get = |costs: &[u64], i: usize| costs.get(i).copied().unwrap_or(u64::MAX / 2);
    for row in 0..rows {
        for column in 0..columns {
            let cost = match (row.checked_sub(1), column.checked_sub(1)) {
                (None, None) => 0,
                (Some(r), None) => get(&costs, at(r, 0)) + EDIT,
                (None, Some(c)) => get(&costs, at(0, c)) + EDIT,
                (Some(r), Some(c)) => (get(&costs, at(r, c)) + pair(source.get(r), query.get(c)))
                    .min(get(&costs, at(r, column)) + EDIT)
                    .min(get(&costs, at(row, c)) + EDIT),
            };
            if let Some(cell) = costs.get_mut(at(row, column)) {
                *cell = cost;
            }
        }
    }
    let (mut row, mut column) = (rows - 1, columns - 1);
    let mut steps: Vec<DiffOp> = Vec::new();
    while row > 0 || column > 0 {
        let here = get(&costs, at(row, column));
        let (s, q) = (
            row.checked_sub(1).and_then(|r| source.get(r)),
            column.checked_sub(1).and_then(|c| query.get(c)),
        );
        let step = match (s, q) {
            (Some(s), Some(q))
                if here == get(&costs, at(row - 1, column - 1)) + pair(Some(s), Some(q)) =>
            {
                let same = s.form == q.form && s.class == q.class;
                row -= 1;
                column -= 1;
                op(
                    if same {
                        DiffKind::Kept
                    } else {
                        DiffKind::Changed
                    },
                    s,
                    q,
                )
            }
            (Some(s), q) if here == get(&costs, at(row - 1, column)) + EDIT => {
                row -= 1;
                let place = q.map_or(0, |q| q.end);
                DiffOp {
                    kind: DiffKind::Removed,
                    source: (s.start, s.end),
                    query: (place, place),
                    class: s.class.map(|c| c.as_str().to_owned()),
                }
            }
            (s, Some(q)) => {
                column -= 1;
                let place = s.map_or(0, |s| s.end);
                DiffOp {
                    kind: DiffKind::Added,
                    source: (place, place),
                    query: (q.start, q.end),
                    class: q.class.map(|c| c.as_str().to_owned()),
                }
            }
            // Every cell was reached by one of the steps above.
            (Some(_), None) | (None, None) => break,
        };
        match steps.last_mut() {
            Some(after) if after.kind == DiffKind::Kept && step.kind == DiffKind::Kept => {
                after.source.0 = step.source.0;
                after.query.0 = step.query.0;
            }
            _ => steps.push(step),
        }
    }
    for step in &mut steps {
        if step.kind == DiffKind::Kept {
            step.class = None;
        }
    }
    steps.reverse();
    steps
}

fn pair(source: Option<&Word>, query: Option<&Word>) -> u64 {
    match (source, query) {
        (Some(s), Some(q)) if s.class.is_some() && s.class == q.class => {
            u64::from(s.form != q.form)
        }
        (Some(s), Some(q)) if s.class == q.class && s.form == q.form => 0,
        _ => EDIT,
    }
}

fn op(kind: DiffKind, s: &Word, q: &Word) -> DiffOp {
    DiffOp {
        kind,
        source: (s.start, s.end),
        query: (q.start, q.end),
        class: s.class.or(q.class).map(|c| c.as_str().to_owned()),
    }
}

fn stretch(words: &[Word]) -> (usize, usize) {
    match (words.first(), words.last()) {
        (Some(first), Some(last)) => (first.start, last.end),
        _ => (0, 0),
    }
}

/// The piece of a text between two places counted in Unicode scalar values.
pub fn piece(text: &str, span: (usize, usize)) -> String {
    text.chars()
        .skip(span.0)
        .take(span.1.saturating_sub(span.0))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::score::Class;

    fn words(text: &str) -> Vec<Word> {
        let mut start = 0;
        text.split(' ')
            .map(|form| {
                let word = Word {
                    form: form.into(),
                    class: form
                        .chars()
                        .all(|c| c.is_ascii_digit())
                        .then_some(Class::Number),
                    start,
                    end: start + form.chars().count(),
                };
                start = word.end + 1;
                word
            })
            .collect()
    }

    fn shown(query: &str, source: &str) -> String {
        diff(&words(query), &words(source))
            .iter()
            .map(|op| {
                let (s, q) = (piece(source, op.source), piece(query, op.query));
                match op.kind {
                    DiffKind::Kept => s,
                    DiffKind::Added => format!("[+{q}]"),
                    DiffKind::Removed => format!("[-{s}]"),
                    DiffKind::Changed => format!("[{s}>{q}]"),
                }
            })
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn words_kept_added_removed_changed() {
        assert_eq!(shown("a b c", "a b c"), "a b c");
        assert_eq!(shown("a not b", "a b"), "a [+not] b");
        assert_eq!(shown("a b", "a x b"), "a [-x] b");
        assert_eq!(shown("a y b", "a x b"), "a [x>y] b");
        assert_eq!(shown("", "a"), "[a>]");
    }

    #[test]
    fn values_of_a_class_are_matched_with_each_other() {
        assert_eq!(
            shown("in 2020 and 7", "in 2019 and 7"),
            "in [2019>2020] and 7"
        );
        // One number more: the equal one is kept, the other is added.
        assert_eq!(shown("5 7 x", "7 x"), "[+5] 7 x");
    }
}
