//! The review page in Chromium, driven by tests/browser/review.mjs.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod peers;
#[path = "dossier/stage.rs"]
#[allow(dead_code)]
mod stage;

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

struct Page(Child);

impl Drop for Page {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn an_officer_works_on_the_page() {
    let Some(modules) = peers::modules("playwright-core") else {
        return;
    };
    let stage = stage::Stage::new();
    stage.done(&["run"]);
    let mut server = Page(
        stage::program()
            .args(["review", stage.path().to_str().unwrap()])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap(),
    );
    let mut address = String::new();
    BufReader::new(server.0.stdout.take().unwrap())
        .read_line(&mut address)
        .unwrap();
    let pictures = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pages");
    std::fs::create_dir_all(&pictures).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/review.mjs");
    let upload = stage::fixtures().join("features/refused-email.docx");
    let output = Command::new("node")
        .arg(script)
        .arg(address.trim())
        .arg(upload)
        .arg(&pictures)
        .env("RAPPORTEUR_NODE_MODULES", modules)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}\n{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}
