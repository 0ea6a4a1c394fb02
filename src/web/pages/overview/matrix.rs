//! The picture of who said what: countries against recommendations.

use std::collections::BTreeMap;

use crate::language::Resources;
use crate::model::ids::{Cell as Key, CountryCode};
use crate::web::ui::Ui;
use crate::workflow::{CellStatus, CountryStatus, State, Status, in_doubt};

/// One cell.
pub struct Cell {
    pub sign: &'static str,
    pub class: &'static str,
    pub title: String,
    pub link: String,
    /// True when a person must answer something about it.
    pub asks: bool,
}

/// One country.
pub struct Row {
    pub name: String,
    pub files: String,
    pub link: String,
    pub counts: bool,
    pub cells: Vec<Cell>,
}

/// The columns of a theme.
pub struct Theme {
    pub number: u16,
    pub columns: usize,
}

/// A recommendation at the head of its column.
pub struct Column {
    pub letter: String,
    pub title: String,
    pub link: String,
}

/// A line of the legend.
pub struct Sign {
    pub sign: &'static str,
    pub class: &'static str,
    pub words: String,
    pub count: usize,
}

/// The picture.
pub struct Matrix {
    pub themes: Vec<Theme>,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    pub legend: Vec<Sign>,
    /// How many cells ask for a person.
    pub asked: usize,
}

/// Sign and class of a cell.
fn look(status: CellStatus) -> (&'static str, &'static str) {
    match status {
        CellStatus::Blank => ("·", "blank"),
        CellStatus::Excluded => ("×", "excluded"),
        CellStatus::WaitsForOfficer => ("?", "waits"),
        CellStatus::Replied => ("!", "replied"),
        CellStatus::Drafted => ("○", "draft"),
        CellStatus::Translated => ("◐", "suggested"),
        CellStatus::Confirmed => ("●", "confirmed"),
        CellStatus::NeedsReview => ("~", "review"),
    }
}

fn words(ui: &Ui<'_>, status: CellStatus) -> String {
    let (_, class) = look(status);
    ui.t(&format!("cell-{class}"))
}

/// The picture of a dossier.
pub fn matrix(ui: &Ui<'_>, res: &Resources, now: &State, s: &Status) -> Matrix {
    let doubts = in_doubt(&s.obstacles);
    let keys: Vec<Key> = now.settings.cells().map(|(cell, _)| cell).collect();
    let mut themes: Vec<Theme> = Vec::new();
    for key in &keys {
        match themes.last_mut() {
            Some(t) if t.number == key.theme => t.columns += 1,
            _ => themes.push(Theme {
                number: key.theme,
                columns: 1,
            }),
        }
    }
    let columns = now
        .settings
        .cells()
        .map(|(cell, r)| Column {
            letter: cell.recommendation.to_string(),
            title: r
                .text
                .get(&ui.tongue())
                .or_else(|| r.text.get(&now.settings.note.original))
                .cloned()
                .unwrap_or_default(),
            link: format!(
                "/entries?under={}%20%28{}%29",
                cell.theme, cell.recommendation
            ),
        })
        .collect();
    let mut counts: BTreeMap<CellStatus, usize> = BTreeMap::new();
    let mut asked = 0;
    let rows = s
        .countries
        .iter()
        .filter(|c| !c.files.is_empty())
        .map(|c| {
            let name = ui.country(res, c.country);
            let page = page_of(s, c.country);
            let cells = keys
                .iter()
                .map(|key| {
                    let cell = cell(ui, c, &name, &page, key, &doubts);
                    let status = status_at(c, key);
                    *counts.entry(status).or_default() += 1;
                    asked += usize::from(cell.asks);
                    cell
                })
                .collect();
            Row {
                files: c.files.join(", "),
                link: page,
                counts: c.counts,
                cells,
                name,
            }
        })
        .collect();
    let legend = counts
        .into_iter()
        .rev()
        .map(|(status, count)| {
            let (sign, class) = look(status);
            Sign {
                sign,
                class,
                words: words(ui, status),
                count,
            }
        })
        .collect();
    Matrix {
        themes,
        columns,
        rows,
        legend,
        asked,
    }
}

fn status_at(c: &CountryStatus, key: &Key) -> CellStatus {
    let found = c.cells.get(&key.to_string());
    found.copied().unwrap_or(CellStatus::Blank)
}

fn cell(
    ui: &Ui<'_>,
    c: &CountryStatus,
    name: &str,
    page: &str,
    key: &Key,
    doubts: &std::collections::BTreeSet<crate::model::ids::EntryId>,
) -> Cell {
    let status = status_at(c, key);
    let (sign, class) = look(status);
    let entry = c.entries.get(&key.to_string());
    let asks = entry.is_some_and(|id| doubts.contains(id));
    let mut said = words(ui, status);
    if asks && status != CellStatus::WaitsForOfficer {
        said = format!("{said}; {}", ui.t("overview-asks"));
    }
    Cell {
        sign,
        class,
        title: format!("{name}, {key}: {said}"),
        link: entry.map_or_else(|| page.to_owned(), |id| format!("/entries/{id}")),
        asks,
    }
}

/// The page of a country's return; of its versions when it sent several.
fn page_of(s: &Status, country: CountryCode) -> String {
    let theirs: Vec<_> = s
        .returns
        .iter()
        .filter(|r| r.present && r.country == Some(country))
        .collect();
    match theirs.as_slice() {
        [one] => format!("/returns/{}", one.id.0),
        _ if theirs.iter().filter(|r| !r.late).count() > 1 => format!("/versions/{country}"),
        _ => theirs
            .last()
            .map_or_else(|| "/returns".into(), |r| format!("/returns/{}", r.id.0)),
    }
}
