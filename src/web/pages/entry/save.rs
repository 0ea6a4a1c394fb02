//! What is decided on the page of an entry besides its texts: whether it stands in the note, taking
//! back.

use std::sync::Arc;

use axum::Form;
use axum::extract::{Path, State};
use axum::response::Redirect;
use serde::Deserialize;

use super::{ours, parse_id};
use crate::model::ids::EntryId;
use crate::web::fault::Fault;
use crate::web::site::Site;
use crate::workflow::{exclude, undo};

/// Leaving an entry out, or taking it back in.
#[derive(Debug, Deserialize)]
pub struct ExcludeForm {
    csrf: String,
    excluded: String,
    #[serde(default)]
    reason: String,
    /// Where to go afterwards.
    #[serde(default)]
    next: String,
}

/// `POST /entries/{id}/exclude`.
pub async fn exclude_entry(
    State(site): State<Arc<Site>>,
    Path(id): Path<String>,
    Form(form): Form<ExcludeForm>,
) -> Result<Redirect, Fault> {
    ours(&site, &form.csrf)?;
    let id = parse_id(&id)?;
    let next = form.next;
    site.change(move |site, around| {
        exclude(&site.desk, around, id, form.excluded == "yes", &form.reason)
    })
    .await?;
    Ok(back(&next, id))
}

/// Back to the entry, in the list in which it was opened.
pub fn back(next: &str, id: EntryId) -> Redirect {
    if next.starts_with("/entries") {
        Redirect::to(next)
    } else {
        Redirect::to(&format!("/entries/{id}"))
    }
}

/// A form that goes back to where it came from.
#[derive(Debug, Deserialize)]
pub struct UndoForm {
    csrf: String,
    #[serde(default)]
    next: String,
}

/// `POST /undo`: takes back this person's last decision.
pub async fn undo_last(
    State(site): State<Arc<Site>>,
    Form(form): Form<UndoForm>,
) -> Result<Redirect, Fault> {
    ours(&site, &form.csrf)?;
    site.change(|site, around| undo(&site.desk, around)).await?;
    let here = form.next.starts_with('/') && !form.next.starts_with("//");
    Ok(Redirect::to(if here { &form.next } else { "/entries" }))
}
