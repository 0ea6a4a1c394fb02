//! A copy of the worked dossier, the program to run on it, and ways to look at what it wrote.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use rapporteur::docx::read::{Limits, outline, read};

pub struct Stage {
    pub dir: tempfile::TempDir,
}

/// What a run of the program gave.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

pub fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for item in std::fs::read_dir(from).unwrap() {
        let path = item.unwrap().path();
        let name = path.file_name().unwrap();
        // What an earlier run left behind in the fixture is not part of it.
        let left = ["out", "rapporteur.db", "memory.db"];
        if left.iter().any(|l| name.to_string_lossy().starts_with(l)) {
            continue;
        }
        if path.is_dir() {
            copy(&path, &to.join(name));
        } else {
            std::fs::copy(&path, to.join(name)).unwrap();
        }
    }
}

pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rapporteur"));
    command
        .env_remove("SOURCE_DATE_EPOCH")
        .env("USER", "officer")
        .env_remove("USERNAME")
        .stdin(Stdio::null());
    command
}

pub fn ran(output: &Output) -> Ran {
    Ran {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout.clone()).unwrap(),
        err: String::from_utf8(output.stderr.clone()).unwrap(),
    }
}

/// Runs the program with arguments, and nothing on standard input.
pub fn run(arguments: &[&str]) -> Ran {
    ran(&program().args(arguments).output().unwrap())
}

/// Runs the program with arguments and text on standard input.
pub fn pipe(arguments: &[&str], input: &str) -> Ran {
    use std::io::Write;
    let mut child = program()
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let text = input.to_owned();
    let writer = std::thread::spawn(move || {
        let _ = stdin.write_all(text.as_bytes());
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    ran(&output)
}

impl Stage {
    /// A fresh copy of the worked dossier.
    pub fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        copy(&fixtures().join("dossier"), dir.path());
        Self { dir }
    }
    pub fn path(&self) -> &Path {
        self.dir.path()
    }
    /// Runs a command with `-C` set to this dossier.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        let mut all = vec!["-C", self.path().to_str().unwrap()];
        all.extend_from_slice(arguments);
        run(&all)
    }
    /// Runs and wants exit code 0.
    pub fn done(&self, arguments: &[&str]) -> Ran {
        let ran = self.run(arguments);
        assert_eq!(ran.code, 0, "{arguments:?}\n{}\n{}", ran.out, ran.err);
        ran
    }
    pub fn note(&self, lang: &str) -> PathBuf {
        self.path().join("out").join(format!("note-{lang}.docx"))
    }
    pub fn bytes(&self, lang: &str) -> Vec<u8> {
        std::fs::read(self.note(lang)).unwrap()
    }
    /// The numbered paragraphs of a built note, by the labels that Word would compute.
    pub fn paragraphs(&self, lang: &str) -> Vec<(u32, String)> {
        let document = read(&self.bytes(lang), &Limits::default()).unwrap();
        document
            .body_paragraphs()
            .into_iter()
            .filter(|p| p.heading.is_none())
            .filter_map(|p| {
                let number = p.label.as_deref()?.strip_suffix('.')?.parse().ok()?;
                Some((number, p.text()))
            })
            .collect()
    }
    pub fn outline(&self, lang: &str) -> String {
        outline(&read(&self.bytes(lang), &Limits::default()).unwrap())
    }
    pub fn status(&self) -> serde_json::Value {
        serde_json::from_str(&self.done(&["status", "--json"]).out).unwrap()
    }
    /// Everything in a folder of the dossier with its bytes.
    pub fn folder(&self, name: &str) -> Vec<(String, Vec<u8>)> {
        let mut out: Vec<_> = std::fs::read_dir(self.path().join(name))
            .unwrap()
            .map(|e| e.unwrap().path())
            .filter(|p| p.is_file())
            .map(|p| {
                (
                    p.file_name().unwrap().to_string_lossy().into_owned(),
                    std::fs::read(&p).unwrap(),
                )
            })
            .collect();
        out.sort();
        out
    }
}
