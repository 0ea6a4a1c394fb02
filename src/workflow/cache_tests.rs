use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::dossier::{Look, Proposal, Proposals, effective};
use crate::model::decision::{Action, Merged, MergedText, Subject};
use crate::model::ids::{EntryId, Hash, Lang, ReturnId};
use crate::model::suggestion::{FromReply, Suggestion};
use crate::workflow::state::state;
use crate::workflow::trial::{SETTINGS, Stage};

impl Stage {
    fn same(&self) {
        let kept = state(&self.desk).unwrap();
        let settings = self.desk.settings().unwrap();
        let anew = fold(&self.desk, settings, &self.desk.database().unwrap()).unwrap();
        assert_eq!(*kept, anew);
    }
    /// Something that a person or the program does, chosen by numbers.
    fn act(&self, (kind, at, other): (u8, usize, usize)) {
        let now = state(&self.desk).unwrap();
        let ids: Vec<EntryId> = self
            .desk
            .database()
            .unwrap()
            .minted()
            .unwrap()
            .into_values()
            .collect();
        let id = ids[at % ids.len()];
        let with = ids[other % ids.len()];
        let lang = if other.is_multiple_of(2) {
            Lang::en()
        } else {
            Lang::fr()
        };
        let text = format!("Text {}.", other % 3);
        let seen = now
            .entries
            .get(&id)
            .and_then(|e| e.texts.get(&lang)?.based_on.clone());
        let entry = Subject::Entry(id);
        match kind {
            0 | 1 => self.decide(entry, Action::Edit { lang, text }, seen),
            2 => self.decide(entry, Action::Tentative { lang, text }, None),
            3 | 4 => self.decide(entry, Action::Confirm { lang, text }, seen),
            5 => self.decide(entry, Action::Reject { lang }, None),
            6 | 7 => {
                let (excluded, reason) = (other.is_multiple_of(2), String::from("why"));
                self.decide(entry, Action::Exclude { excluded, reason }, None);
            }
            8 => self.decide(entry, Action::Group { with: vec![with] }, None),
            9 => self.decide(entry, Action::Split { out: Vec::new() }, None),
            10..=12 => {
                let log = &now.log;
                if let Some(last) = log.get(log.len().saturating_sub(1 + other % 4)) {
                    self.decide(last.subject.clone(), Action::Undo { seq: last.seq }, None);
                }
            }
            13 => {
                let from = String::from("page");
                self.decide(entry, Action::Offer { lang, text, from }, None);
            }
            14 => {
                let based_on = seen.filter(|_| at.is_multiple_of(3));
                let list = vec![proposal(&text)];
                let put = (id, lang, Proposals { based_on, list });
                self.desk.database().unwrap().put_proposals(&[put]).unwrap();
            }
            15 => {
                let file = ["c.docx", "d.docx"][other % 2];
                let id = ReturnId(Hash::of_bytes(file.as_bytes()));
                let look = if at.is_multiple_of(2) {
                    Look {
                        gone: vec![file.into()],
                        ..Look::default()
                    }
                } else {
                    Look {
                        there: vec![(file.into(), id)],
                        ..Look::default()
                    }
                };
                self.desk.database().unwrap().put_look(&look).unwrap();
            }
            16 => {
                let how = [
                    Merged::Edited,
                    Merged::Tentative,
                    Merged::Confirmed,
                    Merged::Offered,
                    Merged::Comment,
                ];
                let merged = |entry, n: usize| MergedText {
                    entry,
                    lang: lang.clone(),
                    how: how[n % how.len()],
                    text: text.clone(),
                    based_on: seen.clone(),
                    comment: String::new(),
                };
                let texts = vec![merged(id, other), merged(with, at)];
                let (file, format) = (String::from("a.xlf"), String::from("xliff"));
                let action = Action::Merge {
                    file,
                    format,
                    texts,
                };
                self.decide(Subject::Note, action, None);
            }
            _ => {
                let path = self.desk.dossier.root().join("note.toml");
                let text =
                    format!("{SETTINGS}# {other}\n[[themes.recommendations]]\nletter = \"c\"\n");
                let text = if at.is_multiple_of(2) {
                    SETTINGS
                } else {
                    &text
                };
                std::fs::write(path, text).unwrap();
            }
        }
    }
}

fn proposal(text: &str) -> Proposal {
    Proposal {
        suggestion: Suggestion {
            target: text.into(),
            score: 80.0,
            source: String::new(),
            basis: "a test".into(),
            unit: String::new(),
            matched: 80.0,
            repairs: Vec::new(),
            marks: Vec::new(),
        },
        by_rule: false,
        reply: FromReply::default(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn what_is_kept_is_what_a_fold_from_nothing_gives(
        acts in prop::collection::vec((0_u8..18, 0_usize..40, 0_usize..40), 1..40)
    ) {
        let stage = Stage::new();
        for act in acts {
            stage.act(act);
            stage.same();
        }
    }
}

#[test]
fn nothing_is_folded_anew_for_texts_and_nothing_at_all_when_nobody_wrote() {
    let stage = Stage::new();
    let first = state(&stage.desk).unwrap();
    assert!(Arc::ptr_eq(&first, &state(&stage.desk).unwrap()));
    let id = *first.entries.keys().next_back().unwrap();
    let text = |text: &str| Action::Edit {
        lang: Lang::en(),
        text: text.into(),
    };
    let mut next = State::clone(&first);
    stage.decide(Subject::Entry(id), text("One."), None);
    stage.decide(Subject::Entry(id), Action::Undo { seq: 1 }, None);
    stage.decide(Subject::Entry(id), text("Two."), None);
    let log = stage.desk.database().unwrap().decisions().unwrap();
    assert_eq!(effective(&log).len(), 1);
    let batch = Batch {
        decisions: log,
        proposals: Vec::new(),
    };
    assert!(take_in(&stage.desk, &mut next, &batch));
    assert_eq!(next, *state(&stage.desk).unwrap());
    assert_eq!(next.entries[&id].texts[&Lang::en()].text, "Two.");
}

#[test]
fn a_state_in_use_is_never_changed() {
    let stage = Stage::new();
    let mut held = Vec::new();
    for n in 0..5_u64 {
        held.push(state(&stage.desk).unwrap());
        let action = Action::Exclude {
            excluded: n % 2 == 0,
            reason: "why".into(),
        };
        let first = *held[0].entries.keys().next().unwrap();
        stage.decide(Subject::Entry(first), action, None);
        stage.same();
    }
    for (n, state) in held.iter().enumerate() {
        assert_eq!(state.log.len(), n);
    }
}

#[test]
fn many_readers_and_one_writer_see_whole_states() {
    let stage = Stage::new();
    let desk = &stage.desk;
    let id = *state(desk).unwrap().entries.keys().next().unwrap();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let mut last = 0;
                while last < 60 {
                    let now = state(desk).unwrap();
                    assert!(now.log.len() >= last);
                    last = now.log.len();
                    if last > 0 {
                        let shown = &now.entries[&id].texts[&Lang::en()].text;
                        assert_eq!(*shown, format!("Text {last}."));
                    }
                }
            });
        }
        for n in 1..=60 {
            let action = Action::Edit {
                lang: Lang::en(),
                text: format!("Text {n}."),
            };
            stage.decide(Subject::Entry(id), action, None);
        }
    });
    stage.same();
}
