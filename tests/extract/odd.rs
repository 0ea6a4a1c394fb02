//! What does not fit the form: annexes, letterheads, several senders, forms of other meetings.

use super::*;

fn block(h: &str, t: &str, a: &str) -> String {
    format!("{h}\n{t}\nAny action taken: ☒ YES  ☐ NO\nComments:\n{a}\n")
}
fn with_tail(tail: &str) -> Extraction {
    read(&format!(
        "Theme 2. Pollution by cargo residues\n{}{}{tail}",
        block("Recommendation (a)", REC_2A, "| All ports have tanks. |"),
        block("Recommendation (b)", REC_2B, "| Spectra are shared. |")
    ))
}

#[test]
fn what_stands_behind_the_form_is_not_the_last_answer() {
    for tail in [
        "Annex I. Harbours and their depths\n| Harbour | Depth |\n| Bergen | 11 m |",
        "ANNEX\nThe law on harbours, section 2.",
        "=page=\nThe law on harbours, section 2.",
        "# The law on harbours\nSection 2.",
        "The law on harbours in full.",
    ] {
        let found = with_tail(tail);
        assert_eq!(
            said(&found),
            [
                "2a yes: All ports have tanks.",
                "2b yes: Spectra are shared."
            ],
            "{tail}"
        );
        assert!(!found.unplaced.is_empty(), "{tail}");
    }
}

#[test]
fn an_annex_mentioned_in_an_answer_stays_there() {
    let found = with_tail("");
    assert_eq!(found.unplaced, []);
    let source = format!(
        "Theme 2\n{}",
        block(
            "Recommendation (a)",
            REC_2A,
            "| See below.¶Annex 2 of the law of 2009 lists the ports that must have tanks for residues. |"
        )
    );
    assert_eq!(
        said(&read(&source)),
        [
            "2a yes: See below. / Annex 2 of the law of 2009 lists the ports that must have tanks for residues."
        ]
    );
}

#[test]
fn an_open_annex_without_box() {
    let source = format!(
        "Theme 2\n{}{}Annex: tide tables\nHigh water at noon.",
        block("Recommendation (a)", REC_2A, "All ports have tanks."),
        block("Recommendation (b)", REC_2B, "Spectra are shared.")
    );
    let found = read(&source);
    assert_eq!(
        said(&found),
        [
            "2a yes: All ports have tanks.",
            "2b yes: Spectra are shared."
        ]
    );
    assert_eq!(loose(&found), ["Annex: tide tables", "High water at noon."]);
}

#[test]
fn letterheads_and_covering_letters_are_shown() {
    let source =
        format!("head: Ministry of the Sea\nExcellency, please find our reply below.\n{FORM_EN}");
    let found = read(&source);
    assert_eq!(
        loose(&found),
        [
            "Excellency, please find our reply below.",
            "Ministry of the Sea"
        ]
    );
}

#[test]
fn several_agencies_below_one_recommendation() {
    let source = format!(
        "Theme 2\nRecommendation (a)\n{REC_2A}\nAny action taken: ☒ YES ☐ NO\nComments:\nCoast guard: tanks were bought.\nAny action taken: ☒ YES ☐ NO\nComments:\nPort authority: hours are published.\nRecommendation (b)\n{REC_2B}\nAny action taken: ☐ YES ☒ NO\nComments:\n"
    );
    let found = read(&source);
    assert_eq!(
        said(&found),
        [
            "2a yes: Coast guard: tanks were bought. / Port authority: hours are published.",
            "2b no: "
        ]
    );
}

#[test]
fn two_whole_forms_in_one_file() {
    let once = |a: &str| {
        format!(
            "Theme 2\nRecommendation (a)\n{REC_2A}\nAny action taken: ☒ YES ☐ NO\nComments:\n| {a} |\n"
        )
    };
    let found = read(&format!(
        "{}{}",
        once("Coast guard: tanks were bought."),
        once("Port authority: hours are published.")
    ));
    assert_eq!(
        said(&found),
        ["2a yes: Coast guard: tanks were bought. / Port authority: hours are published."]
    );
    assert_eq!(codes(&found), ["several-answers"]);
}

#[test]
fn a_form_of_another_meeting_is_told() {
    let other = |h: &str, t: &str, a: &str| block(h, t, a);
    let source = format!(
        "adopted by the Third Meeting of Heads of Harbour Authorities, held in Rome from 3 to 6 May 2017\nQUESTIONNAIRE\nTheme 1. Lights and signals\n{}{}",
        other(
            "Recommendation (a)",
            "Lighthouse keepers should exchange their logbooks with the weather service at least once a month.",
            "| Done. |"
        ),
        other(
            "Recommendation (b)",
            "Buoys of the third class should be painted again every second summer by the port's own staff.",
            "| Done as well. |"
        )
    );
    let found = read(&source);
    assert_eq!(codes(&found), ["form-mismatch"]);
    assert!(found.statements.is_empty());
    assert_eq!(loose(&found), ["Done.", "Done as well."]);
}

#[test]
fn a_foreign_document_is_told() {
    let found = read("Dear colleague,\nThank you for the pleasant evening.");
    assert_eq!(codes(&found), ["form-not-recognised"]);
    assert_eq!(found.unplaced.len(), 2);
}

#[test]
fn references_to_recommendations_are_no_headings() {
    let text = "See our answer to recommendation (b).¶Recommendation (b) was carried out by the same office.";
    let source = format!(
        "Theme 2\n{}",
        block("Recommendation (a)", REC_2A, &format!("| {text} |"))
    );
    assert_eq!(
        said(&read(&source)),
        [format!("2a yes: {}", text.replace('¶', " / "))]
    );
}

#[test]
fn answers_may_use_the_recommendations_words() {
    let text = "Ports offer reception facilities for cargo residues at reasonable cost in Bergen and Stavanger, and their opening hours are printed in the tide tables.";
    let source = format!(
        "Theme 2\n{}",
        block("Recommendation (a)", REC_2A, &format!("| {text} |"))
    );
    assert_eq!(said(&read(&source)), [format!("2a yes: {text}")]);
}

#[test]
fn a_heading_that_contradicts_its_text_is_reported() {
    let source = format!(
        "Theme 2\n{}",
        block("Recommendation (a)", REC_2B, "| Spectra are shared. |")
    );
    let found = read(&source);
    assert_eq!(said(&found), ["2b yes: Spectra are shared."]);
    assert_eq!(codes(&found), ["heading-disagrees"]);
}

#[test]
fn an_answer_to_several_recommendations_is_shown_to_a_person() {
    let source = format!(
        "Theme 2\n{}Recommendations (a) and (b)\nBoth are carried out by the coast guard.",
        block("Recommendation (a)", REC_2A, "All ports have tanks.")
    );
    let found = read(&source);
    assert_eq!(said(&found), ["2a yes: All ports have tanks."]);
    assert_eq!(
        loose(&found),
        [
            "Recommendations (a) and (b)",
            "Both are carried out by the coast guard."
        ]
    );
}

#[test]
fn the_form_of_a_language_that_was_not_given() {
    let source = format!(
        "Tema 1\nRecomendación a)\nSe alienta a las autoridades portuarias a que inscriban todas las embarcaciones pequeñas en una base de datos común.\n¿Se han adoptado medidas? ☒ SÍ ☐ NO\nObservaciones:\n| {A1} |\nRecomendación b)\nLos Gobiernos deberían capacitar a los prácticos en el uso de cartas electrónicas de navegación.\n¿Se han adoptado medidas? ☐ SÍ ☒ NO\nObservaciones:\n| {B1} |"
    );
    let found = read(&source);
    assert_eq!(
        said(&found),
        [format!("1a yes: {A1}"), format!("1b no: {B1}")]
    );
    assert_eq!(loose(&found), [""; 0]);
}
