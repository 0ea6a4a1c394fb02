//! The pipes keep their contracts: names and types of fields, order, exit codes.

use serde_json::Value;

use crate::stage::{Stage, fixtures, pipe, run};

fn lines(text: &str) -> Vec<Value> {
    text.lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect()
}

fn memory(dir: &tempfile::TempDir) -> String {
    let at = dir.path().join("m.db").to_str().unwrap().to_owned();
    let tmx = fixtures().join("tmx/UNODC-HONMAIL-6-2.tmx");
    let ran = run(&["memory", "import", "--memory", &at, tmx.to_str().unwrap()]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    at
}

#[test]
fn extract_gives_one_object_a_file_in_the_order_given() {
    let dossier = fixtures().join("dossier");
    let path = |p: &str| dossier.join(p).to_str().unwrap().to_owned();
    let blanks: Vec<String> = ["en", "fr", "es", "ru"]
        .iter()
        .map(|l| path(&format!("questionnaire/blank-{l}.docx")))
        .collect();
    let mut files: Vec<String> = std::fs::read_dir(dossier.join("inbox"))
        .unwrap()
        .map(|e| e.unwrap().path().to_str().unwrap().to_owned())
        .collect();
    files.sort();
    files.reverse();
    let mut arguments = vec!["extract", "--questionnaire"];
    arguments.extend(blanks.iter().map(String::as_str));
    arguments.push("--json");
    arguments.extend(files.iter().map(String::as_str));
    let ran = run(&arguments);
    let found = lines(&ran.out);
    assert_eq!(found.len(), files.len());
    for (one, file) in found.iter().zip(&files) {
        assert!(file.ends_with(one["file"].as_str().unwrap().rsplit('/').next().unwrap()));
        for s in one["statements"].as_array().unwrap() {
            assert!(
                s["theme"].is_u64() && s["recommendation"].is_string() && s["text"].is_string()
            );
            assert!(s["notes"].is_array() && s["place"].is_string());
            assert!(
                s["action"].is_null() || ["yes", "no"].contains(&s["action"].as_str().unwrap())
            );
        }
        for key in ["unplaced", "findings", "left_out"] {
            assert!(one[key].is_array(), "{key}");
        }
        assert!(one["error"].is_null() || one["error"].is_string());
        assert!(one["cover"].is_object());
    }
}

#[test]
fn a_memory_goes_out_and_comes_back_the_same() {
    let dir = tempfile::tempdir().unwrap();
    let at = memory(&dir);
    let stats =
        |at: &str| lines(&run(&["memory", "stats", "--memory", at, "--json"]).out).remove(0);
    let units = stats(&at)["units"].as_u64().unwrap();
    assert!(units >= 80, "{units}");
    let out = dir.path().join("out.tmx");
    assert_eq!(
        run(&["memory", "export", "--memory", &at, out.to_str().unwrap()]).code,
        0
    );
    let again = dir.path().join("again.db").to_str().unwrap().to_owned();
    assert_eq!(
        run(&[
            "memory",
            "import",
            "--memory",
            &again,
            out.to_str().unwrap()
        ])
        .code,
        0
    );
    assert_eq!(stats(&again)["units"], units);
    assert_eq!(stats(&again)["languages"], stats(&at)["languages"]);
}

#[test]
fn a_pair_of_notes_gives_the_units_of_the_exchange_file() {
    let dir = tempfile::tempdir().unwrap();
    let tmx = memory(&dir);
    let at = dir.path().join("pair.db").to_str().unwrap().to_owned();
    let earlier = fixtures().join("dossier/earlier");
    let (en, fr) = (
        earlier.join("UNODC-HONMAIL-6-2-en.docx"),
        earlier.join("UNODC-HONMAIL-6-2-fr.docx"),
    );
    let ran = run(&[
        "memory",
        "import",
        "--memory",
        &at,
        "--pair",
        en.to_str().unwrap(),
        fr.to_str().unwrap(),
    ]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    // Every pair of the exchange file is found in the aligned memory, word for word.
    let all = run(&[
        "memory",
        "export",
        "--memory",
        &tmx,
        dir.path().join("x.tmx").to_str().unwrap(),
    ]);
    assert_eq!(all.code, 0);
    let mut asked = 0;
    let text = std::fs::read_to_string(dir.path().join("x.tmx")).unwrap();
    let queries: Vec<String> = text
        .split("<tuv xml:lang=\"en\"")
        .skip(1)
        .filter_map(|t| {
            t.split("<seg>")
                .nth(1)?
                .split("</seg>")
                .next()
                .map(str::to_owned)
        })
        .map(|t| {
            t.replace("&amp;", "&")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&apos;", "'")
        })
        .collect();
    let found = pipe(
        &[
            "memory",
            "search",
            "--memory",
            &at,
            "--from",
            "en",
            "--to",
            "fr",
            "--min-score",
            "95",
            "--top",
            "1",
            "--json",
        ],
        &queries.join("\n"),
    );
    for line in lines(&found.out) {
        asked += 1;
        assert!(
            !line["matches"].as_array().unwrap().is_empty(),
            "not aligned: {}",
            line["query"]
        );
    }
    assert!(asked >= 80, "{asked}");
}

#[test]
fn search_works_in_both_directions() {
    let dir = tempfile::tempdir().unwrap();
    let at = memory(&dir);
    let search = |from: &str, to: &str, text: &str| {
        lines(
            &pipe(
                &[
                    "memory", "search", "--memory", &at, "--from", from, "--to", to, "--json",
                ],
                &format!("{text}\n"),
            )
            .out,
        )
        .remove(0)
    };
    let text = std::fs::read_to_string(fixtures().join("tmx/UNODC-HONMAIL-6-2.tmx")).unwrap();
    let english = text
        .split("<seg>")
        .skip(1)
        .map(|t| t.split("</seg>").next().unwrap())
        .find(|t| t.len() > 100 && !t.contains('&'))
        .unwrap();
    let there = search("en", "fr", english);
    assert_eq!(there["matches"][0]["score"], 100.0);
    assert_eq!(there["matches"][0]["source"], english);
    let french = there["matches"][0]["target"].as_str().unwrap();
    let back = search("fr", "en", french);
    assert_eq!(back["matches"][0]["target"], english);
    assert!(there["matches"][0]["origin"]["symbol"].is_string());
    assert!(there["matches"][0]["unit"].is_string());
}

#[test]
fn suggestions_speak_for_the_country_asked_for() {
    let dir = tempfile::tempdir().unwrap();
    let at = memory(&dir);
    let text = std::fs::read_to_string(fixtures().join("tmx/UNODC-HONMAIL-6-2.tmx")).unwrap();
    // A paragraph of Bulgaria in the memory, said by Norway now.
    let bulgaria = text
        .split("<seg>")
        .skip(1)
        .map(|t| t.split("</seg>").next().unwrap())
        .find(|t| {
            t.starts_with("Bulgaria ") && !t.contains('&') && t.matches("Bulgaria").count() == 1
        })
        .unwrap();
    let record = serde_json::json!({"id": "1", "text": bulgaria.replace("Bulgaria", "Norway"), "countries": ["NOR"]});
    let ran = pipe(
        &[
            "suggest", "--memory", &at, "--from", "en", "--to", "fr", "--json",
        ],
        &format!("{record}\n"),
    );
    let found = lines(&ran.out).remove(0);
    let best = &found["suggestions"][0];
    let target = best["target"].as_str().unwrap();
    assert!(target.starts_with("La Norvège "), "{target}");
    assert!(!target.contains("Bulgarie"), "{target}");
    assert!(
        best["repairs"]
            .as_array()
            .unwrap()
            .iter()
            .any(|r| r["kind"] == "country"),
        "{best}"
    );
    assert!(best["match"].is_f64() && best["score"].is_f64() && best["marks"].is_array());
}

#[test]
fn drafts_never_print_the_raw_reply_of_another_country() {
    let dir = tempfile::tempdir().unwrap();
    let at = memory(&dir);
    let record = serde_json::json!({
        "id": "7", "text": "We have installed eight scanners at the sorting centre and trained 42 officers.",
        "lang": "en", "country": "NOR", "theme": 1, "recommendation": "a", "action": "yes"
    });
    let found = lines(
        &pipe(
            &["draft", "--memory", &at, "--json"],
            &format!("{record}\n"),
        )
        .out,
    )
    .remove(0);
    assert_eq!(found["id"], "7");
    let best = found["drafts"][0]["en"].as_str().unwrap();
    assert!(best.starts_with("Norway "), "{best}");
    assert!(best.contains("42"), "{best}");
    assert!(!best.contains("We "), "{best}");
}

#[test]
fn the_checker_finds_what_differs() {
    let record = serde_json::json!({
        "id": "x",
        "en": "Belgium reported that it had seized 42 parcels on 3 May 2024.",
        "fr": "La Bulgarie a indiqué avoir saisi 24 colis le 3 mai 2024."
    });
    let ran = pipe(
        &["check", "--from", "en", "--to", "fr", "--json"],
        &format!("{record}\n"),
    );
    assert_eq!(ran.code, 1);
    let found = lines(&ran.out).remove(0);
    let codes: Vec<&str> = found["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| f["code"].as_str().unwrap())
        .collect();
    for code in ["number-mismatch", "country-missing", "country-extra"] {
        assert!(codes.contains(&code), "{code} not in {codes:?}");
    }
}

#[test]
fn countries_in_the_shape_of_the_contract() {
    let found = lines(&run(&["countries", "--json", "DNK", "NLD", "HTI"]).out);
    assert_eq!(found[0]["fr_subject"], "Le Danemark");
    assert_eq!(found[0]["fr_de"], "du Danemark");
    assert_eq!(found[0]["fr_in"], "au Danemark");
    assert_eq!(found[0]["gender"], "m");
    assert_eq!(found[0]["number"], "sg");
    assert_eq!(found[1]["en_sentence"], "the Kingdom of the Netherlands");
    assert_eq!(
        found[2]["fr_de"].as_str().unwrap().replace('’', "'"),
        "d'Haïti"
    );
    let joined = run(&["countries", "--join", "fr", "ESP", "BLR", "CZE"]).out;
    assert_eq!(
        joined.trim().replace('’', "'"),
        "Le Bélarus, l'Espagne et la Tchéquie"
    );
    let all = lines(&run(&["countries", "--json"]).out);
    assert!(all.len() >= 195, "{}", all.len());
}

#[test]
fn read_shows_what_is_visible_and_what_is_not() {
    let file = fixtures().join("features/tracked-deletion.docx");
    let found = lines(&run(&["read", "--json", file.to_str().unwrap()]).out).remove(0);
    assert!(
        found["left_out"]
            .as_array()
            .unwrap()
            .iter()
            .any(|l| l["reason"] == "deleted")
    );
    let refused = run(&[
        "read",
        "--json",
        fixtures()
            .join("features/refused-email.docx")
            .to_str()
            .unwrap(),
    ]);
    assert_eq!(refused.code, 1);
    assert!(lines(&refused.out)[0]["error"].is_string());
}

#[test]
fn check_takes_two_word_files() {
    let stage = Stage::new();
    stage.done(&["run"]);
    let (en, fr) = (stage.note("en"), stage.note("fr"));
    let ran = run(&[
        "check",
        "--json",
        en.to_str().unwrap(),
        fr.to_str().unwrap(),
    ]);
    assert!(ran.code <= 1, "{}", ran.err);
    for line in lines(&ran.out) {
        assert!(line["paragraph"].is_u64() && line["findings"].is_array());
    }
}

#[test]
fn a_further_memory_is_read_with_its_penalty_and_never_written() {
    let dir = tempfile::tempdir().unwrap();
    let shared = memory(&dir);
    let before = std::fs::read(&shared).unwrap();
    let best = |penalty: &str| {
        let stage = Stage::new();
        std::fs::remove_dir_all(stage.path().join("earlier")).unwrap();
        let file = stage.path().join("note.toml");
        let mut text = std::fs::read_to_string(&file).unwrap();
        let entry = format!("[[memories]]\npath = {shared:?}\npenalty = {penalty}\n\n[[themes]]");
        text = text.replacen("[[themes]]", &entry, 1);
        std::fs::write(&file, text).unwrap();
        stage.done(&["run"]);
        let scores = stage.path().join("out/note-fr.docx");
        assert!(scores.is_file());
        let status = stage.status();
        status["languages"]["fr"]["written"].as_u64().unwrap()
    };
    let (plain, weighed, shut) = (best("0.0"), best("40.0"), best("100.0"));
    assert!(
        plain > weighed && weighed >= shut,
        "{plain} {weighed} {shut}"
    );
    assert_eq!(
        std::fs::read(&shared).unwrap(),
        before,
        "a read-only memory was changed"
    );
}
