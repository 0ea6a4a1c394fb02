//! Signing in and out. Works without scripts.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{ConnectInfo, Query, State};
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::html;
use crate::web::fault::Fault;
use crate::web::guard::{is_ours, see_other, set_cookie};
use crate::web::listen::Peer;
use crate::web::sessions::stamp_of;
use crate::web::site::{SESSION, Site};
use crate::web::ui::{Ui, Visitor};
use crate::workflow::sign_in;

#[derive(Template)]
#[template(path = "login.html")]
struct Page<'a> {
    ui: Ui<'a>,
    dossier: String,
    name: String,
    next: String,
    /// What went wrong, in words.
    wrong: Option<String>,
}

/// Where to go afterwards.
#[derive(Debug, Default, Deserialize)]
pub struct Next {
    #[serde(default)]
    next: String,
}

/// `GET /login`.
pub async fn page(
    State(site): State<Arc<Site>>,
    visitor: Visitor,
    Query(next): Query<Next>,
) -> Result<Response, Fault> {
    show(&site, &visitor, String::new(), next.next, None)
}

fn show(
    site: &Site,
    visitor: &Visitor,
    name: String,
    next: String,
    wrong: Option<String>,
) -> Result<Response, Fault> {
    let page = html(&Page {
        ui: visitor.ui("login"),
        dossier: site.desk.dossier.name(),
        name,
        next,
        wrong,
    })?;
    Ok(page.into_response())
}

/// Name and password.
#[derive(Deserialize)]
pub struct LoginForm {
    name: String,
    password: String,
    #[serde(default)]
    next: String,
}

/// `POST /login`.
pub async fn enter(
    State(site): State<Arc<Site>>,
    ConnectInfo(peer): ConnectInfo<Peer>,
    visitor: Visitor,
    headers: HeaderMap,
    Form(form): Form<LoginForm>,
) -> Result<Response, Fault> {
    let address = address_of(&site, &peer, &headers);
    let wait = site.attempts.wait(&form.name, &address, site.now());
    if wait > 0 {
        let words = visitor.ui("login").with("login-wait", "seconds", wait);
        let mut response = show(&site, &visitor, form.name, form.next, Some(words))?;
        *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
        response
            .headers_mut()
            .insert(RETRY_AFTER, HeaderValue::from(wait));
        return Ok(response);
    }
    let turn = site.hashing.acquire().await;
    let (name, password) = (form.name.clone(), form.password);
    let account = site
        .work(move |site, _| sign_in(&site.desk, &name, &password))
        .await?;
    drop(turn);
    let Some(account) = account else {
        let words = visitor.ui("login").t("login-wrong");
        let mut response = show(&site, &visitor, form.name, form.next, Some(words))?;
        *response.status_mut() = StatusCode::UNAUTHORIZED;
        return Ok(response);
    };
    site.attempts.succeeded(&form.name, &address);
    let stamp = stamp_of(&account.password);
    let session = site.sessions.begin(&account.name, &stamp, site.now())?;
    let here = form.next.starts_with('/') && !form.next.starts_with("//");
    let mut response = see_other(if here { &form.next } else { "/" });
    set_cookie(response.headers_mut(), &site, session.id());
    Ok(response)
}

/// A form with nothing but its secret.
#[derive(Debug, Deserialize)]
pub struct LeaveForm {
    csrf: String,
}

/// `POST /logout`.
pub async fn leave(
    State(site): State<Arc<Site>>,
    Form(form): Form<LeaveForm>,
) -> Result<Response, Fault> {
    if !is_ours(&site, &form.csrf) {
        return Err(Fault::bad("fault-old-form"));
    }
    if let Ok(session) = SESSION.try_with(Arc::clone) {
        site.sessions.end(session.id());
    }
    let mut response = see_other("/login");
    set_cookie(response.headers_mut(), &site, "");
    Ok(response)
}

/// The address that a request comes from: the last one that the proxy has added, where there is one.
fn address_of(site: &Site, peer: &Peer, headers: &HeaderMap) -> String {
    let forwarded = headers.get_all("x-forwarded-for").iter().next_back();
    let last = forwarded
        .filter(|_| site.listening.behind_proxy)
        .and_then(|all| all.to_str().ok())
        .and_then(|all| all.rsplit(',').next())
        .map(|address| address.trim().to_owned());
    last.unwrap_or_else(|| peer.0.ip().to_string())
}
