//! `read`: what the program sees in any Word file.

use std::path::Path;

use serde::Serialize;

use crate::docx::read::{Limits, outline, plain_text};
use crate::dossier::DossierError;
use crate::model::document::{Document, LeftOut};
use crate::model::finding::Finding;
use crate::workflow::reading::{Beyond, Failure, document, option};

/// One line of `read --json`.
#[derive(Debug, Clone, Serialize)]
pub struct ReadLine {
    /// Name of the file as given.
    pub file: String,
    /// Visible text, one line a paragraph, table cells by tabs, number labels included.
    pub text: String,
    /// Text that is not visible, with the reason.
    pub left_out: Vec<LeftOut>,
    /// What the reader noticed.
    pub findings: Vec<Finding>,
    /// Why the file was refused.
    pub error: Option<String>,
    /// Code of the refusal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// What to ask the sender for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// The technical side of the refusal, for whoever looks after the program.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

pub(super) fn load(
    path: &Path,
    limits: &Limits,
    beyond: &Beyond<'_>,
    stop: &dyn Fn() -> bool,
) -> Result<Document, Failure> {
    let bytes = std::fs::read(path).map_err(|e| {
        let error = DossierError::io("read", path, e);
        Failure {
            code: "unreadable".into(),
            message: error.to_string(),
            hint: error.hint(),
            detail: String::new(),
        }
    })?;
    document(&bytes, limits, beyond, stop)
}

/// What to ask the sender for, and the option that reads the file until then.
pub(super) fn hint(failure: &Failure) -> String {
    format!("{}{}", failure.hint, option(&failure.code))
}

/// Reads one file; a refusal is in the line, never an error.
pub fn read_file(
    path: &Path,
    limits: &Limits,
    beyond: &Beyond<'_>,
    stop: &dyn Fn() -> bool,
) -> ReadLine {
    let file = path.display().to_string();
    match load(path, limits, beyond, stop) {
        Ok(document) => ReadLine {
            file,
            text: plain_text(&document),
            left_out: document.all_left_out(),
            findings: document.findings,
            error: None,
            code: None,
            hint: None,
            detail: None,
        },
        Err(failure) => ReadLine {
            file,
            text: String::new(),
            left_out: Vec::new(),
            findings: Vec::new(),
            hint: Some(hint(&failure)),
            error: Some(failure.message),
            code: Some(failure.code),
            detail: Some(failure.detail).filter(|d| !d.is_empty()),
        },
    }
}

/// The outline for people and what was noticed, or the refusal.
///
/// # Errors
/// The refusal with its hint.
pub fn outline_file(
    path: &Path,
    limits: &Limits,
    beyond: &Beyond<'_>,
    stop: &dyn Fn() -> bool,
) -> Result<(String, Vec<Finding>), (String, String)> {
    load(path, limits, beyond, stop)
        .map(|document| (outline(&document), document.findings))
        .map_err(|f| {
            let hint = hint(&f);
            (f.message, hint)
        })
}
