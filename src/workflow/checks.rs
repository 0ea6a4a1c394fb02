//! All checks on the entries of a dossier and on the plan of its note.

use serde::Serialize;

use super::desk::Desk;
use super::error::WorkflowError;
use super::final_gate::{Obstacle, obstacles};
use super::findings::Dismissals;
use super::references::check_references;
use super::state::state;
use super::twins::unequal_translations;
use crate::check::{CheckFinding, check_pair, check_text};
use crate::language::Resources;
use crate::model::entry::Entry;
use crate::model::finding::Severity;
use crate::model::ids::{EntryId, Lang};

/// The findings on one paragraph.
#[derive(Debug, Clone, Serialize)]
pub struct CheckedEntry {
    /// Its number.
    pub paragraph: u32,
    /// The entry; `None` when two files are compared.
    pub entry: Option<EntryId>,
    /// The language of the text that the findings are on.
    pub lang: Lang,
    /// What was found.
    pub findings: Vec<CheckFinding>,
}

/// What the checks found.
#[derive(Debug, Clone, Serialize)]
pub struct CheckReport {
    /// Number of paragraphs checked.
    pub paragraphs: usize,
    /// Paragraphs with findings, in order.
    pub entries: Vec<CheckedEntry>,
    /// What stands in the way of a final note.
    pub obstacles: Vec<Obstacle>,
}

impl CheckReport {
    /// True when something was found that a person must act on.
    pub fn has_errors(&self) -> bool {
        self.entries
            .iter()
            .flat_map(|e| &e.findings)
            .any(|f| f.severity == Severity::Error)
    }
}

/// What the checks find in one text of an entry, and in it as a translation.
pub(super) fn check_entry(resources: &Resources, entry: &Entry, lang: &Lang) -> Vec<CheckFinding> {
    let Some(text) = entry.text(lang) else {
        return Vec::new();
    };
    let mut findings = check_text(resources, lang, &text.text);
    if let (true, Some(original)) = (*lang != entry.original, entry.text(&entry.original)) {
        findings.extend(check_pair(
            resources,
            (&entry.original, &original.text),
            (lang, &text.text),
        ));
        findings.dedup();
    }
    findings
}

/// Checks every text of the note, and every translation against its original.
///
/// # Errors
/// When the dossier cannot be read.
pub fn check(desk: &Desk) -> Result<CheckReport, WorkflowError> {
    let now = state(desk)?;
    let mut entries = Vec::new();
    let dismissals = Dismissals::of(&now);
    let mut unequal = unequal_translations(&now, &desk.resources);
    for (paragraph, entry) in now.plan.paragraphs() {
        for lang in entry.texts.keys() {
            let mut findings = check_entry(&desk.resources, entry, lang);
            if let Some(text) = entry.text(lang) {
                findings.extend(check_references(&now, entry, lang, &text.text));
                findings.extend(unequal.remove(&(entry.id, lang.clone())));
            }
            findings.retain(|f| dismissals.find(entry, lang, f).is_none());
            if !findings.is_empty() {
                entries.push(CheckedEntry {
                    paragraph,
                    entry: Some(entry.id),
                    lang: lang.clone(),
                    findings,
                });
            }
        }
    }
    Ok(CheckReport {
        paragraphs: now.plan.paragraphs().count(),
        entries,
        obstacles: obstacles(&now, &now.settings.note.languages, &desk.resources),
    })
}
