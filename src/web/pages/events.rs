//! What keeps open pages true: the stream of news, what an entry says now, who is where.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::sse::{Event as Sent, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::{Form, Json};
use futures_util::stream::{self, Stream};
use serde::Deserialize;
use serde_json::json;
use tokio::sync::broadcast::error::RecvError;

use super::entry::parse_id;
use super::saving::texts;
use crate::model::ids::EntryId;
use crate::web::fault::Fault;
use crate::web::guard::is_ours;
use crate::web::live::{Event, Sign, Somebody, What};
use crate::web::sessions::Session;
use crate::web::site::{SESSION, Site};
use crate::web::ui::Visitor;
use crate::workflow::{State as Dossier, state};

/// How often a stream looks whether its session has ended.
const LOOK: Duration = Duration::from_secs(15);
/// Most entries that are asked for at once.
const MANY: usize = 200;

/// From which moment on.
#[derive(Debug, Default, Deserialize)]
pub struct Since {
    #[serde(default)]
    after: String,
}

/// `GET /events`: server-sent events, from the moment of the page or of the last event it heard.
pub async fn stream(
    State(site): State<Arc<Site>>,
    Query(since): Query<Since>,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<Sent, Infallible>>>, Fault> {
    let last = headers.get("last-event-id").and_then(|v| v.to_str().ok());
    let (missed, receiver) = site.live.listen(last.unwrap_or(&since.after));
    let first = match missed {
        Some(events) => events,
        None => vec![Event {
            number: 0,
            what: What::All,
        }],
    };
    let mut first: Vec<Sent> = first.iter().map(|e| sent(&site, e)).collect();
    first.reverse();
    let session = SESSION
        .try_with(Arc::clone)
        .map_err(|_| Fault::internal("fault-broke-down"))?;
    let start = (site, session, receiver, first);
    let events = stream::unfold(
        start,
        |(site, session, mut receiver, mut first)| async move {
            if let Some(event) = first.pop() {
                return Some((Ok(event), (site, session, receiver, first)));
            }
            loop {
                let heard = tokio::time::timeout(LOOK, receiver.recv()).await;
                if !lives(&site, &session) {
                    return None;
                }
                let event = match heard {
                    Err(_) => continue,
                    Ok(Ok(event)) => sent(&site, &event),
                    // It was too slow for what was told.
                    Ok(Err(RecvError::Lagged(_))) => everything(&site.live.moment()),
                    Ok(Err(RecvError::Closed)) => return None,
                };
                return Some((Ok(event), (site, session, receiver, first)));
            }
        },
    );
    Ok(Sse::new(events).keep_alive(KeepAlive::default()))
}

/// True while the person of a session is let in.
fn lives(site: &Site, session: &Session) -> bool {
    crate::web::guard::session_of(site, session.id(), false).is_some()
}

fn everything(moment: &str) -> Sent {
    Sent::default().id(moment).event("all").data("{}")
}

fn sent(site: &Site, event: &Event) -> Sent {
    let moment = if event.number == 0 {
        site.live.moment()
    } else {
        site.live.name(event.number)
    };
    match &event.what {
        What::All => everything(&moment),
        // As they stand in addresses.
        What::Entries(ids) => {
            let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
            Sent::default()
                .id(moment)
                .event("entries")
                .data(json!({"entries": ids}).to_string())
        }
        What::Here(entry) => Sent::default().id(moment).event("here").data(
            json!({"entry": entry.to_string(), "people": site.live.on(*entry, site.now())})
                .to_string(),
        ),
    }
}

/// Which entries are asked for.
#[derive(Debug, Deserialize)]
pub struct Wanted {
    /// Numbers, with commas between them.
    #[serde(default)]
    entries: String,
}

/// `GET /live`: what some entries say now.
pub async fn now(
    State(site): State<Arc<Site>>,
    visitor: Visitor,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Fault> {
    let moment = site.live.moment();
    let now = site.work(|site, _| state(&site.desk)).await?;
    let ids = wanted.entries.split(',').filter_map(|id| id.parse().ok());
    let each = |id: EntryId| {
        json!({
            "entry": id.to_string(),
            "number": now.number_of(id),
            "texts": texts(&visitor.ui(""), &now, id),
            "people": site.live.on(id, site.now()),
        })
    };
    let entries: Vec<_> = ids.take(MANY).map(each).collect();
    Ok(Json(json!({"moment": moment, "entries": entries})).into_response())
}

/// What a page says of itself.
#[derive(Debug, Deserialize)]
pub struct HereForm {
    csrf: String,
    tab: String,
    /// Tag of the language in which somebody writes; empty when nobody does.
    #[serde(default)]
    writes: String,
    /// `yes`: they take the text over.
    #[serde(default)]
    takes: String,
    /// `yes`: the page is closed.
    #[serde(default)]
    gone: String,
}

/// `POST /entries/{id}/here`: somebody has the entry open, writes in it, or leaves.
pub async fn here(
    State(site): State<Arc<Site>>,
    Path(id): Path<String>,
    visitor: Visitor,
    Form(form): Form<HereForm>,
) -> Result<Response, Fault> {
    if !is_ours(&site, &form.csrf) {
        return Err(Fault::bad("fault-old-form"));
    }
    let asked = parse_id(&id)?;
    if form.tab.is_empty() || form.tab.len() > 64 {
        return Err(Fault::bad("fault-old-form"));
    }
    // A tab is known together with its person: nobody speaks for the page of somebody else.
    let tab = format!("{}:{}", visitor.person, form.tab);
    if form.gone == "yes" {
        site.live.leave(&tab, &visitor.person);
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let now = site.work(|site, _| state(&site.desk)).await?;
    let Some(entry) = known(&now, asked) else {
        return Err(Fault::missing("fault-no-entry"));
    };
    let sign = Sign {
        tab: &tab,
        person: &visitor.person,
        entry,
        writes: form.writes.parse().ok(),
        takes: form.takes == "yes",
    };
    let theirs = site.live.sign(&sign, site.now());
    let people: Vec<Somebody> = site.live.on(entry, site.now());
    Ok(Json(json!({"granted": theirs, "tab": tab, "people": people})).into_response())
}

fn known(now: &Dossier, id: EntryId) -> Option<EntryId> {
    let id = now.group_of(id).map_or(id, |g| g.first);
    now.entries.contains_key(&id).then_some(id)
}
