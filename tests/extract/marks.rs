//! YES, NO, nothing, and answers that are none.

use super::*;

/// The statements for recommendation 1 (a) alone, answered below its text.
fn one(options: &str, answer: &str) -> Extraction {
    read(&format!(
        "Theme 1. Safety of small vessels in crowded waters\nRecommendation (a)\n{REC_1A}\n{options}\nComments:\n| {answer} |\nRecommendation (b)\n{REC_1B}\nAny action taken: ☐ YES  ☐ NO\nComments:\n| ............ |"
    ))
}

#[test]
fn many_ways_to_say_yes_or_no() {
    for (options, action) in [
        ("Any action taken: ☒ YES  ☐ NO", "yes"),
        ("Any action taken: YES X     NO", "yes"),
        ("Any action taken: YES ✓ NO ☐", "yes"),
        ("Any action taken: **YES** / NO", "yes"),
        ("Any action taken: YES / ~~NO~~", "yes"),
        ("Any action taken: ☐ ~~YES~~  ☐ NO", "no"),
        ("Any action taken: YES", "yes"),
        ("Any action taken: No.", "no"),
        ("Any action taken: [ ] YES  [x] NO", "no"),
        ("Any additional action taken: Yes", "yes"),
        ("Anyactiontaken: ☒YES☐NO", "yes"),
        ("Any action taken\n| ☒ | YES |\n| ☐ | NO |", "yes"),
        ("Any action taken: ☐ YES  ☐ NO", "-"),
        ("Any action taken: ==YES== / NO", "yes"),
        ("Any action taken: ^^YES^^ / NO", "yes"),
        ("Any action taken: YES _X_   NO ___", "yes"),
        ("Any action taken: ◉ YES  ○ NO", "yes"),
        ("Any action taken: YES/OUI ☒ NO/NON ☐", "yes"),
        ("Any action taken: N", "no"),
        ("Any action taken: Y", "yes"),
        ("| Any action taken | YES | NO |\n| | | ✔ |", "no"),
        ("| Any action taken | YES | ~~NO~~ |", "yes"),
        ("| Any action taken | YES | |", "yes"),
        ("| X | YES |\n| | NO |", "yes"),
    ] {
        assert_eq!(
            said(&one(options, A1)),
            [format!("1a {action}: {A1}")],
            "{options}"
        );
    }
}

#[test]
fn the_answer_says_it_itself() {
    let found = one("Any action taken: ☐ YES  ☐ NO", "Yes, the register exists.");
    assert_eq!(said(&found), ["1a yes: Yes, the register exists."]);
    let found = one("Any action taken: ☐ YES  ☐ NO", &format!("Yes.¶{A1}"));
    assert_eq!(said(&found), [format!("1a yes: {A1}")]);
    let found = one("Any action taken: ☐ YES  ☐ NO", "No register exists yet.");
    assert_eq!(said(&found), ["1a -: No register exists yet."]);
}

#[test]
fn contradictions_are_reported() {
    let found = one("Any action taken: ☒ YES  ☒ NO", A1);
    assert_eq!(said(&found), [format!("1a -: {A1}")]);
    assert_eq!(codes(&found), ["action-contradiction"]);
    let found = one("Any action taken: ☒ YES  ☐ NO", "No, we have not begun.");
    assert_eq!(said(&found), ["1a yes: No, we have not begun."]);
    assert_eq!(codes(&found), ["action-contradiction"]);
    for text in [
        "No measures have been taken so far.",
        "Aucune mesure n’a été prise.",
        "Меры не принимались.",
    ] {
        let found = one("Any action taken: ☒ YES  ☐ NO", text);
        assert_eq!(said(&found), [format!("1a yes: {text}")]);
        assert_eq!(codes(&found), ["action-contradiction"], "{text}");
    }
    let found = one("Any action taken: ☑", A1);
    assert_eq!(said(&found), [format!("1a -: {A1}")]);
    assert_eq!(codes(&found), ["action-unclear"]);
}

#[test]
fn no_answer_is_no_statement() {
    for answer in [
        "",
        "--",
        "N/A",
        "..............¶........",
        "not known",
        "n.a.",
        "_____",
        "Not applicable.",
        "-",
        "--¶N/A",
        "--- N/A ---",
        "(not applicable)",
        "Nil.",
        "néant",
        "s.o.",
        "Нет данных.",
        "No aplica",
        "?",
        "Information not available",
        "[Click or tap here to enter text.]",
    ] {
        assert!(
            said(&one("Any action taken: ☐ YES  ☐ NO", answer)).is_empty(),
            "{answer}"
        );
        assert_eq!(
            said(&one("Any action taken: ☐ YES  ☒ NO", answer)),
            ["1a no: "],
            "{answer}"
        );
    }
}

#[test]
fn dots_around_an_answer_go() {
    assert_eq!(
        said(&one(
            "Any action taken: ☒ YES  ☐ NO",
            &format!("........{A1}.........")
        )),
        [format!("1a yes: {}", A1)]
    );
}

#[test]
fn publishing_is_not_an_answer() {
    let source = FORM_EN.replace(
        "the web site? | ☐ YES | ☐ NO",
        "the web site? | ☐ YES | ☒ NO",
    );
    let found = read(&source);
    assert_eq!(found.consent, Some(Answer::No));
    assert!(found.statements.is_empty());
}

#[test]
fn notes_go_with_the_answer_they_stand_in() {
    let source = format!(
        "Theme 1[^1]\nRecommendation (a)\n{REC_1A}\nAny action taken: ☒ YES ☐ NO\nComments:\n| {A1}[^2] |\n[^1]: A note on the theme.\n[^2]: Boats Act, section 4."
    );
    let found = read(&source);
    assert_eq!(found.statements[0].notes, ["Boats Act, section 4."]);
    assert_eq!(loose(&found), ["A note on the theme."]);
}

#[test]
fn labels_and_questions_in_two_languages_or_with_advice() {
    for options in [
        "Any action taken (please tick one): ☒ YES  ☐ NO",
        "Any action taken so far: ☒ YES  ☐ NO",
        "Any action taken / Des mesures ont-elles été prises ? ☒ YES/OUI ☐ NO/NON",
    ] {
        assert_eq!(
            said(&one(options, A1)),
            [format!("1a yes: {A1}")],
            "{options}"
        );
    }
    let source = format!(
        "Theme 1\nRecommendation (a) / Recommandation a)\n{REC_1A}\nAny action taken: ☒ YES ☐ NO\nComments / Observations: {A1}"
    );
    assert_eq!(said(&read(&source)), [format!("1a yes: {A1}")]);
}

#[test]
fn an_answer_may_use_the_forms_labels() {
    for text in [
        "Action taken: the register was opened in March.",
        "Any action taken in this field is led by the coast guard.",
        "Details: forty boats were entered.",
    ] {
        let found = one("Any action taken: ☒ YES  ☐ NO", &format!("{A1}¶{text}"));
        assert_eq!(said(&found), [format!("1a yes: {A1} / {text}")]);
    }
}

#[test]
fn yes_and_no_as_labels_before_what_is_to_be_said() {
    let source = |yes: &str, no: &str| {
        format!("Theme 1\nRecommendation (a)\n{REC_1A}\n{yes}\n{no}\nRecommendation (b)\n{REC_1B}")
    };
    for (yes, no, wanted) in [
        ("Yes: we did", "No:", "1a yes: Yes: we did"),
        ("Yes:", "No: we lack funds", "1a no: No: we lack funds"),
        (
            "☒ Yes, please specify: we did",
            "☐ No, please explain why:",
            "1a yes: we did",
        ),
    ] {
        let found = read(&source(yes, no));
        assert_eq!(said(&found)[0], wanted);
        assert_eq!(codes(&found), [""; 0]);
    }
}
