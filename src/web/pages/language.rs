//! Choosing the language of the interface.

use std::sync::Arc;

use axum::Form;
use axum::extract::State;
use axum::http::header::{LOCATION, SET_COOKIE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use crate::web::fault::Fault;
use crate::web::guard::is_ours;
use crate::web::site::Site;
use crate::web::ui::LANGUAGE_COOKIE;
use crate::web::words::Tongue;

/// The language wished, and where to go back to.
#[derive(Debug, Deserialize)]
pub struct LanguageForm {
    csrf: String,
    lang: String,
    #[serde(default)]
    next: String,
}

/// `POST /language`.
pub async fn choose(
    State(site): State<Arc<Site>>,
    Form(form): Form<LanguageForm>,
) -> Result<Response, Fault> {
    if !is_ours(&site, &form.csrf) {
        return Err(Fault::bad(
            "this form is of an earlier session; open the page again",
        ));
    }
    let tongue = Tongue::of(&form.lang).ok_or_else(|| Fault::bad("that is not a language"))?;
    let here = form.next.starts_with('/') && !form.next.starts_with("//");
    let mut response = StatusCode::SEE_OTHER.into_response();
    let year = 365 * 24 * 60 * 60;
    let cookie = format!(
        "{LANGUAGE_COOKIE}={}; Max-Age={year}; SameSite=Strict; Path=/",
        tongue.tag()
    );
    let to = if here { form.next.as_str() } else { "/" };
    if let (Ok(cookie), Ok(to)) = (HeaderValue::from_str(&cookie), HeaderValue::from_str(to)) {
        response.headers_mut().insert(SET_COOKIE, cookie);
        response.headers_mut().insert(LOCATION, to);
    }
    Ok(response)
}
