//! Which option the usual marks mean.

use super::lines::{Line, Look};
use super::options::*;
use super::vocabulary::Vocabulary;
use crate::model::document::Emphasis;
use crate::model::extraction::Answer;

fn choice(text: &str) -> Choice {
    let line = Line {
        text: text.into(),
        ..Line::default()
    };
    decide(&read(&line, 0, 0, Vocabulary::shipped()).unwrap().0)
}
const YES: Answer = Answer::Yes;

#[test]
fn ticks_before_and_after_the_word() {
    for text in [
        "☒ YES ☐ NO",
        "YES ☒ NO ☐",
        "YES X      NO",
        "X YES   NO",
        "[x] Yes [ ] No",
        "Yes (X) / No ( )",
        "YES ✓ NO",
        "☑ OUI  ☐ NON",
        "XYES / NO",
    ] {
        assert_eq!(choice(text), Choice::One(YES, "YES is ticked"), "{text}");
    }
    for text in [
        "☐ YES ☒ NO",
        "YES ☐ NO ☒",
        "YES    NO X",
        "YES    X NO",
        "ДА ☐  НЕТ ☒",
    ] {
        assert_eq!(
            choice(text),
            Choice::One(Answer::No, "NO is ticked"),
            "{text}"
        );
    }
}

#[test]
fn nothing_or_both() {
    assert_eq!(choice("☐ YES ☐ NO"), Choice::Neither);
    assert_eq!(choice("YES / NO"), Choice::Neither);
    assert_eq!(choice("☒ YES ☒ NO"), Choice::Both);
    assert_eq!(choice("Yes."), Choice::One(YES, "only YES was left"));
}

#[test]
fn emphasis_and_strokes() {
    let bold = Emphasis {
        bold: true,
        ..Emphasis::default()
    };
    let look = |start, end, emphasis| Look {
        start,
        end,
        emphasis,
    };
    let mut line = Line {
        text: "YES / NO".into(),
        looks: vec![look(0, 3, bold), look(3, 8, Emphasis::default())],
        ..Line::default()
    };
    let v = Vocabulary::shipped();
    assert_eq!(
        decide(&read(&line, 0, 0, v).unwrap().0),
        Choice::One(YES, "YES is emphasised")
    );
    line = Line {
        text: "YES / ".into(),
        gone: vec![(6, "NO".into())],
        ..Line::default()
    };
    let mut items = read(&line, 0, 0, v).unwrap().0;
    items.extend(gone(&line, 0, v));
    assert_eq!(decide(&items), Choice::One(YES, "NO is struck out"));
}

#[test]
fn an_answer_after_the_option_is_not_an_option() {
    let line = Line {
        text: "☒ YES We trained".into(),
        ..Line::default()
    };
    let (_, end) = read(&line, 0, 0, Vocabulary::shipped()).unwrap();
    assert_eq!(line.part(end, line.text.len()).trim(), "We trained");
}
