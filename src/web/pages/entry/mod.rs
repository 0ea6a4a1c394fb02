//! One entry as a workbench: source and target side by side, what is proposed under them, and at the
//! side what they were made from.

mod editor;
mod save;
mod statements;
mod unit;

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{Html, IntoResponse, Redirect, Response};

use self::editor::{Editor, editor};
use self::statements::{Statement, statements, versions};
use super::groups::{Groups, groups};
use super::html;
use super::saving::{AfterSaving, Saving, saving};
use crate::model::entry::Entry;
use crate::model::ids::EntryId;
use crate::web::fault::Fault;
use crate::web::guard::is_ours;
use crate::web::show;
use crate::web::site::Site;
use crate::web::ui::{Ui, Visitor};
use crate::workflow::{LastTime, last_time, provenance, state};

pub use save::{exclude_entry, undo_last};
pub use unit::page as neighbourhood;

#[derive(Template)]
#[template(path = "entry.html")]
struct Page<'a> {
    ui: Ui<'a>,
    id: String,
    number: String,
    title: String,
    excluded: bool,
    recommendation: String,
    statements: Vec<Statement>,
    /// What the country said of it in earlier notes.
    last_time: Vec<LastTime>,
    /// Boxes were ticked and nothing was written.
    bare: bool,
    /// What is to be said of several versions, and where they are compared.
    versions: Option<(String, String)>,
    /// Countries that say the same, and those of this paragraph.
    groups: Groups,
    editors: Vec<Editor>,
    /// What this person typed and did not save.
    people: Saving,
    /// The address of this page, for forms.
    here: String,
    list: String,
    previous: Option<String>,
    next: Option<String>,
    next_open: Option<String>,
}

pub(super) fn parse_id(id: &str) -> Result<EntryId, Fault> {
    id.parse().map_err(|_| Fault::missing("fault-no-entry"))
}

/// Refuses a form that does not carry the secret of this session.
pub(super) fn ours(site: &Site, csrf: &str) -> Result<(), Fault> {
    if is_ours(site, csrf) {
        return Ok(());
    }
    Err(Fault::bad("fault-old-form"))
}

/// `GET /entries/{id}`.
pub async fn page(
    State(site): State<Arc<Site>>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(after): Query<AfterSaving>,
) -> Result<Response, Fault> {
    let id = parse_id(&id)?;
    let (now, last_time, from, people) = site
        .work(move |site, around| {
            let now = state(&site.desk)?;
            let people = saving(site, &now, id, around.person, &after.late)?;
            let Some(entry) = now.entries.get(&id) else {
                return Ok((now, Vec::new(), Vec::new(), people));
            };
            let said = last_time(&site.desk, &now, entry)?;
            let mut from = Vec::new();
            for lang in &now.settings.note.languages {
                let made = now.proposals.get(&(id, lang.clone()));
                let list = made.map(|p| p.list.as_slice()).unwrap_or_default();
                from.push(provenance(&site.desk, &now, entry, list)?);
            }
            Ok((now, said, from, people))
        })
        .await?;
    if let Some(group) = now.group_of(id).filter(|g| g.first != id) {
        return Ok(Redirect::to(&format!("/entries/{}", group.first)).into_response());
    }
    let Some(entry) = now.entries.get(&id) else {
        return Err(Fault::missing("fault-no-entry"));
    };
    let ui = visitor.ui("entries");
    let order: Vec<&Entry> = now.plan.paragraphs().map(|(_, e)| e).collect();
    let at = order.iter().position(|e| e.id == id);
    let link = |e: &&Entry| format!("/entries/{}", e.id);
    let langs = &now.settings.note.languages;
    let next_open = order
        .iter()
        .skip(at.map_or(0, |i| i + 1))
        .chain(order.iter().take(at.unwrap_or(0)))
        .find(|e| !langs.iter().all(|l| e.is_settled(l)))
        .map(link);
    let recommendation = entry
        .key
        .cell()
        .and_then(|cell| now.settings.recommendation(cell));
    let number = now.number_of(id);
    let shown: Html<String> = html(&Page {
        ui,
        id: id.to_string(),
        number: number.map_or_else(|| "–".into(), |n| n.to_string()),
        title: show::title(&ui, entry, &site.desk.resources),
        excluded: entry.excluded,
        recommendation: recommendation
            .and_then(|r| r.text.get(&entry.original))
            .cloned()
            .unwrap_or_default(),
        statements: statements(&ui, entry),
        last_time,
        bare: entry.sources.iter().all(|s| s.statement.text.is_empty()),
        versions: versions(&ui, &now, id),
        groups: groups(&ui, &now, id, &site.desk.resources),
        editors: langs
            .iter()
            .zip(&from)
            .map(|(lang, from)| editor(&ui, &now, entry, lang, from))
            .collect(),
        people,
        here: format!("/entries/{id}"),
        list: format!("/entries#{id}"),
        previous: at
            .and_then(|i| i.checked_sub(1))
            .and_then(|i| order.get(i))
            .map(link),
        next: at.and_then(|i| order.get(i + 1)).map(link),
        next_open,
    })?;
    Ok(shown.into_response())
}
