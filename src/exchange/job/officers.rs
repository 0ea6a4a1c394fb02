//! The table for officers as it comes back: a row a paragraph, a text and a state in each language,
//! remarks, and the keys of all texts in one cell.

use std::collections::BTreeMap;

use super::rows::{CellRow, told};
use super::words::{head_of, language_of};
use super::{Head, Incoming, Key, Returned, marked_target};
use crate::model::Finding;
use crate::model::ids::Lang;

/// Which columns a table has.
#[derive(Debug, Clone, Default)]
struct Columns {
    key: Option<usize>,
    comment: Option<usize>,
    texts: BTreeMap<Lang, usize>,
    states: BTreeMap<Lang, usize>,
}

/// The head of the column of states of a language.
pub fn state_head(state: &str, language: &str) -> String {
    format!("{state} ({language})")
}

impl Columns {
    /// From a row of heads; `None` when it is none.
    fn of(cells: &[String]) -> Option<Self> {
        let mut out = Self::default();
        for (at, text) in cells.iter().enumerate() {
            let state = text
                .trim()
                .strip_suffix(')')
                .and_then(|t| t.rsplit_once('('))
                .filter(|(head, _)| head_of(head) == Some(Head::State))
                .and_then(|(_, language)| language_of(language));
            match (head_of(text), state, language_of(text)) {
                (Some(Head::Key), ..) => out.key = Some(at),
                (Some(Head::Comment), ..) => out.comment = Some(at),
                (None, Some(lang), _) => {
                    out.states.insert(lang, at);
                }
                (None, None, Some(lang)) => {
                    out.texts.entry(lang).or_insert(at);
                }
                _ => {}
            }
        }
        (out.key.is_some() && !out.texts.is_empty()).then_some(out)
    }
}

/// The lines of such tables, one for each language of a row. `original` is the language that the
/// others translate; its lines have no source.
pub fn read_officers(tables: &[Vec<CellRow>], original: &Lang) -> Returned {
    let mut out = Returned::default();
    for table in tables {
        let mut columns: Option<Columns> = None;
        for row in table {
            if row.cells.iter().all(|c| c.trim().is_empty()) {
                continue;
            }
            if let Some(heads) = Columns::of(&row.cells) {
                columns = Some(heads);
                continue;
            }
            if let Some(columns) = &columns {
                lines(row, columns, original, &mut out.lines);
            }
        }
    }
    if out.lines.is_empty() {
        out.findings.push(
            Finding::warning(
                "exchange-no-rows",
                "No table in the file has a row with an id that we gave.",
            )
            .hint("The row of heads or the column of ids may have been deleted; export it again."),
        );
    }
    out
}

fn lines(row: &CellRow, columns: &Columns, original: &Lang, out: &mut Vec<Incoming>) {
    let cell = |at: Option<&usize>| {
        at.and_then(|at| row.cells.get(*at))
            .map(|c| c.trim().to_owned())
            .unwrap_or_default()
    };
    let given = cell(columns.key.as_ref());
    let keys: Vec<Result<Key, String>> = given.split_whitespace().map(str::parse).collect();
    let entries: Vec<_> = keys.iter().flatten().map(|k| k.entry).collect();
    let alike = entries.windows(2).all(|w| matches!(w, [a, b] if a == b));
    let mut comments: Vec<String> = Some(cell(columns.comment.as_ref()))
        .filter(|c| !c.is_empty())
        .into_iter()
        .collect();
    if !alike || keys.is_empty() || keys.iter().any(Result::is_err) {
        out.push(Incoming {
            place: row.place.clone(),
            key: Err(given),
            source: None,
            target: columns
                .texts
                .values()
                .map(|at| cell(Some(at)))
                .filter(|t| !t.is_empty())
                .collect::<Vec<_>>()
                .join(" / "),
            told: None,
            comments,
            fault: None,
        });
        return;
    }
    let is_new = |key: &Key| marked_target(&cell(columns.texts.get(&key.lang))) != key.target;
    let other_original = keys
        .iter()
        .flatten()
        .any(|k| k.lang == *original && is_new(k));
    for key in keys.into_iter().flatten() {
        let text = columns.texts.get(&key.lang);
        let state = told(&cell(columns.states.get(&key.lang)));
        // Whoever changes the original says nothing of the translation beside it.
        let silent = !is_new(&key) && state.is_none_or(|s| s == key.standing.told());
        if other_original && key.lang != *original && silent {
            continue;
        }
        let source = (key.lang != *original).then(|| cell(columns.texts.get(original)));
        out.push(Incoming {
            place: row.place.clone(),
            source,
            target: cell(text),
            told: state,
            // A remark is about the row; it is taken once.
            comments: std::mem::take(&mut comments),
            fault: text
                .is_none()
                .then(|| format!("the table has no column for “{}”", key.lang)),
            key: Ok(key),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEYS: &str = "e17.en.4f2a90c1d3e5.0a1b2c3d4e5f.e e17.fr.4f2a90c1d3e5.0a1b2c3d4e50.s";

    fn row(cells: &[&str]) -> CellRow {
        CellRow {
            place: "row".into(),
            cells: cells.iter().map(|c| (*c).to_owned()).collect(),
        }
    }

    #[test]
    fn a_row_is_a_line_in_each_language() {
        let heads = row(&[
            "Country",
            "English",
            "French",
            "State (English)",
            "État (français)",
            "Comment",
            "Id",
        ]);
        let table = vec![
            heads,
            row(&[
                "Albania",
                "Yes.",
                "Oui.",
                "translated",
                "provisoire",
                "Why?",
                KEYS,
            ]),
            row(&["Angola", "No.", "Non.", "", "", "", "e17"]),
            row(&["", "x", "y", "", "", "", &KEYS.replace("e17.fr", "e18.fr")]),
        ];
        let read = read_officers(&[table], &Lang::en());
        assert_eq!(read.lines.len(), 4);
        let [en, fr] = [&read.lines[0], &read.lines[1]];
        assert_eq!((en.target.as_str(), en.source.as_deref()), ("Yes.", None));
        assert_eq!(
            (fr.target.as_str(), fr.source.as_deref()),
            ("Oui.", Some("Yes."))
        );
        assert_eq!(fr.told, Some(super::super::Told::Tentative));
        assert_eq!((en.comments.len(), fr.comments.len()), (1, 0));
        assert!(read.lines[2].key.is_err());
        assert!(read.lines[3].key.is_err(), "keys of two entries in one row");
        assert!(!read_officers(&[], &Lang::en()).findings.is_empty());
    }
}
