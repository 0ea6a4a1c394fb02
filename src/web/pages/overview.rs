//! The overview: what needs somebody, who replied, how far the note is, files in and notes out.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Html;
use serde::Deserialize;

use super::html;
use crate::model::finding::Severity;
use crate::web::fault::Fault;
use crate::web::show;
use crate::web::site::Site;
use crate::workflow::{CellStatus, Status, status};

/// What an action has to tell after its redirect.
#[derive(Debug, Deserialize, Default)]
pub struct Told {
    #[serde(default)]
    said: String,
}

struct Cell {
    sign: &'static str,
    class: &'static str,
    title: String,
    link: Option<String>,
}

struct Row {
    name: String,
    files: String,
    counts: bool,
    cells: Vec<Cell>,
}

struct Progress {
    lang: String,
    paragraphs: usize,
    written: usize,
    confirmed: usize,
    words: usize,
    over: bool,
}

struct Note {
    name: String,
    size: String,
}

struct Remark {
    class: &'static str,
    file: String,
    message: String,
    hint: String,
}

#[derive(Template)]
#[template(path = "overview.html")]
struct Page<'a> {
    tab: &'static str,
    person: &'a str,
    csrf: &'a str,
    said: &'a str,
    s: &'a Status,
    heading: String,
    cut_off: String,
    submission: String,
    rows: Vec<Row>,
    progress: Vec<Progress>,
    notes: Vec<Note>,
    remarks: Vec<Remark>,
    silent: Vec<String>,
    continue_at: Option<String>,
    open: usize,
}

/// `GET /`.
pub async fn page(
    State(site): State<Arc<Site>>,
    Query(told): Query<Told>,
) -> Result<Html<String>, Fault> {
    let s = site.work(|site, _| status(&site.desk)).await?;
    let rows = s
        .countries
        .iter()
        .filter(|c| !c.files.is_empty())
        .map(|c| row(&s, c))
        .collect();
    let progress = s
        .languages
        .iter()
        .map(|(lang, l)| Progress {
            lang: show::language(lang),
            paragraphs: l.paragraphs,
            written: l.written,
            confirmed: l.confirmed,
            words: l.words,
            over: l.words > usize::try_from(s.word_limit).unwrap_or(usize::MAX),
        })
        .collect();
    let remarks = s
        .findings
        .iter()
        // These stand among the questions, with a link.
        .filter(|(_, f)| f.code != "several-versions" && f.code != "decision-without-text")
        .map(|(file, f)| Remark {
            class: match f.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info => "info",
            },
            file: file.clone(),
            message: f.message.clone(),
            hint: f.hint.clone(),
        })
        .collect();
    let silent = s
        .countries
        .iter()
        .filter(|c| s.silent.contains(&c.country))
        .map(|c| c.name.clone())
        .collect();
    let continue_at = s
        .obstacles
        .iter()
        .filter_map(|o| o.page.clone())
        .find(|page| page.starts_with("/entries/"));
    let day = |d: Option<jiff::civil::Date>| d.map_or_else(|| "not set".into(), |d| d.to_string());
    html(&Page {
        tab: "overview",
        person: &site.person,
        csrf: &site.csrf,
        said: &told.said,
        heading: if s.symbol.is_empty() {
            s.dossier.clone()
        } else {
            s.symbol.clone()
        },
        cut_off: day(s.cut_off),
        submission: day(s.submission),
        rows,
        progress,
        notes: notes(&site),
        remarks,
        silent,
        continue_at,
        open: s.obstacles.len(),
        s: &s,
    })
}

fn row(s: &Status, c: &crate::workflow::CountryStatus) -> Row {
    let cells = s
        .cells
        .iter()
        .map(|cell| {
            let (sign, class, word) =
                show::cell(c.cells.get(cell).copied().unwrap_or(CellStatus::Blank));
            Cell {
                sign,
                class,
                title: format!("{}, {cell}: {word}", c.name),
                link: c.entries.get(cell).map(|id| format!("/entries/{id}")),
            }
        })
        .collect();
    Row {
        name: c.name.clone(),
        files: c.files.join(", "),
        counts: c.counts,
        cells,
    }
}

fn notes(site: &Site) -> Vec<Note> {
    let Ok(settings) = site.desk.settings() else {
        return Vec::new();
    };
    let file = |lang: &crate::model::Lang| {
        let name = format!("note-{lang}.docx");
        let size = std::fs::metadata(site.desk.dossier.out().join(&name))
            .ok()?
            .len();
        Some(Note {
            name,
            size: format!("{} KB", size.div_ceil(1024)),
        })
    };
    settings.note.languages.iter().filter_map(file).collect()
}
