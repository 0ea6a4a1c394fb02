//! Who may ask: this machine, with the token of the first link or the cookie it gave, and for
//! everything that changes something a form of this page.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, COOKIE, HOST, LOCATION, ORIGIN, REFERRER_POLICY,
    SET_COOKIE, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::site::Site;

const COOKIE_NAME: &str = "rapporteur";
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Lets a request through, or answers it.
pub async fn check(State(site): State<Arc<Site>>, request: Request, next: Next) -> Response {
    if !addressed_to_us(request.headers(), site.port) {
        return refuse("This page answers only at its own address on this machine.");
    }
    if let Some(token) = query_value(request.uri().query().unwrap_or_default(), "token") {
        if same(&token, &site.token) {
            return welcome(&site, request.uri().path());
        }
        return refuse(
            "This link is of an earlier session. Use the address that `rapporteur review` printed last.",
        );
    }
    if !cookie(request.headers()).is_some_and(|value| same(&value, &site.session)) {
        return refuse(
            "Open the address that `rapporteur review` printed; it holds the key to this page.",
        );
    }
    if request.method() != Method::GET && !from_our_page(request.headers(), site.port) {
        return refuse("This request came from another site.");
    }
    let mut response = next.run(request).await;
    protect(response.headers_mut());
    response
}

/// True when the secret of a form is this session's.
pub fn is_ours(site: &Site, csrf: &str) -> bool {
    same(csrf, &site.csrf)
}

fn welcome(site: &Site, path: &str) -> Response {
    let cookie = format!(
        "{COOKIE_NAME}={}; HttpOnly; SameSite=Strict; Path=/",
        site.session
    );
    let mut response = StatusCode::SEE_OTHER.into_response();
    protect(response.headers_mut());
    if let (Ok(cookie), Ok(to)) = (HeaderValue::from_str(&cookie), HeaderValue::from_str(path)) {
        response.headers_mut().insert(SET_COOKIE, cookie);
        response.headers_mut().insert(LOCATION, to);
    }
    response
}

fn refuse(why: &'static str) -> Response {
    let mut response = (StatusCode::FORBIDDEN, why).into_response();
    protect(response.headers_mut());
    response
}

fn protect(headers: &mut HeaderMap) {
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers
        .entry(CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
}

/// A name that a hostile site has pointed at this machine is not ours (DNS rebinding).
fn addressed_to_us(headers: &HeaderMap, port: u16) -> bool {
    let host = headers
        .get(HOST)
        .and_then(|h| h.to_str().ok())
        .unwrap_or_default();
    host == format!("127.0.0.1:{port}") || host == format!("localhost:{port}")
}

fn from_our_page(headers: &HeaderMap, port: u16) -> bool {
    match headers.get(ORIGIN).and_then(|h| h.to_str().ok()) {
        // Under the policy `no-referrer` browsers send `null` with forms; the form's secret decides.
        None | Some("null") => true,
        Some(origin) => {
            origin == format!("http://127.0.0.1:{port}")
                || origin == format!("http://localhost:{port}")
        }
    }
}

fn cookie(headers: &HeaderMap) -> Option<String> {
    let all = headers.get(COOKIE)?.to_str().ok()?;
    all.split(';').find_map(|pair| {
        let (name, value) = pair.trim().split_once('=')?;
        (name == COOKIE_NAME).then(|| value.to_owned())
    })
}

fn query_value(query: &str, name: &str) -> Option<String> {
    query.split('&').find_map(|pair| {
        let (key, value) = pair.split_once('=')?;
        (key == name).then(|| value.to_owned())
    })
}

/// Compares secrets in a time that does not tell where they differ.
fn same(a: &str, b: &str) -> bool {
    a.len() == b.len()
        && a.bytes()
            .zip(b.bytes())
            .fold(0, |all, (x, y)| all | (x ^ y))
            == 0
}
