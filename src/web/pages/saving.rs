//! Saving what people type.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::header::ACCEPT;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Form, Json};
use serde::Deserialize;
use serde_json::json;

use super::entry::parse_id;
use crate::model::ids::{Hash, Lang};
use crate::web::fault::Fault;
use crate::web::guard::is_ours;
use crate::web::show;
use crate::web::site::Site;
use crate::workflow::{TextDecision, Verb, seen, state, write_text};

/// True when the script asks.
pub fn wants_json(headers: &HeaderMap) -> bool {
    headers
        .get(ACCEPT)
        .is_some_and(|a| a.as_bytes().starts_with(b"application/json"))
}

/// A text as the form or the script sends it.
#[derive(Debug, Deserialize)]
pub struct TextForm {
    csrf: String,
    lang: String,
    text: String,
    seen: String,
    verb: String,
    /// Where to go afterwards.
    #[serde(default)]
    next: String,
}

/// `POST /entries/{id}/text`. A browser's form is answered with the page, the script with JSON.
pub async fn save_text(
    State(site): State<Arc<Site>>,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(form): Form<TextForm>,
) -> Result<Response, Fault> {
    if !is_ours(&site, &form.csrf) {
        return Err(Fault::bad(
            "this form is of an earlier session; open the page again",
        ));
    }
    let id = parse_id(&id)?;
    let lang: Lang = form
        .lang
        .parse()
        .map_err(|_| Fault::bad("that is not a language"))?;
    let verb = match form.verb.as_str() {
        "confirm" => Verb::Confirm,
        "tentative" => Verb::Tentative,
        "reject" => Verb::Reject,
        "edit" => Verb::Edit,
        _ => return Err(Fault::bad("that is not something to do with a text")),
    };
    let wish = TextDecision {
        entry: id,
        lang: lang.clone(),
        verb,
        // Browsers send line ends as CR LF.
        text: form.text.replace("\r\n", "\n"),
        seen: Some(Hash::from_stored(form.seen)),
    };
    let after = site
        .change(move |site, around| write_text(&site.desk, around, &wish))
        .await?;
    if wants_json(&headers) {
        site.later(after);
        let now = site.work(|site, _| state(&site.desk)).await?;
        let entry = now.entries.get(&id);
        let texts: Vec<_> = entry
            .map(|e| {
                e.texts
                    .iter()
                    .map(|(l, t)| {
                        let (class, word) = show::state_of(Some(t));
                        json!({"lang": l, "class": class, "state": word, "seen": seen(e, l), "text": t.text})
                    })
                    .collect()
            })
            .unwrap_or_default();
        return Ok((StatusCode::OK, Json(json!({"texts": texts}))).into_response());
    }
    // A page that is read again shows what follows from the decision.
    site.settle(after).await?;
    let to = if form.next.starts_with("/entries") {
        form.next
    } else {
        format!("/entries/{id}")
    };
    Ok(Redirect::to(&to).into_response())
}
