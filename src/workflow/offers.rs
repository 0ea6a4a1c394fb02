//! Texts of people that were not taken over. Two people saved the same text, or a file came back with
//! a text that was changed here too: the one that was later is kept in the log and offered beside the
//! text that stands, until somebody confirms a text.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;

use super::decide::log;
use super::desk::{Desk, Surroundings};
use super::error::WorkflowError;
use super::state::{State, state};
use crate::model::decision::{Action, Decision, Subject};
use crate::model::entry::Entry;
use crate::model::ids::{EntryId, Lang};
use crate::model::text::text_hash;

/// A person's text that was not taken over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered {
    /// The decision that keeps it.
    pub seq: u64,
    /// Who wrote it.
    pub person: String,
    /// When.
    pub time: Timestamp,
    /// Where: the page, or the name of a file.
    pub from: String,
    /// The whole text, with light markup.
    pub text: String,
}

/// Keeps a text beside the one that stands. A text that stands already, or is offered already, is not
/// kept again. Returns the new state of the dossier.
///
/// # Errors
/// Usage errors when the entry does not exist, the language is not the note's, or the text is empty.
pub fn offer_text(
    desk: &Desk,
    around: &Surroundings<'_>,
    entry: EntryId,
    lang: &Lang,
    text: &str,
    from: &str,
) -> Result<Arc<State>, WorkflowError> {
    let before = state(desk)?;
    let text = text.trim();
    let entry = before.group_of(entry).map_or(entry, |g| g.first);
    let Some(stands) = before.entries.get(&entry).and_then(|e| e.texts.get(lang)) else {
        return Err(WorkflowError::usage(
            format!("there is no entry {entry} in {lang}"),
            "open the list again",
        ));
    };
    if text.is_empty() {
        return Err(WorkflowError::usage("an empty text is not kept", ""));
    }
    let there = before.offers.get(&(entry, lang.clone()));
    if stands.text == text || there.is_some_and(|all| all.iter().any(|o| o.text == text)) {
        return Ok(before);
    }
    let action = Action::Offer {
        lang: lang.clone(),
        text: text.to_owned(),
        from: from.to_owned(),
    };
    let after = Some(text_hash(text));
    log(desk, around, Subject::Entry(entry), action, None, after)?;
    state(desk)
}

/// The offers that stand: those made after the last confirmation of the text, and not what stands in
/// the text now.
pub(super) fn offers(
    standing: &[&Decision],
    entries: &BTreeMap<EntryId, Entry>,
) -> BTreeMap<(EntryId, Lang), Vec<Offered>> {
    let mut all: BTreeMap<(EntryId, Lang), Vec<Offered>> = BTreeMap::new();
    for decision in standing {
        let Subject::Entry(id) = decision.subject else {
            continue;
        };
        match &decision.action {
            Action::Confirm { lang, .. } => {
                all.remove(&(id, lang.clone()));
            }
            Action::Offer { lang, text, from } => {
                all.entry((id, lang.clone())).or_default().push(Offered {
                    seq: decision.seq,
                    person: decision.person.clone(),
                    time: decision.time,
                    from: from.clone(),
                    text: text.clone(),
                });
            }
            _ => {}
        }
    }
    for ((id, lang), list) in &mut all {
        let stands = entries.get(id).and_then(|e| e.texts.get(lang));
        list.retain(|o| stands.is_none_or(|t| t.text != o.text));
    }
    all.retain(|_, list| !list.is_empty());
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decision(seq: u64, action: Action) -> Decision {
        Decision {
            seq,
            time: "2026-07-01T10:00:00Z".parse().unwrap(),
            person: "Ana".into(),
            subject: Subject::Entry(EntryId(4)),
            action,
            based_on: None,
            after: None,
        }
    }

    fn offer(seq: u64, text: &str) -> Decision {
        decision(
            seq,
            Action::Offer {
                lang: Lang::fr(),
                text: text.into(),
                from: "page".into(),
            },
        )
    }

    #[test]
    fn an_offer_stands_until_a_text_is_confirmed() {
        let (first, second) = (offer(1, "un"), offer(3, "deux"));
        let confirmed = decision(
            2,
            Action::Confirm {
                lang: Lang::fr(),
                text: "trois".into(),
            },
        );
        let none = BTreeMap::new();
        let key = (EntryId(4), Lang::fr());
        let texts = |log: &[&Decision]| -> Vec<String> {
            let all = offers(log, &none);
            let list = all.get(&key).cloned().unwrap_or_default();
            list.into_iter().map(|o| o.text).collect()
        };
        assert_eq!(texts(&[&first]), ["un"]);
        assert!(texts(&[&first, &confirmed]).is_empty());
        assert_eq!(texts(&[&first, &confirmed, &second]), ["deux"]);
    }
}
