//! Listening, and stopping.

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
use super::listen::{Door, Peer};
use super::pages::{
    assets, bulk, concordance, entries, entry, events, exchange, files, groups, help, language,
    log, login, memory, overview, preview, reread, returns, saving, versions,
};
use super::site::Site;
use crate::dossier::DossierError;
use crate::workflow::{Desk, Listening, WorkflowError};

/// Largest upload in bytes, all files of one request together.
const LARGEST_UPLOAD: usize = 64 << 20;

/// Serves the review page of a dossier until `stop` says so. `told` gets the address once the page can
/// be opened: with its token where there are no accounts. `now` is the clock.
///
/// # Errors
/// When the place is not fit to listen at ([`Listening::check`]), the port is taken, a certificate
/// cannot be used, or the system refuses to listen.
pub fn serve(
    desk: Desk,
    person: &str,
    listening: Listening,
    now: fn() -> Timestamp,
    stop: &(dyn Fn() -> bool + Sync),
    told: &dyn Fn(&str),
) -> Result<(), WorkflowError> {
    listening.check(&desk)?;
    let asked = listening.address;
    let fail = |e: std::io::Error| -> WorkflowError {
        match e.kind() {
            std::io::ErrorKind::AddrInUse => WorkflowError::usage(
                format!("port {} is in use by another program", asked.port()),
                "choose another with --port, or leave --port out",
            ),
            std::io::ErrorKind::AddrNotAvailable => WorkflowError::usage(
                format!("{} is no address of this machine", asked.ip()),
                "0.0.0.0 listens at all of them",
            ),
            _ => DossierError::io("listen on", &PathBuf::from(asked.to_string()), e).into(),
        }
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(fail)?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(asked).await.map_err(fail)?;
        let port = listener.local_addr().map_err(fail)?.port();
        let door = match &listening.tls {
            Some((cert, key)) => Door::secure(listener, cert, key)?,
            None => Door::Plain(listener),
        };
        let site = Arc::new(Site::new(desk, person.to_owned(), (listening, port), now)?);
        told(&site.address()?);
        tokio::spawn(Arc::clone(&site).follow());
        tokio::spawn(Arc::clone(&site).watch());
        let ended = async {
            while !stop() {
                tokio::time::sleep(Duration::from_millis(150)).await;
            }
        };
        let service = router(Arc::clone(&site)).into_make_service_with_connect_info::<Peer>();
        let served = tokio::select! {
            served = axum::serve(door, service) => served.map_err(fail),
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
        .route("/entries/{id}/here", post(events::here))
        .route("/events", get(events::stream))
        .route("/live", get(events::now))
        .route("/entries/{id}/exclude", post(entry::exclude_entry))
        .route("/entries/{id}/group", post(groups::take_together))
        .route("/entries/{id}/split", post(groups::split))
        .route("/entries/{id}/dismiss", post(entry::dismiss_finding))
        .route("/entries/{id}/sentences/{lang}", get(entry::by_sentence))
        .route(
            "/entries/{id}/sentences/{lang}",
            post(entry::save_sentences),
        )
        .route("/entries/{id}/working", post(entry::attach_translation))
        .route("/entries/{id}/talk", post(entry::say))
        .route("/entries/{id}/apart", post(groups::apart))
        .route("/confirm/{lang}", get(bulk::page))
        .route("/confirm/{lang}", post(bulk::confirm))
        .route("/concordance", get(concordance::page))
        .route("/log", get(log::page))
        .route("/log/undo", post(log::take_back))
        .route("/redo", post(log::again))
        .route("/units/{memory}/{unit}", get(entry::neighbourhood))
        .route("/login", get(login::page).post(login::enter))
        .route("/logout", post(login::leave))
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
