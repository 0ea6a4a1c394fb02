//! The numbers in introduction and conclusions, and those of `status`, equal the statements.

use crate::stage::{Stage, fixtures, run};

#[test]
fn introduction_and_conclusions_count_the_replies() {
    let stage = Stage::new();
    stage.done(&["run"]);
    let status = stage.status();
    let counted: Vec<&str> = status["countries"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|c| c["counts"] == true)
        .map(|c| c["country"].as_str().unwrap())
        .collect();
    assert_eq!(status["replied"], counted.len());
    assert!(counted.len() >= 10, "{counted:?}");

    let english = stage.paragraphs("en");
    let french = stage.paragraphs("fr");
    // The list after the colon, in each language's own order.
    for (lang, paragraphs) in [("en", &english), ("fr", &french)] {
        let list = &paragraphs[2].1;
        let (_, names) = list.rsplit_once(':').unwrap();
        let names = names.trim().trim_end_matches('.');
        let (many, last) = names
            .rsplit_once(if lang == "en" { " and " } else { " et " })
            .unwrap();
        let mut listed: Vec<String> = many.split(',').map(|n| n.trim().to_owned()).collect();
        listed.push(last.trim().to_owned());
        assert_eq!(listed.len(), counted.len(), "{list}");
        let mut arguments = vec!["countries", "--json"];
        arguments.extend(&counted);
        let known: Vec<String> = run(&arguments)
            .out
            .lines()
            .map(|l| {
                serde_json::from_str::<serde_json::Value>(l).unwrap()[lang]
                    .as_str()
                    .unwrap()
                    .replace('\'', "’")
            })
            .collect();
        for name in &listed {
            let name = name.replace('\'', "’");
            assert!(known.contains(&name), "“{name}” is not one of {known:?}");
        }
    }
    let said = format!(" {} ", counted.len());
    assert!(
        english.iter().rev().take(2).any(|(_, t)| t.contains(&said)),
        "{:?}",
        english.last()
    );
    assert!(
        french
            .iter()
            .rev()
            .take(2)
            .any(|(_, t)| t.replace('\u{a0}', " ").contains(&said))
    );
}

#[test]
fn every_statement_with_words_has_its_paragraph_and_no_other() {
    let stage = Stage::new();
    stage.done(&["run"]);
    let status = stage.status();
    let truth: serde_json::Value = serde_json::from_str(
        &std::fs::read_to_string(fixtures().join("dossier/truth.json")).unwrap(),
    )
    .unwrap();
    let mut expected = std::collections::BTreeSet::new();
    for (_, one) in truth["files"].as_object().unwrap() {
        for s in one["statements"].as_array().into_iter().flatten() {
            let cell = format!("{} ({})", s["theme"], s["rec"].as_str().unwrap());
            expected.insert((one["country"].as_str().unwrap_or_default().to_owned(), cell));
        }
    }
    let mut found = std::collections::BTreeSet::new();
    for c in status["countries"].as_array().unwrap() {
        for (cell, _) in c["cells"].as_object().unwrap() {
            found.insert((c["country"].as_str().unwrap().to_owned(), cell.clone()));
        }
    }
    assert_eq!(found, expected);
}

#[test]
fn status_names_who_is_silent() {
    let stage = Stage::new();
    stage.done(&["run"]);
    let status = stage.status();
    let silent: Vec<&str> = status["silent"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| c.as_str().unwrap())
        .collect();
    assert_eq!(silent, ["FIN", "DEU", "NOR", "PRT"]);
    let text = stage.done(&["status"]).out;
    assert!(
        text.contains("No reply yet:") && text.contains("Finland"),
        "{text}"
    );
}
