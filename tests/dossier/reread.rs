//! Returns that cannot be read as they came, and are read in another way by a person's decision.

use jiff::Timestamp;
use rapporteur::dossier::Dossier;
use rapporteur::language::Resources;
use rapporteur::model::decision::Way;
use rapporteur::model::extraction::Statement;
use rapporteur::model::ids::Hash;
use rapporteur::workflow::{
    Desk, Obstacle, Silent, State, Surroundings, ingest, resolve, state, status, undo,
};

use crate::stage::{Stage, run};

const FILE: &str = "Denmark reply HONMAIL.docx";

fn desk(stage: &Stage) -> Desk {
    let resources = std::sync::Arc::new(Resources::embedded().unwrap());
    Desk::new(Dossier::open(stage.path()).unwrap(), resources)
}

fn around() -> Surroundings<'static> {
    Surroundings {
        now: Timestamp::from_second(1_790_000_000).unwrap(),
        person: "officer",
        progress: &Silent,
        stop: &|| false,
    }
}

/// The dossier with Denmark's return cut within its main text; gives the bytes that are left.
fn damaged(stage: &Stage) -> Vec<u8> {
    let path = stage.path().join("inbox").join(FILE);
    let bytes = std::fs::read(&path).unwrap();
    let name = b"word/document.xml";
    let at = bytes.windows(name.len()).position(|w| w == name).unwrap();
    let packed = u32::from_le_bytes(bytes[at - 12..at - 8].try_into().unwrap()) as usize;
    let cut = bytes[..at + name.len() + packed * 3 / 4].to_vec();
    std::fs::write(&path, &cut).unwrap();
    cut
}

fn view(now: &State) -> &rapporteur::workflow::ReturnView {
    let found = now
        .returns
        .iter()
        .find(|v| v.record.present && v.record.file == FILE);
    found.unwrap()
}

#[test]
fn a_damaged_return_is_recovered_by_decision_and_stays_marked() {
    let stage = Stage::new();
    let bytes = damaged(&stage);
    let first = stage.run(&["ingest"]);
    assert_eq!(first.code, 1, "{}", first.err);
    assert!(
        first.err.contains("cut short") && first.err.contains("--salvage"),
        "{}",
        first.err
    );
    assert!(!first.err.contains("EOCD"), "{}", first.err);

    let again = stage.run(&["reread", FILE, "--salvage"]);
    assert_eq!(again.code, 1, "{}", again.err);
    assert!(again.err.contains("breaks off after “"), "{}", again.err);

    // It survives another reading, and the file is the one that came.
    for _ in 0..2 {
        stage.run(&["ingest"]);
        let now = state(&desk(&stage)).unwrap();
        let v = view(&now);
        assert_eq!(v.record.id.0, Hash::of_bytes(&bytes));
        assert_eq!(v.way, Way::Salvage);
        assert!(v.needs_a_person() && v.salvaged());
        assert_eq!(v.country.unwrap().as_str(), "DNK");
        let x = v.record.extraction().unwrap();
        // The styles stand behind the break, so that no answer is sure, and each is listed.
        let unsure = |s: &Statement| s.confidence < 60 && s.evidence.contains("damaged");
        assert!(x.statements.iter().all(unsure), "{:?}", x.statements);
        assert!(x.statements.len() > 1);
        let asked = |q: &&Obstacle| q.code == "placement-open" && q.message.starts_with(FILE);
        let asked = status(&desk(&stage))
            .unwrap()
            .questions
            .iter()
            .filter(asked)
            .count();
        assert_eq!(
            asked,
            x.statements.iter().filter(|s| !s.text.is_empty()).count()
        );
        assert!(x.findings.iter().any(|f| f.code == "answer-unsure"));
    }
    let status = stage.run(&["status"]).out;
    assert!(status.contains("[salvaged]"), "{status}");
    assert_eq!(stage.run(&["build", "--final"]).code, 1);

    // Somebody compares it: it is off the list. Read anew, it is on the list again.
    let desk = desk(&stage);
    let id = view(&state(&desk).unwrap()).record.id.clone();
    let now = resolve(&desk, &around(), &id, "compared with the copy on paper").unwrap();
    assert!(!view(&now).needs_a_person());
    stage.run(&["reread", FILE, "--salvage"]);
    assert!(view(&state(&desk).unwrap()).needs_a_person());

    // Every decision can be taken back.
    for _ in 0..3 {
        undo(&desk, &around()).unwrap().unwrap();
    }
    ingest(&desk, &around()).unwrap();
    let now = state(&desk).unwrap();
    assert_eq!(view(&now).way, Way::AsItCame);
    assert!(view(&now).record.extraction().is_none());
}

#[test]
fn the_way_must_fit_the_file() {
    let stage = Stage::new();
    stage.done(&["ingest"]);
    let sound = stage.run(&["reread", FILE, "--salvage"]);
    assert_eq!(sound.code, 2, "{}", sound.err);
    assert!(sound.err.contains("not damaged"), "{}", sound.err);
    assert_eq!(stage.run(&["reread", FILE]).code, 2);
    assert_eq!(
        stage.run(&["reread", FILE, "--salvage", "--convert"]).code,
        2
    );
    assert_eq!(stage.run(&["reread", "nothing.docx", "--salvage"]).code, 2);
    std::fs::write(stage.path().join("inbox/reply.rtf"), b"{\\rtf1 Answer}").unwrap();
    stage.run(&["ingest"]);
    let missing = stage.run(&[
        "--soffice",
        "/nowhere/soffice",
        "reread",
        "reply.rtf",
        "--convert",
    ]);
    assert_eq!(missing.code, 2, "{}", missing.err);
    assert!(
        missing.err.contains("LibreOffice was not found"),
        "{}",
        missing.err
    );
}

#[test]
fn the_pipes_recover_on_request_and_say_so() {
    let stage = Stage::new();
    damaged(&stage);
    let path = stage.path().join("inbox").join(FILE);
    let path = path.to_str().unwrap();
    let refused = run(&["read", "--json", path]);
    let line: serde_json::Value = serde_json::from_str(refused.out.trim()).unwrap();
    assert_eq!(line["code"], "cut-short");
    assert!(
        line["detail"].is_string() && line["hint"].is_string(),
        "{line}"
    );
    let read = run(&["read", "--json", "--salvage", path]);
    assert_eq!(read.code, 1);
    let line: serde_json::Value = serde_json::from_str(read.out.trim()).unwrap();
    assert!(line["error"].is_null() && line["text"].as_str().unwrap().len() > 500);
    assert_eq!(line["findings"][0]["code"], "salvaged");
    assert_eq!(line["findings"][0]["severity"], "error");
    let blank = stage.path().join("questionnaire/blank-en.docx");
    let extract = run(&[
        "extract",
        "--salvage",
        "--questionnaire",
        blank.to_str().unwrap(),
        "--json",
        path,
    ]);
    assert_eq!(extract.code, 1, "{}", extract.err);
    let line: serde_json::Value = serde_json::from_str(extract.out.trim()).unwrap();
    let said = line["statements"].as_array().unwrap();
    assert!(
        said.iter().any(|s| s["confidence"].as_u64().unwrap() < 60),
        "{line}"
    );
    assert_eq!(line["country"], "DNK");
}

/// Without a person's word on it, what was read of a conversion stands before the final note.
#[cfg(unix)]
#[test]
fn a_converted_return_waits_for_somebody_who_compares_it() {
    use std::os::unix::fs::PermissionsExt;

    let stage = Stage::new();
    let inbox = stage.path().join("inbox");
    let tools = tempfile::tempdir().unwrap();
    let word = tools.path().join("made.docx");
    std::fs::rename(inbox.join(FILE), &word).unwrap();
    std::fs::write(inbox.join("Denmark.rtf"), b"{\\rtf1 Answer}").unwrap();
    // It stands in for LibreOffice: the folder for the result follows --outdir.
    let soffice = tools.path().join("soffice");
    let script = format!(
        "#!/bin/sh\nwhile [ \"$1\" != --outdir ]; do shift; done\ncp '{}' \"$2/return.docx\"\n",
        word.display()
    );
    std::fs::write(&soffice, script).unwrap();
    std::fs::set_permissions(&soffice, std::fs::Permissions::from_mode(0o755)).unwrap();

    let first = stage.run(&["ingest"]);
    let command = "rapporteur reread \"Denmark.rtf\" --convert";
    assert!(first.err.contains(command), "{}", first.err);
    let soffice = soffice.to_str().unwrap();
    let done = stage.run(&["--soffice", soffice, "reread", "Denmark.rtf", "--convert"]);
    assert_eq!(done.code, 1, "{}", done.err);
    let waits = || {
        let open = status(&desk(&stage)).unwrap().obstacles;
        open.into_iter().any(|o| {
            o.code == "return-open" && o.message.starts_with("Denmark.rtf was read from a conv")
        })
    };
    assert!(waits());
    let said = stage.run(&["build", "--final"]);
    assert!(said.code == 1 && said.err.contains("nobody has compared it"));
    stage.done(&["resolve", "Denmark.rtf", "--because", "compared"]);
    assert!(!waits());
}

/// A word said of a file in which nothing was open does not cover what comes up later.
#[test]
fn there_must_be_something_to_deal_with() {
    let stage = Stage::new();
    stage.done(&["ingest"]);
    let early = stage.run(&["resolve", FILE, "--because", "looks well"]);
    assert_eq!(early.code, 2, "{}", early.err);
    assert!(early.err.contains("nothing in"), "{}", early.err);
}

/// The lists of `status` do not tell the same thing twice, and its table fits the line.
#[test]
fn the_status_tells_each_thing_once() {
    let stage = Stage::new();
    damaged(&stage);
    stage.run(&["run"]);
    stage.run(&["reread", FILE, "--salvage"]);
    let said = stage.run(&["status"]).out;
    let lists = said.split_once("\nNo reply yet:").unwrap();
    for line in lists.0.lines() {
        assert!(line.chars().count() <= 100, "{line}");
    }
    let count = |words: &str| said.matches(words).count();
    for once in [
        "not sure, and nobody has looked [placement-open]",
        "[salvaged]",
        "Annex: interceptions",
        "Türkiye, 1 (a):",
        "Latvia, 1 (b):",
        "UNODC questionnaire (final) NL.docx",
    ] {
        assert_eq!(count(once), 1, "{once}\n{said}");
    }
    // Doubts and letterheads are told once with their file, or not at all.
    for never in ["answer-unsure", "text-open", "КИРГИЗСКАЯ", "TUR, "] {
        assert_eq!(count(never), 0, "{never}\n{said}");
    }
    assert!(said.contains("things to settle:"), "{said}");
    let last = stage.run(&["build", "--final"]);
    assert!(last.err.lines().count() < 25, "{}", last.err);
}
