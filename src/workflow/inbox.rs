//! What stands in the inbox: files that may be returns, and what is no return, with the reason.

use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::dossier::DossierError;

/// How deep and how far folders inside the inbox are searched for files that somebody may miss.
const DEPTH: usize = 4;
const MOST: usize = 200;

/// A file of the inbox as the folder tells it, unopened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its name.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
    /// When it was last written, in nanoseconds since 1970; 0 when the file system does not tell.
    pub modified: u128,
}

/// The inbox at one moment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listing {
    /// Files that may be returns, by name.
    pub files: Vec<Item>,
    /// Names that are left alone, each with the reason.
    pub aside: Vec<(String, String)>,
    /// Files in folders of the inbox, as `folder/name`; they are not read.
    pub in_folders: Vec<String>,
}

/// Lists the inbox without opening a file.
///
/// # Errors
/// When the folder is not there or cannot be read.
pub fn list(inbox: &Path) -> Result<Listing, DossierError> {
    let fail = |e| DossierError::io("read the folder", inbox, e);
    if !inbox.is_dir() {
        return Err(DossierError::NoInbox(inbox.to_owned()));
    }
    let mut out = Listing::default();
    for item in std::fs::read_dir(inbox).map_err(fail)? {
        let path = item.map_err(fail)?.path();
        let name = name_of(&path);
        // A file may go between listing and looking: then it is as if it had not been there.
        let Ok(about) = std::fs::metadata(&path) else {
            continue;
        };
        match no_return(&name) {
            Some("") => {}
            Some(why) => out.aside.push((name, why.to_owned())),
            None if about.is_dir() => {
                let before = out.in_folders.len();
                search(&path, &name, 1, &mut out.in_folders);
                // The files in it are told one by one.
                if out.in_folders.len() == before {
                    out.aside.push((name, "it is a folder".to_owned()));
                }
            }
            None => out.files.push(Item {
                name,
                size: about.len(),
                modified: modified(&about),
            }),
        }
    }
    out.files.sort_by(|a, b| a.name.cmp(&b.name));
    out.aside.sort();
    out.in_folders.sort();
    Ok(out)
}

/// Why a file of this name is no return; the empty reason stands for what nobody need hear of.
pub fn no_return(name: &str) -> Option<&'static str> {
    let lower = name.to_lowercase();
    let ends = |endings: &[&str]| endings.iter().any(|e| lower.ends_with(e));
    if lower.starts_with("~$") {
        Some("it is the mark of a file that is open in Word")
    } else if lower.starts_with(".~lock.") {
        Some("it is the mark of a file that is open in LibreOffice")
    } else if lower.starts_with("~wr") {
        Some("it is a file that Word works with while it saves")
    } else if ends(&[
        ".tmp",
        ".temp",
        ".crdownload",
        ".partial",
        ".part",
        ".download",
        ".filepart",
        ".opdownload",
    ]) {
        Some("it is still being copied")
    } else if lower.starts_with('.')
        || lower == "desktop.ini"
        || lower == "thumbs.db"
        || lower.ends_with(":zone.identifier")
    {
        Some("")
    } else {
        None
    }
}

/// Where a file of a listing is. A name that is no Unicode, as on shares of old systems, is listed
/// with marks in place of what cannot be told, and found again by them.
pub fn path_of(inbox: &Path, name: &str) -> PathBuf {
    let plain = inbox.join(name);
    if !name.contains(char::REPLACEMENT_CHARACTER) || plain.exists() {
        return plain;
    }
    std::fs::read_dir(inbox)
        .into_iter()
        .flatten()
        .flatten()
        .map(|item| item.path())
        .find(|path| name_of(path) == name)
        .unwrap_or(plain)
}

fn search(folder: &Path, shown: &str, depth: usize, out: &mut Vec<String>) {
    let Ok(items) = std::fs::read_dir(folder) else {
        return;
    };
    for path in items.flatten().map(|item| item.path()) {
        let name = name_of(&path);
        let shown = format!("{shown}/{name}");
        if out.len() >= MOST || no_return(&name).is_some() {
            continue;
        }
        if !path.is_dir() {
            out.push(shown);
        } else if depth < DEPTH {
            search(&path, &shown, depth + 1, out);
        }
    }
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .map(|n| n.to_string_lossy().into_owned())
        .unwrap_or_default()
}

fn modified(about: &Metadata) -> u128 {
    about
        .modified()
        .ok()
        .and_then(|t| t.duration_since(SystemTime::UNIX_EPOCH).ok())
        .map_or(0, |d| d.as_nanos())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_programs_at_work_are_no_returns() {
        for name in [
            "~$reply.docx",
            ".~lock.reply.docx#",
            "~WRD0001.tmp",
            "~WRL2345.docx",
            "reply.docx.crdownload",
            "Unconfirmed 81234.crdownload",
            "reply.docx.partial",
            "reply.docx.part",
            "reply.docx.download",
            "A1B2.TMP",
            "desktop.ini",
            "Thumbs.db",
            ".DS_Store",
            "reply.docx:Zone.Identifier",
        ] {
            assert!(no_return(name).is_some(), "{name} would be read");
        }
        for name in [
            "reply.docx",
            "Reply.DOCX",
            "scan.pdf",
            "reply",
            "temp reply.docx",
            "~reply.docx",
            "Ответ.docx",
        ] {
            assert_eq!(no_return(name), None, "{name} would be left alone");
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_name_that_is_no_unicode_is_listed_and_found() {
        use std::os::unix::ffi::OsStrExt;
        let dir = tempfile::tempdir().unwrap();
        let name = std::ffi::OsStr::from_bytes(b"R\xe9ponse.docx");
        std::fs::write(dir.path().join(name), "x").unwrap();
        let listing = list(dir.path()).unwrap();
        assert_eq!(listing.files.len(), 1);
        let path = path_of(dir.path(), &listing.files[0].name);
        assert_eq!(std::fs::read(path).unwrap(), b"x");
        assert!(!path_of(dir.path(), "nothing.docx").exists());
    }

    #[test]
    fn files_in_folders_are_told_and_not_listed() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(dir.path().join("from Peru/annex")).unwrap();
        for name in [
            "a.docx",
            "from Peru/reply.docx",
            "from Peru/annex/b.docx",
            "from Peru/~$reply.docx",
        ] {
            std::fs::write(dir.path().join(name), "x").unwrap();
        }
        let listing = list(dir.path()).unwrap();
        assert_eq!(listing.files.len(), 1);
        assert_eq!(listing.files[0].name, "a.docx");
        assert_eq!(listing.files[0].size, 1);
        assert!(listing.files[0].modified > 0);
        assert_eq!(
            listing.in_folders,
            ["from Peru/annex/b.docx", "from Peru/reply.docx"]
        );
        // The folder is not told beside its files; one without files is.
        assert!(listing.aside.is_empty());
        std::fs::create_dir(dir.path().join("empty")).unwrap();
        let aside = list(dir.path()).unwrap().aside;
        assert_eq!(aside.len(), 1);
        assert_eq!(aside[0].0, "empty");
        assert!(list(&dir.path().join("nowhere")).is_err());
    }
}
