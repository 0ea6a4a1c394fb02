//! How a later version of an answer stands to the earlier one, with the reasons in words.

use std::collections::BTreeSet;

use similar::{ChangeTag, TextDiff};

use super::state::ReturnView;
use super::versions::{Proposal, Version};
use crate::model::extraction::Passage;
use crate::model::ids::Cell;
use crate::model::text::fold;
use crate::model::version::{Change, Relation, Stretch};
use crate::questionnaire::supersedes;

/// Share of words in common, in per cent, under which two answers speak of different things.
const ALIKE: u8 = 25;

/// Likeness of two senders' names above which they are the same one.
const SAME_SENDER: f64 = 0.75;

/// Compares a version with the one before it, which stands at position `n`.
///
/// What a return says of itself counts most. Without that, opposite boxes are a contradiction;
/// another sender on the cover completes; a return that answers all that the earlier one answered
/// replaces it; so does a later date, unless the two have hardly a word in common.
pub fn compare(
    n: usize,
    (earlier_view, earlier): (&ReturnView, &Version),
    (later_view, later): (&ReturnView, &Version),
) -> Proposal {
    let (a, b) = (&earlier.statement, &later.statement);
    let opposite = matches!((a.action, b.action), (Some(x), Some(y)) if x != y);
    let box_changes = || {
        let word = |s: &crate::model::extraction::Statement| match s.action {
            Some(crate::model::extraction::Answer::Yes) => "YES",
            _ => "NO",
        };
        format!(
            "{} is ticked in {}, {} in {}",
            word(a),
            earlier.file,
            word(b),
            later.file
        )
    };
    let alike = likeness(&a.text, &b.text);
    let mut reasons = Vec::new();
    let relation = if let Some(words) = says_so(later_view) {
        reasons.push(format!("{} says “{words}”", later.file));
        if opposite {
            reasons.push(box_changes());
        }
        Relation::Replaces
    } else if opposite {
        reasons.push(box_changes());
        Relation::Contradicts
    } else if let Some((one, other)) = other_sender(earlier_view, later_view) {
        reasons.push(format!(
            "another sender on the cover: “{one}”, then “{other}”"
        ));
        Relation::Completes
    } else if covers(later_view, earlier_view) {
        reasons.push(format!(
            "{} answers every recommendation that {} answers",
            later.file, earlier.file
        ));
        Relation::Replaces
    } else if fold(&b.text).contains(&fold(&a.text)) {
        reasons.push("it repeats the earlier text and adds to it".into());
        Relation::Replaces
    } else if alike < ALIKE {
        reasons.push("the two texts speak of different things".into());
        Relation::Completes
    } else {
        Relation::Replaces
    };
    reasons.push(when(earlier, later));
    reasons.push(format!("{alike} % of the words are the same"));
    Proposal {
        earlier: n,
        later: Some(n + 1),
        relation,
        reasons,
    }
}

/// What is to be said of an answer that only one version of is there: the same in several returns,
/// given up by a later return that replaces it, or simply the only one.
pub fn silent(views: &[&ReturnView], n: usize, only: &Version, cell: &Cell) -> Option<Proposal> {
    let answers = |v: &ReturnView| v.texts.statements.iter().any(|s| s.cell == *cell);
    let proposal = |relation, reason| Proposal {
        earlier: 0,
        later: None,
        relation,
        reasons: vec![reason],
    };
    let after = views.iter().skip(n + 1).rev();
    if let Some((view, words)) = after.clone().find_map(|v| Some((v, says_so(v)?))) {
        return Some(proposal(
            Relation::Replaces,
            format!(
                "{} says “{words}” and does not answer this recommendation",
                view.record.file
            ),
        ));
    }
    if views.iter().filter(|v| answers(v)).count() > 1 {
        return Some(proposal(
            Relation::Same,
            "the same words and the same box".into(),
        ));
    }
    Some(proposal(
        Relation::Completes,
        format!("only {} answers this recommendation", only.file),
    ))
}

/// The words with which a return says that it replaces an earlier one.
fn says_so(view: &ReturnView) -> Option<String> {
    let x = view.record.extraction()?;
    let outside = x
        .unplaced
        .iter()
        .find(|p| supersedes(&[], std::slice::from_ref(*p)))
        .map(|p: &Passage| p.text.clone());
    let inside = || {
        let found = x
            .statements
            .iter()
            .find(|s| supersedes(std::slice::from_ref(*s), &[]));
        found.and_then(|s| s.text.lines().next().map(str::to_owned))
    };
    outside.or_else(inside)
}

/// True when the later return answers everything that the earlier one answers.
fn covers(later: &ReturnView, earlier: &ReturnView) -> bool {
    let cells = |v: &ReturnView| -> BTreeSet<Cell> {
        let all = v.texts.statements.iter();
        all.map(|s| s.cell.clone()).collect()
    };
    cells(earlier).is_subset(&cells(later))
}

/// The organizations on the two covers, where they are not the same.
fn other_sender(earlier: &ReturnView, later: &ReturnView) -> Option<(String, String)> {
    let sender = |v: &ReturnView| {
        let cover = &v.record.extraction()?.cover;
        let field = cover
            .iter()
            .find(|f| f.kind == "organization" && !f.value.trim().is_empty());
        field.map(|f| fold(&f.value))
    };
    let (one, other) = (sender(earlier)?, sender(later)?);
    let (a, b) = (one.to_lowercase(), other.to_lowercase());
    let same =
        a.contains(&b) || b.contains(&a) || strsim::normalized_levenshtein(&a, &b) >= SAME_SENDER;
    (!same).then_some((one, other))
}

fn when(earlier: &Version, later: &Version) -> String {
    match (earlier.submitted, later.submitted) {
        (Some(a), Some(b)) if a < b => format!("submitted on {b}, the earlier one on {a}"),
        (Some(a), Some(b)) if a == b => {
            format!("both submitted on {a}; taken in the order of the file names")
        }
        _ => format!(
            "arrived on {}, the earlier one on {}",
            later.received, earlier.received
        ),
    }
}

/// Words in common, in per cent of the words of the longer text.
fn likeness(a: &str, b: &str) -> u8 {
    let words = |t: &str| t.split_whitespace().count();
    let longer = words(a).max(words(b));
    if longer == 0 {
        return 100;
    }
    let kept: usize = steps(a, b)
        .iter()
        .filter(|s| s.change == Change::Kept)
        .map(|s| words(&s.text))
        .sum();
    u8::try_from(kept * 100 / longer).unwrap_or(100).min(100)
}

/// The way from one text to another in words, line breaks and punctuation kept. Texts that have hardly
/// a word in common are two stretches, since the words they share by chance only make them unreadable.
pub fn difference(from: &str, to: &str) -> Vec<Stretch> {
    if likeness(from, to) >= ALIKE {
        return steps(from, to);
    }
    let whole = |change, text: &str| Stretch {
        change,
        text: text.to_owned(),
    };
    let both = [whole(Change::Removed, from), whole(Change::Added, to)];
    both.into_iter().filter(|s| !s.text.is_empty()).collect()
}

fn steps(from: &str, to: &str) -> Vec<Stretch> {
    let diff = TextDiff::from_words(from, to);
    let mut out: Vec<Stretch> = Vec::new();
    for change in diff.iter_all_changes() {
        let kind = match change.tag() {
            ChangeTag::Equal => Change::Kept,
            ChangeTag::Delete => Change::Removed,
            ChangeTag::Insert => Change::Added,
        };
        match out.last_mut().filter(|s| s.change == kind) {
            Some(last) => last.text.push_str(change.value()),
            None => out.push(Stretch {
                change: kind,
                text: change.value().to_owned(),
            }),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_texts_can_be_read_out_of_the_difference() {
        let (a, b) = (
            "We have 12 scanners.\nAnd dogs.",
            "We have 14 scanners.\nNo dogs.",
        );
        let steps = difference(a, b);
        let side = |not: Change| -> String {
            let kept = steps.iter().filter(|s| s.change != not);
            kept.map(|s| s.text.as_str()).collect()
        };
        assert_eq!(side(Change::Added), a);
        assert_eq!(side(Change::Removed), b);
        assert!(steps.contains(&Stretch {
            change: Change::Removed,
            text: "12".into()
        }));
        assert_eq!(likeness(a, b), 66);
        assert_eq!(
            difference("The post did it.", "Dogs were bought by the State.").len(),
            2
        );
        assert!(difference("", "").is_empty());
    }
}
