//! Word files that are notes: read, and their language told.

use std::path::Path;

use super::error::WorkflowError;
use crate::docx::read::{self, Limits};
use crate::dossier::DossierError;
use crate::language::Resources;
use crate::model::document::Document;
use crate::model::ids::Lang;

pub(super) fn document(path: &Path) -> Result<Document, WorkflowError> {
    let bytes = std::fs::read(path).map_err(|e| DossierError::io("read", path, e))?;
    read::read(&bytes, &Limits::default())
        .map_err(|e| WorkflowError::input(path, e.to_string(), e.hint()))
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
