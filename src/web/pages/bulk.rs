//! Translations that were issued before, confirmed together after a look at all of them.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{Html, Redirect};

use super::entry::{origin, ours, parse_id};
use super::html;
use crate::model::ids::{Hash, Lang};
use crate::web::fault::Fault;
use crate::web::site::Site;
use crate::web::ui::{Ui, Visitor};
use crate::workflow::{confirm_issued, issued_before, state};

struct Line {
    value: String,
    number: u32,
    link: String,
    source: String,
    target: String,
    from: String,
    document: String,
    by_machine: bool,
}

#[derive(Template)]
#[template(path = "bulk.html")]
struct Page<'a> {
    ui: Ui<'a>,
    lang: String,
    name: String,
    original: String,
    lines: Vec<Line>,
}

fn language(tag: &str) -> Result<Lang, Fault> {
    tag.parse().map_err(|_| Fault::missing("fault-no-language"))
}

/// `GET /confirm/{lang}`.
pub async fn page(
    State(site): State<Arc<Site>>,
    visitor: Visitor,
    Path(lang): Path<String>,
) -> Result<Html<String>, Fault> {
    let lang = language(&lang)?;
    let of = lang.clone();
    let (now, found) = site
        .work(move |site, _| {
            let now = state(&site.desk)?;
            let found = issued_before(&site.desk, &now, &of)?;
            Ok((now, found))
        })
        .await?;
    let ui = visitor.ui("entries");
    html(&Page {
        ui,
        name: ui.language(lang.as_str()),
        lang: lang.to_string(),
        original: now.settings.note.original.to_string(),
        lines: found
            .into_iter()
            .map(|i| Line {
                value: format!("{} {}", i.entry, i.seen.as_str()),
                number: i.paragraph,
                link: format!("/entries/{}", i.entry),
                from: origin(&ui, &i.from.origin, &i.from.unit),
                document: format!("/units/{}/{}", i.from.memory, i.from.unit),
                by_machine: i.from.by_machine,
                source: i.source,
                target: i.target,
            })
            .collect(),
    })
}

/// `POST /confirm/{lang}`: what is chosen comes as `one`, an id and a hash each.
pub async fn confirm(
    State(site): State<Arc<Site>>,
    Path(lang): Path<String>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Redirect, Fault> {
    let value = |key: &str| {
        pairs
            .iter()
            .find(|(k, _)| k == key)
            .map(|(_, v)| v.as_str())
    };
    ours(&site, value("csrf").unwrap_or_default())?;
    let lang = language(&lang)?;
    let mut chosen = Vec::new();
    for (_, one) in pairs.iter().filter(|(k, _)| k == "one") {
        let (id, seen) = one
            .split_once(' ')
            .ok_or_else(|| Fault::bad("fault-no-verb"))?;
        chosen.push((parse_id(id)?, Hash::from_stored(seen.to_owned())));
    }
    let back = format!("/entries?state-{lang}=confirmed&sort=changed");
    site.change(move |site, around| confirm_issued(&site.desk, around, &lang, &chosen))
        .await?;
    Ok(Redirect::to(&back))
}
