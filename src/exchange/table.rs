//! Units as a table of text: a column for each language, parted by tabs.
//!
//! The first line may name the columns: languages by their tags, and what is known of a text by
//! the names of our TMX properties without `x-` (`symbol`, `year`, `country`, `note`, …); every
//! other column is a free property.

use std::io::{BufRead, Write};

use super::delimited::{cell, rows};
use super::error::ExchangeError;
use super::importer::{Hints, Importer, Piece, Remarks, Report};
use super::tmx_unit::{keep, place, properties};
use crate::model::Lang;
use crate::model::unit::{Occurrence, Role, Unit, Variant};

/// The format, for [`Importer`].
#[derive(Debug, Clone, Copy)]
pub struct Table;

enum Column {
    Text(Lang),
    Property(String),
}

impl Importer for Table {
    fn name(&self) -> &'static str {
        "tsv"
    }
    fn endings(&self) -> &'static [&'static str] {
        &["tsv", "tab", "txt"]
    }
    fn roots(&self) -> &'static [&'static str] {
        &[]
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
        let (unclosed, misfit) = rows(input, Some('\t'), "table", &mut |line, row| {
            let known = match &columns {
                Some(known) => known,
                None => {
                    if let Some(named) = heading(&row) {
                        columns = Some(named);
                        return Ok(());
                    }
                    if hints.columns.len() < 2 {
                        return Err(ExchangeError::Columns(
                            "begin it with their tags (en, a tab, fr), or give --from and --to"
                                .into(),
                        ));
                    }
                    columns.insert(hints.columns.iter().cloned().map(Column::Text).collect())
                }
            };
            if row.len() > known.len() {
                report.left_out += 1;
                let why = format!(
                    "the row has {} cells and the table {} columns; it was left out",
                    row.len(),
                    known.len()
                );
                remarks.warn("table-row", line, &why);
                return Ok(());
            }
            let unit = unit_of(known, &row);
            if unit.variants.len() < 2 {
                report.left_out += 1;
                remarks.warn(
                    "table-row",
                    line,
                    "the row has text in one language only or in none; it was left out",
                );
                return Ok(());
            }
            report.pieces += 1;
            sink(Piece::Unit(unit));
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

/// The columns, when a row names at least two languages.
fn heading(row: &[String]) -> Option<Vec<Column>> {
    let columns: Vec<Column> = row
        .iter()
        .map(|name| {
            let name = name.trim().trim_start_matches('\u{feff}');
            match name.parse::<Lang>() {
                // Words of three letters look like tags too.
                Ok(lang) if lang.primary().len() == 2 => Column::Text(lang),
                _ => Column::Property(name.to_owned()),
            }
        })
        .collect();
    let texts = columns
        .iter()
        .filter(|c| matches!(c, Column::Text(_)))
        .count();
    (texts >= 2).then_some(columns)
}

fn unit_of(columns: &[Column], row: &[String]) -> Unit {
    let mut unit = Unit::default();
    let mut role = Role::Paragraph;
    for (column, text) in columns.iter().zip(row) {
        if text.trim().is_empty() {
            continue;
        }
        match column {
            Column::Text(lang) => unit.variants.push(Variant {
                lang: lang.clone(),
                role: Role::Paragraph,
                text: text.clone(),
            }),
            Column::Property(name) => match name.as_str() {
                "note" => unit.notes.push(text.clone()),
                "author" => unit.author = Some(text.clone()),
                "created" => unit.created = Some(text.clone()),
                "changed" => unit.changed = Some(text.clone()),
                "role" if text == "statement" => role = Role::Statement,
                "role" if text == "segment" => role = Role::Segment,
                name => {
                    let ours = format!("x-{name}");
                    let before = unit.properties.len();
                    place(
                        &ours,
                        text,
                        &mut unit.origin,
                        &mut unit.context,
                        &mut unit.properties,
                    );
                    // What is none of ours keeps its own name.
                    if unit.properties.len() > before {
                        unit.properties.remove(&ours);
                        keep(&mut unit.properties, name, text);
                    }
                }
            },
        }
    }
    for variant in &mut unit.variants {
        variant.role = role;
    }
    unit
}

/// Columns written besides the languages.
const ABOUT: [&str; 8] = [
    "symbol",
    "year",
    "paragraph",
    "file",
    "alignment",
    "meeting",
    "country",
    "role",
];

/// Writes the first text of each language of units, a column each, with a heading. Gives the number
/// of rows; a unit without text in two of the languages is passed over.
///
/// # Errors
/// When writing fails.
pub fn write_table(
    mut to: impl Write,
    units: impl IntoIterator<Item = Unit>,
    langs: &[Lang],
) -> Result<usize, ExchangeError> {
    let mut heading: Vec<String> = langs.iter().map(ToString::to_string).collect();
    heading.extend(ABOUT.map(str::to_owned));
    heading.push("note".into());
    writeln!(to, "{}", heading.join("\t"))?;
    let mut written = 0;
    for unit in units {
        let mut row: Vec<String> = langs
            .iter()
            .map(|lang| {
                let first = unit.texts(lang).next();
                first.map_or_else(String::new, |v| cell(&v.text, '\t'))
            })
            .collect();
        if row.iter().filter(|text| !text.is_empty()).count() < 2 {
            continue;
        }
        let role = unit.variants.first().map(|v| v.role).unwrap_or_default();
        let place = Occurrence {
            origin: unit.origin,
            context: unit.context,
            ..Occurrence::default()
        };
        let about = properties(&place, Role::Paragraph);
        for name in ABOUT {
            let value = match (name, role) {
                ("role", Role::Statement) => "statement".to_owned(),
                ("role", Role::Segment) => "segment".to_owned(),
                _ => about
                    .iter()
                    .find(|(there, _)| there.strip_prefix("x-") == Some(name))
                    .map(|(_, value)| value.clone())
                    .unwrap_or_default(),
            };
            row.push(cell(&value, '\t'));
        }
        row.push(cell(&unit.notes.join("\n"), '\t'));
        writeln!(to, "{}", row.join("\t"))?;
        written += 1;
    }
    to.flush()?;
    Ok(written)
}
