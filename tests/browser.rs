//! The review page in Chromium. Every tests/browser/*.mjs that says `// A story` in its first line is
//! driven against a fresh copy of the worked dossier.
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

/// Runs a story: `node STORY ADDRESS FILE-TO-UPLOAD PICTURES-FOLDER`, with the program and the folder of
/// the dossier in `RAPPORTEUR` and `RAPPORTEUR_DOSSIER` for stories that start it anew.
fn tell(story: &Path) {
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
    let upload = stage::fixtures().join("features/refused-email.docx");
    let output = Command::new("node")
        .arg(story)
        .arg(address.trim())
        .arg(upload)
        .arg(&pictures)
        .env("RAPPORTEUR_NODE_MODULES", modules)
        .env("RAPPORTEUR", env!("CARGO_BIN_EXE_rapporteur"))
        .env("RAPPORTEUR_DOSSIER", stage.path())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}\n{}\n{}",
        story.display(),
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn people_work_on_the_page() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser");
    let mut stories: Vec<_> = std::fs::read_dir(dir)
        .unwrap()
        .map(|item| item.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "mjs"))
        .filter(|p| {
            std::fs::read_to_string(p)
                .unwrap()
                .starts_with("// A story")
        })
        .collect();
    stories.sort();
    assert!(!stories.is_empty());
    for story in stories {
        tell(&story);
    }
}
