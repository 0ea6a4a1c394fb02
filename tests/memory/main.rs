//! The memory through the program: formats in and out, upkeep, kills, bad files, other programs.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    missing_docs
)]

#[path = "../dossier/stage.rs"]
#[allow(dead_code)]
mod stage;

#[path = "../peers/mod.rs"]
mod peers;

mod bad_input;
mod concordance;
mod formats;
mod interop;
mod kills;
mod mutations;
mod upkeep;

use std::path::{Path, PathBuf};

use serde_json::Value;
use stage::{Ran, run};

/// A folder with a memory `m.db` in it.
pub(crate) struct Bench {
    pub dir: tempfile::TempDir,
}

impl Bench {
    pub fn new() -> Self {
        Self {
            dir: tempfile::tempdir().unwrap(),
        }
    }
    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }
    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, text).unwrap();
        path
    }
    /// Runs `memory COMMAND --memory m.db` with further arguments.
    pub fn memory(&self, command: &str, arguments: &[&str]) -> Ran {
        self.memory_at("m.db", command, arguments)
    }
    pub fn memory_at(&self, name: &str, command: &str, arguments: &[&str]) -> Ran {
        let at = self.path(name);
        let mut all = vec!["memory", command, "--memory", text(&at)];
        all.extend_from_slice(arguments);
        run(&all)
    }
    /// The same, and wants exit code 0.
    pub fn done(&self, command: &str, arguments: &[&str]) -> Ran {
        let ran = self.memory(command, arguments);
        assert_eq!(
            ran.code, 0,
            "{command} {arguments:?}\n{}\n{}",
            ran.out, ran.err
        );
        ran
    }
    /// Imports files into `m.db`.
    pub fn import(&self, files: &[&Path]) -> Ran {
        let files: Vec<&str> = files.iter().map(|f| text(f)).collect();
        self.done("import", &files)
    }
    pub fn stats(&self, name: &str) -> Value {
        let ran = self.memory_at(name, "stats", &["--json"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        serde_json::from_str(&ran.out).unwrap()
    }
    /// Everything in a memory as TMX, without the ids that it gives itself.
    pub fn tmx(&self, name: &str) -> String {
        let out = self.path("whole.tmx");
        let ran = self.memory_at(name, "export", &["--statements", text(&out)]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        std::fs::read_to_string(out).unwrap()
    }
}

pub fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

pub fn records(ran: &Ran) -> Vec<Value> {
    ran.out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// A TMX file of so many units, numbered in both languages.
pub fn numbered(count: usize) -> String {
    let units: String = (0..count)
        .map(|n| {
            format!(
                "<tu tuid=\"t{n}\"><prop type=\"x-symbol\">TEST/{}</prop><tuv xml:lang=\"en\"><seg>The harbour number {n} was lit.</seg></tuv><tuv xml:lang=\"fr\"><seg>Le port numéro {n} a été éclairé.</seg></tuv></tu>\n",
                n / 50
            )
        })
        .collect();
    tmx(&units)
}

pub fn tmx(units: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n<tmx version=\"1.4\">\n<header creationtool=\"test\" creationtoolversion=\"1\" segtype=\"paragraph\" o-tmf=\"none\" adminlang=\"en\" srclang=\"en\" datatype=\"plaintext\"/>\n<body>\n{units}</body>\n</tmx>\n"
    )
}

/// Two harbours: with codes, notes, three languages, two translations of one source.
pub fn harbours() -> String {
    tmx(concat!(
        "<tu tuid=\"p1\" creationdate=\"20190708T120000Z\" creationid=\"mw\" usagecount=\"3\"><note>Read twice.</note>",
        "<prop type=\"x-symbol\">TEST/HARBOUR/1/2</prop><prop type=\"x-year\">2019</prop><prop type=\"x-paragraph\">4</prop>",
        "<prop type=\"x-country\">NOR SVN</prop><prop type=\"x-alignment\">confirmed</prop><prop type=\"client\">archive &amp; co</prop>",
        "<tuv xml:lang=\"en\"><seg>The <bpt i=\"1\" x=\"1\">&lt;b&gt;</bpt>harbours<ept i=\"1\">&lt;/b&gt;</ept> were lit<ph x=\"2\" type=\"fnote\">&lt;fn/&gt;</ph>.</seg></tuv>",
        "<tuv xml:lang=\"fr\"><seg>Les <bpt i=\"1\" x=\"1\">&lt;b&gt;</bpt>ports<ept i=\"1\">&lt;/b&gt;</ept> ont été éclairés<ph x=\"2\" type=\"fnote\">&lt;fn/&gt;</ph>.</seg></tuv></tu>\n",
        "<tu tuid=\"p2\"><prop type=\"x-symbol\">TEST/HARBOUR/1/2</prop><prop type=\"x-paragraph\">5</prop>",
        "<tuv xml:lang=\"en\"><seg>The second harbour stayed dark.</seg></tuv><tuv xml:lang=\"fr\"><seg>Le deuxième port est resté dans l’obscurité.</seg></tuv>",
        "<tuv xml:lang=\"es\"><seg>El segundo puerto quedó a oscuras.</seg></tuv></tu>\n",
        "<tu tuid=\"p3\"><prop type=\"x-symbol\">TEST/HARBOUR/2/2</prop>",
        "<tuv xml:lang=\"en\"><seg>The second harbour stayed dark.</seg></tuv><tuv xml:lang=\"fr\"><seg>Le second port n’a pas été éclairé.</seg></tuv></tu>\n",
        "<tu tuid=\"p4\"><tuv xml:lang=\"en\"><seg>The second harbour, stayed dark</seg></tuv><tuv xml:lang=\"fr\"><seg>Second port, sombre</seg></tuv></tu>\n",
    ))
}
