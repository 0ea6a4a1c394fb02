//! `watch`: files are read when they are complete, one line each at once, until Ctrl-C.
#![cfg(unix)]

use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::stage::{Stage, fixtures, program};

const BULGARIA: &str = "Bulgaria - questionnaire 2026.docx";

/// A running `watch`, with what it says in files.
struct Watching {
    child: Child,
    out: PathBuf,
    err: PathBuf,
    _dir: tempfile::TempDir,
}

impl Watching {
    fn begin(stage: &Stage, more: &[&str]) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let (out, err) = (dir.path().join("out"), dir.path().join("err"));
        let child = program()
            .arg("watch")
            .arg(stage.path())
            .args(more)
            .stdout(Stdio::from(std::fs::File::create(&out).unwrap()))
            .stderr(Stdio::from(std::fs::File::create(&err).unwrap()))
            .spawn()
            .unwrap();
        let one = Self {
            child,
            out,
            err,
            _dir: dir,
        };
        one.says("Watching");
        one
    }
    fn said(&self) -> String {
        std::fs::read_to_string(&self.err).unwrap()
    }
    fn records(&self) -> String {
        std::fs::read_to_string(&self.out).unwrap()
    }
    /// Waits until it has said something, and returns the line.
    fn says(&self, words: &str) -> String {
        let begin = Instant::now();
        loop {
            let said = self.said() + &self.records();
            if let Some(line) = said.lines().find(|l| l.contains(words)) {
                return line.to_owned();
            }
            assert!(
                begin.elapsed() < Duration::from_secs(90),
                "“{words}” was never said:\n{said}"
            );
            std::thread::sleep(Duration::from_millis(50));
        }
    }
    /// Ctrl-C; returns all that was said.
    fn end(mut self) -> String {
        let pid = self.child.id().to_string();
        Command::new("kill").args(["-INT", &pid]).status().unwrap();
        let ended = self.child.wait().unwrap();
        let said = self.said();
        assert_eq!(ended.code(), Some(0), "{said}");
        said
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn trouble(stage: &Stage, name: &str) {
    let from = fixtures().join("dossier/trouble").join(name);
    std::fs::copy(from, stage.path().join("inbox").join(name)).unwrap();
}

#[test]
fn a_file_is_read_when_it_is_complete_and_not_before() {
    let stage = Stage::new();
    let there = stage.path().join("inbox").join(BULGARIA);
    let bytes = std::fs::read(&there).unwrap();
    std::fs::remove_file(&there).unwrap();
    stage.done(&["ingest"]);
    let watching = Watching::begin(&stage, &[]);

    // A download under another name, then half of the file at its full size, then the rest.
    let partial = stage.path().join("inbox/Bulgaria.docx.crdownload");
    std::fs::write(&partial, &bytes).unwrap();
    let mut half = bytes.clone();
    let middle = half.len() / 2;
    half[middle..].fill(0);
    std::fs::write(&there, &half).unwrap();
    let waits = watching.says("it is read when it is complete");
    assert!(waits.contains(BULGARIA), "{waits}");
    std::fs::write(&there, &bytes).unwrap();
    let line = watching.says("✓ Bulgaria");
    assert!(line.ends_with("Bulgaria, 5 of 7 answered"), "{line}");

    // What needs a person is said at once too, and the next file is read after it.
    trouble(&stage, "Belgique_signé.docx");
    watching.says("✗ Belgique_signé.docx: this is a PDF file");
    trouble(&stage, "HONMAIL questionnaire (1).docx");
    watching.says("? HONMAIL questionnaire (1).docx: country not known");

    // Commands work beside it.
    stage.done(&["attribute", "HONMAIL questionnaire (1).docx", "NOR"]);
    stage.done(&["build"]);
    std::fs::remove_file(&partial).unwrap();
    std::fs::remove_file(&there).unwrap();
    watching.says("no longer in the inbox");

    let said = watching.end();
    assert!(
        said.contains("Ended: 3 files read, 18 in the inbox"),
        "{said}"
    );
    assert!(said.contains("1 file waits for a person"), "{said}");
    assert_eq!(
        said.matches("✓").count(),
        1,
        "a known file was told again:\n{said}"
    );
    assert!(!said.contains(&format!("✗ {BULGARIA}")), "{said}");
}

#[test]
fn a_file_renamed_into_place_is_read_and_texts_are_proposed() {
    let stage = Stage::new();
    let there = stage.path().join("inbox").join(BULGARIA);
    let aside = stage.path().join(BULGARIA);
    std::fs::rename(&there, &aside).unwrap();
    stage.done(&["ingest"]);
    let watching = Watching::begin(&stage, &["--json", "--poll", "1"]);
    let other = Watching::begin(&stage, &[]);
    // As Word saves: a working file, then the name.
    let working = stage.path().join("inbox/~WRD0001.tmp");
    std::fs::copy(&aside, &working).unwrap();
    std::fs::rename(&working, &there).unwrap();
    let record: serde_json::Value = serde_json::from_str(&watching.says("BGR")).unwrap();
    assert_eq!(record["file"], BULGARIA);
    assert_eq!(
        (&record["answered"], &record["asked"]),
        (&5.into(), &7.into())
    );
    let begin = Instant::now();
    loop {
        let status = stage.status();
        let rows = status["countries"].as_array().unwrap();
        let row = rows.iter().find(|c| c["country"] == "BGR").unwrap();
        let cells = row["cells"].as_object().unwrap();
        if cells
            .values()
            .any(|state| state == "drafted" || state == "translated")
        {
            break;
        }
        assert!(
            begin.elapsed() < Duration::from_secs(60),
            "no text was proposed: {row}"
        );
        std::thread::sleep(Duration::from_millis(200));
    }
    let records = watching.records();
    for line in records.lines() {
        serde_json::from_str::<serde_json::Value>(line).unwrap();
    }
    assert_eq!(records.lines().count(), 1, "{records}");
    // Whoever of the two read it, both say it.
    let line = other.says("✓ Bulgaria");
    assert!(line.contains("5 of 7"), "{line}");
    watching.end();
    other.end();
    assert_eq!(
        stage
            .done(&["ingest", "--json"])
            .out
            .matches("\"new\":true")
            .count(),
        0
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_cannot_be_opened_is_told_once_and_read_when_it_can_be() {
    let stage = Stage::new();
    let there = stage.path().join("inbox").join(BULGARIA);
    let aside = stage.path().join(BULGARIA);
    std::fs::rename(&there, &aside).unwrap();
    stage.done(&["ingest"]);
    let watching = Watching::begin(&stage, &[]);
    // It opens and cannot be read, as a file that Word holds.
    std::os::unix::fs::symlink("/proc/self/mem", &there).unwrap();
    watching.says("it is read when it is complete");
    watching.says(&format!("✗ {BULGARIA}: it cannot be read"));
    std::thread::sleep(Duration::from_secs(5));
    std::fs::remove_file(&there).unwrap();
    std::fs::rename(&aside, &there).unwrap();
    watching.says("✓ Bulgaria");
    let said = watching.end();
    assert_eq!(said.matches('✗').count(), 1, "{said}");
    assert!(said.contains("no file waits for a person"), "{said}");
}

#[test]
fn an_inbox_that_is_away_for_a_while_is_waited_for() {
    let stage = Stage::new();
    stage.done(&["ingest"]);
    let watching = Watching::begin(&stage, &["--poll", "1"]);
    let (inbox, away) = (stage.path().join("inbox"), stage.path().join("away"));
    std::fs::rename(&inbox, &away).unwrap();
    watching.says("the dossier has no inbox");
    std::fs::rename(&away, &inbox).unwrap();
    watching.says("Watching again");
    trouble(&stage, "Belgique_signé.docx");
    watching.says("✗ Belgique_signé.docx");
    let said = watching.end();
    assert!(!said.contains("no longer in the inbox"), "{said}");
    let nowhere = crate::stage::run(&["watch", "/nowhere/at/all"]);
    assert_eq!(nowhere.code, 2);
}
