//! The neighbourhood of a unit: what stands before and after it in the document it came from.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Html;

use super::editor::origin;
use crate::model::unit::Role;
use crate::web::fault::Fault;
use crate::web::pages::html;
use crate::web::site::Site;
use crate::web::ui::{Ui, Visitor};
use crate::workflow::surroundings_of;

struct Line {
    origin: String,
    here: bool,
    texts: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "entry_unit.html")]
struct Page<'a> {
    ui: Ui<'a>,
    lines: Vec<Line>,
}

/// `GET /units/{memory}/{unit}`.
pub async fn page(
    State(site): State<Arc<Site>>,
    visitor: Visitor,
    Path((memory, unit)): Path<(usize, String)>,
) -> Result<Html<String>, Fault> {
    let asked = unit.clone();
    let units = site
        .work(move |site, _| surroundings_of(&site.desk, memory, &asked))
        .await?;
    if units.is_empty() {
        return Err(Fault::missing("fault-no-unit"));
    }
    let ui = visitor.ui("entries");
    let lines = units.iter().map(|u| Line {
        origin: origin(&ui, &u.origin, &u.id),
        here: u.id == unit,
        // A reply in a memory is no text of the document.
        texts: u
            .variants
            .iter()
            .filter(|v| v.role != Role::Statement)
            .map(|v| (v.lang.to_string(), v.text.clone()))
            .collect(),
    });
    html(&Page {
        ui,
        lines: lines.collect(),
    })
}
