//! Who may ask. Without accounts: this machine, with the token of the first link or the cookie it
//! gave. With accounts: who has signed in. Everything that changes something must come from a form of
//! this page.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, COOKIE, HOST, LOCATION, ORIGIN, REFERRER_POLICY,
    SET_COOKIE, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::sessions::{Session, stamp_of};
use super::site::{SESSION, Site, same};

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Lets a request through, or answers it.
pub async fn check(State(site): State<Arc<Site>>, request: Request, next: Next) -> Response {
    let mut response = answer(&site, request, next).await;
    protect(response.headers_mut(), &site);
    response
}

async fn answer(site: &Arc<Site>, request: Request, next: Next) -> Response {
    let hosts = hosts(site);
    if !addressed_to_us(request.headers(), &hosts) {
        return refuse("This page answers only at its own address.");
    }
    let changes = !matches!(*request.method(), Method::GET | Method::HEAD);
    if changes && !from_our_page(request.headers(), &origins(site, &hosts)) {
        return refuse("This request came from another site.");
    }
    let Ok(accounts) = site.has_accounts() else {
        return (
            StatusCode::INTERNAL_SERVER_ERROR,
            "The dossier cannot be read just now.",
        )
            .into_response();
    };
    let path = request.uri().path().to_owned();
    if !accounts
        && let Some(token) = query_value(request.uri().query().unwrap_or_default(), "token")
    {
        if same(&token, &site.token) {
            return welcome(site, &path);
        }
        return refuse(
            "This link is of an earlier session. Use the address that `rapporteur review` printed last.",
        );
    }
    // What the page asks for by itself while nobody works is no use of the session.
    let used = !matches!(path.as_str(), "/events" | "/live" | "/typing");
    match cookie(request.headers(), &cookie_name(site)) {
        Some(id) => match find(site, &id, accounts, used) {
            Some(session) => SESSION.scope(session, next.run(request)).await,
            None => stranger(accounts, request, next, &path).await,
        },
        None => stranger(accounts, request, next, &path).await,
    }
}

/// The session of a cookie, if its person is still let in. `used`: the request counts as work.
pub fn session_of(site: &Site, id: &str, used: bool) -> Option<Arc<Session>> {
    let accounts = site.has_accounts().ok()?;
    find(site, id, accounts, used)
}

fn find(site: &Site, id: &str, accounts: bool, used: bool) -> Option<Arc<Session>> {
    let people = site.desk.people().ok()?;
    let valid = |person: &str, stamp: &str| {
        let account = people.iter().find(|a| a.name == person);
        match account {
            Some(account) => accounts && same(&stamp_of(&account.password), stamp),
            None => !accounts && stamp.is_empty(),
        }
    };
    site.sessions.find(id, site.now(), used, valid)
}

/// Somebody without a session: may sign in where there are accounts, and nothing else.
async fn stranger(accounts: bool, request: Request, next: Next, path: &str) -> Response {
    if !accounts {
        return refuse(
            "Open the address that `rapporteur review` printed; it holds the key to this page.",
        );
    }
    if path == "/login" || path.starts_with("/assets/") {
        return next.run(request).await;
    }
    if *request.method() != Method::GET {
        return (StatusCode::UNAUTHORIZED, "Sign in again.").into_response();
    }
    // A page that a person opened goes on where it was asked for.
    let page = request.headers().get("sec-fetch-mode");
    if page.is_some_and(|mode| mode != "navigate") {
        return (StatusCode::UNAUTHORIZED, "Sign in again.").into_response();
    }
    let to = if path == "/" {
        "/login".to_owned()
    } else {
        format!("/login?next={path}")
    };
    see_other(&to)
}

/// True when the secret of a form is this session's.
pub fn is_ours(_site: &Site, csrf: &str) -> bool {
    SESSION
        .try_with(|session| same(csrf, &session.csrf))
        .unwrap_or(false)
}

fn welcome(site: &Site, path: &str) -> Response {
    match site.sessions.begin(&site.person, "", site.now()) {
        Ok(session) => {
            let mut response = see_other(path);
            set_cookie(response.headers_mut(), site, session.id());
            response
        }
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}

/// Sends a browser on.
pub fn see_other(to: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    if let Ok(to) = HeaderValue::from_str(to) {
        response.headers_mut().insert(LOCATION, to);
    }
    response
}

/// Gives a browser the cookie of a session; an empty one takes it away.
pub fn set_cookie(headers: &mut HeaderMap, site: &Site, id: &str) {
    let secure = if site.listening.is_secure() {
        "; Secure"
    } else {
        ""
    };
    let end = if id.is_empty() { "; Max-Age=0" } else { "" };
    let cookie = format!(
        "{}={id}; HttpOnly; SameSite=Strict; Path=/{secure}{end}",
        cookie_name(site)
    );
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        headers.append(SET_COOKIE, cookie);
    }
}

/// Cookies belong to a host, not to a port: two pages of one machine must not push each other out.
fn cookie_name(site: &Site) -> String {
    if site.listening.is_secure() {
        format!("__Host-rapporteur-{}", site.port)
    } else {
        format!("rapporteur-{}", site.port)
    }
}

fn refuse(why: &'static str) -> Response {
    (StatusCode::FORBIDDEN, why).into_response()
}

fn protect(headers: &mut HeaderMap, site: &Site) {
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    if site.listening.is_secure() {
        headers.insert(
            STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=31536000"),
        );
    }
    headers
        .entry(CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
}

/// What may stand in `Host`.
fn hosts(site: &Site) -> Vec<String> {
    let port = site.port;
    let named = site.listening.hosts.iter();
    // Behind a proxy the port is the proxy's; browsers leave out the usual one.
    let mut out: Vec<String> = named
        .flat_map(|name| {
            [
                name.to_lowercase(),
                format!("{}:{port}", name.to_lowercase()),
            ]
        })
        .collect();
    let ip = site.listening.address.ip();
    if ip.is_loopback() && !site.listening.behind_proxy {
        out.push(format!("localhost:{port}"));
    }
    if !ip.is_unspecified() && !site.listening.behind_proxy {
        let address = std::net::SocketAddr::new(ip, port);
        out.push(address.to_string());
    }
    out
}

fn origins(site: &Site, hosts: &[String]) -> Vec<String> {
    let scheme = if site.listening.is_secure() {
        "https"
    } else {
        "http"
    };
    hosts.iter().map(|h| format!("{scheme}://{h}")).collect()
}

/// A name that a hostile site has pointed at this machine is not ours (DNS rebinding).
fn addressed_to_us(headers: &HeaderMap, hosts: &[String]) -> bool {
    let host = headers
        .get(HOST)
        .and_then(|h| h.to_str().ok())
        .unwrap_or_default()
        .to_lowercase();
    hosts.contains(&host)
}

fn from_our_page(headers: &HeaderMap, origins: &[String]) -> bool {
    // Browsers say by themselves from where a request comes; others cannot be made to by a site.
    let site = headers.get("sec-fetch-site").and_then(|h| h.to_str().ok());
    if site.is_some_and(|site| site != "same-origin" && site != "none") {
        return false;
    }
    match headers.get(ORIGIN).and_then(|h| h.to_str().ok()) {
        // Under the policy `no-referrer` browsers send `null` with forms; the form's secret decides.
        None | Some("null") => true,
        Some(origin) => origins.contains(&origin.to_lowercase()),
    }
}

fn cookie(headers: &HeaderMap, wanted: &str) -> Option<String> {
    let all = headers.get(COOKIE)?.to_str().ok()?;
    all.split(';').find_map(|pair| {
        let (name, value) = pair.trim().split_once('=')?;
        (name == wanted).then(|| value.to_owned())
    })
}

fn query_value(query: &str, name: &str) -> Option<String> {
    query.split('&').find_map(|pair| {
        let (key, value) = pair.split_once('=')?;
        (key == name).then(|| value.to_owned())
    })
}
