//! The memories of the dossier: searching, a unit with its history, doubtful pairs, conflicts.

mod change;
mod lists;
mod unit;

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Html;
use serde::Deserialize;

pub use change::{confirm, delete, edit, take_back};
pub use lists::{conflicting, doubtful};
pub use unit::page as unit_page;

use super::html;
use crate::model::ids::Lang;
use crate::model::unit::{Role, Unit};
use crate::web::fault::Fault;
use crate::web::site::Site;
use crate::web::ui::{Ui, Visitor};
use crate::workflow::{Book, Found, books, find_like, find_words};

/// How many hits are shown.
const SHOWN: usize = 50;

/// What is looked for.
#[derive(Debug, Deserialize, Default)]
pub struct Asked {
    #[serde(default)]
    q: String,
    /// `words` or `text`.
    #[serde(default)]
    how: String,
    /// The language of the words.
    #[serde(default)]
    lang: String,
}

/// A text cut where the words asked for stand.
pub struct Piece {
    pub text: String,
    pub hit: bool,
}

/// A text of a unit.
pub struct Text {
    pub lang: String,
    pub pieces: Vec<Piece>,
}

/// A unit in a list.
pub struct Hit {
    pub link: String,
    pub score: String,
    pub origin: String,
    pub memory: String,
    pub alignment: String,
    pub texts: Vec<Text>,
}

#[derive(Template)]
#[template(path = "memory.html")]
struct Page<'a> {
    ui: Ui<'a>,
    nav: Nav,
    q: String,
    whole: bool,
    languages: Vec<(String, String, bool)>,
    hits: Vec<Hit>,
    all: usize,
    asked: bool,
}

/// The heads of the views of a memory.
pub struct Nav {
    /// `search`, `doubtful` or `conflicts`.
    pub here: &'static str,
    /// The memory at hand.
    pub book: usize,
    /// The names of all, and whether they are only read.
    pub books: Vec<(usize, String, bool)>,
}

impl Nav {
    fn new(here: &'static str, book: usize, all: &[Book]) -> Self {
        let named = all.iter().enumerate();
        Self {
            here,
            book,
            books: named
                .map(|(i, b)| (i, b.name.clone(), b.read_only))
                .collect(),
        }
    }
}

/// `GET /memory`.
pub async fn page(
    State(site): State<Arc<Site>>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, Fault> {
    let whole = asked.how == "text";
    let q = asked.q.trim().to_owned();
    let wanted: Option<Lang> = asked.lang.parse().ok();
    let text = q.clone();
    let (books, langs, lang, hits, all) = site
        .work(move |site, _| {
            let settings = site.desk.settings()?;
            let books = books(&site.desk, &settings);
            let langs = settings.note.languages.clone();
            let known = wanted.filter(|l| langs.contains(l));
            let lang = known.unwrap_or_else(|| settings.note.original.clone());
            if !text.chars().any(char::is_alphanumeric) {
                return Ok((books, langs, lang, Vec::new(), 0));
            }
            let (hits, all) = if whole {
                let to = langs.iter().find(|l| **l != lang).cloned();
                let to = to.unwrap_or_else(Lang::fr);
                let hits = find_like(&site.desk, &settings, &text, (&lang, &to), SHOWN)?;
                let all = hits.len();
                (hits, all)
            } else {
                find_words(&books, &text, &lang, SHOWN)?
            };
            Ok((books, langs, lang, hits, all))
        })
        .await?;
    let ui = visitor.ui("memory");
    html(&Page {
        nav: Nav::new("search", 0, &books),
        asked: !q.is_empty(),
        q,
        whole,
        languages: langs
            .iter()
            .map(|l| (l.to_string(), ui.language(l.as_str()), *l == lang))
            .collect(),
        hits: hits.into_iter().map(|f| hit(&ui, &books, f)).collect(),
        all,
        ui,
    })
}

fn hit(ui: &Ui<'_>, books: &[Book], found: Found) -> Hit {
    let (book, position) = (found.book, found.position);
    let memory = books.get(book).map(|b| b.name.clone()).unwrap_or_default();
    let texts = shown(&found.unit)
        .map(|(i, v)| Text {
            lang: v.lang.to_string(),
            pieces: if i == position {
                cut(&v.text, &found.spans)
            } else {
                cut(&v.text, &[])
            },
        })
        .collect();
    Hit {
        link: format!("/memory/{book}/{}", found.unit.id),
        score: found.score.map(|s| format!("{s:.0}")).unwrap_or_default(),
        origin: unit::words(ui, &found.unit.origin),
        memory,
        alignment: alignment(ui, &found.unit),
        texts,
    }
}

/// The texts of a unit with their places; replies are shown nowhere but at their return.
fn shown(unit: &Unit) -> impl Iterator<Item = (usize, &crate::model::unit::Variant)> {
    let all = unit.variants.iter().enumerate();
    all.filter(|(_, v)| v.role != Role::Statement)
}

/// How a pair was made, in words; empty when its source does not say.
fn alignment(ui: &Ui<'_>, unit: &Unit) -> String {
    if unit.properties.contains_key(crate::memory::align::DOUBT) {
        return ui.t("memory-is-doubtful");
    }
    match unit.origin.alignment.as_deref() {
        Some("machine") => ui.t("memory-is-machine"),
        Some("confirmed") => ui.t("memory-is-confirmed"),
        _ => String::new(),
    }
}

/// A text cut at spans of Unicode scalar values, in order.
fn cut(text: &str, spans: &[std::ops::Range<usize>]) -> Vec<Piece> {
    let chars: Vec<char> = text.chars().collect();
    let mut out = Vec::new();
    let mut at = 0;
    let mut put = |from: usize, to: usize, hit: bool| {
        let text: String = chars
            .get(from..to.min(chars.len()))
            .unwrap_or_default()
            .iter()
            .collect();
        if !text.is_empty() {
            out.push(Piece { text, hit });
        }
    };
    for span in spans {
        put(at, span.start, false);
        put(span.start, span.end, true);
        at = span.end;
    }
    put(at, usize::MAX, false);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_at_its_hits() {
        let said: Vec<(String, bool)> = cut("Le Conseil d’État", &[3..10, 13..17])
            .into_iter()
            .map(|p| (p.text, p.hit))
            .collect();
        let want = [
            ("Le ", false),
            ("Conseil", true),
            (" d’", false),
            ("État", true),
        ];
        assert_eq!(said, want.map(|(t, h)| (t.to_owned(), h)));
        assert_eq!(cut("", &[]).len(), 0);
    }
}
