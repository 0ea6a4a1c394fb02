//! Choosing the language of the interface.

use std::sync::Arc;

use axum::Form;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;

use super::help::remembering;
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
        return Err(Fault::bad("fault-old-form"));
    }
    let tongue = Tongue::of(&form.lang).ok_or_else(|| Fault::bad("fault-no-language"))?;
    Ok(remembering(LANGUAGE_COOKIE, tongue.tag(), &form.next, "/"))
}
