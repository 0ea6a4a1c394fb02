//! What was decided lately, with undo of a decision where nothing rests on it.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::{Html, Redirect};
use serde::Deserialize;

use super::entry::{Told, ours, tell};
use super::html;
use crate::web::fault::Fault;
use crate::web::site::Site;
use crate::web::ui::{Ui, Visitor};
use crate::workflow::{recent, redo, state, undo_one};

/// Decisions on one page.
const SHOWN: usize = 100;

/// From where on.
#[derive(Debug, Deserialize, Default)]
pub struct From {
    before: Option<u64>,
}

#[derive(Template)]
#[template(path = "log.html")]
struct Page<'a> {
    ui: Ui<'a>,
    events: Vec<Told>,
    earlier: Option<u64>,
}

/// `GET /log`.
pub async fn page(
    State(site): State<Arc<Site>>,
    visitor: Visitor,
    Query(from): Query<From>,
) -> Result<Html<String>, Fault> {
    let now = site.work(|site, _| state(&site.desk)).await?;
    let ui = visitor.ui("log");
    let events = recent(&now, from.before, SHOWN);
    let earlier = events.last().map(|e| e.decision.seq).filter(|seq| *seq > 1);
    html(&Page {
        ui,
        events: events
            .iter()
            .map(|e| tell(&ui, &now, &site.desk.resources, e))
            .collect(),
        earlier,
    })
}

/// A decision to be taken back.
#[derive(Debug, Deserialize)]
pub struct OneForm {
    csrf: String,
    seq: u64,
    #[serde(default)]
    next: String,
}

/// `POST /log/undo`.
pub async fn take_back(
    State(site): State<Arc<Site>>,
    Form(form): Form<OneForm>,
) -> Result<Redirect, Fault> {
    ours(&site, &form.csrf)?;
    site.change(move |site, around| undo_one(&site.desk, around, form.seq))
        .await?;
    let inside = form.next.starts_with('/') && !form.next.starts_with("//");
    Ok(Redirect::to(if inside { &form.next } else { "/log" }))
}

/// A form that goes back to where it came from.
#[derive(Debug, Deserialize)]
pub struct RedoForm {
    csrf: String,
    #[serde(default)]
    next: String,
}

/// `POST /redo`: makes this person's last decision that was taken back stand again.
pub async fn again(
    State(site): State<Arc<Site>>,
    Form(form): Form<RedoForm>,
) -> Result<Redirect, Fault> {
    ours(&site, &form.csrf)?;
    site.change(|site, around| redo(&site.desk, around)).await?;
    let inside = form.next.starts_with('/') && !form.next.starts_with("//");
    Ok(Redirect::to(if inside { &form.next } else { "/entries" }))
}
