//! Whether a return says of itself that it replaces an earlier one.

use super::fold::key;
use super::vocabulary::{Sense, Vocabulary};
use crate::model::extraction::{Passage, Statement};

/// True when the return says that it replaces an earlier one ("This version replaces our reply of
/// 3 May"). The statement may stand outside the form or in an answer.
pub fn supersedes(statements: &[Statement], unplaced: &[Passage]) -> bool {
    let v = Vocabulary::shipped();
    let outside = unplaced.iter().map(|p| p.text.as_str());
    // Inside an answer only at its start: a law may replace another law.
    let inside = statements
        .iter()
        .map(|s| s.text.lines().next().unwrap_or_default())
        .filter(|t| t.chars().count() < 160 && speaks_of_replies(t));
    outside
        .chain(inside)
        .any(|text| v.within(Sense::Replaces, &key(text)))
}

fn speaks_of_replies(text: &str) -> bool {
    Vocabulary::shipped().within(Sense::Replies, &key(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> bool {
        supersedes(
            &[],
            &[Passage {
                text: text.into(),
                place: String::new(),
            }],
        )
    }

    #[test]
    fn replacing_is_told_from_other_words() {
        assert!(said("This version replaces our reply of 3 May."));
        assert!(said(
            "La présente réponse annule et remplace celle du 3 mai."
        ));
        assert!(!said("The police replaced their old vehicles."));
    }
}
