//! Mutations that a person would not notice must not change the answers, and no jumble of pieces may
//! lose or double a character.

use proptest::prelude::*;
use rapporteur::model::document::{Block, Document, Inline, Paragraph, Row, Run, Table, TableCell};

use super::*;

fn filled() -> Document {
    document(&format!(
        "{}\nTheme 1. Safety of small vessels in crowded waters\nRecommendation (a)\n{REC_1A}\nAny action taken: ☒ YES  ☐ NO\nComments:\n| * {A1}[^1]¶* Fishing boats follow next year. |\nRecommendation (b)\n{REC_1B}\nAny action taken: YES X    NO\nComments: {B1}\nTheme 2. Pollution by cargo residues\nRecommendation (a)\n{REC_2A}\nAny action taken: ☐ YES  ☒ NO\nComments:\n| .......... |\n{A2}\nRecommendation (b)\n{REC_2B}\nAny action taken: **YES** / NO\nComments:\n| {B2} |\nAnnex: tide tables\nHigh water at noon.\n[^1]: Boats Act, section 4.",
        FORM_EN.split("Theme 1.").next().unwrap()
    ))
}

/// Visits every paragraph, those in tables too.
fn each(blocks: &mut [Block], change: &mut dyn FnMut(&mut Paragraph)) {
    for block in blocks {
        match block {
            Block::Paragraph(p) => change(p),
            Block::Table(t) => {
                t.rows
                    .iter_mut()
                    .flat_map(|r| &mut r.cells)
                    .for_each(|c| each(&mut c.blocks, change));
            }
        }
    }
}

/// Cuts every run into pieces of the given lengths, taken in turn.
fn split_runs(doc: &mut Document, lengths: &[usize]) {
    let mut turn = lengths.iter().cycle();
    each(&mut doc.body, &mut |p| {
        let mut content = Vec::new();
        for inline in std::mem::take(&mut p.content) {
            let Inline::Run(run) = inline else {
                content.push(inline);
                continue;
            };
            let chars: Vec<char> = run.text.chars().collect();
            let mut rest = chars.as_slice();
            while !rest.is_empty() {
                let n = (*turn.next().unwrap()).clamp(1, rest.len());
                let (head, tail) = rest.split_at(n);
                content.push(Inline::Run(Run {
                    text: head.iter().collect(),
                    in_control: n.is_multiple_of(2),
                    ..run.clone()
                }));
                rest = tail;
            }
        }
        p.content = content;
    });
}

/// Puts the form's own lines in capitals; answers stay as they are.
fn shout(doc: &mut Document, which: &[bool]) {
    let answers = [
        A1,
        B1,
        A2,
        B2,
        "Fishing",
        "Annex",
        "High water",
        "Comments: ",
    ];
    let mut turn = which.iter().cycle();
    each(&mut doc.body, &mut |p| {
        let text = p.text();
        if *turn.next().unwrap() && !answers.iter().any(|a| text.contains(a)) {
            for inline in &mut p.content {
                if let Inline::Run(run) = inline {
                    run.text = run.text.to_uppercase();
                }
            }
        }
    });
}

/// Puts single paragraphs of the body into tables of one cell, or empty lines before them.
fn wrap(doc: &mut Document, which: &[u8]) {
    let mut turn = which.iter().cycle();
    let mut body = Vec::new();
    let mut annex = false;
    for block in std::mem::take(&mut doc.body) {
        annex |= matches!(&block, Block::Paragraph(p) if p.text().starts_with("Annex"));
        match (*turn.next().unwrap() % 3, &block) {
            (1, Block::Paragraph(_)) if !annex => {
                let cell = TableCell {
                    blocks: vec![block],
                    column_span: 1,
                    row_span: 1,
                    ..TableCell::default()
                };
                body.push(Block::Table(Table {
                    rows: vec![Row {
                        header: false,
                        cells: vec![cell],
                    }],
                    ..Table::default()
                }));
            }
            (2, _) => body.extend([Block::Paragraph(Paragraph::default()), block]),
            _ => body.push(block),
        }
    }
    doc.body = body;
}

fn answers(doc: &Document) -> (Vec<String>, Vec<Vec<String>>) {
    let found = extract(doc, &forms(), "reply.docx", &Resources::default());
    assert_eq!(unaccounted(doc, &found), []);
    (
        said(&found),
        found.statements.iter().map(|s| s.notes.clone()).collect(),
    )
}

#[test]
fn the_unchanged_return_is_read_well() {
    let (said, notes) = answers(&filled());
    assert_eq!(
        said,
        [
            format!("1a yes: {A1} / Fishing boats follow next year."),
            format!("1b yes: {B1}"),
            format!("2a no: {A2}"),
            format!("2b yes: {B2}")
        ]
    );
    assert_eq!(notes[0], ["Boats Act, section 4."]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn runs_may_be_split_anywhere(lengths in prop::collection::vec(1usize..12, 1..20)) {
        let mut doc = filled();
        split_runs(&mut doc, &lengths);
        prop_assert_eq!(answers(&doc), answers(&filled()));
    }

    #[test]
    fn the_forms_lines_may_change_case(which in prop::collection::vec(any::<bool>(), 1..40)) {
        let mut doc = filled();
        shout(&mut doc, &which);
        prop_assert_eq!(answers(&doc), answers(&filled()));
    }

    #[test]
    fn paragraphs_may_move_into_tables(which in prop::collection::vec(any::<u8>(), 1..40)) {
        let mut doc = filled();
        wrap(&mut doc, &which);
        prop_assert_eq!(answers(&doc), answers(&filled()));
    }

    #[test]
    fn no_jumble_loses_a_character(
        parts in prop::collection::vec((0usize..24, any::<u8>()), 0..40),
        lengths in prop::collection::vec(1usize..9, 1..9),
    ) {
        let stock = [
            "Theme 2", "Recommendation (b)", "Recommendation (a): ", REC_1A, REC_2B, "Any action taken: ☒ YES ☐ NO", "Comments:", A1,
            "| Name of country: | Norway |", "| X | YES¶We did | NO |", "N/A", ".......... done ..........", "* - point", "{{In a box¶Comments: x}}",
            "Annex 1", "text[^1] more", "# A heading", "=page=New page", "YES ~~NO~~", "E-mail: a@example.org", "Recommendations (a) and (b)",
            "(a)", "one⏎two⏎", "Date of submission: 1 May 2024 ☐",
        ];
        let mut source = String::new();
        for (i, glue) in parts {
            source.push_str(stock[i]);
            source.push_str(if glue % 4 == 0 { " " } else { "\n" });
        }
        let mut doc = document(&format!("{source}\n[^1]: A note."));
        split_runs(&mut doc, &lengths);
        let found = extract(&doc, &forms(), "reply.docx", &Resources::default());
        prop_assert_eq!(unaccounted(&doc, &found), []);
    }
}
