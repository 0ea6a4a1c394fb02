//! The blank questionnaires of a dossier.

use std::path::{Path, PathBuf};

use super::desk::Desk;
use super::error::WorkflowError;
use crate::docx::read;
use crate::dossier::DossierError;
use crate::language::Resources;
use crate::model::ids::Hash;
use crate::questionnaire::{Form, read_form};

/// Raised when the reader or the placing of answers changes, so that returns are read again.
const READING: &str = "4";

/// The blank forms, and a stamp that changes when they, or the way of reading, change.
pub struct Forms {
    pub list: Vec<Form>,
    pub stamp: String,
}

impl Forms {
    /// Number of recommendations that the questionnaire asks about; its languages are one form.
    pub fn asked(&self) -> usize {
        let count = |form: &Form| form.themes.iter().map(|t| t.recommendations.len()).sum();
        self.list.iter().map(count).max().unwrap_or(0)
    }
}

/// Reads one blank form.
pub fn blank_form(
    path: &Path,
    limits: &read::Limits,
    resources: &Resources,
) -> Result<(Form, Vec<u8>), WorkflowError> {
    let bytes = std::fs::read(path).map_err(|e| DossierError::io("read", path, e))?;
    let document = read::read(&bytes, limits)
        .map_err(|e| WorkflowError::input(path, e.to_string(), e.hint()))?;
    let form = read_form(&document, resources).map_err(|e| {
        WorkflowError::input(
            path,
            e.to_string(),
            "give the blank questionnaire as it was sent out",
        )
    })?;
    Ok((form, bytes))
}

/// All blank forms of the dossier, in the order of their names.
pub fn forms(desk: &Desk) -> Result<Forms, WorkflowError> {
    let folder = desk.dossier.questionnaire();
    let mut paths = docx_files(&folder)?;
    paths.sort();
    if paths.is_empty() {
        return Err(WorkflowError::usage(
            format!("there is no blank questionnaire in {}", folder.display()),
            "copy the blank form, as it was sent out, into that folder",
        ));
    }
    let mut list = Vec::new();
    let limits = desk.reading_limits()?;
    let mut stamp = format!("{READING}/{}", env!("CARGO_PKG_VERSION"));
    // Other limits may let in what was too large before.
    if limits != read::Limits::default() {
        let limits = format!("{limits:?}");
        stamp.push('/');
        stamp.push_str(Hash::of_bytes(limits.as_bytes()).short());
    }
    for path in paths {
        let (form, bytes) = blank_form(&path, &limits, &desk.resources)?;
        stamp.push('/');
        stamp.push_str(Hash::of_bytes(&bytes).short());
        list.push(form);
    }
    Ok(Forms { list, stamp })
}

/// The Word files of a folder, lock files of Word left out. An absent folder has none.
pub fn docx_files(folder: &Path) -> Result<Vec<PathBuf>, WorkflowError> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let fail = |e| DossierError::io("read the folder", folder, e);
    let mut out = Vec::new();
    for item in std::fs::read_dir(folder).map_err(fail)? {
        let path = item.map_err(fail)?.path();
        let name = path
            .file_name()
            .map(|n| n.to_string_lossy().into_owned())
            .unwrap_or_default();
        let word = path
            .extension()
            .is_some_and(|e| e.eq_ignore_ascii_case("docx"));
        if word && !name.starts_with("~$") && path.is_file() {
            out.push(path);
        }
    }
    Ok(out)
}
