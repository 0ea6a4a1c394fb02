//! Other programs that tests put our files before: the Open XML SDK's validator, LibreOffice, and
//! poppler's tools.
//!
//! A peer that is missing makes its test print why it is skipped and pass, unless RAPPORTEUR_PEERS
//! is `required`: then it fails. The validator is looked for in the folder RAPPORTEUR_NODE_MODULES,
//! else in ./node_modules.
#![allow(
    dead_code,
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr
)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Runs a peer; `None` when it is not there and need not be.
fn run(command: &mut Command, peer: &str) -> Option<Output> {
    match command.output() {
        Ok(output) => Some(output),
        Err(error) => {
            let required = std::env::var("RAPPORTEUR_PEERS").is_ok_and(|v| v == "required");
            assert!(!required, "{peer} is required and does not run: {error}");
            eprintln!("skipped: {peer} does not run here: {error}");
            None
        }
    }
}

/// The folder of the Node packages, when the named one is there.
pub fn modules(package: &str) -> Option<PathBuf> {
    let folder = node_modules();
    let there = folder.join(package).is_dir();
    let required = std::env::var("RAPPORTEUR_PEERS").is_ok_and(|v| v == "required");
    assert!(
        there || !required,
        "{package} is required and is not in {}",
        folder.display()
    );
    if !there {
        eprintln!("skipped: {package} is not in {}", folder.display());
    }
    there.then_some(folder)
}

/// What a script says, run by the Python that has the peers' packages.
pub fn python(script: &str, arguments: &[&str]) -> Option<String> {
    let program = std::env::var_os("RAPPORTEUR_PYTHON").unwrap_or_else(|| "python3".into());
    let required = std::env::var("RAPPORTEUR_PEERS").is_ok_and(|v| v == "required");
    let output = run(
        Command::new(program).arg("-c").arg(script).args(arguments),
        "python3",
    )?;
    let said = String::from_utf8_lossy(&output.stderr);
    if !required && said.contains("ModuleNotFoundError") {
        eprintln!("skipped: {said}");
        return None;
    }
    assert!(output.status.success(), "the script failed: {said}");
    Some(String::from_utf8(output.stdout).unwrap())
}

/// What a script says, run by Node.
pub fn node(script: &str, arguments: &[&str]) -> Option<String> {
    let output = run(
        Command::new("node").arg("-e").arg(script).args(arguments),
        "node",
    )?;
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "the script failed: {said}");
    Some(String::from_utf8(output.stdout).unwrap())
}

/// The table of `scripts/compare-readers`, run by the Python that has the peers' packages. Readers that
/// are not there are left out; when they are required the script fails.
pub fn compare_readers(arguments: &[&str]) -> Option<String> {
    let program = std::env::var_os("RAPPORTEUR_PYTHON").unwrap_or_else(|| "python3".into());
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/compare-readers");
    let output = run(Command::new(program).arg(script).args(arguments), "python3")?;
    let said = String::from_utf8_lossy(&output.stderr);
    eprint!("{said}");
    assert!(output.status.success(), "the readers differ: {said}");
    let table = String::from_utf8(output.stdout).unwrap();
    table.contains("python-docx").then_some(table)
}

/// Converts a file into another format in `folder` with LibreOffice.
pub fn convert(file: &Path, format: &str, folder: &Path) -> Option<PathBuf> {
    let profile = tempfile::tempdir().unwrap();
    let output = run(
        Command::new("soffice")
            .arg(format!(
                "-env:UserInstallation=file://{}",
                profile.path().display()
            ))
            .args(["--headless", "--convert-to", format, "--outdir"])
            .arg(folder)
            .arg(file),
        "soffice",
    )?;
    let made = folder.join(file.with_extension(format).file_name().unwrap());
    assert!(
        made.is_file(),
        "soffice made no {format}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    Some(made)
}

fn node_modules() -> PathBuf {
    std::env::var_os("RAPPORTEUR_NODE_MODULES")
        .map_or_else(|| PathBuf::from("node_modules"), PathBuf::from)
}

/// The faults that the Open XML SDK finds in a file for a version of Office (`Microsoft365`,
/// `Office2019`), each with its part and path.
pub fn validator(file: &Path, version: &str) -> Option<Vec<String>> {
    let program = node_modules().join(".bin/ooxml-validator");
    let output = run(
        Command::new(program)
            .arg(file)
            .args(["--officeVersion", version]),
        "ooxml-validator",
    )?;
    let text = String::from_utf8_lossy(&output.stdout);
    let report: serde_json::Value = serde_json::from_str(&text).unwrap_or_else(|e| {
        panic!(
            "the validator gave no report ({e}): {text}{}",
            String::from_utf8_lossy(&output.stderr)
        )
    });
    let word = |error: &serde_json::Value, key: &str| {
        error
            .get(key)
            .and_then(|v| v.as_str())
            .unwrap_or_default()
            .to_owned()
    };
    let errors: Vec<String> = report
        .get("errors")
        .and_then(|e| e.as_array())
        .into_iter()
        .flatten()
        .map(|e| {
            format!(
                "{} {}: {}",
                word(e, "path"),
                word(e, "xPath"),
                word(e, "description")
            )
        })
        .collect();
    let ok = report.get("ok").and_then(serde_json::Value::as_bool) == Some(true);
    assert!(
        ok || !errors.is_empty(),
        "the report says no and not why: {text}"
    );
    Some(errors)
}

/// Converts a file to PDF beside it with LibreOffice, in a profile of its own.
pub fn to_pdf(file: &Path) -> Option<PathBuf> {
    convert(file, "pdf", file.parent().unwrap())
}

/// The text of a PDF, its layout kept, pages parted by form feeds.
pub fn pdf_text(pdf: &Path) -> Option<String> {
    let output = run(
        Command::new("pdftotext").arg("-layout").arg(pdf).arg("-"),
        "pdftotext",
    )?;
    assert!(output.status.success(), "pdftotext failed on {pdf:?}");
    Some(String::from_utf8(output.stdout).unwrap())
}

/// The text of each page of a PDF.
pub fn pdf_pages(pdf: &Path) -> Option<Vec<String>> {
    let text = pdf_text(pdf)?;
    let mut pages: Vec<String> = text.split('\u{c}').map(str::to_owned).collect();
    // The text ends with a form feed.
    if pages.last().is_some_and(|p| p.trim().is_empty()) {
        pages.pop();
    }
    Some(pages)
}

/// The typefaces of a PDF, without the six letters before a part of one.
pub fn pdf_fonts(pdf: &Path) -> Option<Vec<String>> {
    let output = run(Command::new("pdffonts").arg(pdf), "pdffonts")?;
    assert!(output.status.success(), "pdffonts failed on {pdf:?}");
    let table = String::from_utf8(output.stdout).unwrap();
    let names = table.lines().skip(2).filter_map(|l| l.split(' ').next());
    Some(
        names
            .map(|n| n.split_once('+').map_or(n, |(_, name)| name).to_owned())
            .collect(),
    )
}

/// The program archive of OmegaT: `RAPPORTEUR_OMEGAT`, else where Debian puts it.
fn omegat() -> Option<PathBuf> {
    let jar = std::env::var_os("RAPPORTEUR_OMEGAT").map_or_else(
        || PathBuf::from("/usr/share/omegat/OmegaT.jar"),
        PathBuf::from,
    );
    let required = std::env::var("RAPPORTEUR_PEERS").is_ok_and(|v| v == "required");
    let there = jar.is_file();
    assert!(
        there || !required,
        "OmegaT is required and is not at {}",
        jar.display()
    );
    if !there {
        eprintln!("skipped: OmegaT is not at {}", jar.display());
    }
    there.then_some(jar)
}

/// Has OmegaT read a TMX file and write it again; gives what it read, a line each.
pub fn through_omegat(file: &Path, out: &Path, from: &str, to: &str) -> Option<String> {
    let jar = omegat()?;
    let program =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/peers/omegat/ThroughOmegaT.java");
    let home = tempfile::tempdir().unwrap();
    let output = run(
        Command::new("java")
            // It writes a log and settings into the home folder.
            .arg(format!("-Duser.home={}", home.path().display()))
            .arg("-Djava.awt.headless=true")
            .arg("-cp")
            .arg(jar)
            .arg(program)
            .args([file, out])
            .args([from, to]),
        "java",
    )?;
    assert!(
        output.status.success(),
        "OmegaT failed: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The definition of TMX 1.4 that OmegaT brings, put into a folder.
pub fn tmx_dtd(folder: &Path) -> Option<PathBuf> {
    let jar = omegat()?;
    let script = "
import sys, zipfile
sys.stdout.write(zipfile.ZipFile(sys.argv[1]).read('schemas/tmx14.dtd').decode('utf-8'))
";
    let text = python(script, &[jar.to_str()?])?;
    let dtd = folder.join("tmx14.dtd");
    std::fs::write(&dtd, text).unwrap();
    Some(dtd)
}

/// What xmllint says of a file; empty when it is sound.
pub fn xmllint(arguments: &[&str], file: &Path) -> Option<String> {
    let output = run(
        Command::new("xmllint")
            .args(["--noout", "--nonet"])
            .args(arguments)
            .arg(file),
        "xmllint",
    )?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        output.status.success() || !said.is_empty(),
        "xmllint failed without a word"
    );
    Some(said)
}

/// The faults that the Open XML SDK finds in several files, two at a time.
pub fn validate_all(files: &[PathBuf]) -> Option<Vec<String>> {
    let half = files.len().div_ceil(2).max(1);
    let found: Vec<Option<Vec<String>>> = std::thread::scope(|scope| {
        let threads: Vec<_> = files
            .chunks(half)
            .map(|some| {
                scope.spawn(move || {
                    let mut out = Vec::new();
                    for file in some {
                        let errors = validator(file, "Microsoft365")?;
                        out.extend(errors.iter().map(|e| format!("{}: {e}", file.display())));
                    }
                    Some(out)
                })
            })
            .collect();
        threads.into_iter().map(|t| t.join().unwrap()).collect()
    });
    found
        .into_iter()
        .collect::<Option<Vec<_>>>()
        .map(|all| all.concat())
}

/// Whether pandoc runs here.
pub fn has_pandoc() -> bool {
    run(Command::new("pandoc").arg("--version"), "pandoc").is_some()
}
