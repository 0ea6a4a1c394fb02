//! Changes to a text, collected first and made at once, so that every span stays true.

use crate::model::suggestion::{Mark, Repair};

/// One change; bytes of the text it is made to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Edit {
    pub start: usize,
    pub end: usize,
    pub new: String,
    pub kind: &'static str,
}

/// A span to be shown to a person; bytes of the text before the changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Doubt {
    pub start: usize,
    pub end: usize,
    pub why: String,
}

/// The text with all changes made, the repairs in the order of the text, and the doubts as marks.
/// A change that overlaps an earlier one is left out.
pub(super) fn apply(
    text: &str,
    mut edits: Vec<Edit>,
    mut doubts: Vec<Doubt>,
) -> (String, Vec<Repair>, Vec<Mark>) {
    edits.sort_by_key(|e| (e.start, e.end));
    let mut out = String::with_capacity(text.len() + 32);
    let mut repairs = Vec::new();
    // Old and new place of each end of a change, to carry the doubts over.
    let mut moved: Vec<(usize, usize)> = vec![(0, 0)];
    let mut at = 0;
    for edit in edits {
        let (Some(kept), Some(old)) = (text.get(at..edit.start), text.get(edit.start..edit.end))
        else {
            continue;
        };
        out.push_str(kept);
        moved.push((edit.start, out.len()));
        out.push_str(&edit.new);
        at = edit.end;
        moved.push((edit.end, out.len()));
        if old != edit.new {
            repairs.push(Repair {
                kind: edit.kind.into(),
                from: old.to_owned(),
                to: edit.new,
            });
        }
    }
    out.push_str(text.get(at..).unwrap_or_default());
    let place = |byte: usize| {
        let last = moved
            .iter()
            .rev()
            .find(|(old, _)| *old <= byte)
            .copied()
            .unwrap_or_default();
        let mut new = (last.1 + byte.saturating_sub(last.0)).min(out.len());
        while !out.is_char_boundary(new) {
            new -= 1;
        }
        out.get(..new).unwrap_or_default().chars().count()
    };
    doubts.sort_by_key(|d| (d.start, d.end));
    let mut marks: Vec<Mark> = doubts
        .into_iter()
        .map(|d| Mark {
            start: place(d.start),
            end: place(d.end),
            why: d.why,
        })
        .collect();
    marks.dedup();
    (out, repairs, marks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_move_with_the_text_and_count_characters() {
        let edits = vec![Edit {
            start: 0,
            end: 2,
            new: "Les Pays-Bas ont".into(),
            kind: "country",
        }];
        let doubts = vec![Doubt {
            start: 3,
            end: 5,
            why: "x".into(),
        }];
        let (text, repairs, marks) = apply("É à b", edits, doubts);
        assert_eq!(text, "Les Pays-Bas ont à b");
        assert_eq!(
            (repairs[0].from.as_str(), repairs[0].to.as_str()),
            ("É", "Les Pays-Bas ont")
        );
        assert_eq!((marks[0].start, marks[0].end), (17, 18));
    }
}
