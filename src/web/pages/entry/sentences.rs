//! The texts of an entry sentence by sentence: cut otherwise by links, repaired and confirmed as one
//! text.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{Html, Redirect};
use serde::Deserialize;

use super::save::back;
use super::{ours, parse_id};
use crate::model::ids::{Hash, Lang};
use crate::web::fault::Fault;
use crate::web::pages::html;
use crate::web::show::{self, Piece};
use crate::web::site::Site;
use crate::web::ui::{Ui, Visitor};
use crate::workflow::{TextDecision, Verb, decide_text, seen, sentence_pairs, state};

struct Row {
    number: usize,
    source: String,
    target: String,
    gap: String,
    rows: usize,
    /// The page with this pair and the next one as one.
    merge: Option<String>,
    /// The page with this pair as two.
    split: Option<String>,
    score: String,
    suggested: String,
    pieces: Vec<Piece>,
}

#[derive(Template)]
#[template(path = "entry_sentences.html")]
struct Page<'a> {
    ui: Ui<'a>,
    id: String,
    title: String,
    original: String,
    lang: String,
    seen: String,
    rows: Vec<Row>,
}

/// Which language, and where the texts are cut: `1.1-2.3`.
#[derive(Debug, Deserialize, Default)]
pub struct Wanted {
    cuts: Option<String>,
}

fn read_cuts(text: &str) -> Vec<(usize, usize)> {
    text.split('-')
        .filter_map(|c| {
            let (a, b) = c.split_once('.')?;
            Some((a.parse().ok()?, b.parse().ok()?))
        })
        .collect()
}

fn write_cuts(cuts: &[(usize, usize)]) -> String {
    let all: Vec<String> = cuts.iter().map(|(a, b)| format!("{a}.{b}")).collect();
    all.join("-")
}

/// `GET /entries/{id}/sentences/{lang}`.
pub async fn page(
    State(site): State<Arc<Site>>,
    visitor: Visitor,
    Path((id, lang)): Path<(String, String)>,
    Query(wanted): Query<Wanted>,
) -> Result<Html<String>, Fault> {
    let id = parse_id(&id)?;
    let lang: Lang = lang
        .parse()
        .map_err(|_| Fault::missing("fault-no-language"))?;
    let (of, cuts) = (lang.clone(), wanted.cuts.map(|c| read_cuts(&c)));
    let (now, pairs) = site
        .work(move |site, _| {
            let now = state(&site.desk)?;
            let pairs = match now.entries.get(&id) {
                Some(entry) => sentence_pairs(&site.desk, &now, entry, &of, cuts.as_deref())?,
                None => Vec::new(),
            };
            Ok((now, pairs))
        })
        .await?;
    let Some(entry) = now.entries.get(&id) else {
        return Err(Fault::missing("fault-no-entry"));
    };
    let ui = visitor.ui("entries");
    let ends: Vec<(usize, usize)> = pairs.iter().map(|p| p.end).collect();
    let inner = ends
        .split_last()
        .map(|(_, inner)| inner.to_vec())
        .unwrap_or_default();
    let link = |cuts: &[(usize, usize)]| {
        format!("/entries/{id}/sentences/{lang}?cuts={}", write_cuts(cuts))
    };
    html(&Page {
        ui,
        id: id.to_string(),
        title: show::title(&ui, entry, &site.desk.resources),
        original: entry.original.to_string(),
        seen: seen(entry, &lang).as_str().to_owned(),
        rows: pairs
            .into_iter()
            .enumerate()
            .map(|(n, p)| Row {
                number: n + 1,
                rows: (p.source.chars().count().max(p.target.chars().count()) / 60) + 1,
                merge: (n < inner.len()).then(|| {
                    let without = inner.iter().filter(|c| **c != p.end).copied();
                    link(&without.collect::<Vec<_>>())
                }),
                split: p.split.map(|at| {
                    let mut with = inner.clone();
                    with.push(at);
                    with.sort_unstable();
                    link(&with)
                }),
                score: p
                    .suggestion
                    .as_ref()
                    .map(|s| format!("{:.0}", s.score))
                    .unwrap_or_default(),
                pieces: p
                    .suggestion
                    .as_ref()
                    .map(|s| show::pieces(&s.target, &s.marks))
                    .unwrap_or_default(),
                suggested: p.suggestion.map(|s| s.target).unwrap_or_default(),
                source: p.source,
                target: p.target,
                gap: p.gap,
            })
            .collect(),
        lang: lang.to_string(),
    })
}

/// `POST /entries/{id}/sentences/{lang}`: the parts of the text with what stands between them.
pub async fn save(
    State(site): State<Arc<Site>>,
    Path((id, lang)): Path<(String, String)>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Redirect, Fault> {
    let value = |key: &str| {
        pairs
            .iter()
            .find(|(k, _)| k == key)
            .map(|(_, v)| v.as_str())
    };
    ours(&site, value("csrf").unwrap_or_default())?;
    let id = parse_id(&id)?;
    let lang: Lang = lang.parse().map_err(|_| Fault::bad("fault-no-language"))?;
    let verb = match value("verb") {
        Some("confirm") => Verb::Confirm,
        Some("edit") => Verb::Edit,
        _ => return Err(Fault::bad("fault-no-verb")),
    };
    let wish = TextDecision {
        entry: id,
        lang,
        verb,
        text: together(&pairs),
        seen: value("seen").map(|s| Hash::from_stored(s.to_owned())),
    };
    site.change(move |site, around| decide_text(&site.desk, around, &wish))
        .await?;
    Ok(back("", id))
}

/// The parts one after the other with what stood between them; a part that was emptied leaves no gap.
fn together(pairs: &[(String, String)]) -> String {
    let mut out = String::new();
    let mut open = false;
    for (key, value) in pairs {
        // Browsers send line ends as CR LF.
        let value = value.replace("\r\n", "\n");
        match key.as_str() {
            "part" => {
                let part = value.trim();
                if !part.is_empty() && !out.is_empty() && !out.ends_with(char::is_whitespace) {
                    out.push(' ');
                }
                out.push_str(part);
                open = !part.is_empty();
            }
            "gap" if open => out.push_str(&value),
            _ => {}
        }
    }
    out.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_put_together_as_they_stood() {
        let pair = |k: &str, v: &str| (k.to_owned(), v.to_owned());
        let all = [
            pair("part", "One. "),
            pair("gap", " "),
            pair("part", ""),
            pair("gap", "\r\n"),
            pair("part", "Two."),
            pair("gap", ""),
            pair("part", "Three."),
        ];
        assert_eq!(together(&all), "One. Two. Three.");
        let item = [
            pair("part", "One:"),
            pair("gap", "\r\n"),
            pair("part", "item"),
        ];
        assert_eq!(together(&item), "One:\nitem");
        assert_eq!(read_cuts("1.1-2.3-x"), [(1, 1), (2, 3)]);
        assert_eq!(write_cuts(&[(1, 1), (2, 3)]), "1.1-2.3");
    }
}
