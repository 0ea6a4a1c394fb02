//! The table for officers as a workbook: every paragraph with its texts, states and findings. It has no
//! replies unless they are asked for.

use super::super::checks::check_entry;
use super::super::error::WorkflowError;
use super::super::templates::Computed;
use super::export::{Job, Parcel};
use super::lines::{countries, key_of};
use crate::docx::read::{Limits, cells};
use crate::exchange::job::{CellRow, Head, Returned, Words, read_officers, state_head};
use crate::exchange::{Sheet, workbook};
use crate::model::entry::Entry;
use crate::model::ids::Lang;

/// A cell of the format holds 32 767 characters.
const LONGEST: usize = 32_000;

impl Job<'_> {
    /// The workbook. Its words are English, as those of `status --xlsx`.
    pub(super) fn officers(&self) -> Result<Parcel, WorkflowError> {
        let settings = &self.now.settings;
        let languages = &settings.note.languages;
        let words = Words::of(&Lang::en());
        let head = |h| words.head(h).to_owned();
        let computed = Computed::new(settings, &self.now.replied, &self.desk.resources);
        let mut heads = vec![
            head(Head::Number),
            head(Head::Country),
            head(Head::Recommendation),
        ];
        let mut widths = vec![6.0, 20.0, 12.0];
        for lang in languages {
            heads.push(words.language(lang));
            widths.push(60.0);
        }
        for lang in languages {
            heads.push(state_head(words.head(Head::State), &words.language(lang)));
            widths.push(14.0);
        }
        heads.extend([Head::Findings, Head::Comment].map(head));
        widths.extend([40.0, 30.0]);
        if self.wish.statements {
            heads.push(head(Head::Statement));
            widths.push(60.0);
        }
        heads.push(head(Head::Key));
        widths.push(10.0);
        let mut statements = 0;
        let mut rows = Vec::new();
        for (number, entry) in self.now.plan.paragraphs() {
            if self.wish.open_only && languages.iter().all(|l| entry.is_settled(l)) {
                continue;
            }
            let text = |lang: &Lang| entry.text(lang).map_or("", |t| t.text.as_str());
            let mut row = vec![
                number.to_string(),
                countries(self.desk, entry, &settings.note.original),
                entry
                    .key
                    .cell()
                    .map(ToString::to_string)
                    .unwrap_or_default(),
            ];
            row.extend(languages.iter().map(|l| cut(text(l))));
            let keys: Vec<_> = languages
                .iter()
                .map(|lang| key_of(entry, lang, &computed))
                .collect();
            row.extend(keys.iter().map(|k| words.state(k.standing).to_owned()));
            row.push(cut(&self.findings(entry)));
            row.push(String::new());
            if self.wish.statements {
                let replies: Vec<&str> = entry
                    .sources
                    .iter()
                    .map(|s| s.statement.text.as_str())
                    .filter(|t| !t.trim().is_empty())
                    .collect();
                statements += replies.len();
                row.push(cut(&replies.join("\n\n")));
            }
            // A text that was cut must not come back as a change.
            let whole = languages.iter().all(|l| text(l).chars().count() <= LONGEST);
            let keys: Vec<String> = keys.iter().map(ToString::to_string).collect();
            row.push(if whole {
                keys.join("\n")
            } else {
                String::new()
            });
            rows.push(row);
        }
        let sheet = Sheet {
            name: "Paragraphs".into(),
            head: heads,
            widths,
            rows,
        };
        let lines = sheet.rows.len();
        let time = self.time.parse().unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        let bytes =
            workbook(&[sheet], time).map_err(|e| WorkflowError::usage(e.to_string(), ""))?;
        Ok(Parcel {
            lines,
            statements,
            ..self.single("paragraphs.xlsx".into(), bytes)
        })
    }

    fn findings(&self, entry: &Entry) -> String {
        let mut out = Vec::new();
        for lang in &self.now.settings.note.languages {
            for f in check_entry(&self.desk.resources, entry, lang) {
                let span = match f.span.as_str() {
                    "" => String::new(),
                    span => format!(" “{span}”"),
                };
                out.push(format!("{lang}{span}: {}", f.message));
            }
        }
        out.join("\n")
    }
}

fn cut(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}

/// The lines of a workbook that came back.
///
/// # Errors
/// The words of the reader when the file is no workbook or goes beyond the limits.
pub(super) fn read_table(
    bytes: &[u8],
    limits: &Limits,
    original: &Lang,
) -> Result<Returned, String> {
    let sheets = cells(bytes, limits).map_err(|refusal| refusal.to_string())?;
    let tables: Vec<Vec<CellRow>> = sheets
        .into_iter()
        .map(|sheet| {
            sheet
                .rows
                .into_iter()
                .map(|(n, cells)| CellRow {
                    place: format!("row {n}"),
                    cells,
                })
                .collect()
        })
        .collect();
    Ok(read_officers(&tables, original))
}
