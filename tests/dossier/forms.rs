//! Other forms of the notes: a page for a browser, a PDF, a look taken from another file.

use crate::stage::{Stage, program};

#[test]
fn a_page_has_the_same_numbers_as_the_word_file() {
    let stage = Stage::new();
    stage.done(&["run"]);
    let ran = stage.done(&["build", "--html", "--json"]);
    assert!(ran.out.contains("note-fr.html"), "{}", ran.out);
    for lang in ["en", "fr"] {
        let page = std::fs::read_to_string(stage.note(lang).with_extension("html")).unwrap();
        let again = stage.done(&["build", "--html"]);
        assert!(again.err.contains("note-en.html"), "{}", again.err);
        let second = std::fs::read_to_string(stage.note(lang).with_extension("html")).unwrap();
        assert_eq!(page, second);
        let numbers: Vec<u32> = page
            .split("<p class=\"numbered\" id=\"p")
            .skip(1)
            .map(|p| p.split('"').next().unwrap().parse().unwrap())
            .collect();
        let built: Vec<u32> = stage.paragraphs(lang).iter().map(|(n, _)| *n).collect();
        assert_eq!(numbers, built);
        assert!(page.contains("class=\"cover\""));
        for word in ["src=", "<script", "<link", "url("] {
            assert!(!page.contains(word), "{word}");
        }
    }
}

#[test]
fn without_libreoffice_the_missing_pdf_is_told() {
    let stage = Stage::new();
    stage.done(&["run"]);
    let ran = stage.run(&["--soffice", "/nowhere", "build", "--pdf", "--lang", "en"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(
        ran.err
            .contains("note-en.pdf was not made: LibreOffice was not found"),
        "{}",
        ran.err
    );
    assert!(stage.note("en").is_file());
    assert!(!stage.note("en").with_extension("pdf").exists());
}

#[test]
fn the_look_comes_from_another_file() {
    let stage = Stage::new();
    stage.done(&["run"]);
    let plain = stage.bytes("en");
    let model = stage.path().join("style.docx");
    std::fs::write(&model, &plain).unwrap();
    let name = model.to_str().unwrap();
    let ran = stage.done(&["build", "--reference-doc", name, "--lang", "en"]);
    assert!(ran.err.contains("no place for the symbol"), "{}", ran.err);
    assert_eq!(stage.paragraphs("en").len(), 110);
    let text = stage.path().join("note.toml");
    let ran = stage.run(&["build", "--reference-doc", text.to_str().unwrap()]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("sound Word file"), "{}", ran.err);
    let ran = stage.run(&["build", "--reference-doc", "/nowhere.docx"]);
    assert_eq!(ran.code, 2);
}

#[test]
fn processes_threads_and_zones_of_time_give_the_same_bytes() {
    let stage = Stage::new();
    stage.done(&["run"]);
    // The note has a date: day and hour of the build count for nothing.
    let built = |threads: &str, zone: &str| {
        let out = stage.path().join(format!("out-{threads}"));
        let done = program()
            .env("RAYON_NUM_THREADS", threads)
            .env_remove("SOURCE_DATE_EPOCH")
            .env("TZ", zone)
            .arg("-C")
            .arg(stage.path())
            .args(["build", "--html", "--out"])
            .arg(&out)
            .output()
            .unwrap();
        assert!(done.status.success());
        stage.folder(&format!("out-{threads}"))
    };
    let one = built("1", "UTC");
    let two = built("2", "Pacific/Auckland");
    assert_eq!(one.len(), 5, "two notes in two forms, and the lock");
    assert!(one == two, "the bytes differ");
}
