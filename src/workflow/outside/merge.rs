//! A file that came back, shown and taken over.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::super::decide::log;
use super::super::desk::{Desk, Surroundings};
use super::super::error::WorkflowError;
use super::super::learn::learn_and_fill;
use super::super::propose::propose_for;
use super::super::state::{State, state};
use super::export::JobFormat;
use super::judge::{Judged, MergeKind, MergeRow, judge};
use super::read::{format_of, read};
use crate::model::decision::{Action, Merged, MergedText, Subject};
use crate::model::finding::Finding;
use crate::model::ids::{EntryId, Hash};

/// A file that came back.
#[derive(Debug, Clone, Default)]
pub struct ReturnedFile {
    /// Its name, without folders.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// How a file is taken over.
#[derive(Debug, Clone, Default)]
pub struct MergeWish {
    /// The format; by the content of the file when absent.
    pub format: Option<JobFormat>,
    /// Whether translations are taken as confirmed where the file says so. Originals never are.
    pub confirm: bool,
    /// The stamp of the preview that the person saw; `None` skips the check.
    pub seen: Option<Hash>,
}

/// What is in a file, and what became of it.
#[derive(Debug, Clone, Serialize)]
pub struct MergeReport {
    /// Name of the file.
    pub file: String,
    /// Its format.
    pub format: JobFormat,
    /// Its lines, in their order.
    pub rows: Vec<MergeRow>,
    /// What was wrong with the file besides single lines.
    pub findings: Vec<Finding>,
    /// Hash of the rows, to hand back as [`MergeWish::seen`].
    pub stamp: Hash,
    /// Number of the decision; `None` when nothing was written.
    pub decision: Option<u64>,
}

impl MergeReport {
    /// How many rows there are of each kind, in the order of [`MergeKind::ALL`]; kinds without rows are
    /// left out.
    pub fn counts(&self) -> Vec<(MergeKind, usize)> {
        MergeKind::ALL
            .into_iter()
            .map(|kind| (kind, self.rows.iter().filter(|r| r.kind == kind).count()))
            .filter(|(_, n)| *n > 0)
            .collect()
    }
    /// How many texts stand, or would stand, by this file.
    pub fn taken(&self) -> usize {
        let taken = |r: &&MergeRow| {
            matches!(
                r.becomes,
                Some(Merged::Edited | Merged::Tentative | Merged::Confirmed)
            )
        };
        self.rows.iter().filter(taken).count()
    }
    /// How many texts are, or would be, offered for a person to choose.
    pub fn offered(&self) -> usize {
        let offered = |r: &&MergeRow| r.becomes == Some(Merged::Offered);
        self.rows.iter().filter(offered).count()
    }
    /// How many comments come with it.
    pub fn comments(&self) -> usize {
        self.rows.iter().filter(|r| !r.comment.is_empty()).count()
    }
}

/// Shows what a file would change. Nothing is written.
///
/// # Errors
/// When the dossier cannot be read, or the file is in no known format.
pub fn merge_preview(
    desk: &Desk,
    file: &ReturnedFile,
    wish: &MergeWish,
) -> Result<MergeReport, WorkflowError> {
    let (_, report, _) = judged(desk, file, wish)?;
    Ok(report)
}

/// Takes over what a file brings, as one decision: either all of it is in the log or nothing. One
/// undo takes all of it back.
///
/// # Errors
/// [`WorkflowError::Conflict`] when the dossier has changed so that the preview does not hold any
/// more; otherwise as [`merge_preview`], or when the dossier cannot be written.
pub fn merge_apply(
    desk: &Desk,
    around: &Surroundings<'_>,
    file: &ReturnedFile,
    wish: &MergeWish,
) -> Result<MergeReport, WorkflowError> {
    let (now, mut report, texts) = judged(desk, file, wish)?;
    if wish.seen.as_ref().is_some_and(|seen| *seen != report.stamp) {
        return Err(WorkflowError::Conflict);
    }
    if texts.is_empty() {
        return Ok(report);
    }
    around.go_on()?;
    let original = now.settings.note.original.clone();
    let mut touched: BTreeMap<EntryId, bool> = BTreeMap::new();
    for t in &texts {
        let stands = !matches!(t.how, Merged::Offered | Merged::Comment);
        *touched.entry(t.entry).or_default() |= stands && t.lang == original;
    }
    let action = Action::Merge {
        file: report.file.clone(),
        format: report.format.as_str().to_owned(),
        texts,
    };
    report.decision = Some(log(desk, around, Subject::Note, action, None, None)?);
    // The proposals of a translation rest on the original.
    let anew: Vec<EntryId> = touched
        .iter()
        .filter(|(_, original)| **original)
        .map(|(id, _)| *id)
        .collect();
    if !anew.is_empty() {
        propose_for(desk, &anew)?;
    }
    let all: Vec<EntryId> = touched.into_keys().collect();
    learn_and_fill(desk, &all)?;
    Ok(report)
}

fn judged(
    desk: &Desk,
    file: &ReturnedFile,
    wish: &MergeWish,
) -> Result<(Arc<State>, MergeReport, Vec<MergedText>), WorkflowError> {
    let format = wish.format.or_else(|| format_of(file)).ok_or_else(|| {
        WorkflowError::input(
            &file.name,
            "it is in no format that comes back from translators",
            format!("known are {}", JobFormat::coming_back().join(", ")),
        )
    })?;
    let returned = read(desk, file, format)?;
    let now = state(desk)?;
    let (rows, texts): (Vec<MergeRow>, Vec<Option<MergedText>>) =
        judge(desk, &now, &returned.lines, wish.confirm)
            .into_iter()
            .map(|(row, text): Judged| (row, text))
            .unzip();
    let report = MergeReport {
        file: file.name.clone(),
        format,
        stamp: Hash::of_bytes(format!("{rows:?}").as_bytes()),
        rows,
        findings: returned.findings,
        decision: None,
    };
    Ok((now, report, texts.into_iter().flatten().collect()))
}
