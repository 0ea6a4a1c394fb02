//! The cells of a workbook as text, read from the same kind of package within the same limits.
//!
//! Formulas give what they came to when the file was saved; numbers and dates are as stored. Nothing
//! is computed, and nothing outside the file is asked.

use std::collections::BTreeMap;

use super::limits::Limits;
use super::package::Package;
use super::refusal::Refusal;
use super::sniff;
use super::xml::El;

/// Columns that a sheet may have.
const WIDEST: usize = 16_384;

/// A sheet: its name, and its rows with the number that the program shows. Cells that are not there
/// are empty; rows without cells are left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CellSheet {
    /// The name.
    pub name: String,
    /// The rows.
    pub rows: Vec<(usize, Vec<String>)>,
}

/// Reads the sheets of an XLSX file in their order. No row has more than 1 000 cells.
///
/// # Errors
/// When it is no workbook, is damaged or goes beyond the limits.
pub fn cells(bytes: &[u8], limits: &Limits) -> Result<Vec<CellSheet>, Refusal> {
    if let Some(refusal) = sniff::refuse_foreign(bytes) {
        return Err(refusal);
    }
    if bytes.len() as u64 > limits.file_size {
        return Err(Refusal::TooLarge(format!("{} bytes", bytes.len())));
    }
    let mut package = Package::open(bytes, limits)?;
    let root = package.relationships("")?;
    let main = root
        .values()
        .find(|r| r.kind == "officeDocument" && !r.external)
        .map(|r| r.target.clone())
        .filter(|part| package.content_type(part).contains("spreadsheetml"))
        .ok_or(Refusal::OtherOffice("no workbook of Excel"))?;
    let relations = package.relationships(&main)?;
    let shared = match relations.values().find(|r| r.kind == "sharedStrings") {
        Some(r) => shared(&mut package, &r.target)?,
        None => Vec::new(),
    };
    let mut out = Vec::new();
    for (name, id) in sheets(&mut package, &main)? {
        let Some(relation) = relations.get(&id).filter(|r| !r.external) else {
            continue;
        };
        let rows = rows(&mut package, &relation.target, &shared)?;
        out.push(CellSheet { name, rows });
    }
    Ok(out)
}

/// Names of the sheets, and by which relationship each is found.
fn sheets(package: &mut Package<'_>, main: &str) -> Result<Vec<(String, String)>, Refusal> {
    let Some(source) = package.text(main)? else {
        return Ok(Vec::new());
    };
    let tree = package.parse(&source, main)?;
    Ok(tree
        .descendants(tree.root())
        .filter(|e| e.name() == "sheet")
        .filter_map(|e| {
            let id = e.attr(super::namespace::Ns::OfficeRel, "id")?;
            let name = e.any_attr("name").unwrap_or_default();
            Some((name.to_owned(), id.to_owned()))
        })
        .collect())
}

fn shared(package: &mut Package<'_>, part: &str) -> Result<Vec<String>, Refusal> {
    let Some(source) = package.text(part)? else {
        return Ok(Vec::new());
    };
    let tree = package.parse(&source, part)?;
    let items = tree.root().children().filter(|e| e.name() == "si");
    Ok(items.map(words).collect())
}

fn rows(
    package: &mut Package<'_>,
    part: &str,
    shared: &[String],
) -> Result<Vec<(usize, Vec<String>)>, Refusal> {
    let Some(source) = package.text(part)? else {
        return Ok(Vec::new());
    };
    let tree = package.parse(&source, part)?;
    let mut out: Vec<(usize, Vec<String>)> = Vec::new();
    for row in tree.descendants(tree.root()).filter(|e| e.name() == "row") {
        let next = out.last().map_or(1, |(n, _)| n + 1);
        let number = row
            .any_attr("r")
            .and_then(|r| r.parse().ok())
            .unwrap_or(next);
        let mut found: BTreeMap<usize, String> = BTreeMap::new();
        for cell in row.children().filter(|e| e.name() == "c") {
            let next = found.last_key_value().map_or(0, |(at, _)| at + 1);
            let at = cell.any_attr("r").and_then(column).unwrap_or(next);
            if at < 1_000 {
                found.insert(at, content(cell, shared));
            }
        }
        let width = found.last_key_value().map_or(0, |(at, _)| at + 1);
        let mut texts = vec![String::new(); width];
        for (at, text) in found {
            if let Some(slot) = texts.get_mut(at) {
                *slot = text;
            }
        }
        if !texts.is_empty() {
            out.push((number, texts));
        }
    }
    Ok(out)
}

/// The column of a reference such as `AB12`, from 0.
fn column(reference: &str) -> Option<usize> {
    let mut at = 0usize;
    for letter in reference.bytes().take_while(u8::is_ascii_alphabetic) {
        at = at * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1;
        if at > WIDEST {
            return None;
        }
    }
    at.checked_sub(1)
}

fn content(cell: El<'_>, shared: &[String]) -> String {
    let child = |name: &str| cell.children().find(|c| c.name() == name);
    let value = || {
        child("v")
            .map(|v| v.pieces().map(|p| p.own_text()).collect::<String>())
            .unwrap_or_default()
    };
    match cell.any_attr("t") {
        Some("s") => value()
            .trim()
            .parse::<usize>()
            .ok()
            .and_then(|n| shared.get(n).cloned())
            .unwrap_or_default(),
        Some("inlineStr") => child("is").map(words).unwrap_or_default(),
        _ => unescaped(&value()),
    }
}

/// The words of a string with its runs; readings of characters are not part of it.
fn words(item: El<'_>) -> String {
    let mut out = String::new();
    for piece in item.children() {
        match piece.name() {
            "t" => out.extend(piece.pieces().map(|p| p.own_text())),
            "r" => {
                let texts = piece.children().filter(|c| c.name() == "t");
                out.extend(texts.flat_map(|t| t.pieces().map(|p| p.own_text())));
            }
            _ => {}
        }
    }
    unescaped(&out)
}

/// Characters that the format writes as `_x000D_`.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("_x") {
        out.push_str(before);
        let code = after
            .get(..5)
            .filter(|c| c.ends_with('_'))
            .and_then(|c| u32::from_str_radix(c.trim_end_matches('_'), 16).ok())
            .and_then(char::from_u32);
        match code {
            Some(c) => {
                out.push(c);
                rest = after.get(5..).unwrap_or_default();
            }
            None => {
                out.push_str("_x");
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_columns() {
        assert_eq!(column("A1"), Some(0));
        assert_eq!(column("Z9"), Some(25));
        assert_eq!(column("AB12"), Some(27));
        assert_eq!(column("12"), None);
        assert_eq!(column("ZZZZZZZ1"), None);
    }

    #[test]
    fn escaped_characters_come_back() {
        assert_eq!(unescaped("a_x000D_b_x005F_x0041_"), "a\rb_x0041_");
        assert_eq!(unescaped("_x_y _xZZZZ_ _x00"), "_x_y _xZZZZ_ _x00");
    }

    #[test]
    fn what_is_no_workbook_is_refused() {
        assert!(cells(b"words", &Limits::default()).is_err());
        assert!(cells(b"", &Limits::default()).is_err());
    }
}
