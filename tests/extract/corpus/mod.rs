//! Random returns made from the worked dossier's form, with known truth: what is found, shown,
//! misplaced, lost. The figures stand in docs/evaluation.md.

mod compose;
mod pieces;
mod words;

use std::collections::BTreeMap;

use compose::{Item, Owner, Return, compose};
use rapporteur::docx::read::{Limits, read as read_docx};

use super::*;

/// Returns read on every run of the tests; `RAPPORTEUR_SEEDS` asks for more.
const SEEDS: u64 = 300;

fn blank() -> Vec<Form> {
    let folder = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/fixtures/dossier/questionnaire"
    );
    ["en", "fr", "es", "ru"]
        .iter()
        .map(|lang| {
            let bytes = std::fs::read(format!("{folder}/blank-{lang}.docx")).unwrap();
            let doc = read_docx(&bytes, &Limits::default()).unwrap();
            read_form(&doc, &Resources::default()).unwrap()
        })
        .collect()
}

fn items(form: &Form) -> Vec<Item> {
    let mut out = Vec::new();
    for theme in &form.themes {
        for rec in &theme.recommendations {
            out.push(Item {
                cell: format!("{}{}", theme.number, rec.letter.as_str()),
                theme: theme.number,
                title: theme.title.clone(),
                letter: rec.letter.as_str().to_owned(),
                text: rec.text.clone(),
            });
        }
    }
    out
}

#[derive(Debug, Default)]
struct Figures {
    right: usize,
    shown: usize,
    doubted: usize,
    wrong: usize,
    lost: usize,
    glued: usize,
    outside: usize,
    /// Characters of answers, of them found in the right statements, and of statements in all.
    written: usize,
    kept: usize,
    given: usize,
    ticks: usize,
    ticks_right: usize,
    ticks_wrong: usize,
}

/// Findings that send a person to a statement.
fn doubts(found: &Extraction, place: &str, cell: &str) -> bool {
    found.findings.iter().any(|f| {
        ["placement-unsure", "heading-disagrees"].contains(&f.code.as_str())
            && (f.message.contains(cell) || f.place == place && !place.is_empty())
            || f.code == "form-mismatch"
    })
}

fn judge(made: &Return, found: &Extraction, n: &mut Figures) -> Vec<String> {
    let mut remarks = Vec::new();
    for (number, owner) in &made.owners {
        let number = number.to_string();
        let cells: Vec<&rapporteur::model::extraction::Statement> = found
            .statements
            .iter()
            .filter(|s| s.text.contains(&number) || s.notes.iter().any(|t| t.contains(&number)))
            .collect();
        let shown = found.unplaced.iter().any(|p| p.text.contains(&number));
        match (owner, cells.as_slice()) {
            (Owner::Cell(cell), [s]) if format!("{:?}", s.cell) == *cell => n.right += 1,
            (Owner::Cell(cell), [s]) => {
                if doubts(found, &s.place, &s.cell.to_string()) || s.confidence < 60 {
                    n.doubted += 1;
                } else {
                    n.wrong += 1;
                    remarks.push(format!(
                        "WRONG {number} of {cell} in {:?} ({}: {})",
                        s.cell, s.confidence, s.evidence
                    ));
                }
            }
            (Owner::Cell(_), []) if shown => n.shown += 1,
            (Owner::Cell(cell), []) => {
                n.lost += 1;
                remarks.push(format!("LOST {number} of {cell}"));
            }
            (Owner::Outside, []) if shown => n.outside += 1,
            (Owner::Outside, []) => {
                n.lost += 1;
                remarks.push(format!("LOST {number} from outside"));
            }
            (Owner::Outside, [s]) if doubts(found, &s.place, &s.cell.to_string()) => n.doubted += 1,
            (Owner::Outside, [s]) => {
                n.glued += 1;
                remarks.push(format!("GLUED {number} in {:?} ({})", s.cell, s.confidence));
            }
            (_, many) => {
                n.wrong += 1;
                remarks.push(format!("DOUBLED {number} in {}", many.len()));
            }
        }
    }
    let ink = |t: &str| t.chars().filter(|c| c.is_alphanumeric()).count();
    n.given += found.statements.iter().map(|s| ink(&s.text)).sum::<usize>();
    for (cell, text) in &made.written {
        n.written += ink(text);
        let there = found.statements.iter().any(|s| {
            let squeezed = |t: &str| {
                t.chars()
                    .filter(|c| c.is_alphanumeric())
                    .collect::<String>()
            };
            format!("{:?}", s.cell) == *cell && squeezed(&s.text).contains(&squeezed(text))
        });
        if there {
            n.kept += ink(text);
        }
    }
    for (cell, tick) in &made.ticks {
        let Some(s) = found
            .statements
            .iter()
            .find(|s| format!("{:?}", s.cell) == *cell)
        else {
            continue;
        };
        let Some(tick) = tick else { continue };
        n.ticks += 1;
        let told = found
            .findings
            .iter()
            .any(|f| f.code == "action-contradiction");
        match s.action {
            Some(a) if (a == Answer::Yes) == *tick => n.ticks_right += 1,
            Some(_) if !told && s.confidence >= 60 => {
                n.ticks_wrong += 1;
                remarks.push(format!("TICK of {cell} is {:?}: {}", s.action, s.evidence));
            }
            _ => {}
        }
    }
    remarks
}

#[test]
fn no_answer_of_a_random_return_is_misplaced_in_silence() {
    let forms = blank();
    let texts = [
        items(&forms[0]),
        items(&forms[1]),
        items(&forms[2]),
        items(&forms[3]),
    ];
    let count = std::env::var("RAPPORTEUR_SEEDS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(SEEDS);
    let only: Option<u64> = std::env::var("RAPPORTEUR_SEED")
        .ok()
        .and_then(|n| n.parse().ok());
    let mut n = Figures::default();
    let mut worst: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    for seed in only.map_or(0..count, |s| s..s + 1) {
        let made = compose(&texts, seed);
        let doc = document(&made.source);
        let found = extract(&doc, &forms, "reply.docx", &Resources::default());
        assert_eq!(unaccounted(&doc, &found), [], "seed {seed}");
        let before = n.right;
        let remarks = judge(&made, &found, &mut n);
        let all = made
            .owners
            .iter()
            .filter(|(_, o)| matches!(o, Owner::Cell(_)))
            .count();
        for kind in &made.kinds {
            let slot = worst.entry(kind).or_default();
            slot[0] += n.right - before;
            slot[1] += all;
        }
        if only.is_some() {
            println!(
                "{}\n{:#?}\n{:#?}\n{:#?}\n{:#?}",
                made.source,
                said(&found),
                loose(&found),
                found.findings,
                found
                    .statements
                    .iter()
                    .map(|s| &s.evidence)
                    .collect::<Vec<_>>()
            );
        }
        if !remarks.is_empty() {
            println!("seed {seed} {:?}", made.kinds);
            remarks.iter().take(4).for_each(|r| println!("    {r}"));
        }
    }
    println!("{n:?}");
    for (kind, [right, all]) in &worst {
        println!(
            "{kind:16} {right:5}/{all:5} {:.1}",
            100.0 * *right as f64 / (*all).max(1) as f64
        );
    }
    assert_eq!((n.wrong, n.lost), (0, 0), "{n:?}");
}
