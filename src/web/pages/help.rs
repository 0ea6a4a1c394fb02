//! The keys, and choosing among the presets.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::header::{LOCATION, SET_COOKIE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use serde::Deserialize;

use super::html;
use crate::web::fault::Fault;
use crate::web::guard::is_ours;
use crate::web::keys::{HelpPart, KEYS_COOKIE, Preset, for_people};
use crate::web::site::Site;
use crate::web::ui::{Ui, Visitor};

#[derive(Template)]
#[template(path = "help.html")]
struct Page<'a> {
    ui: Ui<'a>,
    parts: Vec<HelpPart>,
    /// Name, words, and whether it is the one in use.
    presets: Vec<(&'static str, String, bool)>,
}

/// `GET /help`.
pub async fn page(visitor: Visitor) -> Result<Html<String>, Fault> {
    let ui = visitor.ui("help");
    html(&Page {
        parts: for_people(&ui),
        presets: Preset::ALL
            .into_iter()
            .map(|p| {
                let words = match p {
                    Preset::Usual => ui.t("help-usual"),
                    Preset::OmegaT => ui.t("help-omegat"),
                    Preset::Off => ui.t("help-off"),
                };
                (p.name(), words, p == ui.preset)
            })
            .collect(),
        ui,
    })
}

/// The preset wished, and where to go back to.
#[derive(Debug, Deserialize)]
pub struct KeysForm {
    csrf: String,
    preset: String,
    #[serde(default)]
    next: String,
}

/// `POST /keys`.
pub async fn choose(
    State(site): State<Arc<Site>>,
    Form(form): Form<KeysForm>,
) -> Result<Response, Fault> {
    if !is_ours(&site, &form.csrf) {
        return Err(Fault::bad("fault-old-form"));
    }
    let preset = Preset::of(&form.preset).ok_or_else(|| Fault::bad("fault-no-preset"))?;
    Ok(remembering(KEYS_COOKIE, preset.name(), &form.next, "/help"))
}

/// Sends a person back to where they were, with a cookie for a year. `next` is only followed within
/// the page.
pub fn remembering(name: &str, value: &str, next: &str, otherwise: &str) -> Response {
    let here = next.starts_with('/') && !next.starts_with("//");
    let year = 365 * 24 * 60 * 60;
    let cookie = format!("{name}={value}; Max-Age={year}; SameSite=Strict; Path=/");
    let to = if here { next } else { otherwise };
    let mut response = StatusCode::SEE_OTHER.into_response();
    if let (Ok(cookie), Ok(to)) = (HeaderValue::from_str(&cookie), HeaderValue::from_str(to)) {
        response.headers_mut().insert(SET_COOKIE, cookie);
        response.headers_mut().insert(LOCATION, to);
    }
    response
}
