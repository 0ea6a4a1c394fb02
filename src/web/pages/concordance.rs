//! Words looked for in the memories, in both directions.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Html;
use serde::Deserialize;

use super::entry::origin;
use super::html;
use crate::model::ids::Lang;
use crate::model::unit::Role;
use crate::web::fault::Fault;
use crate::web::show::Piece;
use crate::web::site::Site;
use crate::web::ui::{Ui, Visitor};
use crate::workflow::{Concord, concord};

/// Hits on one page.
const SHOWN: usize = 30;

/// What is looked for.
#[derive(Debug, Deserialize, Default)]
pub struct Wanted {
    #[serde(default)]
    words: String,
    #[serde(default)]
    from: String,
}

struct Hit {
    origin: String,
    link: String,
    /// The text with the words; pieces with a reason are the words.
    pieces: Vec<Piece>,
    lang: String,
    others: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "concordance.html")]
struct Page<'a> {
    ui: Ui<'a>,
    words: String,
    from: String,
    langs: Vec<(String, String)>,
    hits: Vec<Hit>,
    all: usize,
}

/// `GET /concordance`.
pub async fn page(
    State(site): State<Arc<Site>>,
    visitor: Visitor,
    Query(wanted): Query<Wanted>,
) -> Result<Html<String>, Fault> {
    let ui = visitor.ui("entries");
    let words = wanted.words.trim().to_owned();
    let asked = words.clone();
    let from = wanted.from.clone();
    let (languages, found) = site
        .work(move |site, _| {
            let note = site.desk.settings()?.note;
            let from: Lang = from.parse().unwrap_or(note.original);
            let found = if asked.chars().any(char::is_alphanumeric) {
                concord(&site.desk, &asked, &from, SHOWN)?
            } else {
                (Vec::new(), 0)
            };
            Ok((note.languages, found))
        })
        .await?;
    html(&Page {
        ui,
        words,
        from: wanted.from,
        langs: languages
            .iter()
            .map(|l| (l.to_string(), ui.language(l.as_str())))
            .collect(),
        hits: found
            .0
            .iter()
            .filter_map(|c| hit(&ui, c, &languages))
            .collect(),
        all: found.1,
    })
}

fn hit(ui: &Ui<'_>, found: &Concord, languages: &[Lang]) -> Option<Hit> {
    let unit = &found.hit.unit;
    let own = unit.variants.get(found.hit.position)?;
    let chars: Vec<char> = own.text.chars().collect();
    let piece = |from: usize, to: usize, why: &str| Piece {
        text: chars.get(from..to).unwrap_or_default().iter().collect(),
        why: why.to_owned(),
    };
    let mut pieces = Vec::new();
    let mut at = 0;
    for span in &found.hit.spans {
        pieces.push(piece(at, span.start, ""));
        pieces.push(piece(span.start, span.end, "found"));
        at = span.end;
    }
    pieces.push(piece(at, chars.len(), ""));
    Some(Hit {
        origin: origin(ui, &unit.origin, &unit.id),
        link: format!("/units/{}/{}", found.memory, unit.id),
        pieces,
        lang: own.lang.to_string(),
        others: unit
            .variants
            .iter()
            .filter(|v| v.role != Role::Statement && v.lang.primary() != own.lang.primary())
            .filter(|v| languages.iter().any(|l| l.primary() == v.lang.primary()))
            .map(|v| (v.lang.to_string(), v.text.clone()))
            .collect(),
    })
}
