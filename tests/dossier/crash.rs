//! A kill at any moment loses at most the action in flight.

use std::time::Duration;

use crate::stage::{Stage, program};

#[test]
fn killed_runs_are_taken_up_and_end_in_the_same_notes() {
    let whole = Stage::new();
    whole.done(&["run"]);
    let stage = Stage::new();
    let mut killed = 0;
    for step in 1..=12u64 {
        let mut child = program()
            .args(["run", stage.path().to_str().unwrap()])
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(step * step * 4));
        if child.try_wait().unwrap().is_none() {
            killed += 1;
        }
        let _ = child.kill();
        child.wait().unwrap();
    }
    assert!(
        killed > 2,
        "the program was too fast to be killed on its way"
    );
    stage.done(&["run"]);
    for lang in ["en", "fr"] {
        assert!(
            whole.bytes(lang) == stage.bytes(lang),
            "note-{lang} differs after kills"
        );
    }
    let left: Vec<_> = stage
        .folder("out")
        .into_iter()
        .map(|(name, _)| name)
        .filter(|n| n.ends_with(".tmp"))
        .collect();
    assert!(left.len() <= killed, "{left:?}");
}

#[cfg(unix)]
#[test]
fn ctrl_c_stops_with_a_plain_word_and_the_next_run_goes_on() {
    let stage = Stage::new();
    let child = program()
        .args(["run", stage.path().to_str().unwrap()])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    std::thread::sleep(Duration::from_millis(40));
    let pid = child.id().to_string();
    std::process::Command::new("kill")
        .args(["-INT", &pid])
        .status()
        .unwrap();
    let ran = crate::stage::ran(&child.wait_with_output().unwrap());
    // It may have been done already; if not it says that it stopped.
    assert!(
        ran.code == 0 || ran.err.contains("stopped as asked"),
        "{} {}",
        ran.code,
        ran.err
    );
    stage.done(&["run"]);
    assert!(stage.note("fr").is_file());
}
