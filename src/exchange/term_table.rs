//! Terms as a table: a column for each language, parted by commas, semicolons or tabs.
//!
//! The heading names the columns: `en`, `fr` hold terms (several parted by `|`), `fr:status`,
//! `fr:part` and `fr:note` say something of the first term of a language, `id`, `subject` and
//! `definition` of the concept; every other column is a property.

use std::io::{BufRead, Write};

use super::delimited::{cell, rows};
use super::error::ExchangeError;
use super::importer::{Hints, Importer, Piece, Remarks, Report};
use crate::model::Lang;
use crate::model::term::{Concept, Term, TermStatus};

/// The format, for [`Importer`].
#[derive(Debug, Clone, Copy)]
pub struct TermTable;

#[derive(Clone)]
enum Column {
    Terms(Lang),
    Of(Lang, String),
    Named(String),
}

impl Importer for TermTable {
    fn name(&self) -> &'static str {
        "csv"
    }
    fn endings(&self) -> &'static [&'static str] {
        &["csv"]
    }
    fn roots(&self) -> &'static [&'static str] {
        &[]
    }
    fn holds_terms(&self) -> bool {
        true
    }
    fn read(
        &self,
        input: &mut dyn BufRead,
        hints: &Hints,
        sink: &mut dyn FnMut(Piece),
    ) -> Result<Report, ExchangeError> {
        let mut columns: Option<Vec<Column>> = None;
        let mut report = Report::default();
        let mut remarks = Remarks::default();
        let (unclosed, misfit) = rows(input, None, "table of terms", &mut |line, row| {
            let known = match &columns {
                Some(known) => known,
                None => {
                    if let Some(named) = heading(&row) {
                        columns = Some(named);
                        return Ok(());
                    }
                    if hints.columns.is_empty() {
                        return Err(ExchangeError::Columns(
                            "begin it with their tags (en, fr), or give --from and --to".into(),
                        ));
                    }
                    columns.insert(hints.columns.iter().cloned().map(Column::Terms).collect())
                }
            };
            let concept = concept_of(known, &row);
            if concept.terms.is_empty() || row.len() > known.len() {
                report.left_out += 1;
                let why = if concept.terms.is_empty() {
                    "the row has no term; it was left out".to_owned()
                } else {
                    format!(
                        "the row has {} cells and the table {} columns; it was left out",
                        row.len(),
                        known.len()
                    )
                };
                remarks.warn("table-row", line, &why);
                return Ok(());
            }
            report.pieces += 1;
            sink(Piece::Concept(concept));
            Ok(())
        })?;
        if let Some(line) = unclosed {
            remarks.warn("table-quote", line, "a quotation mark is not closed");
        }
        remarks.misfit(misfit);
        report.findings = remarks.finish();
        Ok(report)
    }
}

/// The columns, when a row names a language.
fn heading(row: &[String]) -> Option<Vec<Column>> {
    let lang = |tag: &str| {
        tag.trim()
            .parse::<Lang>()
            .ok()
            .filter(|lang| lang.primary().len() == 2)
    };
    let columns: Vec<Column> = row
        .iter()
        .map(|name| {
            let name = name.trim().trim_start_matches('\u{feff}');
            match (lang(name), name.split_once(':')) {
                // "id" is Indonesian too, and never stands for it in a heading.
                _ if name.eq_ignore_ascii_case("id") => Column::Named("id".into()),
                (Some(lang), _) => Column::Terms(lang),
                (None, Some((tag, what))) => match lang(tag) {
                    Some(lang) => Column::Of(lang, what.trim().to_lowercase()),
                    None => Column::Named(name.to_owned()),
                },
                (None, None) => Column::Named(name.to_owned()),
            }
        })
        .collect();
    columns
        .iter()
        .any(|c| matches!(c, Column::Terms(_)))
        .then_some(columns)
}

fn concept_of(columns: &[Column], row: &[String]) -> Concept {
    let mut concept = Concept::default();
    for (column, text) in columns.iter().zip(row) {
        if let Column::Terms(lang) = column {
            for text in text.split('|').map(str::trim).filter(|t| !t.is_empty()) {
                concept.terms.push(Term {
                    lang: lang.clone(),
                    text: text.to_owned(),
                    status: TermStatus::default(),
                    part: None,
                    note: None,
                });
            }
        }
    }
    for (column, text) in columns.iter().zip(row) {
        let text = text.trim();
        if text.is_empty() {
            continue;
        }
        match column {
            Column::Terms(_) => {}
            Column::Of(lang, what) => {
                let first = concept.terms.iter_mut().find(|t| t.lang == *lang);
                match (first, what.as_str()) {
                    (Some(term), "status") => term.status = TermStatus::of_word(text),
                    (Some(term), "part") => term.part = Some(text.to_owned()),
                    (Some(term), "note") => term.note = Some(text.to_owned()),
                    _ => {
                        let name = format!("{lang}:{what}");
                        concept.properties.insert(name, text.to_owned());
                    }
                }
            }
            Column::Named(name) => match name.to_lowercase().as_str() {
                "id" => concept.id = text.to_owned(),
                "subject" => concept.subject = Some(text.to_owned()),
                "definition" => concept.definition = Some(text.to_owned()),
                _ => {
                    concept.properties.insert(name.clone(), text.to_owned());
                }
            },
        }
    }
    concept
}

/// Writes concepts as a table, one line each; what is said of further terms of a language is not
/// in it (TBX has all). Gives the number of lines.
///
/// # Errors
/// When writing fails.
pub fn write_term_table(mut to: impl Write, concepts: &[Concept]) -> Result<usize, ExchangeError> {
    let mut langs: Vec<&Lang> = concepts
        .iter()
        .flat_map(|c| c.terms.iter().map(|t| &t.lang))
        .collect();
    langs.sort();
    langs.dedup();
    let mut heading = vec!["id".to_owned(), "subject".into(), "definition".into()];
    for lang in &langs {
        for what in ["", ":status", ":part", ":note"] {
            heading.push(format!("{lang}{what}"));
        }
    }
    writeln!(to, "{}", heading.join(","))?;
    for concept in concepts {
        let mut row = vec![
            concept.id.clone(),
            concept.subject.clone().unwrap_or_default(),
            concept.definition.clone().unwrap_or_default(),
        ];
        for lang in &langs {
            let terms: Vec<&Term> = concept.terms.iter().filter(|t| t.lang == **lang).collect();
            let texts: Vec<&str> = terms.iter().map(|t| t.text.as_str()).collect();
            row.push(texts.join("|"));
            let first = terms.first();
            let status = first
                .map(|t| t.status)
                .filter(|s| *s != TermStatus::Admitted);
            row.push(status.map_or_else(String::new, |s| s.as_str().to_owned()));
            row.push(first.and_then(|t| t.part.clone()).unwrap_or_default());
            row.push(first.and_then(|t| t.note.clone()).unwrap_or_default());
        }
        let cells: Vec<String> = row.iter().map(|text| cell(text, ',')).collect();
        writeln!(to, "{}", cells.join(","))?;
    }
    to.flush()?;
    Ok(concepts.len())
}
