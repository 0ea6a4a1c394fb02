//! The entries in the note's order.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Html;
use serde::Deserialize;

use super::html;
use crate::model::entry::Entry;
use crate::model::ids::Lang;
use crate::model::note_plan::{Heading, PlanItem};
use crate::model::settings::Settings;
use crate::web::fault::Fault;
use crate::web::show;
use crate::web::site::Site;
use crate::web::ui::{Ui, Visitor};
use crate::workflow::state;

/// What to show.
#[derive(Debug, Deserialize, Default)]
pub struct Filter {
    /// `open`: only what is not confirmed everywhere.
    #[serde(default)]
    show: String,
}

enum Line {
    Heading {
        level: u8,
        text: String,
    },
    Entry {
        number: String,
        id: String,
        title: String,
        excluded: bool,
        texts: Vec<Text>,
    },
}

struct Text {
    lang: String,
    class: &'static str,
    state: String,
    text: String,
}

#[derive(Template)]
#[template(path = "entries.html")]
struct Page<'a> {
    ui: Ui<'a>,
    langs: Vec<String>,
    lines: Vec<Line>,
    waiting: Vec<Line>,
    only_open: bool,
    count: usize,
    open: usize,
}

/// `GET /entries`.
pub async fn page(
    State(site): State<Arc<Site>>,
    visitor: Visitor,
    Query(filter): Query<Filter>,
) -> Result<Html<String>, Fault> {
    let now = site.work(|site, _| state(&site.desk)).await?;
    let langs = now.settings.note.languages.clone();
    let resources = &site.desk.resources;
    let ui = visitor.ui("entries");
    let only_open = filter.show == "open";
    let line = |number: String, entry: &Entry| Line::Entry {
        number,
        id: entry.id.to_string(),
        title: show::title(&ui, entry, resources),
        excluded: entry.excluded,
        texts: langs.iter().map(|lang| text(&ui, entry, lang)).collect(),
    };
    let mut lines = Vec::new();
    let mut shown = std::collections::BTreeSet::new();
    let mut open = 0;
    for item in &now.plan.items {
        match item {
            PlanItem::Heading(heading) => {
                // A heading without entries under it says nothing when only open ones are shown.
                if only_open {
                    while matches!(lines.last(), Some(Line::Heading { level, .. }) if *level >= level_of(heading))
                    {
                        lines.pop();
                    }
                }
                lines.push(Line::Heading {
                    level: level_of(heading),
                    text: heading_text(&ui, &now.settings, heading),
                });
            }
            PlanItem::Paragraph { number, entry } => {
                shown.insert(entry.id);
                let settled = langs.iter().all(|l| entry.is_settled(l));
                open += usize::from(!settled);
                if !only_open || !settled {
                    lines.push(line(number.to_string(), entry));
                }
            }
        }
    }
    let waiting = now
        .entries
        .values()
        .filter(|e| !shown.contains(&e.id))
        .map(|e| line("–".into(), e))
        .collect();
    html(&Page {
        ui,
        langs: langs.iter().map(|l| ui.language(l.as_str())).collect(),
        lines,
        waiting,
        only_open,
        count: shown.len(),
        open,
    })
}

fn level_of(heading: &Heading) -> u8 {
    match heading {
        Heading::Theme(_) => 2,
        Heading::Recommendation(_) => 3,
        _ => 1,
    }
}

fn heading_text(ui: &Ui<'_>, settings: &Settings, heading: &Heading) -> String {
    match heading {
        Heading::Introduction => ui.t("entries-introduction"),
        Heading::Implementation => ui.t("entries-implementation"),
        Heading::Conclusions => ui.t("entries-conclusions"),
        Heading::Theme(n) => {
            let titles = settings.theme(*n).map(|t| &t.title);
            let title = titles.and_then(|t| {
                t.get(&show::tongue(ui))
                    .or_else(|| t.get(&settings.note.original))
            });
            let title = title.cloned().unwrap_or_default();
            ui.with2("entries-theme", "number", *n, "title", title)
        }
        Heading::Recommendation(cell) => {
            ui.with("entries-recommendation", "cell", cell.to_string())
        }
    }
}

fn text(ui: &Ui<'_>, entry: &Entry, lang: &Lang) -> Text {
    let (class, state) = show::state_of(ui, entry.texts.get(lang));
    let text = entry
        .texts
        .get(lang)
        .map(|t| t.text.clone())
        .unwrap_or_default();
    Text {
        lang: lang.to_string(),
        class,
        state,
        text,
    }
}
