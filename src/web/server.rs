//! Listening, and stopping.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};
use jiff::Timestamp;

use super::fault;
use super::guard;
use super::pages::{
    assets, bulk, concordance, entries, entry, exchange, files, groups, help, language, log,
    memory, overview, preview, reread, returns, saving, versions,
};
use super::site::Site;
use crate::dossier::DossierError;
use crate::workflow::{Desk, WorkflowError};

/// Largest upload in bytes, all files of one request together.
const LARGEST_UPLOAD: usize = 64 << 20;

/// Serves the review page of a dossier on 127.0.0.1 until `stop` says so. `told` gets the address
/// with its token once the page can be opened. `now` is the clock.
///
/// # Errors
/// When the port is taken or the system refuses to listen.
pub fn serve(
    desk: Desk,
    person: &str,
    port: u16,
    now: fn() -> Timestamp,
    stop: &(dyn Fn() -> bool + Sync),
    told: &dyn Fn(&str),
) -> Result<(), WorkflowError> {
    let fail = |e: std::io::Error| {
        DossierError::io("listen on", &PathBuf::from(format!("127.0.0.1:{port}")), e)
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(fail)?;
    runtime.block_on(async {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let listener =
            tokio::net::TcpListener::bind(address)
                .await
                .map_err(|e| match e.kind() {
                    std::io::ErrorKind::AddrInUse => WorkflowError::usage(
                        format!("port {port} is in use by another program"),
                        "choose another with --port, or leave --port out",
                    ),
                    _ => fail(e).into(),
                })?;
        let port = listener.local_addr().map_err(fail)?.port();
        let site = Arc::new(Site::new(desk, person.to_owned(), port, now)?);
        told(&format!("http://127.0.0.1:{port}/?token={}", site.token));
        tokio::spawn(Arc::clone(&site).follow());
        let ended = async {
            while !stop() {
                tokio::time::sleep(Duration::from_millis(150)).await;
            }
        };
        let served = tokio::select! {
            served = axum::serve(listener, router(Arc::clone(&site))) => served.map_err(|e| fail(e).into()),
            () = ended => Ok(()),
        };
        site.settle_rest().await;
        served
    })
}

/// All routes, behind the guard.
pub fn router(site: Arc<Site>) -> Router {
    Router::new()
        .route("/", get(overview::page))
        .route("/upload", post(files::upload))
        .route("/read", post(files::read_inbox))
        .route("/build", post(files::build_notes))
        .route("/notes/{name}", get(overview::download))
        .route("/reminders.txt", get(overview::reminders))
        .route("/entries", get(entries::page))
        .route("/entries/{id}", get(entry::page))
        .route("/entries/{id}/text", post(saving::save_text))
        .route("/entries/{id}/typing", post(saving::keep))
        .route("/entries/{id}/typing/drop", post(saving::drop_typed))
        .route("/typing", get(saving::list))
        .route("/entries/{id}/exclude", post(entry::exclude_entry))
        .route("/entries/{id}/group", post(groups::take_together))
        .route("/entries/{id}/split", post(groups::split))
        .route("/entries/{id}/dismiss", post(entry::dismiss_finding))
        .route("/entries/{id}/sentences/{lang}", get(entry::by_sentence))
        .route(
            "/entries/{id}/sentences/{lang}",
            post(entry::save_sentences),
        )
        .route("/entries/{id}/talk", post(entry::say))
        .route("/entries/{id}/apart", post(groups::apart))
        .route("/confirm/{lang}", get(bulk::page))
        .route("/confirm/{lang}", post(bulk::confirm))
        .route("/concordance", get(concordance::page))
        .route("/log", get(log::page))
        .route("/log/undo", post(log::take_back))
        .route("/redo", post(log::again))
        .route("/units/{memory}/{unit}", get(entry::neighbourhood))
        .route("/language", post(language::choose))
        .route("/preview", get(preview::page))
        .route("/memory", get(memory::page))
        .route("/memory/search", get(memory::page))
        .route("/memory/doubtful", get(memory::doubtful))
        .route("/memory/conflicts", get(memory::conflicting))
        .route("/memory/{book}/undo", post(memory::take_back))
        .route("/memory/{book}/{unit}", get(memory::unit_page))
        .route("/memory/{book}/{unit}/edit", post(memory::edit))
        .route("/memory/{book}/{unit}/delete", post(memory::delete))
        .route("/memory/{book}/{unit}/confirm", post(memory::confirm))
        .route("/exchange", get(exchange::page))
        .route("/exchange/out", post(exchange::out))
        .route("/exchange/in", post(exchange::take_in))
        .route("/exchange/in/{file}", get(exchange::preview))
        .route("/exchange/apply", post(exchange::apply))
        .route("/help", get(help::page))
        .route("/keys", post(help::choose))
        .route("/undo", post(entry::undo_last))
        .route("/returns", get(returns::list))
        .route("/returns/{id}", get(returns::page))
        .route("/returns/{id}/country", post(returns::set_country))
        .route("/returns/{id}/text", post(returns::place_text))
        .route("/returns/{id}/drop", post(returns::drop_decision))
        .route("/returns/{id}/settle", post(returns::settle_finding))
        .route("/returns/{id}/reread", post(reread::read_anew))
        .route("/returns/{id}/resolve", post(returns::resolve_return))
        .route("/versions/{country}", get(versions::page))
        .route("/versions/{country}", post(versions::choose))
        .route("/assets/{name}", get(assets::asset))
        .layer(from_fn(fault::in_words))
        .layer(from_fn_with_state(Arc::clone(&site), guard::check))
        .layer(DefaultBodyLimit::max(LARGEST_UPLOAD))
        .with_state(site)
}
