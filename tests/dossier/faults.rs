//! Bad input: one clear message (what, where, what to do), the right exit code, nothing half-written.

use crate::stage::{Stage, fixtures, pipe, run};

fn wants(code: i32, arguments: &[&str], words: &[&str]) {
    let ran = run(arguments);
    assert_eq!(ran.code, code, "{arguments:?}\n{}{}", ran.out, ran.err);
    for word in words {
        assert!(
            ran.err.contains(word),
            "{arguments:?}: no “{word}” in:\n{}",
            ran.err
        );
    }
    assert!(!ran.err.contains("panicked"), "{}", ran.err);
}

#[test]
fn a_file_that_cannot_be_read_is_named_and_the_rest_goes_on() {
    let stage = Stage::new();
    let features = fixtures().join("features");
    let inbox = stage.path().join("inbox");
    for name in [
        "refused-email",
        "refused-encrypted-zip",
        "refused-broken-xml",
    ] {
        std::fs::copy(
            features.join(format!("{name}.docx")),
            inbox.join(format!("{name}.docx")),
        )
        .unwrap();
    }
    std::fs::write(inbox.join("empty.docx"), b"").unwrap();
    std::fs::write(inbox.join("~$open.docx"), b"lock").unwrap();
    let ran = stage.run(&["run"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    for name in [
        "refused-email.docx",
        "refused-encrypted-zip.docx",
        "refused-broken-xml.docx",
        "empty.docx",
    ] {
        assert!(
            ran.err.contains(&format!("✗ {name}")),
            "{name} is not named:\n{}",
            ran.err
        );
    }
    assert!(ran.err.contains("open in Word"), "{}", ran.err);
    assert!(stage.note("en").is_file() && stage.note("fr").is_file());
    let status = stage.done(&["status"]).out;
    assert!(status.contains("refused-email.docx"), "{status}");
}

#[test]
fn a_mistake_in_the_settings_is_shown_with_its_line() {
    let stage = Stage::new();
    let file = stage.path().join("note.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replacen("symbol =", "symbl =", 1)).unwrap();
    let dir = stage.path().to_str().unwrap();
    wants(2, &["run", dir], &["note.toml", "symbl", "line"]);
    assert!(!stage.path().join("out").exists());
    std::fs::write(&file, text.replacen("cut_off = \"", "cut_off = \"the ", 1)).unwrap();
    wants(2, &["status", dir], &["note.toml", "is not a date"]);
}

#[test]
fn folders_that_are_not_there() {
    let stage = Stage::new();
    wants(
        2,
        &["run", "/nowhere/at/all"],
        &["/nowhere/at/all", "help:"],
    );
    std::fs::remove_dir_all(stage.path().join("inbox")).unwrap();
    let dir = stage.path().to_str().unwrap();
    wants(2, &["run", dir], &["inbox", "help:"]);
    let empty = tempfile::tempdir().unwrap();
    wants(
        2,
        &["status", empty.path().to_str().unwrap()],
        &["note.toml", "help:"],
    );
}

#[test]
fn a_dossier_is_not_made_of_something_else() {
    let dir = tempfile::tempdir().unwrap();
    let target = dir.path().join("new");
    let to = target.to_str().unwrap();
    let email = fixtures().join("features/refused-email.docx");
    wants(
        2,
        &["new", to, "--questionnaire", email.to_str().unwrap()],
        &["refused-email.docx"],
    );
    let plain = fixtures().join("features/plain-paragraphs.docx");
    wants(
        2,
        &["new", to, "--questionnaire", plain.to_str().unwrap()],
        &["plain-paragraphs.docx", "help:"],
    );
    assert!(!target.exists(), "something half-made was left behind");
    let blank = fixtures().join("dossier/questionnaire/blank-en.docx");
    let blank = blank.to_str().unwrap();
    wants(
        2,
        &["new", to, "--questionnaire", blank, blank],
        &["second blank"],
    );
    assert!(!target.exists());
    let made = run(&["new", to, "--questionnaire", blank]);
    assert_eq!(made.code, 0, "{}", made.err);
    wants(
        2,
        &["new", to, "--questionnaire", blank],
        &["already", "help:"],
    );
}

#[test]
fn a_wrong_memory_file_leaves_nothing_behind() {
    let dir = tempfile::tempdir().unwrap();
    let memory = dir.path().join("m.db");
    let at = memory.to_str().unwrap();
    let broken = dir.path().join("broken.tmx");
    std::fs::write(&broken, "<html><body>no memory</body></html>").unwrap();
    wants(
        2,
        &["memory", "import", "--memory", at, broken.to_str().unwrap()],
        &["broken.tmx"],
    );
    assert!(!memory.exists(), "an empty memory was left behind");
    wants(
        2,
        &["memory", "import", "--memory", at, "/nowhere.tmx"],
        &["/nowhere.tmx"],
    );
    wants(
        2,
        &["memory", "stats", "--memory", at],
        &["no such memory", "help:"],
    );
    std::fs::write(&memory, "this is a text file").unwrap();
    wants(2, &["memory", "stats", "--memory", at], &["m.db"]);
    assert_eq!(
        std::fs::read_to_string(&memory).unwrap(),
        "this is a text file"
    );
}

#[test]
fn wrong_usage_is_two() {
    wants(2, &["frobnicate"], &["frobnicate"]);
    wants(2, &["countries", "--json", "ZZZ"], &["ZZZ"]);
    wants(2, &["countries", "--join", "xx", "BEL"], &["xx"]);
    assert_eq!(run(&["--help"]).code, 0);
    let stage = Stage::new();
    stage.done(&["run"]);
    let past = stage.run(&["explain", "9999"]);
    assert_eq!(past.code, 2);
    assert!(past.err.contains("no paragraph 9999"), "{}", past.err);
}

#[test]
fn records_that_are_none_are_named_by_their_line() {
    let ran = pipe(
        &["check", "--from", "en", "--to", "fr", "--json"],
        "{\"id\":\"1\",\"en\":\"a\",\"fr\":\"b\"}\nnonsense\n",
    );
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("line 2"), "{}", ran.err);
}

#[test]
fn what_needs_a_person_is_off_the_list_once_dealt_with() {
    let stage = Stage::new();
    let trouble = fixtures().join("dossier/trouble");
    let mut names = Vec::new();
    for item in std::fs::read_dir(trouble).unwrap() {
        let path = item.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        std::fs::copy(&path, stage.path().join("inbox").join(&name)).unwrap();
        names.push(name);
    }
    assert_eq!(names.len(), 3);
    assert_eq!(stage.run(&["run"]).code, 1);
    let status = stage.done(&["status"]).out;
    for code in ["[country-unknown]", "[pdf]", "[cut-short]"] {
        assert!(status.contains(code), "no {code} in {status}");
    }
    stage.done(&["attribute", "HONMAIL questionnaire (1).docx", "NOR"]);
    let status = stage.done(&["status"]).out;
    assert!(!status.contains("[country-unknown]"), "{status}");
    assert!(status.contains("17 of 20 Governments"), "{status}");
    for name in names.iter().filter(|n| !n.starts_with("HONMAIL")) {
        std::fs::remove_file(stage.path().join("inbox").join(name)).unwrap();
    }
    stage.done(&["run"]);
    stage.done(&["ingest"]);
}

#[test]
fn a_bad_file_among_the_earlier_notes_is_named_and_the_rest_is_taken() {
    let stage = Stage::new();
    std::fs::write(stage.path().join("earlier/broken.tmx"), "<html/>").unwrap();
    let ran = stage.done(&["run"]);
    assert!(ran.err.contains("earlier/broken.tmx"), "{}", ran.err);
    let memory = stage.path().join("memory.db");
    let stats = run(&["memory", "stats", "--memory", memory.to_str().unwrap()]);
    let units: usize = stats
        .out
        .split_whitespace()
        .next()
        .unwrap()
        .parse()
        .unwrap();
    assert!(units >= 90, "{}", stats.out);
}
