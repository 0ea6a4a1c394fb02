//! A bilingual table that came back, as rows of text: which column is which, and what each row says.
//! The format of the file is none of its business.

use super::words::{head_of, language_of, state_of};
use super::{Head, Incoming, Key, Returned, Told};
use crate::model::Finding;

/// A row as its file has it: where it stands, and its cells from left to right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellRow {
    /// In words, such as “row 4”.
    pub place: String,
    /// The texts.
    pub cells: Vec<String>,
}

/// Which columns a table has.
#[derive(Debug, Clone, Default)]
struct Columns {
    count: usize,
    key: Option<usize>,
    source: Option<usize>,
    target: Option<usize>,
    state: Option<usize>,
    comment: Option<usize>,
}

/// The columns as they go out: number, source, target, state, comment, key.
const AS_SENT: Columns = Columns {
    count: 6,
    key: Some(5),
    source: Some(1),
    target: Some(2),
    state: Some(3),
    comment: Some(4),
};

impl Columns {
    /// From a row of heads; `None` when it is none.
    fn of(cells: &[String]) -> Option<Self> {
        let mut out = Self {
            count: cells.len(),
            ..Self::default()
        };
        for (at, text) in cells.iter().enumerate() {
            match head_of(text) {
                Some(Head::Key) => out.key = Some(at),
                Some(Head::State) => out.state = Some(at),
                Some(Head::Comment) => out.comment = Some(at),
                Some(_) => {}
                None if language_of(text).is_some() => {
                    if out.source.is_none() {
                        out.source = Some(at);
                    } else {
                        out.target = Some(at);
                    }
                }
                None => {}
            }
        }
        (out.key.is_some() && out.target.is_some()).then_some(out)
    }
}

/// The lines of the tables of a file. Rows without words are passed over; a table that is none of
/// ours has no rows with keys and is passed over too.
pub fn read_rows(tables: &[Vec<CellRow>]) -> Returned {
    let mut out = Returned::default();
    let has_key = |row: &CellRow| row.cells.iter().any(|c| c.trim().parse::<Key>().is_ok());
    for table in tables.iter().filter(|t| t.iter().any(has_key)) {
        let mut columns = AS_SENT;
        for row in table {
            if row.cells.iter().all(|c| c.trim().is_empty()) {
                continue;
            }
            if let Some(heads) = Columns::of(&row.cells) {
                columns = heads;
                continue;
            }
            out.lines.push(line(row, &columns));
        }
    }
    if out.lines.is_empty() {
        out.findings.push(
            Finding::warning(
                "exchange-no-rows",
                "No table in the file has a row with an id that we gave.",
            )
            .hint("The column of ids may have been deleted; export the table again."),
        );
    }
    out
}

fn line(row: &CellRow, columns: &Columns) -> Incoming {
    let cell = |at: Option<usize>| {
        at.and_then(|at| row.cells.get(at))
            .map(|c| c.trim().to_owned())
            .unwrap_or_default()
    };
    let fault = (row.cells.len() != columns.count).then(|| {
        format!(
            "the row has {} cells and the table {}",
            row.cells.len(),
            columns.count
        )
    });
    Incoming {
        place: row.place.clone(),
        key: cell(columns.key).parse(),
        source: Some(cell(columns.source)),
        target: cell(columns.target),
        told: told(&cell(columns.state)),
        comments: Some(cell(columns.comment))
            .filter(|c| !c.is_empty())
            .into_iter()
            .collect(),
        fault,
    }
}

/// What a word in the column of states says.
pub(super) fn told(word: &str) -> Option<Told> {
    Some(state_of(word)?.told())
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "e17.fr.4f2a90c1d3e5.0a1b2c3d4e5f.s";

    fn row(cells: &[&str]) -> CellRow {
        CellRow {
            place: "row".into(),
            cells: cells.iter().map(|c| (*c).to_owned()).collect(),
        }
    }

    #[test]
    fn columns_are_known_by_their_heads_in_any_order() {
        let heads = ["Id", "Observations", "français", "anglais", "État", "N°"];
        let table = vec![
            row(&heads),
            row(&[KEY, "à voir", "Oui.", "Yes.", "Provisoire", "3"]),
        ];
        // The first language from the left is the source.
        let swapped = read_rows(std::slice::from_ref(&table));
        assert_eq!(swapped.lines[0].source.as_deref(), Some("Oui."));
        let sent = vec![
            row(&["No.", "English", "French", "State", "Comment", "Id"]),
            row(&["3", "Yes.", "Oui.", "CONFIRMED", "à voir", KEY]),
            row(&["", "", "", "", "", ""]),
            row(&["4", "No.", "Non.", "", ""]),
            row(&["5", "Five.", "Cinq.", "", "", "e17 damaged"]),
        ];
        let read = read_rows(&[vec![row(&["another", "table"])], sent.clone()]);
        assert_eq!(read.lines.len(), 3);
        let first = &read.lines[0];
        assert_eq!(first.key, KEY.parse());
        assert_eq!(first.told, Some(Told::Confirmed));
        assert_eq!(
            (first.target.as_str(), first.comments.concat().as_str()),
            ("Oui.", "à voir")
        );
        assert!(read.lines[1].fault.is_some());
        assert_eq!(read.lines[2].key, Err("e17 damaged".into()));
        // Without the row of heads the columns are taken as they went out.
        let bare = read_rows(&[sent[1..2].to_vec()]);
        assert_eq!(bare.lines, read.lines[..1]);
        assert!(!read_rows(&[]).findings.is_empty());
    }
}
