//! One unit: its texts, where it comes from, what happened to it, and changing it.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Html;

use super::{Nav, alignment};
use crate::model::unit::{Context, Origin, Role};
use crate::web::fault::Fault;
use crate::web::pages::html;
use crate::web::site::Site;
use crate::web::ui::{Ui, Visitor};
use crate::workflow::{WorkflowError, books, is_of_a_dossier, read_memory, unit_seen};

struct Text {
    lang: String,
    name: String,
    text: String,
}

struct Place {
    origin: String,
    countries: String,
    meeting: String,
    recommendation: String,
}

struct Event {
    when: String,
    who: String,
    what: String,
    /// The other unit of a change; empty when none.
    link: String,
}

#[derive(Template)]
#[template(path = "memory_unit.html")]
struct Page<'a> {
    ui: Ui<'a>,
    nav: Nav,
    id: String,
    seen: String,
    read_only: bool,
    /// True when it follows a paragraph of a dossier; with the link to that when it is of this one.
    follows: bool,
    entry: String,
    visible: bool,
    doubtful: bool,
    alignment: String,
    uses: u64,
    texts: Vec<Text>,
    places: Vec<Place>,
    properties: Vec<(String, String)>,
    notes: Vec<String>,
    events: Vec<Event>,
}

/// `GET /memory/{book}/{unit}`.
pub async fn page(
    State(site): State<Arc<Site>>,
    visitor: Visitor,
    Path((m, id)): Path<(usize, String)>,
) -> Result<Html<String>, Fault> {
    let asked = id.clone();
    let (books, found) = site
        .work(move |site, _| {
            let books = books(&site.desk, &site.desk.settings()?);
            let found = match books.get(m) {
                Some(book) => read_memory(&book.path)?.history(&asked).map_err(|source| {
                    WorkflowError::Memory {
                        path: book.path.clone(),
                        source,
                    }
                })?,
                None => None,
            };
            Ok((books, found))
        })
        .await?;
    let Some(history) = found else {
        return Err(Fault::missing("fault-no-unit"));
    };
    let ui = visitor.ui("memory");
    let res = &site.desk.resources;
    let unit = history.unit;
    // What a reply says stays with its return.
    let has_reply = unit.variants.iter().any(|v| v.role == Role::Statement);
    let follows = is_of_a_dossier(&unit) || has_reply;
    let place = |origin: &Origin, context: &Context| Place {
        origin: words(&ui, origin),
        countries: context
            .countries
            .iter()
            .map(|c| ui.country(res, *c))
            .collect::<Vec<_>>()
            .join(", "),
        meeting: context.meeting.clone().unwrap_or_default(),
        recommendation: context
            .recommendation
            .get(&ui.tongue())
            .or_else(|| context.recommendation.values().next())
            .cloned()
            .unwrap_or_default(),
    };
    let mut places = vec![place(&unit.origin, &unit.context)];
    places.extend(unit.also.iter().map(|o| place(&o.origin, &o.context)));
    html(&Page {
        nav: Nav::new("unit", m, &books),
        seen: unit_seen(&unit).as_str().to_owned(),
        read_only: books.get(m).is_none_or(|b| b.read_only),
        follows,
        entry: unit
            .properties
            .get("entry")
            .filter(|_| m == 0 && follows)
            .map(|e| format!("/entries/{e}"))
            .unwrap_or_default(),
        visible: history.visible,
        doubtful: unit.properties.contains_key(crate::memory::align::DOUBT),
        alignment: alignment(&ui, &unit),
        uses: history.uses,
        texts: unit
            .variants
            .iter()
            .filter(|v| v.role != Role::Statement)
            .map(|v| Text {
                lang: v.lang.to_string(),
                name: ui.language(v.lang.as_str()),
                text: v.text.clone(),
            })
            .collect(),
        places,
        properties: unit
            .properties
            .iter()
            .map(|(k, v)| (k.clone(), v.clone()))
            .collect(),
        notes: unit.notes.clone(),
        events: history.events.iter().map(|e| event(&ui, m, e)).collect(),
        id,
        ui,
    })
}

/// Where a text was met, in the language of the interface.
pub(super) fn words(ui: &Ui<'_>, origin: &Origin) -> String {
    let mut parts: Vec<String> = Vec::new();
    parts.extend(origin.symbol.clone().or_else(|| origin.file.clone()));
    parts.extend(
        origin
            .paragraph
            .map(|n| ui.with("memory-para", "number", n)),
    );
    match (parts.is_empty(), origin.year) {
        (true, None) => ui.t("memory-no-origin"),
        (true, Some(year)) => year.to_string(),
        (false, None) => parts.join(", "),
        (false, Some(year)) => format!("{} ({year})", parts.join(", ")),
    }
}

fn event(ui: &Ui<'_>, m: usize, e: &crate::memory::UnitEvent) -> Event {
    let place = if e.place.is_empty() {
        ui.t("memory-no-origin")
    } else {
        e.place.clone()
    };
    let what = match e.what.as_str() {
        "met" => ui.with("memory-event-met", "place", place),
        "withdrawn" => ui.with("memory-event-withdrawn", "place", place),
        "back" => ui.with("memory-event-back", "place", place),
        "became" => ui.t("memory-event-became"),
        "from" => ui.t("memory-event-from"),
        other => other.to_owned(),
    };
    let operation = e.operation.as_ref();
    Event {
        when: operation
            .map(|o| {
                o.time
                    .chars()
                    .take(16)
                    .collect::<String>()
                    .replace('T', " ")
            })
            .unwrap_or_default(),
        who: operation.map(|o| o.person.clone()).unwrap_or_default(),
        what,
        link: e
            .unit
            .as_ref()
            .map(|id| format!("/memory/{m}/{id}"))
            .unwrap_or_default(),
    }
}
