//! Pairs that a machine was not sure of, side by side; units that disagree.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Html;
use serde::Deserialize;

use super::unit::words;
use super::{Nav, shown};
use crate::memory::align::DOUBT;
use crate::model::ids::Lang;
use crate::web::fault::Fault;
use crate::web::pages::html;
use crate::web::site::Site;
use crate::web::ui::{Ui, Visitor};
use crate::workflow::{books, conflicts, doubtful_pairs, read_memory, unit_seen};

/// Pairs on a page.
const PAGE: usize = 25;
/// Conflicts shown.
const CONFLICTS: usize = 100;

/// Which memory, and from where.
#[derive(Debug, Deserialize, Default)]
pub struct Wanted {
    #[serde(default)]
    m: usize,
    #[serde(default)]
    from: usize,
}

struct Pair {
    id: String,
    seen: String,
    link: String,
    origin: String,
    /// How sure the machine was, and why.
    why: String,
    texts: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "memory_doubtful.html")]
struct Doubtful<'a> {
    ui: Ui<'a>,
    nav: Nav,
    read_only: bool,
    pairs: Vec<Pair>,
    all: usize,
    from: usize,
    previous: Option<usize>,
    next: Option<usize>,
}

/// `GET /memory/doubtful`.
pub async fn doubtful(
    State(site): State<Arc<Site>>,
    visitor: Visitor,
    Query(wanted): Query<Wanted>,
) -> Result<Html<String>, Fault> {
    let (m, from) = (wanted.m, wanted.from);
    let (books, found) = site
        .work(move |site, _| {
            let books = books(&site.desk, &site.desk.settings()?);
            let found = books
                .get(m)
                .map(|b| doubtful_pairs(b, from, PAGE))
                .transpose()?;
            Ok((books, found))
        })
        .await?;
    let Some((units, all)) = found else {
        return Err(Fault::missing("fault-no-memory"));
    };
    let ui = visitor.ui("memory");
    let pairs = units
        .iter()
        .map(|u| Pair {
            id: u.id.clone(),
            seen: unit_seen(u).as_str().to_owned(),
            link: format!("/memory/{m}/{}", u.id),
            origin: words(&ui, &u.origin),
            why: doubt(u),
            texts: shown(u)
                .map(|(_, v)| (v.lang.to_string(), v.text.clone()))
                .collect(),
        })
        .collect();
    html(&Doubtful {
        ui,
        nav: Nav::new("doubtful", m, &books),
        read_only: books.get(m).is_some_and(|b| b.read_only),
        pairs,
        all,
        from,
        previous: (from > 0).then(|| from.saturating_sub(PAGE)),
        next: (from + PAGE < all).then_some(from + PAGE),
    })
}

fn doubt(unit: &crate::model::unit::Unit) -> String {
    let own = unit.properties.get(DOUBT);
    let also = unit.also.iter().find_map(|o| o.properties.get(DOUBT));
    own.or(also).cloned().unwrap_or_default()
}

struct Side {
    link: String,
    source: String,
    target: String,
    origin: String,
}

struct Group {
    kind: String,
    sides: Vec<Side>,
}

#[derive(Template)]
#[template(path = "memory_conflicts.html")]
struct Conflicts<'a> {
    ui: Ui<'a>,
    nav: Nav,
    langs: (String, String),
    groups: Vec<Group>,
    all: usize,
}

/// `GET /memory/conflicts`.
pub async fn conflicting(
    State(site): State<Arc<Site>>,
    visitor: Visitor,
    Query(wanted): Query<Wanted>,
) -> Result<Html<String>, Fault> {
    let m = wanted.m;
    let (books, langs, found) = site
        .work(move |site, _| {
            let settings = site.desk.settings()?;
            let books = books(&site.desk, &settings);
            let from = settings.note.original.clone();
            let to = settings.targets().next().cloned().unwrap_or_else(Lang::fr);
            let found = match books.get(m) {
                Some(book) => Some(conflicts(&read_memory(&book.path)?, (&from, &to))?),
                None => None,
            };
            Ok((books, (from, to), found))
        })
        .await?;
    let Some(found) = found else {
        return Err(Fault::missing("fault-no-memory"));
    };
    let ui = visitor.ui("memory");
    let all = found.len();
    let groups = found
        .into_iter()
        .take(CONFLICTS)
        .map(|c| Group {
            kind: match c.kind {
                "same-source" => ui.t("memory-same-source"),
                _ => ui.t("memory-near-duplicate"),
            },
            sides: c
                .pairs
                .into_iter()
                .map(|p| Side {
                    link: format!("/memory/{m}/{}", p.unit),
                    source: p.source,
                    target: p.target,
                    origin: p.origin,
                })
                .collect(),
        })
        .collect();
    html(&Conflicts {
        ui,
        nav: Nav::new("conflicts", m, &books),
        langs: (langs.0.to_string(), langs.1.to_string()),
        groups,
        all,
    })
}
