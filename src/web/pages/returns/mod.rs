//! The returns: the list, each as a document, and what people decide about it.

mod actions;
mod document;

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Html;

pub use actions::{drop_decision, place_text, resolve_return, set_country, settle_finding};
pub use document::page;

use super::html;
use crate::web::fault::Fault;
use crate::web::site::Site;
use crate::web::ui::{Ui, Visitor};
use crate::workflow::{ReturnView, questions, state};

struct Row {
    link: String,
    file: String,
    country: String,
    submitted: String,
    received: String,
    /// True when it could be read.
    read: bool,
    answers: usize,
    unplaced: usize,
    remarks: usize,
    class: &'static str,
    state: String,
}

#[derive(Template)]
#[template(path = "returns.html")]
struct List<'a> {
    ui: Ui<'a>,
    rows: Vec<Row>,
    several: Vec<Several>,
    /// True when some country sent several, and nothing is open between them.
    settled: bool,
}

/// A country that sent more than one return.
struct Several {
    name: String,
    link: String,
    files: usize,
    open: usize,
}

/// `GET /returns`.
pub async fn list(State(site): State<Arc<Site>>, visitor: Visitor) -> Result<Html<String>, Fault> {
    let now = site.work(|site, _| state(&site.desk)).await?;
    let asked: Vec<String> = questions(&now, &site.desk.resources)
        .into_iter()
        .filter_map(|q| q.page)
        .collect();
    let ui = visitor.ui("returns");
    let rows = now
        .returns
        .iter()
        .filter(|v| v.record.present)
        .map(|v| row(&site, &ui, v, &asked))
        .collect();
    let mut several: Vec<Several> = Vec::new();
    for group in &now.versions {
        let link = format!("/versions/{}", group.country);
        let open = usize::from(group.is_open());
        match several.last_mut().filter(|s| s.link == link) {
            Some(s) => s.open += open,
            None => several.push(Several {
                name: ui.country(&site.desk.resources, group.country),
                files: now
                    .returns
                    .iter()
                    .filter(|v| v.counts() && v.country == Some(group.country))
                    .count(),
                link,
                open,
            }),
        }
    }
    html(&List {
        ui,
        rows,
        settled: several.iter().any(|s| s.open == 0),
        several,
    })
}

/// The day on which it came in.
fn received(v: &ReturnView) -> String {
    v.record
        .received_on()
        .map(|d| d.to_string())
        .unwrap_or_default()
}

fn row(site: &Site, ui: &Ui<'_>, v: &ReturnView, asked: &[String]) -> Row {
    let x = v.record.extraction();
    let link = format!("/returns/{}", v.record.id.0);
    let (class, state) = match (x, v.country) {
        _ if v.resolved.is_some() && !v.needs_a_person() => {
            ("confirmed", ui.t("returns-is-dealt-with"))
        }
        (None, _) => ("error", ui.t("returns-is-refused")),
        (Some(_), None) => ("error", ui.t("returns-is-unattributed")),
        _ if v.needs_a_person() => ("error", ui.t("returns-is-to-compare")),
        _ if v.late => ("tentative", ui.t("returns-is-late")),
        _ if asked.iter().any(|page| page.starts_with(&link)) => {
            ("tentative", ui.t("returns-is-to-decide"))
        }
        _ => ("suggested", ui.t("returns-is-read")),
    };
    Row {
        link,
        file: v.record.file.clone(),
        country: v
            .country
            .map(|c| ui.country(&site.desk.resources, c))
            .unwrap_or_default(),
        submitted: x
            .and_then(|x| x.submitted)
            .map(|d| d.to_string())
            .unwrap_or_default(),
        received: received(v),
        read: x.is_some(),
        answers: v.texts.statements.len(),
        unplaced: v
            .texts
            .lines
            .iter()
            .filter(|l| l.is_loose() && !l.is_letterhead())
            .count(),
        remarks: x.map_or(1, |_| v.open_findings().count()),
        class,
        state,
    }
}
