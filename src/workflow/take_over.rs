//! A decision on many texts at once, as the fold sees it: a decision on each.

use std::borrow::Cow;

use crate::model::decision::{Action, Decision, Merged, Subject};
use crate::model::ids::Hash;
use crate::model::text::text_hash;

/// The decisions with those on many texts taken apart.
pub(super) fn opened(standing: Vec<&Decision>) -> Vec<Cow<'_, Decision>> {
    let mut out = Vec::with_capacity(standing.len());
    for decision in standing {
        out.push(Cow::Borrowed(decision));
        let part = |entry, action, based_on: &Option<Hash>, text: &str| {
            Cow::Owned(Decision {
                subject: Subject::Entry(entry),
                action,
                based_on: based_on.clone(),
                after: Some(text_hash(text)),
                person: decision.person.clone(),
                ..*decision
            })
        };
        out.extend(decision.action.many().iter().map(|t| {
            let (lang, text) = (t.lang.clone(), t.text.clone());
            let action = Action::Confirm { lang, text };
            part(t.entry, action, &t.based_on, &t.text)
        }));
        if let Action::Merge { file, texts, .. } = &decision.action {
            for t in texts {
                let (lang, text) = (t.lang.clone(), t.text.clone());
                let action = match t.how {
                    Merged::Edited => Some(Action::Edit { lang, text }),
                    Merged::Tentative => Some(Action::Tentative { lang, text }),
                    Merged::Confirmed => Some(Action::Confirm { lang, text }),
                    Merged::Offered => Some(Action::Offer {
                        lang,
                        text,
                        from: file.clone(),
                    }),
                    Merged::Comment => None,
                };
                out.extend(action.map(|a| part(t.entry, a, &t.based_on, &t.text)));
                if !t.comment.is_empty() {
                    let text = t.comment.clone();
                    out.push(part(t.entry, Action::Comment { text }, &None, &t.comment));
                }
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::decision::{MergedText, TakenText};
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

    #[test]
    fn a_merge_edits_offers_and_keeps_comments() {
        let text = |n: u64, how| MergedText {
            entry: EntryId(n),
            lang: Lang::fr(),
            how,
            text: format!("texte {n}"),
            based_on: None,
            comment: String::new(),
        };
        let decision = Decision {
            seq: 7,
            time: "2026-07-01T10:00:00Z".parse().unwrap(),
            person: "translator".into(),
            subject: Subject::Note,
            action: Action::Merge {
                file: "a.xlf".into(),
                format: "xliff".into(),
                texts: vec![
                    text(1, Merged::Edited),
                    MergedText {
                        comment: "Why?".into(),
                        ..text(2, Merged::Comment)
                    },
                    text(3, Merged::Offered),
                    text(4, Merged::Confirmed),
                ],
            },
            based_on: None,
            after: None,
        };
        let all = opened(vec![&decision]);
        let parts: Vec<(&Subject, &Action)> = all
            .iter()
            .skip(1)
            .map(|d| (&d.subject, &d.action))
            .collect();
        assert_eq!(parts.len(), 4);
        assert!(matches!(
            parts[0],
            (Subject::Entry(EntryId(1)), Action::Edit { .. })
        ));
        assert!(matches!(parts[1].1, Action::Comment { text } if text == "Why?"));
        assert!(
            matches!(parts[2], (Subject::Entry(EntryId(3)), Action::Offer { from, .. }) if from == "a.xlf")
        );
        assert!(matches!(parts[3].1, Action::Confirm { .. }));
    }
}
