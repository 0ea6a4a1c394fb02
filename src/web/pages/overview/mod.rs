//! The overview: what needs somebody, dates, words and stages at a glance; below it who replied, the
//! matrix, progress, activity, files in and notes out.

mod activity;
mod glance;
mod matrix;
mod needs;
mod output;

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Html;
use serde::Deserialize;

pub use activity::words as deed;
pub use output::download;

use super::html;
use crate::web::fault::Fault;
use crate::web::site::Site;
use crate::web::ui::{Ui, Visitor};
use crate::workflow::{
    Status, builds, by_person, changed_since, last_visit, left_open_by, open_queries, state,
    status, status_of,
};

/// What an action has to tell after its redirect: a message of the interface with up to two numbers.
#[derive(Debug, Deserialize, Default)]
pub struct Told {
    #[serde(default)]
    did: String,
    #[serde(default)]
    n: usize,
    #[serde(default)]
    m: usize,
}

impl Told {
    fn words(&self, ui: &Ui<'_>) -> String {
        match self.did.as_str() {
            "took-in" => ui.with2("overview-did-took-in", "count", self.n, "read", self.m),
            "read" => ui.with2("overview-did-read", "count", self.n, "read", self.m),
            "built" => ui.with2("overview-did-built", "count", self.n, "paragraphs", self.m),
            "not-built" => ui.with("overview-did-not-built", "count", self.n),
            _ => String::new(),
        }
    }
}

/// Governments that were invited and have not replied.
struct Silent {
    names: Vec<String>,
    /// The same, one a line, for a message.
    list: String,
}

#[derive(Template)]
#[template(path = "overview.html")]
struct Page<'a> {
    ui: Ui<'a>,
    said: String,
    s: &'a Status,
    heading: String,
    glance: glance::Glance,
    needs: needs::Needs,
    continue_at: Option<String>,
    silent: Silent,
    matrix: matrix::Matrix,
    themes: Vec<glance::Theme>,
    people: Vec<activity::Person>,
    late: Vec<(String, String, String)>,
    open: Vec<activity::Item>,
    changed: Vec<activity::Item>,
    queries: Vec<activity::Question>,
    /// When this person's last visit ended, in words; empty when there was none.
    visit: String,
    log: Vec<activity::Line>,
    files: Vec<output::File>,
    built: Vec<output::Built>,
}

/// `GET /`.
pub async fn page(
    State(site): State<Arc<Site>>,
    visitor: Visitor,
    Query(told): Query<Told>,
) -> Result<Html<String>, Fault> {
    let (now, s, built, at) = site
        .work(|site, around| {
            let now = state(&site.desk)?;
            let status = status_of(&site.desk, &now)?;
            Ok((now, status, builds(&site.desk)?, around.now))
        })
        .await?;
    let ui = visitor.ui("overview");
    let res = &site.desk.resources;
    let name = |code| ui.country(res, code);
    // An entry first; when all are confirmed, what else stands before the final note.
    let pages = || s.obstacles.iter().filter_map(|o| o.page.clone());
    let continue_at = pages()
        .find(|page| page.starts_with("/entries/"))
        .or_else(|| pages().next());
    let mut silent = s.silent.clone();
    res.countries
        .sort(&mut silent, &ui.tongue(), crate::language::Purpose::List);
    let names: Vec<String> = silent.into_iter().map(name).collect();
    let last = last_visit(&now.log, ui.person, at);
    let changed = last.map(|since| changed_since(&now, ui.person, since));
    let late = s
        .returns
        .iter()
        .filter(|r| r.present && r.late)
        .map(|r| {
            (
                format!("/returns/{}", r.id.0),
                r.country.map_or_else(|| r.file.clone(), name),
                r.submitted.map(|d| ui.day(d)).unwrap_or_default(),
            )
        })
        .collect();
    html(&Page {
        said: told.words(&ui),
        heading: if s.symbol.is_empty() {
            s.dossier.clone()
        } else {
            s.symbol.clone()
        },
        glance: glance::glance(&ui, &now, &s, &built, at),
        needs: needs::needs(&ui, &s),
        continue_at,
        silent: Silent {
            list: names.join("\n"),
            names,
        },
        matrix: matrix::matrix(&ui, res, &now, &s),
        themes: glance::themes(&ui, &now),
        people: activity::people(&by_person(&now)),
        late,
        open: activity::items(&ui, &left_open_by(&now, ui.person)),
        changed: activity::items(&ui, &changed.unwrap_or_default()),
        queries: activity::questions(&ui, &now, &open_queries(&now)),
        visit: last.map(crate::web::show::moment).unwrap_or_default(),
        log: activity::recent(&ui, res, &now),
        files: output::files(&ui, &site.desk.dossier.out()),
        built: output::built(&ui, &built),
        s: &s,
        ui,
    })
}

/// `GET /reminders.txt`: the Governments that have not replied, one a line, in the language of the
/// interface.
pub async fn reminders(
    State(site): State<Arc<Site>>,
    visitor: Visitor,
) -> Result<axum::response::Response, Fault> {
    use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
    use axum::response::IntoResponse;
    let s = site.work(|site, _| status(&site.desk)).await?;
    let ui = visitor.ui("overview");
    let res = &site.desk.resources;
    let mut silent = s.silent.clone();
    res.countries
        .sort(&mut silent, &ui.tongue(), crate::language::Purpose::List);
    let mut list = String::new();
    for code in silent {
        list.push_str(&ui.country(res, code));
        // Of Windows: the file is opened in its editor.
        list.push_str("\r\n");
    }
    let headers = [
        (CONTENT_TYPE, "text/plain; charset=utf-8"),
        (
            CONTENT_DISPOSITION,
            "attachment; filename=\"reminders.txt\"",
        ),
    ];
    Ok((headers, list).into_response())
}
