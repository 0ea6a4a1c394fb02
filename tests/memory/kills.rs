//! A kill at any moment of an import leaves the old content or the new, and the import goes on.

use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::stage::program;
use crate::{Bench, numbered, text};

const OLD: u64 = 40;
const NEW: u64 = 60_000;

#[test]
fn a_killed_import_shows_nothing_or_all_and_can_be_taken_up() {
    let bench = Bench::new();
    let old = bench.write("old.tmx", numbered(OLD as usize));
    let file = bench.write("new.tmx", numbered(NEW as usize));
    // How long it takes as a whole tells when to kill.
    bench.memory_at("trial.db", "import", &[text(&old)]);
    let begun = Instant::now();
    let ran = bench.memory_at("trial.db", "import", &[text(&file)]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let whole = begun.elapsed();
    bench.import(&[&old]);
    let (mut seen_old, mut went_on) = (0, 0);
    for part in 1..=10u32 {
        let mut child = program()
            .args([
                "memory",
                "import",
                "--memory",
                text(&bench.path("m.db")),
                text(&file),
            ])
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(whole * part / 12);
        let finished = child.try_wait().unwrap().is_some();
        let _ = child.kill();
        child.wait().unwrap();
        let stats = bench.stats("m.db");
        let units = stats["units"].as_u64().unwrap();
        assert!(
            units == OLD || units == NEW,
            "{units} units after a kill at {part}/12"
        );
        if units == NEW {
            assert_eq!(stats["incomplete"], 0);
            break;
        }
        assert!(!finished);
        seen_old += 1;
        went_on += u32::from(stats["incomplete"] == 1);
        assert_eq!(bench.memory("doctor", &[]).code, 0);
    }
    assert!(seen_old > 0 && went_on > 0, "{seen_old} {went_on}");
    let ran = bench.done("import", &[text(&file)]);
    assert!(ran.err.contains(&format!("{NEW} units")), "{}", ran.err);
    let stats = bench.stats("m.db");
    assert_eq!(
        (stats["units"].as_u64(), stats["incomplete"].as_u64()),
        (Some(NEW), Some(0))
    );
    assert_eq!(
        stats["occurrences"].as_u64(),
        bench.stats("trial.db")["occurrences"].as_u64()
    );
    assert_eq!(bench.memory("doctor", &[]).code, 0);
}

#[test]
fn two_programs_write_one_memory_at_once() {
    let bench = Bench::new();
    let files: Vec<_> = (0..3)
        .map(|n| {
            let text = numbered(2_000).replace("harbour", &format!("quay {n}"));
            bench.write(&format!("f{n}.tmx"), text)
        })
        .collect();
    let children: Vec<_> = files
        .iter()
        .map(|file| {
            program()
                .args([
                    "memory",
                    "import",
                    "--memory",
                    text(&bench.path("m.db")),
                    text(file),
                ])
                .stderr(Stdio::null())
                .spawn()
                .unwrap()
        })
        .collect();
    // Readers see whole imports only, all the while.
    let until = Instant::now() + Duration::from_secs(1);
    while Instant::now() < until {
        if bench.path("m.db").is_file() {
            let ran = bench.memory("stats", &["--json"]);
            if ran.code == 0 {
                let stats: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
                assert_eq!(stats["units"].as_u64().unwrap() % 2_000, 0);
            }
        }
    }
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    assert_eq!(bench.stats("m.db")["units"], 6_000);
    assert_eq!(bench.memory("doctor", &[]).code, 0);
}
