//! What is different between two states, for open pages.

use super::state::State;
use crate::model::ids::EntryId;

/// What has changed between two states of a dossier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Moved {
    /// Texts, proposals or talk of these entries, and nothing else.
    Entries(Vec<EntryId>),
    /// More than that: returns, settings, groups, numbers.
    All,
}

/// Most entries that are told one by one.
const FEW: usize = 100;

/// What is different.
pub fn moved(before: &State, after: &State) -> Moved {
    let numbered = |s: &State| s.plan.items.len();
    let same_ground = before.settings == after.settings
        && before.entries.len() == after.entries.len()
        && before.groups.len() == after.groups.len()
        && before.findings == after.findings
        && before.returns.len() == after.returns.len()
        && numbered(before) == numbered(after);
    if !same_ground {
        return Moved::All;
    }
    let mut ids: Vec<EntryId> = Vec::new();
    for (id, entry) in &after.entries {
        match before.entries.get(id) {
            None => return Moved::All,
            Some(old) if old != entry => ids.push(*id),
            Some(_) => {}
        }
    }
    for ((id, lang), made) in &after.proposals {
        if before.proposals.get(&(*id, lang.clone())) != Some(made) {
            ids.push(*id);
        }
    }
    let new = after.log.get(before.log.len()..).unwrap_or_default();
    for decision in new {
        match super::refold::touched_by(&after.log, decision) {
            Some(id) => ids.push(id),
            None => return Moved::All,
        }
    }
    ids.sort();
    ids.dedup();
    if ids.len() > FEW {
        return Moved::All;
    }
    Moved::Entries(ids)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::decision::{Action, Subject};
    use crate::model::ids::Lang;
    use crate::workflow::state::state;
    use crate::workflow::trial::Stage;

    #[test]
    fn single_entries_are_told_and_the_rest_as_a_whole() {
        let stage = Stage::new();
        let before = state(&stage.desk).unwrap();
        let id = *before.entries.keys().next_back().unwrap();
        let edit = Action::Edit {
            lang: Lang::en(),
            text: "A text.".into(),
        };
        stage.decide(Subject::Entry(id), edit, None);
        let after = state(&stage.desk).unwrap();
        assert_eq!(moved(&before, &after), Moved::Entries(vec![id]));
        assert_eq!(moved(&after, &after), Moved::Entries(Vec::new()));
        let (excluded, reason) = (true, String::from("why"));
        stage.decide(
            Subject::Entry(id),
            Action::Exclude { excluded, reason },
            None,
        );
        assert_eq!(moved(&after, &state(&stage.desk).unwrap()), Moved::All);
    }
}
