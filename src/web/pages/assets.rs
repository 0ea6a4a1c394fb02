//! Style and script, compiled in.

use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use crate::web::fault::Fault;

/// `GET /assets/{name}`.
pub async fn asset(Path(name): Path<String>) -> Result<Response, Fault> {
    let (kind, body) = match name.as_str() {
        "style.css" => (
            "text/css; charset=utf-8",
            include_str!("../assets/style.css"),
        ),
        "icon.svg" => ("image/svg+xml", include_str!("../assets/icon.svg")),
        "review.js" => (
            "text/javascript; charset=utf-8",
            include_str!("../assets/review.js"),
        ),
        _ => return Err(Fault::missing("there is no such file")),
    };
    Ok(([(CONTENT_TYPE, kind), (CACHE_CONTROL, "max-age=60")], body).into_response())
}
