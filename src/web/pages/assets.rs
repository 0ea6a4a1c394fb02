//! Style and script, compiled in.

use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use crate::web::fault::Fault;

/// `GET /assets/{name}`.
pub async fn asset(Path(name): Path<String>) -> Result<Response, Fault> {
    const SCRIPT: &str = "text/javascript; charset=utf-8";
    const STYLE: &str = "text/css; charset=utf-8";
    let (kind, body) = match name.as_str() {
        "style.css" => (STYLE, include_str!("../assets/style.css")),
        "entry.css" => (STYLE, include_str!("../assets/entry.css")),
        "views.css" => (STYLE, include_str!("../assets/views.css")),
        "people.css" => (STYLE, include_str!("../assets/people.css")),
        "icon.svg" => ("image/svg+xml", include_str!("../assets/icon.svg")),
        "keys.js" => (SCRIPT, include_str!("../assets/keys.js")),
        "views.js" => (SCRIPT, include_str!("../assets/views.js")),
        "editor.js" => (SCRIPT, include_str!("../assets/editor.js")),
        "saving.js" => (SCRIPT, include_str!("../assets/saving.js")),
        "bench.js" => (SCRIPT, include_str!("../assets/bench.js")),
        "live.js" => (SCRIPT, include_str!("../assets/live.js")),
        _ => return Err(Fault::missing("fault-no-file")),
    };
    Ok(([(CONTENT_TYPE, kind), (CACHE_CONTROL, "max-age=60")], body).into_response())
}
