//! Changing a memory: texts, deleting, confirming a pair, taking back.

use std::sync::Arc;

use axum::Form;
use axum::extract::{Path, State};
use axum::response::Redirect;
use serde::Deserialize;

use crate::model::ids::Hash;
use crate::web::fault::Fault;
use crate::web::guard::is_ours;
use crate::web::site::Site;
use crate::workflow::{
    Book, Deed, Surroundings, WorkflowError, books, confirm_pair, edit_unit, require,
    undo_in_memory, withdraw_unit,
};

/// A change of a unit.
#[derive(Debug, Deserialize)]
pub struct UnitForm {
    csrf: String,
    seen: String,
    /// Where to go afterwards.
    #[serde(default)]
    next: String,
}

async fn with_book<T: Send + 'static>(
    site: &Arc<Site>,
    m: usize,
    act: impl FnOnce(&Book, &Surroundings<'_>) -> Result<T, WorkflowError> + Send + 'static,
) -> Result<T, Fault> {
    let done = site
        .change(move |site, around| {
            require(&site.desk, around, Deed::Memory)?;
            let books = books(&site.desk, &site.desk.settings()?);
            books.get(m).map(|book| act(book, around)).transpose()
        })
        .await?;
    done.ok_or_else(|| Fault::missing("fault-no-memory"))
}

/// `POST /memory/{book}/{unit}/edit`: fields `text`, one for each text of the unit in its order.
pub async fn edit(
    State(site): State<Arc<Site>>,
    Path((m, id)): Path<(usize, String)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Redirect, Fault> {
    let field = |name: &str| {
        let found = fields.iter().find(|(n, _)| n == name);
        found.map(|(_, v)| v.clone()).unwrap_or_default()
    };
    if !is_ours(&site, &field("csrf")) {
        return Err(Fault::bad("fault-old-form"));
    }
    let seen = Hash::from_stored(field("seen"));
    let texts: Vec<String> = fields
        .iter()
        .filter(|(n, _)| n == "text")
        // Browsers send line ends as CR LF.
        .map(|(_, v)| v.replace("\r\n", "\n"))
        .collect();
    let now = with_book(&site, m, move |book, around| {
        edit_unit(book, &id, &texts, &seen, around)
    })
    .await?;
    Ok(Redirect::to(&format!("/memory/{m}/{now}")))
}

/// `POST /memory/{book}/{unit}/delete`.
pub async fn delete(
    State(site): State<Arc<Site>>,
    Path((m, id)): Path<(usize, String)>,
    Form(form): Form<UnitForm>,
) -> Result<Redirect, Fault> {
    if !is_ours(&site, &form.csrf) {
        return Err(Fault::bad("fault-old-form"));
    }
    let back = back(&form.next, m, &id);
    let seen = Hash::from_stored(form.seen);
    with_book(&site, m, move |book, around| {
        withdraw_unit(book, &id, &seen, around)
    })
    .await?;
    Ok(back)
}

/// `POST /memory/{book}/{unit}/confirm`.
pub async fn confirm(
    State(site): State<Arc<Site>>,
    Path((m, id)): Path<(usize, String)>,
    Form(form): Form<UnitForm>,
) -> Result<Redirect, Fault> {
    if !is_ours(&site, &form.csrf) {
        return Err(Fault::bad("fault-old-form"));
    }
    let back = back(&form.next, m, &id);
    let seen = Hash::from_stored(form.seen);
    with_book(&site, m, move |book, around| {
        confirm_pair(book, &id, &seen, around)
    })
    .await?;
    Ok(back)
}

/// Taking the last act on a memory back.
#[derive(Debug, Deserialize)]
pub struct BackForm {
    csrf: String,
    #[serde(default)]
    next: String,
}

/// `POST /memory/{book}/undo`.
pub async fn take_back(
    State(site): State<Arc<Site>>,
    Path(m): Path<usize>,
    Form(form): Form<BackForm>,
) -> Result<Redirect, Fault> {
    if !is_ours(&site, &form.csrf) {
        return Err(Fault::bad("fault-old-form"));
    }
    let undone = with_book(&site, m, undo_in_memory).await?;
    if undone.is_none() {
        return Err(Fault::bad("fault-nothing-to-undo"));
    }
    let here = form.next.starts_with("/memory");
    Ok(Redirect::to(if here { &form.next } else { "/memory" }))
}

/// Back to the list that was left, else to the unit.
fn back(next: &str, m: usize, id: &str) -> Redirect {
    if next.starts_with("/memory") {
        return Redirect::to(next);
    }
    // Ids are letters and digits; anything else is dropped before it reaches a header.
    let id: String = id.chars().filter(char::is_ascii_alphanumeric).collect();
    Redirect::to(&format!("/memory/{m}/{id}"))
}
