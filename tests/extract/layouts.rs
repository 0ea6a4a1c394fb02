//! The same four answers in every layout that people make of the form.

use super::*;

/// Fills the form: front, then for each recommendation what `block` makes of heading, text, tick, answer.
fn filled(themes: [&str; 2], block: impl Fn(&str, &str, &str, &str) -> String) -> String {
    let front = FORM_EN
        .split("Theme 1.")
        .next()
        .unwrap()
        .replace("| Name of country: | |", "| Name of country: | Norway |")
        .replace(
            "| Date of submission: | |",
            "| Date of submission: | 5 Feb. 2024 |",
        );
    format!(
        "{front}\n{}\n{}\n{}\n{}\n{}\n{}\n",
        themes[0],
        block("Recommendation (a)", REC_1A, "☒ YES  ☐ NO", A1),
        block("Recommendation (b)", REC_1B, "☒ YES  ☐ NO", B1),
        themes[1],
        block("Recommendation (a)", REC_2A, "☐ YES  ☒ NO", A2),
        block("Recommendation (b)", REC_2B, "☒ YES  ☐ NO", B2),
    )
}
const THEMES: [&str; 2] = [
    "Theme 1. Safety of small vessels in crowded waters",
    "Theme 2. Pollution by cargo residues",
];

fn same(source: &str) {
    let found = read(source);
    assert_eq!(said(&found), all_four(), "{source}\n{:#?}", found.unplaced);
    assert!(loose(&found).is_empty(), "{:?}", loose(&found));
}

#[test]
fn in_the_box() {
    let source = filled(THEMES, |h, t, o, a| {
        format!("{h}\n{t}\nAny action taken: {o}\nComments:\n| {a} |")
    });
    same(&source);
    let found = read(&source);
    assert_eq!(found.submitted.unwrap().to_string(), "2024-02-05");
    assert_eq!(
        found
            .cover
            .iter()
            .find(|c| c.kind == "country")
            .unwrap()
            .value,
        "Norway"
    );
    assert!(found.statements.iter().all(|s| s.confidence >= 90));
}

#[test]
fn under_an_empty_box() {
    same(&filled(THEMES, |h, t, o, a| {
        format!("{h}\n{t}\nAny action taken: {o}\nComments:\n| ........... |\n{a}")
    }));
}

#[test]
fn behind_the_label_on_its_line() {
    same(&filled(THEMES, |h, t, o, a| {
        format!("{h}\n{t}\nAny action taken: {o}\nComments: {a}\n| .......... |")
    }));
}

#[test]
fn everything_in_one_paragraph() {
    same(&filled(THEMES, |h, t, o, a| {
        format!("{h} {t}⏎Any action taken: {o}⏎Comments:⏎{a}")
    }));
    same(&filled(THEMES, |h, t, o, a| {
        format!("{h} {t} Any action taken: {o} Comments: {a}")
    }));
}

#[test]
fn in_a_text_box() {
    same(&filled(THEMES, |h, t, o, a| {
        format!("{h}\n{t}\nAny action taken: {o}\nComments:{{{{{a}}}}}\n| |")
    }));
}

#[test]
fn anchored_in_the_heading() {
    same(&filled(THEMES, |h, t, o, a| {
        format!("{h}{{{{{a}}}}}\n{t}\nAny action taken: {o}\nComments:\n| ......... |")
    }));
}

#[test]
fn as_bullets() {
    same(&filled(THEMES, |h, t, o, a| {
        format!("{h}\n{t}\nAny action taken: {o}\nComments:\n| * {a} |")
    }));
    same(&filled(THEMES, |h, t, o, a| {
        format!("{h}\n{t}\nAny action taken: {o}\nComments:\n– {a}")
    }));
}

#[test]
fn in_the_option_cell() {
    same(&filled(THEMES, |h, t, o, a| {
        let (yes, no) = if o.starts_with('☒') {
            (format!("☒ YES¶{a}"), "☐ NO".into())
        } else {
            ("☐ YES".into(), format!("☒ NO¶{a}"))
        };
        format!("{h}\n{t}\n| Any action taken | {yes} | {no} |\nComments:\n| ......... |")
    }));
    same(&filled(THEMES, |h, t, o, a| {
        let (yes, no) = if o.starts_with('☒') {
            (format!("YES¶{a}"), "NO".into())
        } else {
            ("YES".into(), format!("NO¶{a}"))
        };
        format!("{h}\n{t}\n| Any action taken | {yes} | {no} |\nComments:\n")
    }));
}

#[test]
fn crosses_in_a_column_of_their_own() {
    same(&filled(THEMES, |h, t, o, a| {
        let (yes, no) = if o.starts_with('☒') {
            ("X", "")
        } else {
            ("", "X")
        };
        format!("{h}\n{t}\n| Any action taken | YES | NO |\n| | {yes} | {no} |\nComments:\n{a}")
    }));
}

#[test]
fn one_table_with_a_row_for_each() {
    let row = |t: &str, o: &str, a: &str| format!("| {t} | {o} | {a} |\n");
    let source = format!(
        "| Recommendation | Action taken | Comments |\n{}{}{}{}",
        row(REC_1A, "YES", A1),
        row(REC_1B, "Yes", B1),
        row(REC_2A, "No", A2),
        row(REC_2B, "☒ YES ☐ NO", B2)
    );
    let found = read(&source);
    assert_eq!(said(&found), all_four());
}

#[test]
fn headings_missing() {
    same(&filled(THEMES, |_, t, o, a| {
        format!("{t}\nAny action taken: {o}\nComments:\n| {a} |")
    }));
    same(&filled(["", ""], |_, t, o, a| {
        format!("{t}\nAny action taken: {o}\nComments:\n| {a} |")
    }));
}

#[test]
fn texts_missing() {
    same(&filled(THEMES, |h, _, o, a| {
        format!("{h}\nAny action taken: {o}\nComments:\n| {a} |")
    }));
    same(&filled(["", ""], |h, _, o, a| {
        format!("{h}\nAny action taken: {o}\nComments:\n| {a} |")
    }));
    same(&filled(["Theme 1", "Theme 2"], |h, _, _, a| {
        format!("{h}\n{}{a}", if a == A2 { "No.\n" } else { "Yes.\n" })
    }));
}

#[test]
fn only_the_questions_left() {
    same(&filled(["", ""], |_, _, o, a| {
        format!("Any action taken: {o}\nComments:\n| {a} |")
    }));
}

#[test]
fn headings_renumbered() {
    for labels in [
        [
            "Recommendation 1",
            "Recommendation 2",
            "Recommendation 3",
            "Recommendation 4",
        ],
        [
            "Recommendation 1.1",
            "Recommendation 1.2",
            "Recommendation 2.1",
            "Recommendation 2.2",
        ],
        [
            "Recommendation 1 (a)",
            "Recommendation 1 (b)",
            "Recommendation 2 (a)",
            "Recommendation 2 (b)",
        ],
        ["1(a)", "1(b)", "2(a)", "2(b)"],
    ] {
        for with_text in [true, false] {
            let source = filled(["", ""], |_, t, o, a| {
                let i = [A1, B1, A2, B2].iter().position(|x| *x == a).unwrap();
                let t = if with_text { t } else { "" };
                format!(
                    "{}\n{t}\nAny action taken: {o}\nComments:\n| {a} |",
                    labels[i]
                )
            });
            same(&source);
        }
    }
}

#[test]
fn texts_retyped_and_shortened() {
    same(&filled(THEMES, |h, t, o, a| {
        let short: Vec<&str> = t.split(' ').take(9).collect();
        format!(
            "{h}\n{} ...\nAny action taken: {o}\nComments:\n| {a} |",
            short.join(" ")
        )
    }));
    same(&filled(THEMES, |h, t, o, a| {
        let typed = t
            .replace("encouraged", "asked")
            .replace("should", "must")
            .replace(" the ", " ")
            .to_uppercase();
        format!("{h}\n{typed}\nANY ACTION TAKEN {o}\nComment\n| {a} |")
    }));
}

#[test]
fn texts_broken_over_lines() {
    same(&filled(THEMES, |h, t, o, a| {
        let words: Vec<&str> = t.split(' ').collect();
        let (x, y) = words.split_at(words.len() - 3);
        format!(
            "{h}\n{}\n{}\nAny action taken: {o}\nComments:\n| {a} |",
            x.join(" "),
            y.join(" ")
        )
    }));
}

#[test]
fn headings_in_another_language() {
    same(&filled(
        [
            "Thème 1. Sécurité des petits navires dans les eaux encombrées",
            "Thème 2",
        ],
        |h, t, o, a| {
            let h = h.replace("Recommendation (", "Recommandation ");
            format!(
                "{h}\n{t}\nDes mesures ont-elles été prises ? {}\nObservations : {a}",
                o.replace("YES", "OUI").replace("NO", "NON")
            )
        },
    ));
}

#[test]
fn texts_in_a_language_without_form() {
    let german = |t: &str| {
        match t {
            REC_1A => "Die Hafenbehörden werden ermutigt, jedes kleine Fahrzeug in einer gemeinsamen Datenbank zu erfassen.",
            REC_1B => "Die Regierungen sollten Lotsen im Umgang mit elektronischen Seekarten schulen.",
            REC_2A => "Die Häfen sollten Auffanganlagen für Ladungsreste zu angemessenen Kosten anbieten.",
            _ => "Die Staaten werden ermutigt, Laborverfahren zur Rückverfolgung von Ölverschmutzungen auszutauschen.",
        }
        .to_owned()
    };
    same(&filled(THEMES, |h, t, o, a| {
        format!(
            "{}\n{}\nAny action taken: {o}\nComments:\n| {a} |",
            h.replace("Recommendation", "Empfehlung"),
            german(t)
        )
    }));
}

#[test]
fn themes_in_another_order() {
    let block = |h: &str, t: &str, o: &str, a: &str| {
        format!("{h}\n{t}\nAny action taken: {o}\nComments:\n| {a} |\n")
    };
    for texts in [[REC_1A, REC_1B, REC_2A, REC_2B], ["", "", "", ""]] {
        let source = format!(
            "{}\n{}{}{}\n{}{}",
            THEMES[1],
            block("Recommendation (a)", texts[2], "☐ YES ☒ NO", A2),
            block("Recommendation (b)", texts[3], "☒ YES ☐ NO", B2),
            THEMES[0],
            block("Recommendation (a)", texts[0], "☒ YES ☐ NO", A1),
            block("Recommendation (b)", texts[1], "☒ YES ☐ NO", B1),
        );
        same(&source);
    }
}

#[test]
fn the_recommendation_repeated_before_the_answer() {
    same(&filled(THEMES, |h, t, o, a| {
        format!("{h}\n{t}\nAny action taken: {o}\nComments:\n| {t}¶{a} |")
    }));
    same(&filled(THEMES, |h, t, o, a| {
        format!("{h}\n{t}\nAny action taken: {o}\nComments:\n| {h}: {t}¶{a} |")
    }));
    same(&filled(THEMES, |h, t, o, a| {
        format!("{h}\n{t}\nAny action taken: {o}\nComments:\n| {t} {a} |")
    }));
}

#[test]
fn a_letter_without_the_form() {
    let source = format!(
        "The Ministry of Transport has the honour to reply as follows.\nTheme 1, recommendation (a): Yes. {A1}\nTheme 1, recommendation (b)\n{B1}\nTheme 2, recommendation (a)\nNo.\n{A2}\nTheme 2, recommendation (b)\n{B2}"
    );
    let found = read(&source);
    assert_eq!(
        said(&found),
        [
            format!("1a yes: Yes. {A1}"),
            format!("1b -: {B1}"),
            format!("2a no: {A2}"),
            format!("2b -: {B2}")
        ]
    );
    assert_eq!(
        loose(&found),
        ["The Ministry of Transport has the honour to reply as follows."]
    );
}
