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
use crate::web::ui::{Ui, Visitor};
use crate::workflow::{CellStatus, Status, gathered, status};

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

/// One thing that waits for somebody, or is only worth knowing.
struct Remark {
    class: &'static str,
    word: &'static str,
    file: String,
    /// Where it is settled; empty when nowhere on the page.
    link: String,
    message: String,
    hint: String,
}

#[derive(Template)]
#[template(path = "overview.html")]
struct Page<'a> {
    ui: Ui<'a>,
    said: &'a str,
    s: &'a Status,
    heading: String,
    cut_off: String,
    submission: Option<String>,
    rows: Vec<Row>,
    progress: Vec<Progress>,
    notes: Vec<Note>,
    remarks: Vec<Remark>,
    /// What is only worth knowing.
    notes_on: Vec<Remark>,
    silent: Vec<String>,
    continue_at: Option<String>,
    open: usize,
}

/// `GET /`.
pub async fn page(
    State(site): State<Arc<Site>>,
    visitor: Visitor,
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
    let (notes_on, remarks) = remarks(&s).into_iter().partition(|r| r.class == "info");
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
        ui: visitor.ui("overview"),
        said: &told.said,
        heading: if s.symbol.is_empty() {
            s.dossier.clone()
        } else {
            s.symbol.clone()
        },
        cut_off: day(s.cut_off),
        submission: s.submission.map(|d| d.to_string()),
        rows,
        progress,
        notes: notes(&site),
        remarks,
        notes_on,
        silent,
        continue_at,
        open: s.obstacles.len(),
        s: &s,
    })
}

/// Codes of remarks that stand among the questions, with a link.
const ASKED: [&str; 5] = [
    "several-versions",
    "placement-unsure",
    "answer-unsure",
    "action-contradiction",
    "decision-without-text",
];

/// What stands in the way of reading first, then what a person decides, then remarks.
fn remarks(s: &Status) -> Vec<Remark> {
    let page = |file: &str| {
        let found = s.returns.iter().find(|r| r.present && r.file == file);
        found.map_or_else(String::new, |r| format!("/returns/{}", r.id.0))
    };
    let mut out: Vec<Remark> = s
        .findings
        .iter()
        .filter(|(_, f)| !ASKED.contains(&f.code.as_str()))
        .map(|(file, f)| {
            let blocks = f.severity == Severity::Error
                || s.needs
                    .iter()
                    .any(|n| n.file == *file && n.need.code == f.code && n.need.blocks);
            let (class, word) = match f.severity {
                _ if blocks => ("error", "not usable yet"),
                Severity::Info => ("info", "note"),
                _ => ("warning", "look at"),
            };
            Remark {
                class,
                word,
                file: file.clone(),
                link: page(file),
                message: f.message.clone(),
                hint: f.hint.clone(),
            }
        })
        .collect();
    let ticks = s.obstacles.iter().filter(|o| o.code == "waits-for-officer");
    let questions = gathered(&s.questions);
    out.extend(questions.iter().chain(ticks).map(|q| Remark {
        class: "decide",
        word: "to decide",
        file: String::new(),
        link: q.page.clone().unwrap_or_default(),
        message: q.message.clone(),
        // The link leads to where the hint is followed.
        hint: String::new(),
    }));
    let rank = |r: &Remark| match r.class {
        "error" => 0,
        "decide" => 1,
        _ => 2,
    };
    out.sort_by_key(rank);
    out
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
