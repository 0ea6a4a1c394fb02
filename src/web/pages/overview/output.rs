//! What was built: the files in the folder of notes, the list of builds, and downloading.

use std::path::Path as FilePath;
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;

use crate::model::build::{Build, Form};
use crate::web::fault::Fault;
use crate::web::show::moment;
use crate::web::site::Site;
use crate::web::ui::Ui;

/// A file that can be downloaded.
pub struct File {
    pub name: String,
    pub link: String,
    pub what: String,
    pub size: String,
    pub when: String,
}

/// A build in words.
pub struct Built {
    pub number: u64,
    pub when: String,
    pub who: String,
    pub what: String,
    pub paragraphs: u32,
    pub last: bool,
}

/// How many builds are shown.
const BUILDS: usize = 8;

/// The files that lie in the folder, notes first.
pub fn files(ui: &Ui<'_>, out: &FilePath) -> Vec<File> {
    let mut found: Vec<(usize, File)> = listed(out)
        .into_iter()
        .map(|(name, size, changed)| {
            let (rank, what) = kind(ui, &name);
            let file = File {
                link: format!("/notes/{}", encoded(&name)),
                what,
                size: ui.with("overview-kilobytes", "count", size.div_ceil(1024)),
                when: changed.map(moment).unwrap_or_default(),
                name,
            };
            (rank, file)
        })
        .collect();
    found.sort_by(|a, b| (a.0, &a.1.name).cmp(&(b.0, &b.1.name)));
    found.into_iter().map(|(_, file)| file).collect()
}

/// Names of the files that lie directly in a folder, with their sizes and times. Hidden ones, locks and
/// what is no plain file are left out.
fn listed(folder: &FilePath) -> Vec<(String, u64, Option<Timestamp>)> {
    let Ok(items) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    items
        .flatten()
        .filter_map(|item| {
            let name = item.file_name().into_string().ok()?;
            let facts = item.metadata().ok()?;
            let shown =
                facts.is_file() && !name.starts_with(['.', '~']) && !name.ends_with(".lock");
            let changed = facts
                .modified()
                .ok()
                .and_then(|t| Timestamp::try_from(t).ok());
            shown.then_some((name, facts.len(), changed))
        })
        .collect()
}

/// What a file is, by its name, and its place in the list.
fn kind(ui: &Ui<'_>, name: &str) -> (usize, String) {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let (base, lang) = match stem.rsplit_once('-') {
        Some((base, lang))
            if lang.len() == 2 && !lang.starts_with(|c: char| c.is_ascii_digit()) =>
        {
            (base, ui.language(lang))
        }
        _ => (stem, String::new()),
    };
    let base = base.trim_end_matches(|c: char| c == '-' || c.is_ascii_digit());
    let (rank, key) = match (base, ending) {
        ("note", _) => (0, "file-note"),
        ("submission", _) => (1, "file-submission"),
        ("addendum", _) => (1, "file-addendum"),
        ("corrigendum", _) => (1, "file-corrigendum"),
        ("revision", _) => (1, "file-revision"),
        ("reissue", _) => (1, "file-reissue"),
        ("changes", "docx") => (2, "file-changes"),
        ("changes", _) => (2, "file-list"),
        (_, "xlsx") => (3, "file-table"),
        (_, "xlf" | "xliff" | "tmx") => (3, "file-exchange"),
        _ => (4, "file-other"),
    };
    let what = ui.t(key);
    let what = if lang.is_empty() {
        what
    } else {
        ui.with2("file-in", "what", what, "lang", lang)
    };
    (rank, what)
}

/// The last builds, latest first.
pub fn built(ui: &Ui<'_>, builds: &[Build]) -> Vec<Built> {
    builds
        .iter()
        .rev()
        .take(BUILDS)
        .map(|b| Built {
            number: b.build,
            when: b.time.parse().map_or_else(|_| b.time.clone(), moment),
            who: b.person.clone(),
            what: match b.form {
                Form::Note => ui.t("file-note"),
                Form::Submission => ui.t("file-submission"),
                Form::Addendum(_) => ui.t("file-addendum"),
                Form::Corrigendum(_) => ui.t("file-corrigendum"),
                Form::Revision(_) => ui.t("file-revision"),
                Form::Reissue => ui.t("file-reissue"),
                Form::Issued => ui.t("file-issued"),
            },
            paragraphs: b.paragraphs,
            last: b.last,
        })
        .collect()
}

/// `GET /notes/{name}`: a file of the folder of notes.
pub async fn download(
    State(site): State<Arc<Site>>,
    Path(name): Path<String>,
) -> Result<Response, Fault> {
    let found = site
        .work(move |site, _| {
            let out = site.desk.dossier.out();
            // Only names that the folder's listing has are looked for; nothing of the request reaches
            // the file system.
            let known = listed(&out)
                .into_iter()
                .map(|(n, ..)| n)
                .find(|n| *n == name);
            Ok(known.and_then(|n| Some((std::fs::read(out.join(&n)).ok()?, n))))
        })
        .await?;
    let Some((bytes, name)) = found else {
        return Err(Fault::missing("fault-not-built"));
    };
    let kind = match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "pdf" => "application/pdf",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    };
    // Plain names as they are; others as RFC 5987 writes them.
    let disposition = format!("attachment; filename*=UTF-8''{}", encoded(&name));
    Ok((
        [
            (CONTENT_TYPE, kind.to_owned()),
            (CONTENT_DISPOSITION, disposition),
        ],
        bytes,
    )
        .into_response())
}

/// A name as a part of an address: everything but letters, digits and `-._` of ASCII as percent signs.
fn encoded(name: &str) -> String {
    let mut out = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_files_of_the_folder_are_listed() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["note-fr.docx", ".hidden", "~$note-fr.docx", "out.lock"] {
            std::fs::write(dir.path().join(name), "x").unwrap();
        }
        std::fs::create_dir(dir.path().join("folder.docx")).unwrap();
        let names: Vec<String> = listed(dir.path()).into_iter().map(|(n, ..)| n).collect();
        assert_eq!(names, ["note-fr.docx"]);
        assert_eq!(encoded("a b/é.docx"), "a%20b%2F%C3%A9.docx");
    }
}
