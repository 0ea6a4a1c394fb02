//! Makes a dossier from blank questionnaires.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::error::WorkflowError;
use super::forms::blank_form;
use super::settings_from_forms::settings_from_forms;
use crate::docx::read::Limits;
use crate::dossier::{Dossier, files, parse_settings, settings_text};
use crate::language::Resources;
use crate::model::finding::Finding;
use crate::model::ids::Lang;

/// What came of it.
#[derive(Debug, Clone)]
pub struct NewReport {
    /// The dossier.
    pub dossier: Dossier,
    /// Languages of the blank forms, in the order given.
    pub forms: Vec<Lang>,
    /// Number of themes and of recommendations.
    pub themes: usize,
    /// Number of recommendations.
    pub recommendations: usize,
    /// What is blank in `note.toml`.
    pub missing: Vec<(String, &'static str)>,
    /// Remarks on the forms.
    pub findings: Vec<Finding>,
}

/// Reads the blank forms, writes `note.toml`, and keeps copies of the forms in the dossier.
///
/// # Errors
/// When a form cannot be read, two forms are of one language or do not have the same
/// recommendations, or the folder is a dossier already. Then nothing is written.
pub fn new_dossier(
    dir: &Path,
    blanks: &[PathBuf],
    resources: &Resources,
) -> Result<NewReport, WorkflowError> {
    let limits = Limits::default();
    let mut forms = Vec::new();
    let mut copies: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for path in blanks {
        let (form, bytes) = blank_form(path, &limits, resources)?;
        if copies
            .insert(format!("blank-{}.docx", form.lang), bytes)
            .is_some()
        {
            return Err(WorkflowError::input(
                path,
                format!(
                    "a second blank questionnaire in the language “{}”",
                    form.lang
                ),
                "give one file for each language",
            ));
        }
        if let Some(first) = forms.first() {
            same_recommendations(first, &form, path)?;
        }
        forms.push(form);
    }
    let settings = settings_from_forms(&forms, resources);
    let text = settings_text(&settings);
    // What cannot be read back must never be written.
    parse_settings(&text, Path::new("note.toml"))?;
    let dossier = Dossier::create(dir, &text)?;
    for (name, bytes) in copies {
        files::write_atomically(&dossier.questionnaire().join(name), &bytes)?;
    }
    Ok(NewReport {
        dossier,
        forms: forms.iter().map(|f| f.lang.clone()).collect(),
        themes: settings.themes.len(),
        recommendations: settings.cells().count(),
        missing: settings.missing(),
        findings: forms.into_iter().flat_map(|f| f.findings).collect(),
    })
}

fn same_recommendations(
    first: &crate::questionnaire::Form,
    other: &crate::questionnaire::Form,
    path: &Path,
) -> Result<(), WorkflowError> {
    let shape = |f: &crate::questionnaire::Form| {
        f.themes
            .iter()
            .map(|t| t.recommendations.len())
            .collect::<Vec<_>>()
    };
    if shape(first) == shape(other) {
        return Ok(());
    }
    let words = |counts: Vec<usize>| {
        let list: Vec<String> = counts.iter().map(ToString::to_string).collect();
        format!(
            "{} themes with {} recommendations",
            counts.len(),
            list.join(", ")
        )
    };
    Err(WorkflowError::input(
        path,
        format!(
            "this form ({}) has {}, the first one ({}) has {}",
            other.lang,
            words(shape(other)),
            first.lang,
            words(shape(first))
        ),
        "give the forms of one and the same questionnaire",
    ))
}
