//! Files that people hand in beside the returns: Word files that are notes, working translations.

use std::path::Path;

use super::error::WorkflowError;
use crate::docx::read::{self, Limits};
use crate::dossier::DossierError;
use crate::language::Resources;
use crate::model::document::Document;
use crate::model::ids::Lang;

pub(super) fn document(path: &Path) -> Result<Document, WorkflowError> {
    let bytes = std::fs::read(path).map_err(|e| DossierError::io("read", path, e))?;
    word(path, &bytes)
}

fn word(path: &Path, bytes: &[u8]) -> Result<Document, WorkflowError> {
    read::read(bytes, &Limits::default())
        .map_err(|e| WorkflowError::input(path, e.to_string(), e.hint()))
}

/// The visible text of a Word file, or the text of a plain file in UTF-8 (with or without a mark at
/// its head), one line a paragraph. At most 1 MB of plain text is taken.
///
/// # Errors
/// When the file cannot be read, is refused by the reader, or is no text.
pub fn text_of_file(path: &Path) -> Result<String, WorkflowError> {
    let bytes = std::fs::read(path).map_err(|e| DossierError::io("read", path, e))?;
    if bytes.starts_with(b"PK") {
        let document = word(path, &bytes)?;
        let lines: Vec<String> = document
            .body_paragraphs()
            .iter()
            .map(|p| p.text())
            .collect();
        return Ok(lines.join("\n").trim().to_owned());
    }
    let no_text = || {
        let hint = "save it as a Word file (.docx) or as plain text in UTF-8";
        WorkflowError::input(path, "this is neither a Word file nor plain text", hint)
    };
    if bytes.len() > 1 << 20 {
        return Err(no_text());
    }
    let text = String::from_utf8(bytes).map_err(|_| no_text())?;
    Ok(text.trim_start_matches('\u{feff}').trim().to_owned())
}

pub(super) fn language(document: &Document, resources: &Resources, otherwise: Lang) -> Lang {
    let text: Vec<String> = document
        .body_paragraphs()
        .iter()
        .map(|p| p.text())
        .collect();
    let known = [Lang::en(), Lang::fr()];
    let sample: String = text.join("\n").chars().take(20_000).collect();
    crate::language::detect(&sample)
        .filter(|l| known.contains(l) || resources.labels.languages().any(|k| k == l))
        .unwrap_or(otherwise)
}
