//! The commands of upkeep: previews change nothing, what is done can be taken back.

use crate::{Bench, harbours, numbered, records, text, tmx};

fn bench() -> Bench {
    let bench = Bench::new();
    let file = bench.write("a.tmx", harbours());
    bench.import(&[&file]);
    bench
}

#[test]
fn words_are_replaced_after_a_preview_and_taken_back() {
    let bench = bench();
    let before = bench.tmx("m.db");
    let words = [
        "--find", "harbour", "--with", "port", "--lang", "en", "--json",
    ];
    let preview = records(&bench.done("replace", &words));
    assert_eq!(preview.len(), 3);
    assert_eq!(preview[0]["before"], "The second harbour stayed dark.");
    assert_eq!(preview[0]["after"], "The second port stayed dark.");
    assert_eq!(bench.tmx("m.db"), before, "a preview changes nothing");
    let mut doing = words.to_vec();
    doing.extend(["--apply", "--symbol", "TEST/HARBOUR/1/2"]);
    assert_eq!(records(&bench.done("replace", &doing)).len(), 1);
    let after = bench.tmx("m.db");
    assert!(after.contains("The second port stayed dark.") && after.contains("resté dans"));
    assert!(
        after.contains("The second harbour stayed dark."),
        "the other document"
    );
    let old = records(&bench.done("history", &["--json", "u2"])).remove(0);
    assert_eq!(old["visible"], false);
    let new = old["events"].as_array().unwrap().last().unwrap()["unit"]
        .as_str()
        .unwrap()
        .to_owned();
    let told = bench.done("history", &[&new]).out;
    assert!(
        told.contains("officer") && told.contains("“harbour” by “port”"),
        "{told}"
    );
    bench.done("undo", &[]);
    assert_eq!(bench.tmx("m.db"), before);
    // With inline codes in the text the codes go, the words stay.
    bench.done("replace", &["--find", "lit", "--with", "bright", "--apply"]);
    assert!(
        bench
            .tmx("m.db")
            .contains("<seg>The harbours were bright.</seg>")
    );
}

#[test]
fn units_are_deleted_after_a_preview_and_taken_back() {
    let bench = bench();
    let before = bench.tmx("m.db");
    assert_eq!(
        bench.memory("delete", &["--apply"]).code,
        2,
        "never everything"
    );
    let asked = ["--symbol", "TEST/HARBOUR/1/2", "--json"];
    assert_eq!(records(&bench.done("delete", &asked)).len(), 2);
    assert_eq!(bench.tmx("m.db"), before);
    bench.done("delete", &["--symbol", "TEST/HARBOUR/1/2", "--apply"]);
    assert_eq!(bench.stats("m.db")["units"], 2);
    let none = bench.done("delete", &["--symbol", "TEST/HARBOUR/1/2", "--apply"]);
    assert!(none.err.contains("Nothing was found."));
    let undone = records(&bench.done("undo", &["--json"])).remove(0);
    assert_eq!(undone["undone"]["kind"], "delete");
    assert_eq!(bench.tmx("m.db"), before);
    // Deleted once more and imported again, it is back.
    bench.done("delete", &["--symbol", "TEST/HARBOUR/1/2", "--apply"]);
    bench.import(&[&bench.path("a.tmx")]);
    assert_eq!(bench.stats("m.db")["units"], 4);
    let kinds: Vec<String> = records(&bench.done("history", &["--json"]))
        .iter()
        .map(|o| o["kind"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(kinds, ["import", "delete", "undo", "delete", "import"]);
}

#[test]
fn conflicts_and_near_duplicates_are_shown() {
    let bench = bench();
    let found = records(&bench.done("conflicts", &["--from", "en", "--to", "fr", "--json"]));
    assert_eq!(found.len(), 2, "{found:?}");
    assert_eq!(found[0]["kind"], "same-source");
    assert_eq!(found[0]["pairs"].as_array().unwrap().len(), 2);
    assert_eq!(found[1]["kind"], "near-duplicate");
    assert_eq!(found[1]["pairs"].as_array().unwrap().len(), 3);
    let asked = ["--from", "en", "--to", "fr", "--min-score"];
    let alike = |least: &str| {
        let all = bench.done("conflicts", &[&asked[..], &[least, "--json"]].concat());
        let mut all = records(&all);
        all.retain(|c| c["kind"] == "alike");
        all
    };
    assert!(alike("95").is_empty(), "capitals and marks are told once");
    let more = bench.write(
        "near.tmx",
        tmx(
            "<tu><tuv xml:lang=\"en\"><seg>The second harbour stayed very dark.</seg></tuv>\
             <tuv xml:lang=\"fr\"><seg>Le second port est resté très sombre.</seg></tuv></tu>",
        ),
    );
    bench.import(&[&more]);
    let near = alike("75");
    assert_eq!(near.len(), 3, "{near:?}");
    for pair in &near {
        let sides = pair["pairs"].as_array().unwrap();
        assert!(pair["score"].as_f64().unwrap() >= 75.0 && sides.len() == 2);
        assert!(sides[1]["source"].as_str().unwrap().contains("very dark"));
    }
    let refused = bench.memory("conflicts", &[&asked[..], &["101"]].concat());
    assert_eq!(refused.code, 2);
    let none = bench.done("conflicts", &["--from", "es", "--to", "fr"]);
    assert!(none.out.is_empty() && none.err.contains("No conflicts"));
}

#[test]
fn memories_are_merged_with_all_places() {
    let bench = bench();
    let other = bench.write(
        "b.tmx",
        harbours()
            .replace("TEST/HARBOUR", "OTHER/HARBOUR")
            .replace("dark", "black"),
    );
    let terms = bench.write("t.csv", "en,fr\nquay,quai\n");
    let ran = bench.memory_at(
        "b.db",
        "import",
        &[text(&other), text(&terms), text(&bench.path("a.tmx"))],
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    let b = bench.path("b.db");
    let merged = records(&bench.done("merge", &["--json", text(&b)])).remove(0);
    assert_eq!(merged["new"], 3, "{merged}");
    let stats = bench.stats("m.db");
    assert_eq!(
        (stats["units"].as_u64(), stats["concepts"].as_u64()),
        (Some(7), Some(1))
    );
    assert_eq!(stats["occurrences"], bench.stats("b.db")["occurrences"]);
    let again = records(&bench.done("merge", &["--json", text(&b)])).remove(0);
    assert_eq!(again["new"], 0);
    assert_eq!(bench.stats("m.db")["occurrences"], stats["occurrences"]);
    assert_eq!(bench.memory("merge", &[text(&bench.path("m.db"))]).code, 2);
}

#[test]
fn a_backup_is_a_memory_and_replaces_only_memories() {
    let bench = bench();
    let holder = rusqlite::Connection::open(bench.path("m.db")).unwrap();
    holder
        .execute_batch("BEGIN; SELECT count(*) FROM units;")
        .unwrap();
    let out = bench.path("copy.db");
    bench.done("backup", &[text(&out)]);
    bench.done("backup", &[text(&out)]);
    holder.execute_batch("ROLLBACK").unwrap();
    assert_eq!(bench.tmx("copy.db"), bench.tmx("m.db"));
    let letter = bench.write("letter.txt", "Dear colleague,");
    let ran = bench.memory("backup", &[text(&letter)]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert_eq!(std::fs::read_to_string(&letter).unwrap(), "Dear colleague,");
    assert_eq!(bench.memory("backup", &[text(&bench.path("m.db"))]).code, 2);
    assert_eq!(bench.memory_at("none.db", "backup", &[text(&out)]).code, 2);
}

#[test]
fn room_is_given_back_and_nothing_else_changes() {
    let bench = bench();
    let many = bench.write("many.tmx", numbered(3_000));
    bench.import(&[&many]);
    bench.done("undo", &[]);
    let before = bench.tmx("m.db");
    let done = records(&bench.done("compact", &["--json", "--drop-unfinished"])).remove(0);
    assert!(done["after"].as_u64().unwrap() > 0);
    assert_eq!(bench.tmx("m.db"), before);
    assert_eq!(bench.memory("doctor", &[]).code, 0);
}

#[test]
fn a_damaged_memory_is_named_saved_and_sound_again() {
    let bench = Bench::new();
    let file = bench.write("a.tmx", numbered(2_000));
    bench.import(&[&file]);
    assert!(bench.done("doctor", &[]).err.contains("sound"));
    let m = bench.path("m.db");
    let mut bytes = std::fs::read(&m).unwrap();
    for page in [20usize, 21, 45] {
        bytes[page * 4_096..(page + 1) * 4_096].fill(0x5A);
    }
    std::fs::write(&m, bytes).unwrap();
    let ran = bench.memory("doctor", &["--json"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert_eq!(records(&ran)[0]["code"], "memory-damaged");
    assert!(bench.memory("doctor", &[]).out.contains("memory recover"));
    let ran = bench.memory("export", &[text(&bench.path("x.tmx"))]);
    assert_eq!(ran.code, 3, "damage is no fault of the person: {}", ran.err);
    assert!(!bench.path("x.tmx").exists(), "no half file");
    let out = bench.path("saved.db");
    let ran = crate::run(&["memory", "recover", "--json", text(&m), text(&out)]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    let saved = &records(&ran)[0];
    assert!(saved["units"].as_u64().unwrap() > 1_700, "{saved}");
    assert!(saved["unreadable"].as_u64().unwrap() <= 3, "{saved}");
    assert_eq!(bench.memory_at("saved.db", "doctor", &[]).code, 0);
    assert_eq!(
        crate::run(&["memory", "recover", text(&m), text(&out)]).code,
        2,
        "never over a file"
    );
}
