use super::*;
use crate::model::extraction::Passage;
use crate::model::ids::EntryId;

fn cell(text: &str) -> Cell {
    text.parse().unwrap()
}

fn statement(at: &str, text: &str, confidence: u8) -> Statement {
    Statement {
        cell: cell(at),
        action: Some(Answer::Yes),
        lang: None,
        text: text.into(),
        notes: vec![format!("note of {at}")],
        place: format!("table {at}"),
        confidence,
        evidence: "order of the form".into(),
    }
}

fn passage(text: &str) -> Passage {
    Passage {
        text: text.into(),
        place: "paragraph 9".into(),
    }
}

fn extraction() -> Extraction {
    Extraction {
        statements: vec![
            statement("1a", "First.\nSee above.", 90),
            statement("2b", "See above.", 50),
        ],
        unplaced: vec![passage("- Annex."), passage("Figures.")],
        order: vec![
            Item::Statement(0),
            Item::Unplaced(0),
            Item::Unplaced(1),
            Item::Statement(1),
        ],
        ..Extraction::default()
    }
}

fn id() -> ReturnId {
    ReturnId(Hash::of_bytes(b"file"))
}

fn decision(seq: u64, action: Action) -> Decision {
    Decision {
        seq,
        time: jiff::Timestamp::UNIX_EPOCH,
        person: "officer".into(),
        subject: Subject::Return(id()),
        action,
        based_on: None,
        after: None,
    }
}

fn after(x: &Extraction, actions: Vec<Action>) -> Texts {
    let log: Vec<Decision> = (1..).zip(actions).map(|(n, a)| decision(n, a)).collect();
    texts(&id(), x, &log.iter().collect::<Vec<_>>())
}

fn moved(pieces: Vec<Piece>, to: &str) -> Action {
    Action::Move {
        pieces,
        cell: cell(to),
    }
}

fn said(t: &Texts, at: &str) -> String {
    let mut all = t.statements.iter();
    all.find(|s| s.cell == cell(at))
        .map(|s| s.text.clone())
        .unwrap_or_default()
}

/// Every word of the return is in a statement, loose, or set aside, and in one of them only.
fn accounted(x: &Extraction, t: &Texts) {
    let sorted = |texts: Vec<&str>| {
        let mut words: Vec<String> = texts
            .iter()
            .flat_map(|t| t.split_whitespace().map(str::to_owned))
            .collect();
        words.sort();
        words
    };
    let read = x
        .statements
        .iter()
        .flat_map(|s| std::iter::once(s.text.as_str()).chain(s.notes.iter().map(String::as_str)))
        .chain(x.unplaced.iter().map(|p| p.text.as_str()));
    let stand = t
        .statements
        .iter()
        .flat_map(|s| std::iter::once(s.text.as_str()).chain(s.notes.iter().map(String::as_str)));
    let rest = t
        .lines
        .iter()
        .filter(|l| l.is_loose() || matches!(l.fate, Fate::Aside(..)))
        .map(|l| l.text.as_str());
    assert_eq!(sorted(read.collect()), sorted(stand.chain(rest).collect()));
}

#[test]
fn nothing_decided_changes_nothing() {
    let x = extraction();
    let t = after(&x, Vec::new());
    assert_eq!(t.statements, x.statements);
    assert_eq!(t.lines.iter().filter(|l| l.is_loose()).count(), 2);
    accounted(&x, &t);
}

#[test]
fn equal_texts_are_told_apart() {
    let x = extraction();
    let t = after(&x, Vec::new());
    let second = t.pieces(&[4]);
    assert_eq!((second[0].text.as_str(), second[0].nth), ("See above.", 1));
    let t = after(&x, vec![moved(second, "3a")]);
    assert_eq!(said(&t, "1a"), "First.\nSee above.");
    assert_eq!(
        (said(&t, "2b"), said(&t, "3a")),
        (String::new(), "See above.".into())
    );
    accounted(&x, &t);
}

#[test]
fn box_and_notes_go_with_a_whole_answer_and_stay_with_a_part() {
    let x = extraction();
    let t = after(&x, Vec::new());
    let whole = after(&x, vec![moved(t.pieces(&[0, 1]), "3a")]);
    let at = |t: &Texts, c: &str| t.statements.iter().find(|s| s.cell == cell(c)).cloned();
    assert_eq!(at(&whole, "1a"), None);
    let there = at(&whole, "3a").unwrap();
    assert_eq!(there.action, Some(Answer::Yes));
    assert_eq!(there.notes, ["note of 1a"]);
    let part = after(&x, vec![moved(t.pieces(&[1]), "3a")]);
    assert_eq!(at(&part, "1a").unwrap().notes, ["note of 1a"]);
    assert_eq!(at(&part, "3a").unwrap().action, None);
    accounted(&x, &whole);
    accounted(&x, &part);
}

#[test]
fn a_place_confirmed_is_sure_and_stays_sure_in_another_section() {
    let x = extraction();
    let t = after(&x, Vec::new());
    let confirm = moved(t.pieces(&[4]), "2b");
    let sure = after(&x, vec![confirm.clone()]);
    assert_eq!(sure.statements[1].confidence, 100);
    assert!(sure.statements[1].evidence.contains("officer"));
    // Read again, the reader thinks otherwise; the person's word stands.
    let mut other = x.clone();
    other.statements[1].cell = cell("3b");
    let again = after(&other, vec![confirm]);
    assert_eq!(said(&again, "2b"), "See above.");
    assert!(again.lost.is_empty());
    accounted(&other, &again);
}

#[test]
fn text_found_as_unplaced_or_without_its_mark_is_the_same_text() {
    let x = extraction();
    let piece = after(&x, Vec::new()).pieces(&[2, 3]);
    assert_eq!(piece[0].text, "- Annex.\nFigures.");
    let mut other = x.clone();
    other.unplaced.clear();
    other.statements[1].text = "See above.\nAnnex.\nFigures.".into();
    let t = after(&other, vec![moved(piece, "1a")]);
    assert_eq!(said(&t, "1a"), "First.\nSee above.\nAnnex.\nFigures.");
    accounted(&other, &t);
}

#[test]
fn a_decision_whose_text_is_gone_is_kept_until_somebody_drops_it() {
    let mut x = extraction();
    let aside = Action::SetAside {
        pieces: after(&x, Vec::new()).pieces(&[3]),
        reason: "annex".into(),
    };
    let t = after(&x, vec![aside.clone()]);
    assert!(matches!(t.lines[3].fate, Fate::Aside(..)) && t.lost.is_empty());
    accounted(&x, &t);
    x.unplaced[1].text = "Other figures.".into();
    let t = after(&x, vec![aside.clone()]);
    assert_eq!((t.lost.len(), t.lost[0].by.seq), (1, 1));
    assert!(t.lines[3].is_loose());
    let drop = Action::PutBack {
        pieces: vec![t.lost[0].piece.clone()],
    };
    assert!(after(&x, vec![aside, drop]).lost.is_empty());
}

#[test]
fn the_last_word_on_a_line_counts() {
    let x = extraction();
    let t = after(&x, Vec::new());
    let actions = vec![
        moved(t.pieces(&[2, 3]), "3a"),
        Action::SetAside {
            pieces: t.pieces(&[3]),
            reason: "twice".into(),
        },
        Action::PutBack {
            pieces: t.pieces(&[2]),
        },
    ];
    let t = after(&x, actions);
    assert!(t.lines[2].is_loose() && matches!(t.lines[3].fate, Fate::Aside(..)));
    accounted(&x, &t);
}

#[test]
fn an_earlier_log_places_by_hash() {
    let x = extraction();
    let old = Decision {
        subject: Subject::Passage(id(), text_hash("Figures.")),
        action: Action::Place { cell: cell("3a") },
        ..decision(1, Action::Undo { seq: 0 })
    };
    let other = Decision {
        subject: Subject::Entry(EntryId(1)),
        ..decision(
            2,
            Action::Reject {
                lang: crate::model::Lang::en(),
            },
        )
    };
    let t = texts(&id(), &x, &[&old, &other]);
    assert_eq!(said(&t, "3a"), "Figures.");
    accounted(&x, &t);
}
