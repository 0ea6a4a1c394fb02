//! The table of replies, country by recommendation, as a workbook for internal use. It is never part
//! of the note.

use std::path::Path;

use super::desk::{Desk, Surroundings};
use super::error::WorkflowError;
use super::state::state;
use super::status::{CellStatus, Status, status};
use crate::dossier::files;
use crate::exchange::{Sheet, workbook};
use crate::model::extraction::Answer;
use crate::model::ids::Lang;

impl CellStatus {
    /// What it means, in words.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Blank => "",
            Self::Excluded => "left out",
            Self::WaitsForOfficer => "ticked only",
            Self::Replied => "to be drafted",
            Self::Drafted => "drafted",
            Self::Translated => "text in all languages",
            Self::Confirmed => "confirmed",
            Self::NeedsReview => "changed since",
        }
    }
}

/// Writes the table of replies: who answered what and how far it is; then every reply beside the
/// paragraph made of it.
///
/// # Errors
/// When the dossier cannot be read or the file cannot be written.
pub fn status_table(
    desk: &Desk,
    around: &Surroundings<'_>,
    file: &Path,
) -> Result<(), WorkflowError> {
    let s = status(desk)?;
    let sheets = [overview(&s), texts(desk)?];
    let bytes =
        workbook(&sheets, around.now).map_err(|e| WorkflowError::input(file, e.to_string(), ""))?;
    Ok(files::write_atomically(file, &bytes)?)
}

fn overview(s: &Status) -> Sheet {
    let mut head: Vec<String> = ["Country", "Invited", "Files", "Submitted", "Counts"]
        .map(str::to_owned)
        .into();
    head.extend(s.cells.iter().cloned());
    let yes = |b: bool| if b { "yes" } else { "no" }.to_owned();
    let rows = s
        .countries
        .iter()
        .map(|c| {
            let mut row = vec![
                c.name.clone(),
                yes(c.invited),
                c.files.join("\n"),
                c.submitted.map(|d| d.to_string()).unwrap_or_default(),
                yes(c.counts),
            ];
            row.extend(s.cells.iter().map(|cell| {
                let status = c.cells.get(cell).copied().unwrap_or(CellStatus::Blank);
                status.in_words().to_owned()
            }));
            row
        })
        .collect();
    let mut widths = vec![28.0, 8.0, 36.0, 12.0, 8.0];
    widths.extend(s.cells.iter().map(|_| 14.0));
    Sheet {
        name: "Replies".into(),
        head,
        rows,
        widths,
    }
}

fn texts(desk: &Desk) -> Result<Sheet, WorkflowError> {
    let now = state(desk)?;
    let languages = &now.settings.note.languages;
    let mut head: Vec<String> = ["Country", "Recommendation", "Paragraph", "Answer", "Reply"]
        .map(str::to_owned)
        .into();
    head.extend(languages.iter().map(ToString::to_string));
    let mut rows = Vec::new();
    let numbers: std::collections::BTreeMap<_, _> =
        now.plan.paragraphs().map(|(n, e)| (e.id, n)).collect();
    let order: Vec<_> = now.settings.cells().map(|(cell, _)| cell).collect();
    let mut entries: Vec<_> = now
        .entries
        .values()
        .filter(|e| !e.countries.is_empty())
        .collect();
    let place = |e: &crate::model::entry::Entry| {
        e.key.cell().and_then(|c| order.iter().position(|o| o == c))
    };
    entries.sort_by_key(|e| (place(e), numbers.get(&e.id).copied(), e.id));
    for entry in entries {
        let names: Vec<String> = entry
            .countries
            .iter()
            .map(|c| desk.resources.countries.list_name(*c, &Lang::en()))
            .collect();
        let replies: Vec<&str> = entry
            .sources
            .iter()
            .map(|s| s.statement.text.as_str())
            .collect();
        let ticked = entry.sources.last().and_then(|s| s.statement.action);
        let mut row = vec![
            names.join(", "),
            entry
                .key
                .cell()
                .map(ToString::to_string)
                .unwrap_or_default(),
            numbers
                .get(&entry.id)
                .map(ToString::to_string)
                .unwrap_or_default(),
            match ticked {
                Some(Answer::Yes) => "YES",
                Some(Answer::No) => "NO",
                None => "",
            }
            .to_owned(),
            cut(&replies.join("\n\n")),
        ];
        row.extend(
            languages
                .iter()
                .map(|l| cut(entry.text(l).map(|t| t.text.as_str()).unwrap_or_default())),
        );
        rows.push(row);
    }
    let mut widths = vec![24.0, 8.0, 8.0, 8.0, 70.0];
    widths.extend(languages.iter().map(|_| 60.0));
    Ok(Sheet {
        name: "Texts".into(),
        head,
        rows,
        widths,
    })
}

/// A cell of the format holds 32 767 characters.
fn cut(text: &str) -> String {
    text.chars().take(32_000).collect()
}
