//! A decision on many texts at once, as the fold sees it: a confirmation of each.

use std::borrow::Cow;

use crate::model::decision::{Action, Decision, Subject};
use crate::model::text::text_hash;

/// The decisions with those on many texts taken apart.
pub(super) fn opened(standing: Vec<&Decision>) -> Vec<Cow<'_, Decision>> {
    let mut out = Vec::with_capacity(standing.len());
    for decision in standing {
        out.push(Cow::Borrowed(decision));
        out.extend(decision.action.many().iter().map(|t| {
            Cow::Owned(Decision {
                subject: Subject::Entry(t.entry),
                action: Action::Confirm {
                    lang: t.lang.clone(),
                    text: t.text.clone(),
                },
                based_on: t.based_on.clone(),
                after: Some(text_hash(&t.text)),
                person: decision.person.clone(),
                ..*decision
            })
        }));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::decision::TakenText;
    use crate::model::ids::{EntryId, Lang};

    #[test]
    fn every_text_is_a_confirmation_of_its_entry() {
        let text = |n: u64| TakenText {
            entry: EntryId(n),
            lang: Lang::fr(),
            text: format!("texte {n}"),
            based_on: None,
        };
        let decision = Decision {
            seq: 7,
            time: "2026-07-01T10:00:00Z".parse().unwrap(),
            person: "officer".into(),
            subject: Subject::Note,
            action: Action::TakeOver {
                files: vec!["a.docx".into()],
                texts: vec![text(1), text(2)],
                issued: None,
            },
            based_on: None,
            after: None,
        };
        let all = opened(vec![&decision]);
        assert_eq!(all.len(), 3);
        assert_eq!(all[2].subject, Subject::Entry(EntryId(2)));
        assert_eq!(all[2].seq, 7);
    }
}
