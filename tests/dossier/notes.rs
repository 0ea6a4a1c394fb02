//! The two notes: what they say, that they agree, and that they are the same bytes every time.

use crate::stage::{Stage, fixtures};

#[test]
fn the_notes_are_as_expected() {
    let stage = Stage::new();
    stage.done(&["run"]);
    for lang in ["en", "fr"] {
        let path = fixtures().join(format!("dossier-expected/note-{lang}.outline.txt"));
        let found = stage.outline(lang);
        if std::env::var_os("RAPPORTEUR_BLESS").is_some() {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, &found).unwrap();
        }
        let expected = std::fs::read_to_string(&path)
            .unwrap_or_default()
            .replace("\r\n", "\n");
        if expected != found {
            let at = expected
                .lines()
                .zip(found.lines())
                .position(|(a, b)| a != b)
                .unwrap_or_default();
            panic!(
                "note-{lang} differs from {} at line {}:\nexpected: {}\nfound:    {}\n(RAPPORTEUR_BLESS=1 writes what was found)",
                path.display(),
                at + 1,
                expected.lines().nth(at).unwrap_or("(end)"),
                found.lines().nth(at).unwrap_or("(end)")
            );
        }
    }
}

#[test]
fn both_languages_have_the_same_numbers_without_gaps() {
    let stage = Stage::new();
    stage.done(&["run"]);
    let numbers = |lang: &str| {
        stage
            .paragraphs(lang)
            .into_iter()
            .map(|(n, _)| n)
            .collect::<Vec<_>>()
    };
    let english = numbers("en");
    assert!(english.len() > 60, "only {} paragraphs", english.len());
    assert_eq!(
        english,
        (1..=u32::try_from(english.len()).unwrap()).collect::<Vec<_>>()
    );
    assert_eq!(numbers("fr"), english);
}

#[test]
fn two_processes_write_the_same_bytes() {
    let (first, second) = (Stage::new(), Stage::new());
    first.done(&["run"]);
    second.done(&["run"]);
    for lang in ["en", "fr"] {
        assert!(
            first.bytes(lang) == second.bytes(lang),
            "note-{lang} differs between two dossiers"
        );
    }
    let before = first.bytes("fr");
    first.done(&["build"]);
    assert!(
        first.bytes("fr") == before,
        "a second build of the same dossier differs"
    );
}

#[test]
fn a_second_run_reads_nothing_again_and_touches_no_original() {
    let stage = Stage::new();
    let inbox = stage.folder("inbox");
    let blanks = stage.folder("questionnaire");
    stage.done(&["run"]);
    let notes = (stage.bytes("en"), stage.bytes("fr"));
    let again = stage.done(&["run"]);
    assert!(again.err.contains(" 0 read now"), "{}", again.err);
    assert!(notes == (stage.bytes("en"), stage.bytes("fr")));
    assert!(inbox == stage.folder("inbox"), "an original was changed");
    assert!(
        blanks == stage.folder("questionnaire"),
        "a blank form was changed"
    );
    let records = stage.done(&["ingest", "--json"]).out;
    for line in records.lines() {
        let record: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(record["new"], false, "{line}");
    }
}

#[test]
fn one_language_alone_and_another_folder() {
    let stage = Stage::new();
    stage.done(&["ingest"]);
    let out = stage.path().join("elsewhere");
    stage.done(&["build", "--lang", "fr", "--out", out.to_str().unwrap()]);
    assert!(out.join("note-fr.docx").is_file());
    assert!(!out.join("note-en.docx").exists());
    assert!(!stage.path().join("out").exists());
    let wrong = stage.run(&["build", "--lang", "de"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("no language “de”"), "{}", wrong.err);
}

#[test]
fn a_draft_says_so_and_nothing_is_printed_that_was_left_out() {
    let stage = Stage::new();
    stage.done(&["run"]);
    let truth: serde_json::Value = serde_json::from_str(
        &std::fs::read_to_string(fixtures().join("dossier/truth.json")).unwrap(),
    )
    .unwrap();
    let notes = [stage.outline("en"), stage.outline("fr")];
    assert!(notes[0].contains("DRAFT") && notes[1].contains("PROJET"));
    let mut looked = 0;
    for (file, one) in truth["files"].as_object().unwrap() {
        for secret in one["must_not_contain"].as_array().into_iter().flatten() {
            let secret = secret.as_str().unwrap();
            looked += 1;
            for note in &notes {
                assert!(
                    !note.contains(secret),
                    "{file}: “{secret}” leaked into a note"
                );
            }
        }
    }
    assert!(looked > 2, "the fixture has nothing that could leak");
}

#[test]
fn a_changed_setting_is_in_the_next_build() {
    let stage = Stage::new();
    stage.done(&["run"]);
    let file = stage.path().join("note.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replacen("2026-03-09", "2026-03-10", 1)).unwrap();
    stage.done(&["build"]);
    let second = |lang: &str| stage.paragraphs(lang)[1].1.clone();
    assert!(second("en").contains("10 March 2026"), "{}", second("en"));
    assert!(second("fr").contains("10 mars 2026"), "{}", second("fr"));
}

#[test]
fn talk_that_goes_into_a_file_has_no_bar_and_no_colour() {
    let stage = Stage::new();
    let ran = stage.done(&["run"]);
    assert!(ran.out.is_empty(), "data on standard output: {}", ran.out);
    assert!(!ran.err.contains(['\u{1b}', '\r']), "{:?}", ran.err);
}
