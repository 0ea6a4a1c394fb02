//! The bilingual table as a Word file: out, and back as it was filled in. Insertions that are tracked
//! count, deletions do not; text set in italics in the column of the translation is emphasis.

use super::super::error::WorkflowError;
use super::export::{Job, Parcel};
use crate::docx::read::{Limits, read};
use crate::docx::write::{Cells, HouseStyle, WorkColumn, WorkTable, work_table};
use crate::exchange::job::{CellRow, Head, Returned, Words, read_rows};
use crate::model::document::{Block, Document, Inline, Paragraph, Reason, Table, TableCell};
use crate::model::finding::Finding;
use crate::model::ids::Lang;

impl Job<'_> {
    /// The table as a file.
    pub(super) fn bilingual(&self) -> Result<Parcel, WorkflowError> {
        let from = &self.now.settings.note.original;
        let into = &self.lang;
        let words = Words::of(into);
        let column = |head: &str, share, cells, lang: Option<&Lang>| WorkColumn {
            head: head.to_owned(),
            share,
            cells,
            lang: lang.cloned(),
        };
        let columns = vec![
            column(words.head(Head::Number), 6, Cells::Fixed, None),
            column(&words.language(from), 42, Cells::Fixed, Some(from)),
            column(&words.language(into), 42, Cells::Open, Some(into)),
            column(words.head(Head::State), 12, Cells::Open, None),
            column(words.head(Head::Comment), 20, Cells::Open, None),
            column(words.head(Head::Key), 8, Cells::Key, None),
        ];
        let mut rows = Vec::with_capacity(self.lines.len());
        for line in &self.lines {
            rows.push(vec![
                line.number.map(|n| n.to_string()).unwrap_or_default(),
                line.source.clone(),
                line.target.clone(),
                words.state(line.key.standing).to_owned(),
                String::new(),
                line.key.to_string(),
            ]);
        }
        let table = WorkTable {
            lang: into.clone(),
            title: words.title(&self.original, from, into),
            remarks: words.remarks(&self.original, from, into),
            columns,
            rows,
            creator: "Rapporteur".into(),
            timestamp: self.time.clone(),
        };
        let bytes = work_table(&table, &HouseStyle::embedded()?)?;
        Ok(self.single(format!("translation-{into}.docx"), bytes))
    }
}

/// The lines of a table that came back.
///
/// # Errors
/// The words of the reader when the file is no Word file or goes beyond the limits.
pub(super) fn read_bilingual(bytes: &[u8], limits: &Limits) -> Result<Returned, String> {
    let document = read(bytes, limits).map_err(|refusal| refusal.to_string())?;
    let mut tables = Vec::new();
    gather(&document.body, &mut tables);
    let rows: Vec<Vec<CellRow>> = tables.iter().map(|t| rows_of(t)).collect();
    let mut out = read_rows(&rows);
    out.findings.extend(margin(&document));
    Ok(out)
}

fn gather<'d>(blocks: &'d [Block], out: &mut Vec<&'d Table>) {
    for block in blocks {
        if let Block::Table(table) = block {
            out.push(table);
        }
    }
}

fn rows_of(table: &Table) -> Vec<CellRow> {
    let text = |cell: &TableCell| {
        let mut lines = Vec::new();
        lines_of(&cell.blocks, &mut lines);
        lines.join("\n")
    };
    table
        .rows
        .iter()
        .enumerate()
        .map(|(n, row)| CellRow {
            place: format!("row {}", n + 1),
            cells: row.cells.iter().map(text).collect(),
        })
        .collect()
}

fn lines_of(blocks: &[Block], out: &mut Vec<String>) {
    for block in blocks {
        match block {
            Block::Paragraph(p) => out.push(words(p)),
            Block::Table(inner) => {
                for cell in inner.rows.iter().flat_map(|r| &r.cells) {
                    lines_of(&cell.blocks, out);
                }
            }
        }
    }
}

/// The visible text of a paragraph; italics that somebody set are emphasis, since the table goes out
/// without any. A label that a program made of typed letters belongs to the text.
fn words(paragraph: &Paragraph) -> String {
    let mut out = String::new();
    if let Some(label) = &paragraph.label {
        out.push_str(label);
        out.push(' ');
    }
    let mut italic = false;
    for inline in &paragraph.content {
        match inline {
            Inline::Run(run) if run.left_out.is_none() && !run.text.is_empty() => {
                let set = run.emphasis.italic && !run.text.trim().is_empty();
                if set != italic && !(italic && run.text.trim().is_empty()) {
                    out.push('*');
                    italic = set;
                }
                out.push_str(&run.text);
            }
            Inline::Tab => out.push(' '),
            Inline::LineBreak | Inline::PageBreak => out.push('\n'),
            _ => {}
        }
    }
    if italic {
        out.push('*');
    }
    out
}

/// Comments in the margin have no row; they are told.
fn margin(document: &Document) -> Option<Finding> {
    let comments: Vec<String> = document
        .all_left_out()
        .into_iter()
        .filter(|l| l.reason == Reason::Comment)
        .map(|l| format!("“{}”", l.text.trim()))
        .collect();
    (!comments.is_empty()).then(|| {
        Finding::warning(
            "exchange-margin",
            format!(
                "{} comments stand in the margin and were not taken: {}",
                comments.len(),
                comments.join(", ")
            ),
        )
        .hint("Read them in the file, or write them into the column of comments.")
    })
}
