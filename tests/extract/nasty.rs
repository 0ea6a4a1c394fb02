//! Returns that invite a wrong placement or a silent loss. Each was read wrongly once.

use super::*;

/// Recommendation 2 (a) answered as given, and 2 (b) with “Spectra are shared.”.
fn with_answer(answer: &str) -> Extraction {
    read(&format!(
        "Theme 2\nRecommendation (a)\n{REC_2A}\nAny action taken: ☒ YES ☐ NO\nComments:\n{answer}\nRecommendation (b)\n{REC_2B}\nAny action taken: ☒ YES ☐ NO\nComments:\n| Spectra are shared. |"
    ))
}
fn has(found: &Extraction, code: &str) -> bool {
    found.findings.iter().any(|f| f.code == code)
}

#[test]
fn points_of_a_list_are_no_recommendations() {
    for answer in [
        "(a) tanks were built¶(b) hours are printed",
        "(a)¶tanks were built¶(b)¶hours are printed",
        "@(a) tanks were built¶@(b) hours are printed",
    ] {
        let found = with_answer(&format!("| {answer} |"));
        assert_eq!(found.statements.len(), 2, "{answer}");
        assert!(found.statements[0].text.contains("hours are printed"));
        assert_eq!(found.statements[1].text, "Spectra are shared.");
    }
}

#[test]
fn a_heading_pasted_into_an_answer_is_doubted() {
    let found = with_answer("| See theme 1:¶Recommendation (b)¶Pilots were trained. |");
    assert!(has(&found, "placement-unsure"));
}

#[test]
fn an_annex_may_recommend_things_of_its_own() {
    let source = format!(
        "Theme 2\nRecommendation (b)\n{REC_2B}\nAny action taken: ☒ YES ☐ NO\nComments:\n| Spectra are shared. |\nAnnex\nRecommendation (a): The committee asks for ninety boats.\nRecommendation (b): The committee asks for a ship."
    );
    let found = read(&source);
    assert_eq!(said(&found), ["2b yes: Spectra are shared."]);
    assert_eq!(found.unplaced.len(), 5);
}

#[test]
fn what_is_written_below_the_form_is_not_the_last_answer() {
    for tail in [
        "Signature: John Smith\nDate: 4 May 2024",
        "Thank you for your cooperation.\n| Contact person: | Mr A |\n| E-mail: | a@example.org |",
        "С уважением,\nНачальник управления",
    ] {
        let found = read(&format!(
            "Theme 2\nRecommendation (b)\n{REC_2B}\nAny action taken: ☒ YES ☐ NO\nComments:\nSpectra are shared.\n{tail}"
        ));
        assert_eq!(said(&found), ["2b yes: Spectra are shared."], "{tail}");
        assert!(!found.unplaced.is_empty());
    }
}

#[test]
fn a_page_header_inside_an_answer_goes() {
    let found = with_answer(
        "Tanks stand in all ports of the\n=page=FOLLOW-UP TO THE RECOMMENDATIONS\nPage 3 of 5\ncountry.",
    );
    assert_eq!(
        found.statements[0].text,
        "Tanks stand in all ports of the\ncountry."
    );
}

#[test]
fn an_answer_in_the_recommendations_own_words_is_kept_and_told() {
    let text = "Ports offer reception facilities for cargo residues at reasonable cost and publish their opening hours.";
    let found = with_answer(&format!("| {text} |"));
    assert_eq!(found.statements[0].text, text);
    assert!(has(&found, "answer-like-recommendation"));
    let found = with_answer(&format!("| {REC_2A} |"));
    assert_eq!(found.statements[0].text, "");
    assert!(!has(&found, "answer-like-recommendation"));
}

#[test]
fn tables_turned_round() {
    let block = [(REC_1A, A1), (REC_1B, B1), (REC_2A, A2), (REC_2B, B2)];
    let bare: Vec<String> = all_four()
        .iter()
        .map(|s| s.replace(" yes:", " -:").replace(" no:", " -:"))
        .collect();
    let left: String = block.map(|(t, a)| format!("| {a} | {t} |\n")).concat();
    assert_eq!(said(&read(&left)), bare);
    let top = block.map(|(t, _)| t).join(" | ");
    let down = block.map(|(_, a)| a).join(" | ");
    assert_eq!(said(&read(&format!("| {top} |\n| {down} |"))), bare);
    // An answer that begins with its recommendation does not change the direction.
    let down = block.map(|(t, a)| format!("{t}¶{a}")).join(" | ");
    assert_eq!(said(&read(&format!("| {top} |\n| {down} |"))), bare);
}

#[test]
fn yes_and_no_at_the_head_of_columns() {
    let source = format!(
        "| Recommendation | YES | NO |\n| {REC_2A} | tanks were built | |\n| {REC_2B} | | funds are lacking |"
    );
    assert_eq!(
        said(&read(&source)),
        ["2a yes: tanks were built", "2b no: funds are lacking"]
    );
    let source = format!(
        "| Recommendation | YES | NO | Reply |\n| {REC_2A} | X | | tanks |\n| {REC_2B} | | ✓ | none so far |"
    );
    assert_eq!(
        said(&read(&source)),
        ["2a yes: tanks", "2b no: none so far"]
    );
}

#[test]
fn a_row_whose_text_nobody_knows_is_no_part_of_the_answer_before() {
    let source = format!(
        "| {REC_1A} | {A1} |\n| Pilots ought to learn how electronic charts are used in narrow channels | {B1} |\n| {REC_2A} | {A2} |"
    );
    let found = read(&source);
    assert_eq!(found.statements[0].text, A1);
    assert_eq!(found.statements[1].text, B1);
    assert_eq!(format!("{:?}", found.statements[1].cell), "1b");
}

#[test]
fn lines_broken_by_a_converter_are_joined() {
    let source = "Theme 2. Pollution by\ncargo residues\nRecommendation (a)\nPorts should offer reception facili-\nties for cargo residues at reasonable\ncost and publish their opening hours.\nAny action taken: ☒ YES ☐ NO\nComments:\nWe have built tanks in the larger\nports of the west coast and pub-\nlish the hours.\nRecommendation\n(b)\nStates are encouraged to share labora-\ntory methods for tracing oil spills\nto the ship that caused them.\nAny action\ntaken: ☒ YES ☐ NO\nComments:\nSpectra are shared.";
    let found = read(source);
    assert_eq!(
        said(&found),
        [
            "2a yes: We have built tanks in the larger ports of the west coast and publish the hours.",
            "2b yes: Spectra are shared."
        ]
    );
}

#[test]
fn answers_above_their_recommendations_are_doubted() {
    let found = read(&format!(
        "Theme 2\nTanks were built.\nRecommendation (a)\n{REC_2A}\nSpectra are shared.\nRecommendation (b)\n{REC_2B}"
    ));
    assert!(found.statements.iter().all(|s| s.confidence < 60));
    assert!(has(&found, "placement-unsure"));
    assert_eq!(loose(&found), ["Tanks were built."]);
}

#[test]
fn the_name_of_the_next_sender_is_not_the_end_of_an_answer() {
    let found = read(
        "# Ministry of Transport\nTheme 2\nRecommendation (a)\ntanks\nRecommendation (b)\nspectra\n# Port Authority\nTheme 2\nRecommendation (a)\nhours\nRecommendation (b)\nnone",
    );
    assert_eq!(said(&found), ["2a -: tanks / hours", "2b -: spectra"]);
    assert_eq!(loose(&found), ["Ministry of Transport", "Port Authority"]);
}

#[test]
fn labels_alone_where_the_form_has_headings() {
    for source in [
        "Rec. 1a: done 11\nRec. 1b: done 12\nRec. 2a: done 21\nR2b: done 22",
        "Theme I\nI.a done 11\nI.b done 12\nTheme II\nII.a done 21\nII.b done 22",
        "1(a) done 11\n1(b) done 12\n2(a) done 21\n2(b) done 22",
    ] {
        let found = read(source);
        let wanted = [
            "1a -: done 11",
            "1b -: done 12",
            "2a -: done 21",
            "2b -: done 22",
        ];
        assert_eq!(said(&found), wanted, "{source}");
    }
    // Text below a theme is never taken for its title when no recommendation follows.
    let found = read("Theme 1\nWe have registered 11 vessels\nTheme 2\nPorts have 22 tanks");
    assert_eq!(found.unplaced.len(), 2);
}

#[test]
fn numbers_that_name_their_theme_are_not_counted_through() {
    let found = read(
        "Recommendation 2.1\ntanks\nRecommendation 2.2\nspectra\nRecommendation 1.1\nboats\nRecommendation 1.2\npilots",
    );
    assert_eq!(
        said(&found),
        [
            "1a -: boats",
            "1b -: pilots",
            "2a -: tanks",
            "2b -: spectra"
        ]
    );
    // Letters without theme in an order that is not the form's are doubted.
    let found = read("Recommendation (a)\ntanks\nRecommendation (b)\nspectra");
    assert!(found.statements.iter().all(|s| s.confidence < 60));
}

#[test]
fn the_blank_form_before_the_filled_one() {
    let form = |tick: &str, a: &str| {
        format!(
            "Theme 2\nRecommendation (a)\n{REC_2A}\nAny action taken: {tick}\nComments:\n| {a} |\n"
        )
    };
    let letter = "Please find below the reply of our authorities, in two languages.\n";
    let found = read(&format!(
        "{}{letter}{}",
        form("☐ YES ☐ NO", "........"),
        form("☒ YES ☐ NO", "tanks")
    ));
    assert_eq!(said(&found), ["2a yes: tanks"]);
    let found = read(&format!(
        "{}{}",
        form("☒ YES ☐ NO", "tanks"),
        form("☒ YES ☐ NO", "des citernes")
    ));
    assert_eq!(said(&found), ["2a yes: tanks / des citernes"]);
    assert!(has(&found, "several-answers"));
}

#[test]
fn answers_that_cannot_be_read_are_told() {
    let blank = |answer: &str| with_answer(&format!("| {answer} |"));
    for (answer, code) in [
        ("%%We built tanks.%%", "answer-hidden"),
        ("![scan]", "answer-in-picture"),
        ("~~We built many tanks~~", "answer-deleted"),
    ] {
        let found = blank(answer);
        assert_eq!(found.statements[0].text, "");
        let finding = found.findings.iter().find(|f| f.code == code).unwrap();
        assert!(finding.message.contains("2 (a)"), "{}", finding.message);
    }
    let found = read(&format!(
        "Theme 2\nRecommendation (a)\n{REC_2A}\nAny action taken: ☐ YES ☐ NO\nComments:\n| |\ncomment: We built tanks in 2020."
    ));
    assert!(found.statements.is_empty());
    assert!(has(&found, "comments-beside-blanks"));
}

#[test]
fn text_between_heading_and_question_is_not_lost() {
    let found = read(&format!(
        "Theme 2\nRecommendation (a)\nThe ministry built forty tanks in the larger ports last year.\nAny action taken: ☒ YES ☐ NO\nComments:\n| See above. |\nRecommendation (b)\n{REC_2B}\nAny action taken: ☒ YES ☐ NO\nComments:\n| Spectra are shared. |"
    ));
    assert_eq!(
        loose(&found),
        ["The ministry built forty tanks in the larger ports last year."]
    );
}
