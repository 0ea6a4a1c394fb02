//! Where LibreOffice is on this machine: named, on the search path, or in one of its usual places.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Its program by the names it may have; on Windows the one that waits for the end of the work first.
const NAMES: &[&str] = if cfg!(windows) {
    &["soffice.com", "soffice.exe"]
} else {
    &["soffice", "libreoffice"]
};

/// The program, or `None` when it is not where it should be.
pub fn find(named: Option<&Path>) -> Option<PathBuf> {
    match named {
        Some(path) if path.is_dir() => in_folder(path).or_else(|| in_folder(&path.join("program"))),
        Some(path) => path.is_file().then(|| path.to_owned()),
        None => folders(&|name| std::env::var_os(name))
            .iter()
            .find_map(|folder| in_folder(folder)),
    }
}

fn in_folder(folder: &Path) -> Option<PathBuf> {
    NAMES
        .iter()
        .map(|name| folder.join(name))
        .find(|path| path.is_file())
}

/// The folders to look in, best first.
fn folders(variable: &dyn Fn(&str) -> Option<OsString>) -> Vec<PathBuf> {
    let mut out: Vec<PathBuf> = variable("PATH")
        .map(|path| std::env::split_paths(&path).collect())
        .unwrap_or_default();
    // An entry that is empty or relative would mean the current folder, where anything may lie.
    out.retain(|folder| folder.is_absolute());
    for name in ["ProgramFiles", "ProgramW6432", "ProgramFiles(x86)"] {
        if let Some(programs) = variable(name) {
            out.push(PathBuf::from(programs).join("LibreOffice").join("program"));
        }
    }
    if !cfg!(windows) {
        out.extend(
            [
                "/usr/lib/libreoffice/program",
                "/usr/lib64/libreoffice/program",
                "/opt/libreoffice/program",
                "/snap/bin",
                "/var/lib/flatpak/exports/bin",
                "/Applications/LibreOffice.app/Contents/MacOS",
            ]
            .map(PathBuf::from),
        );
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_looked_for_on_the_path_and_among_the_programs() {
        let dir = tempfile::tempdir().unwrap();
        let programs = dir.path().join("LibreOffice").join("program");
        std::fs::create_dir_all(&programs).unwrap();
        let program = programs.join(NAMES[0]);
        std::fs::write(&program, "").unwrap();
        let looked = folders(&|name| match name {
            "PATH" => Some(OsString::from("relative")),
            "ProgramFiles" => Some(dir.path().into()),
            _ => None,
        });
        assert!(looked.iter().all(|f| f.is_absolute()));
        assert!(looked.contains(&programs));
        assert_eq!(find(Some(&program)), Some(program.clone()));
        assert_eq!(find(Some(&dir.path().join("LibreOffice"))), Some(program));
        assert_eq!(find(Some(&dir.path().join("none"))), None);
    }
}
