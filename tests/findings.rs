//! Every code that the program can give is explained in docs/findings.md or docs/checks.md.
#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};

fn sources(dir: &Path, out: &mut Vec<PathBuf>) {
    for item in std::fs::read_dir(dir).unwrap() {
        let path = item.unwrap().path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

/// The first argument of every call that makes a finding, where it is written out.
fn codes(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    for call in [
        "Finding::error(",
        "Finding::warning(",
        "Finding::info(",
        "CheckFinding::new(",
    ] {
        for (at, _) in text.match_indices(call) {
            let rest = text.get(at + call.len()..).unwrap_or_default().trim_start();
            let code = rest.strip_prefix('"').and_then(|r| r.split('"').next());
            out.extend(code.map(str::to_owned));
        }
    }
    out
}

#[test]
fn every_code_is_explained() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |name: &str| std::fs::read_to_string(root.join("docs").join(name)).unwrap();
    let explained = read("findings.md") + &read("checks.md");
    let mut files = Vec::new();
    sources(&root.join("src"), &mut files);
    let mut missing = std::collections::BTreeSet::new();
    let mut found = 0;
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        // Tests make findings of their own.
        let text = text
            .split("#[cfg(test)]")
            .next()
            .unwrap_or_default()
            .to_owned();
        for code in codes(&text) {
            found += 1;
            if !explained.contains(&format!("`{code}`")) {
                missing.insert(format!("{code} ({})", file.display()));
            }
        }
    }
    assert!(found > 40, "only {found} codes were found");
    assert!(missing.is_empty(), "{missing:#?}");
}
