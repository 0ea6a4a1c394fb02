//! Files come, change, move and go: what is said at once, what stands in the status until somebody
//! has dealt with it, and what survives another reading.

use std::path::{Path, PathBuf};

use rapporteur::dossier::Dossier;
use rapporteur::language::Resources;
use rapporteur::model::Extraction;
use rapporteur::workflow::{Desk, Silent, Surroundings, place, state};
use serde_json::Value;

use crate::stage::{Stage, fixtures};

const BULGARIA: &str = "Bulgaria - questionnaire 2026.docx";
const NETHERLANDS: &str = "UNODC questionnaire (final) NL.docx";

fn inbox(stage: &Stage, name: &str) -> PathBuf {
    stage.path().join("inbox").join(name)
}

fn trouble(stage: &Stage, name: &str) {
    let from = fixtures().join("dossier/trouble").join(name);
    std::fs::copy(from, inbox(stage, name)).unwrap();
}

/// The line of standard error about a file.
fn line<'a>(said: &'a str, file: &str) -> &'a str {
    let about = |l: &&str| {
        let after_the_sign = l.trim_start().split_once(' ');
        after_the_sign.is_some_and(|(_, rest)| rest.starts_with(file))
    };
    said.lines()
        .find(about)
        .unwrap_or_else(|| panic!("nothing on {file} in:\n{said}"))
}

/// Codes of what needs a person in a file.
fn needs(status: &Value, file: &str) -> Vec<String> {
    let of = |n: &&Value| n["file"] == file;
    let list = status["needs"].as_array().unwrap().iter().filter(of);
    list.map(|n| n["code"].as_str().unwrap().to_owned())
        .collect()
}

fn the_return<'a>(status: &'a Value, file: &str) -> &'a Value {
    let list = status["returns"].as_array().unwrap();
    list.iter().find(|r| r["file"] == file).unwrap()
}

fn answered(status: &Value, country: &str) -> usize {
    let list = status["countries"].as_array().unwrap();
    let one = list.iter().find(|c| c["country"] == country).unwrap();
    one["cells"].as_object().unwrap().len()
}

fn desk(stage: &Stage) -> Desk {
    let resources = std::sync::Arc::new(Resources::embedded().unwrap());
    Desk::new(Dossier::open(stage.path()).unwrap(), resources)
}

fn around() -> Surroundings<'static> {
    Surroundings {
        now: jiff::Timestamp::from_second(1_790_000_000).unwrap(),
        person: "officer",
        progress: &Silent,
        stop: &|| false,
    }
}

/// Writes the blank form anew with one word changed, so that all returns are read again.
fn change_the_form(stage: &Stage, old: &str, new: &str) {
    use std::io::{Cursor, Read, Write};
    let path = stage.path().join("questionnaire/blank-en.docx");
    let bytes = std::fs::read(&path).unwrap();
    let mut from = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut changed = 0;
    for n in 0..from.len() {
        let mut part = from.by_index(n).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        if name == "word/document.xml" {
            let text = String::from_utf8(content).unwrap();
            changed = text.matches(old).count();
            content = text.replacen(old, new, 1).into_bytes();
        }
        to.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        to.write_all(&content).unwrap();
    }
    assert!(changed > 0, "“{old}” is not in the form");
    std::fs::write(&path, to.finish().unwrap().into_inner()).unwrap();
}

/// Puts something that opens and cannot be read in the place of a file, as a lock would.
#[cfg(target_os = "linux")]
fn hold(path: &Path) {
    let _ = std::fs::remove_file(path);
    std::os::unix::fs::symlink("/proc/self/mem", path).unwrap();
}

#[test]
fn one_line_a_file_says_who_how_much_and_what_needs_a_person() {
    let stage = Stage::new();
    trouble(&stage, "HONMAIL questionnaire (1).docx");
    trouble(&stage, "Belgique_signé.docx");
    let ran = stage.run(&["ingest"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert_eq!(
        line(&ran.err, BULGARIA).trim(),
        format!("✓ {BULGARIA}: Bulgaria, 5 of 7 answered")
    );
    let unknown = line(&ran.err, "HONMAIL questionnaire (1).docx");
    assert!(unknown.trim_start().starts_with('?'), "{unknown}");
    assert!(
        unknown.contains("rapporteur attribute \"HONMAIL questionnaire (1).docx\" CODE"),
        "{unknown}"
    );
    let pdf = line(&ran.err, "Belgique_signé.docx");
    assert!(
        pdf.contains("✗") && pdf.contains("this is a PDF file. Ask the sender"),
        "{pdf}"
    );
    let turkey = line(&ran.err, "Turkey questionnaire updated.docx");
    assert!(
        turkey.contains("beside Turkey questionnaire.docx"),
        "{turkey}"
    );
}

#[test]
fn the_status_lists_what_needs_a_person_until_it_is_resolved_and_for_ever_after() {
    let stage = Stage::new();
    trouble(&stage, "HONMAIL questionnaire (1).docx");
    trouble(&stage, "Belgique_signé.docx");
    stage.run(&["ingest"]);
    let status = stage.status();
    assert_eq!(needs(&status, "Belgique_signé.docx"), ["pdf"]);
    assert_eq!(
        needs(&status, "HONMAIL questionnaire (1).docx"),
        ["country-unknown"]
    );
    for file in [
        "Turkey questionnaire.docx",
        "Turkey questionnaire updated.docx",
    ] {
        assert!(
            needs(&status, file).contains(&"several-versions".to_owned()),
            "{file}"
        );
    }
    assert!(needs(&status, "Reply Austria.docx").is_empty());
    let shown = stage.done(&["status"]).out;
    assert!(
        shown.contains("rapporteur resolve \"Belgique_signé.docx\" --because"),
        "{shown}"
    );

    let blank = stage.run(&["resolve", "Belgique_signé.docx", "--because", " "]);
    assert_eq!(blank.code, 2, "a reason that is none was taken");
    let nobody = stage.run(&["resolve", "nobody.docx", "--because", "x"]);
    assert_eq!(nobody.code, 2);
    assert!(nobody.err.contains("nobody.docx"), "{}", nobody.err);
    stage.done(&[
        "resolve",
        "Belgique_signé.docx",
        "--because",
        "asked for the Word file",
    ]);
    stage.done(&["attribute", "HONMAIL questionnaire (1).docx", "NOR"]);
    stage.done(&[
        "resolve",
        "Turkey questionnaire.docx",
        "--because",
        "the update counts",
    ]);
    stage.done(&["ingest"]);

    // The form changes, and with it the reading of every file.
    change_the_form(&stage, "HONMAIL", "HONMAYL");
    let again = stage.done(&["ingest", "--json"]).out;
    assert!(again.contains("\"new\":true"), "nothing was read again");
    let status = stage.status();
    for file in [
        "Belgique_signé.docx",
        "HONMAIL questionnaire (1).docx",
        "Turkey questionnaire.docx",
    ] {
        let open: Vec<String> = needs(&status, file);
        let old =
            |code: &String| ["pdf", "country-unknown", "several-versions"].contains(&code.as_str());
        assert!(!open.iter().any(old), "{file}: {open:?}");
    }
    assert!(
        needs(&status, "Turkey questionnaire updated.docx")
            .contains(&"several-versions".to_owned())
    );
    let norway = the_return(&status, "HONMAIL questionnaire (1).docx");
    assert_eq!(
        (&norway["country"], &norway["attributed"]),
        (&"NOR".into(), &true.into())
    );
    let pdf = the_return(&status, "Belgique_signé.docx");
    assert_eq!(pdf["resolved"], "asked for the Word file");
}

#[test]
fn text_that_was_placed_stays_placed_when_the_form_changes() {
    let stage = Stage::new();
    stage.done(&["ingest"]);
    let desk = desk(&stage);
    let now = state(&desk).unwrap();
    let view = now
        .returns
        .iter()
        .find(|v| v.record.file == NETHERLANDS)
        .unwrap();
    let annex = view
        .texts
        .lines
        .iter()
        .filter(|line| line.is_loose())
        .find(|p| p.text.contains("12,900"))
        .expect("the annex has a place already");
    let hash = rapporteur::model::text::text_hash(&annex.text);
    let cell = "2b".parse().unwrap();
    place(&desk, &around(), &view.record.id, &hash, &cell).unwrap();
    let has = |desk: &Desk| {
        let now = state(desk).unwrap();
        now.entries.values().any(|e| {
            e.key.cell() == Some(&cell)
                && e.sources
                    .iter()
                    .any(|s| s.file == NETHERLANDS && s.statement.text.contains("12,900"))
        })
    };
    assert!(has(&desk), "it was not placed");
    change_the_form(&stage, "HONMAIL", "HONMAYL");
    let again = stage.done(&["ingest", "--json"]).out;
    assert!(again.contains("\"new\":true"), "nothing was read again");
    assert!(has(&desk), "the placement did not survive the reading");

    // Another version of the reader cuts the text otherwise: all loose text in one piece.
    let kept = rusqlite::Connection::open(stage.path().join("rapporteur.db")).unwrap();
    let rewrite = |change: &dyn Fn(&mut Extraction)| {
        let text: String = kept
            .query_row(
                "SELECT verdict FROM returns WHERE file = ?1",
                [NETHERLANDS],
                |r| r.get(0),
            )
            .unwrap();
        let mut verdict: Value = serde_json::from_str(&text).unwrap();
        let mut found: Extraction = serde_json::from_value(verdict["read"].clone()).unwrap();
        change(&mut found);
        verdict["read"] = serde_json::to_value(found).unwrap();
        kept.execute(
            "UPDATE returns SET verdict = ?1 WHERE file = ?2",
            (verdict.to_string(), NETHERLANDS),
        )
        .unwrap();
    };
    rewrite(&|found| {
        let all: Vec<String> = found.unplaced.drain(..).map(|p| p.text).collect();
        found.unplaced.push(rapporteur::model::extraction::Passage {
            text: all.join("\n"),
            place: "the end".into(),
        });
    });
    assert!(has(&desk), "not found in a longer passage");
    assert!(!needs(&stage.status(), NETHERLANDS).contains(&"decision-without-text".to_owned()));
    // And one that does not see it at all: it is said, not passed over.
    rewrite(&|found| found.unplaced.clear());
    assert!(!has(&desk));
    assert!(needs(&stage.status(), NETHERLANDS).contains(&"decision-without-text".to_owned()));
    stage.done(&["resolve", NETHERLANDS, "--because", "written by hand"]);
    assert!(!needs(&stage.status(), NETHERLANDS).contains(&"decision-without-text".to_owned()));
}

#[test]
fn the_same_bytes_under_two_names_are_one_return_and_a_new_name_is_told() {
    let stage = Stage::new();
    stage.done(&["ingest"]);
    let replied = stage.status()["replied"].clone();
    std::fs::copy(
        inbox(&stage, BULGARIA),
        inbox(&stage, "copy of Bulgaria.docx"),
    )
    .unwrap();
    let ran = stage.done(&["ingest"]);
    assert!(
        line(&ran.err, "copy of Bulgaria.docx").contains(&format!("the same file as {BULGARIA}")),
        "{}",
        ran.err
    );
    let status = stage.status();
    assert_eq!(status["replied"], replied);
    assert_eq!(
        the_return(&status, BULGARIA)["also"][0],
        "copy of Bulgaria.docx"
    );
    assert!(
        needs(&status, BULGARIA).is_empty(),
        "{:?}",
        needs(&status, BULGARIA)
    );
    // The other name stands for the same return.
    stage.done(&["attribute", "copy of Bulgaria.docx", "BGR"]);

    let received = the_return(&status, BULGARIA)["received"].clone();
    std::fs::remove_file(inbox(&stage, "copy of Bulgaria.docx")).unwrap();
    std::fs::rename(inbox(&stage, BULGARIA), inbox(&stage, "BGR.docx")).unwrap();
    let ran = stage.done(&["ingest"]);
    assert!(
        line(&ran.err, "BGR.docx").contains(&format!("was {BULGARIA}")),
        "{}",
        ran.err
    );
    let status = stage.status();
    assert_eq!(the_return(&status, "BGR.docx")["received"], received);
    assert_eq!(status["replied"], replied);
}

#[test]
fn a_new_name_may_tell_the_country() {
    let stage = Stage::new();
    trouble(&stage, "HONMAIL questionnaire (1).docx");
    assert_eq!(stage.run(&["ingest"]).code, 1);
    let old = inbox(&stage, "HONMAIL questionnaire (1).docx");
    std::fs::rename(old, inbox(&stage, "Norway reply.docx")).unwrap();
    let ran = stage.done(&["ingest"]);
    assert!(
        line(&ran.err, "Norway reply.docx").contains("Norway, "),
        "{}",
        ran.err
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_known_file_that_cannot_be_opened_for_now_keeps_what_was_read() {
    let stage = Stage::new();
    stage.done(&["ingest"]);
    let before = stage.status();
    let bytes = std::fs::read(inbox(&stage, BULGARIA)).unwrap();
    hold(&inbox(&stage, BULGARIA));
    let ran = stage.done(&["ingest"]);
    let said = line(&ran.err, BULGARIA);
    assert!(said.contains("what was read of it before stands"), "{said}");
    let held = stage.status();
    assert_eq!(held["replied"], before["replied"]);
    assert_eq!(held["returns"], before["returns"]);
    std::fs::remove_file(inbox(&stage, BULGARIA)).unwrap();
    std::fs::write(inbox(&stage, BULGARIA), bytes).unwrap();
    stage.done(&["ingest"]);
    assert_eq!(stage.status()["returns"], before["returns"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_new_file_that_cannot_be_opened_is_listed_and_leaves_no_ghost_when_it_is_read() {
    let stage = Stage::new();
    let bytes = std::fs::read(inbox(&stage, BULGARIA)).unwrap();
    hold(&inbox(&stage, BULGARIA));
    let ran = stage.run(&["ingest"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert_eq!(needs(&stage.status(), BULGARIA), ["unreadable"]);
    std::fs::remove_file(inbox(&stage, BULGARIA)).unwrap();
    std::fs::write(inbox(&stage, BULGARIA), bytes).unwrap();
    let ran = stage.done(&["ingest"]);
    assert!(!ran.err.contains("no longer in the inbox"), "{}", ran.err);
    let status = stage.status();
    let there = status["returns"].as_array().unwrap().iter();
    let there: Vec<&Value> = there
        .filter(|r| r["present"] == true && r["file"] == BULGARIA)
        .collect();
    assert_eq!(there.len(), 1);
    assert_eq!(there[0]["country"], "BGR");
    assert!(needs(&status, BULGARIA).is_empty());
}

#[test]
fn folders_in_the_inbox_and_files_not_read_yet_are_told_by_name() {
    let stage = Stage::new();
    stage.done(&["ingest"]);
    let folder = stage.path().join("inbox/from Vienna");
    std::fs::create_dir(&folder).unwrap();
    std::fs::copy(inbox(&stage, BULGARIA), folder.join("late.docx")).unwrap();
    std::fs::copy(inbox(&stage, BULGARIA), inbox(&stage, "new.docx")).unwrap();
    let status = stage.status();
    assert_eq!(status["unread"][0], "new.docx");
    assert_eq!(status["in_folders"][0], "from Vienna/late.docx");
    let shown = stage.done(&["status"]).out;
    assert!(
        shown.contains("from Vienna/late.docx: in a folder"),
        "{shown}"
    );
    let ran = stage.done(&["ingest"]);
    assert!(
        ran.err.contains("from Vienna/late.docx: not read"),
        "{}",
        ran.err
    );
    assert_eq!(stage.status()["unread"].as_array().unwrap().len(), 0);
}

#[test]
fn what_a_removed_file_said_leaves_the_note_with_a_word_and_comes_back_with_it() {
    let stage = Stage::new();
    stage.done(&["run"]);
    let before = stage.status();
    assert_eq!(answered(&before, "BGR"), 5);
    let bytes = std::fs::read(inbox(&stage, BULGARIA)).unwrap();
    std::fs::remove_file(inbox(&stage, BULGARIA)).unwrap();
    let ran = stage.done(&["run"]);
    assert!(
        line(&ran.err, BULGARIA).contains("no longer in the inbox"),
        "{}",
        ran.err
    );
    let status = stage.status();
    assert_eq!(answered(&status, "BGR"), 0);
    let gone = status["findings"].as_array().unwrap();
    let gone = gone.iter().find(|f| f[1]["code"] == "return-gone").unwrap();
    assert_eq!(gone[0], BULGARIA);
    stage.done(&[
        "resolve",
        BULGARIA,
        "--because",
        "withdrawn by the Government",
    ]);
    assert!(
        !stage
            .done(&["status", "--json"])
            .out
            .contains("return-gone")
    );
    std::fs::write(inbox(&stage, BULGARIA), bytes).unwrap();
    stage.done(&["run"]);
    let back = stage.status();
    assert_eq!(answered(&back, "BGR"), 5);
    assert_eq!(
        the_return(&back, BULGARIA)["received"],
        the_return(&before, BULGARIA)["received"]
    );
}

#[test]
fn the_day_of_arrival_and_the_day_of_submission_are_both_shown() {
    let stage = Stage::new();
    stage.done(&["ingest"]);
    let status = stage.status();
    let one = the_return(&status, BULGARIA);
    let received = one["received"].as_str().unwrap();
    assert!(received.parse::<jiff::Timestamp>().is_ok(), "{received}");
    let submitted = one["submitted"].as_str().unwrap();
    let shown = stage.done(&["status"]).out;
    let row = shown.lines().find(|l| l.starts_with("Bulgaria ")).unwrap();
    assert!(
        row.contains(submitted) && row.contains(&received[..10]),
        "{row}"
    );
}

#[test]
fn the_limits_of_the_settings_hold_and_are_looked_over() {
    let stage = Stage::new();
    let settings = stage.path().join("note.toml");
    let text = std::fs::read_to_string(&settings).unwrap();
    std::fs::write(&settings, format!("{text}\n[limits]\nelements = 40\n")).unwrap();
    let ran = stage.run(&["ingest"]);
    assert_eq!(
        ran.code, 2,
        "a blank form over the limits was read: {}",
        ran.err
    );
    assert!(ran.err.contains("larger than this program"), "{}", ran.err);
    for (wrong, word) in [
        ("file_megabytes = 0", "from 1 to"),
        ("depth = 9000", "limits.depth"),
        ("file_size = 3", "file_size"),
    ] {
        std::fs::write(&settings, format!("{text}\n[limits]\n{wrong}\n")).unwrap();
        let ran = stage.run(&["ingest"]);
        assert_eq!(ran.code, 2, "{wrong}");
        assert!(
            ran.err.contains(word) && ran.err.contains("line"),
            "{}",
            ran.err
        );
    }
    // A large file is refused under a small limit and read when the limit is raised.
    let large = inbox(&stage, "large.docx");
    let mut bytes = std::fs::read(inbox(&stage, BULGARIA)).unwrap();
    bytes.resize((1 << 20) + 5, b'x');
    std::fs::write(&large, bytes).unwrap();
    std::fs::write(&settings, format!("{text}\n[limits]\nfile_megabytes = 1\n")).unwrap();
    assert_eq!(stage.run(&["ingest"]).code, 1);
    assert_eq!(needs(&stage.status(), "large.docx"), ["too-large"]);
    let shown = stage.done(&["status"]).out;
    assert!(shown.contains("2 MB, and the limit is 1 MB"), "{shown}");
    std::fs::write(&settings, &text).unwrap();
    assert_eq!(stage.run(&["ingest"]).code, 1);
    assert_eq!(needs(&stage.status(), "large.docx"), ["cut-short"]);
}
