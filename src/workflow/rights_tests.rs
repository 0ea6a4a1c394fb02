use super::*;
use crate::model::decision::{Asked, Merged, MergedText, Subject, TakenText, Way};
use crate::model::ids::{EntryId, Hash};
use crate::workflow::trial::{Stage, around};
use crate::workflow::{
    TextDecision, Verb, add_person, decide_text, exclude, remove_person, undo, write_text,
};

fn roles(list: &[Role]) -> Roles {
    list.iter().cloned().collect()
}

fn french() -> [Role; 2] {
    let lang = Lang::fr();
    [
        Role::Translator { lang: lang.clone() },
        Role::Reviser { lang },
    ]
}

/// Every action once for each language that it can be in, with who may do it: officer, clearing
/// officer, translator of French, reviser of French, reader.
fn table() -> Vec<(Action, [bool; 5])> {
    const OFFICER: [bool; 5] = [true, false, false, false, false];
    const CLEARING: [bool; 5] = [false, true, false, false, false];
    const DRAFTING: [bool; 5] = [true, true, false, false, false];
    const TRANSLATING: [bool; 5] = [false, false, true, true, false];
    const REVISING: [bool; 5] = [false, false, false, true, false];
    const NOBODY: [bool; 5] = [false; 5];
    const TALKING: [bool; 5] = [true, true, true, true, false];
    let (text, reason) = (String::from("x"), String::from("why"));
    let cell = || "1a".parse().unwrap();
    let mut out = Vec::new();
    for (lang, write, confirm) in [
        (Lang::en(), DRAFTING, CLEARING),
        (Lang::fr(), TRANSLATING, REVISING),
        ("ru".parse().unwrap(), NOBODY, NOBODY),
    ] {
        let edit = Action::Edit {
            lang: lang.clone(),
            text: text.clone(),
        };
        let tentative = Action::Tentative {
            lang: lang.clone(),
            text: text.clone(),
        };
        let offer = Action::Offer {
            lang: lang.clone(),
            text: text.clone(),
            from: "page".into(),
        };
        let reject = Action::Reject { lang: lang.clone() };
        out.extend([edit, tentative, offer, reject].map(|a| (a, write)));
        let text = text.clone();
        let dismiss = Action::Dismiss {
            lang: lang.clone(),
            code: "x".into(),
            span: "y".into(),
            texts: Hash::of_bytes(b"x"),
            reason: "why".into(),
        };
        out.push((dismiss, write));
        for (how, who) in [
            (Merged::Edited, write),
            (Merged::Tentative, write),
            (Merged::Offered, write),
            (Merged::Confirmed, confirm),
            (Merged::Comment, TALKING),
        ] {
            let merge = Action::Merge {
                file: "x".into(),
                format: "xliff".into(),
                texts: vec![MergedText {
                    entry: EntryId(1),
                    lang: lang.clone(),
                    text: text.clone(),
                    based_on: None,
                    comment: String::new(),
                    how,
                }],
            };
            out.push((merge, who));
        }
        let taken = TakenText {
            entry: EntryId(1),
            lang: lang.clone(),
            text: text.clone(),
            based_on: None,
        };
        let texts = vec![taken];
        out.push((Action::ConfirmMany { texts }, confirm));
        out.push((Action::Confirm { lang, text }, confirm));
    }
    let pieces = Vec::new;
    for excluded in [true, false] {
        let reason = reason.clone();
        out.push((Action::Exclude { excluded, reason }, CLEARING));
    }
    let take_over = Action::TakeOver {
        files: Vec::new(),
        texts: Vec::new(),
        issued: None,
    };
    out.push((take_over, CLEARING));
    let placing = [
        Action::Group { with: Vec::new() },
        Action::Split { out: Vec::new() },
        Action::Attribute {
            country: "BEL".parse().unwrap(),
        },
        Action::Place { cell: cell() },
        Action::Move {
            pieces: pieces(),
            cell: cell(),
        },
        Action::SetAside {
            pieces: pieces(),
            reason: reason.clone(),
        },
        Action::PutBack { pieces: pieces() },
        Action::Versions {
            choices: Vec::new(),
        },
        Action::Settle {
            code: "x".into(),
            message: "y".into(),
            reason: reason.clone(),
        },
        Action::Resolve {
            reason,
            codes: Vec::new(),
        },
        Action::Reread { way: Way::Salvage },
        Action::WorkingTranslation {
            lang: Lang::en(),
            text,
        },
        Action::Apart {
            entries: Vec::new(),
            said: Hash::of_bytes(b"x"),
        },
    ];
    out.extend(placing.map(|a| (a, OFFICER)));
    let talk = [
        Action::Comment { text: "x".into() },
        Action::Query {
            to: Asked::Officer,
            text: "x".into(),
        },
        Action::Answer {
            query: 1,
            text: "x".into(),
        },
        Action::Close { query: 1 },
    ];
    let sent = Action::SentOut {
        format: "xliff".into(),
        lang: Lang::fr(),
        statements: 1,
    };
    out.push((sent, [true, true, false, false, false]));
    out.extend(talk.map(|a| (a, TALKING)));
    out
}

#[test]
fn each_role_may_do_its_own_and_nothing_else() {
    let [translator, reviser] = french();
    let each = [
        Role::Officer,
        Role::ClearingOfficer,
        translator,
        reviser,
        Role::Reader,
    ];
    let made = |seq: u64, action: Action| Decision {
        seq,
        time: jiff::Timestamp::UNIX_EPOCH,
        person: "Ana".into(),
        subject: Subject::Entry(EntryId(1)),
        action,
        based_on: None,
        after: None,
    };
    for (action, who) in table() {
        // Taking a decision back, and taking that back, is as making it.
        let log = [
            made(1, action.clone()),
            made(2, Action::Undo { seq: 1 }),
            made(3, Action::Undo { seq: 2 }),
        ];
        for (role, may) in each.iter().zip(who) {
            let rights = Rights::of_roles(roles(std::slice::from_ref(role)), Lang::en());
            for one in [&action, &log[1].action, &log[2].action] {
                assert_eq!(rights.may(Deed::Decide(one), &log), may, "{role}: {one:?}");
            }
        }
        assert!(Rights::all(Lang::en()).may(Deed::Decide(&action), &log));
        let none = Rights::of_roles(roles(&[]), Lang::en());
        assert!(!none.may(Deed::Decide(&action), &log));
        let all = Rights::of_roles(roles(&each), Lang::en());
        assert_eq!(all.may(Deed::Decide(&action), &log), who.contains(&true));
    }
    let deeds = [
        (Deed::TakeIn, [true, true, false, false, false]),
        (Deed::Build, [true, true, true, true, false]),
        (Deed::BuildFinal, [false, true, false, false, false]),
        (Deed::Memory, [true, false, false, true, false]),
    ];
    for (deed, who) in deeds {
        for (role, may) in each.iter().zip(who) {
            let rights = Rights::of_roles(roles(std::slice::from_ref(role)), Lang::en());
            assert_eq!(rights.may(deed, &[]), may, "{role}: {deed:?}");
        }
    }
}

#[test]
fn a_translator_of_the_original_language_does_not_edit_the_original() {
    let lang = Lang::en();
    let odd = [
        Role::Translator { lang: lang.clone() },
        Role::Reviser { lang: lang.clone() },
    ];
    let rights = Rights::of_roles(roles(&odd), lang.clone());
    assert!(!rights.may_write(&lang) && !rights.may_confirm(&lang));
}

#[test]
fn use_cases_obey() {
    let stage = Stage::new();
    let desk = &stage.desk;
    let id = *state(desk).unwrap().entries.keys().next_back().unwrap();
    let wish = |lang: Lang, verb: Verb| TextDecision {
        entry: id,
        lang,
        verb,
        text: "A text.".into(),
        seen: None,
    };
    let lead = around("lead");
    // Without accounts anybody may do anything.
    decide_text(desk, &lead, &wish(Lang::en(), Verb::Confirm)).unwrap();

    let [translator, _] = french();
    add_person(desk, &lead, "Ana", &roles(&[translator]), "").unwrap();
    add_person(desk, &lead, "Ben", &roles(&[Role::ClearingOfficer]), "").unwrap();
    let not_allowed = |done: Result<(), WorkflowError>| {
        assert!(
            matches!(done, Err(WorkflowError::NotAllowed { .. })),
            "{done:?}"
        );
    };
    let before = state(desk).unwrap().log.len();
    let write = |who: &str, lang: Lang, verb: Verb| {
        write_text(desk, &around(who), &wish(lang, verb)).map(|after| assert!(!after.is_empty()))
    };
    not_allowed(write("Ana", Lang::en(), Verb::Edit));
    not_allowed(write("Ana", Lang::fr(), Verb::Confirm));
    not_allowed(write("lead", Lang::en(), Verb::Edit));
    not_allowed(exclude(desk, &around("Ana"), id, true, "why").map(|_| ()));
    assert_eq!(state(desk).unwrap().log.len(), before);
    write("Ana", Lang::fr(), Verb::Edit).unwrap();
    write("Ben", Lang::en(), Verb::Confirm).unwrap();
    exclude(desk, &around("Ben"), id, true, "why").unwrap();
    assert!(undo(desk, &around("Ben")).unwrap().is_some());
    assert!(undo(desk, &around("Ana")).unwrap().is_some());

    remove_person(desk, &lead, "Ana").unwrap();
    not_allowed(write("Ana", Lang::fr(), Verb::Edit));
    remove_person(desk, &lead, "Ben").unwrap();
    write("anybody", Lang::fr(), Verb::Confirm).unwrap();
}
