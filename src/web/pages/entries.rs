//! The entries: in the note's order or another one, all of them or those that a filter leaves.

use std::collections::BTreeSet;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Html;

use super::asked::{self, Asked, CODES, Chip, STATES};
use super::html;
use crate::model::entry::Entry;
use crate::model::ids::Lang;
use crate::model::note_plan::{Heading, PlanItem};
use crate::model::settings::Settings;
use crate::web::fault::Fault;
use crate::web::show;
use crate::web::site::Site;
use crate::web::ui::{Ui, Visitor};
use crate::workflow::{Band, Sort, State as Dossier, filtered, open_queries, state};

struct Section {
    level: u8,
    heading: String,
    lines: Vec<Line>,
}

struct Line {
    number: String,
    id: String,
    link: String,
    title: String,
    excluded: bool,
    queries: usize,
    texts: Vec<Text>,
}

struct Text {
    lang: String,
    class: &'static str,
    state: String,
    text: String,
}

/// A choice of a list: value, words, whether it is the one in force.
struct Choice {
    value: String,
    words: String,
    chosen: bool,
}

/// A list of choices in the filter.
struct Select {
    name: String,
    label: String,
    choices: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "entries.html")]
struct Page<'a> {
    ui: Ui<'a>,
    langs: Vec<String>,
    sections: Vec<Section>,
    /// Entries that the note has no place for.
    waiting: Vec<Line>,
    chips: Vec<Chip>,
    selects: Vec<Select>,
    words: String,
    since: String,
    only_open: bool,
    /// How many there are, how many of them open, how many are shown.
    count: usize,
    open: usize,
    found: usize,
    /// Languages whose issued translations can be confirmed together.
    targets: Vec<(String, String)>,
}

/// `GET /entries`.
pub async fn page(
    State(site): State<Arc<Site>>,
    visitor: Visitor,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Html<String>, Fault> {
    let asked = Asked::of(pairs);
    let filter = asked.filter.clone();
    let (now, found, queries) = site
        .work(move |site, around| {
            let now = state(&site.desk)?;
            let visit = (around.person, around.now);
            let found: Vec<_> = filtered(&now, &site.desk.resources, &filter, visit)
                .into_iter()
                .map(|(_, e)| e.id)
                .collect();
            let queries: Vec<_> = open_queries(&now).into_iter().map(|q| q.entry).collect();
            Ok((now, found, queries))
        })
        .await?;
    let langs = now.settings.note.languages.clone();
    let resources = &site.desk.resources;
    let ui = visitor.ui("entries");
    let query = asked.query();
    let line = |number: Option<u32>, entry: &Entry| Line {
        number: number.map_or_else(|| "–".into(), |n| n.to_string()),
        id: entry.id.to_string(),
        link: format!("/entries/{}{query}", entry.id),
        title: show::title(&ui, entry, resources),
        excluded: entry.excluded,
        queries: queries.iter().filter(|id| **id == entry.id).count(),
        texts: langs.iter().map(|lang| text(&ui, entry, lang)).collect(),
    };
    let mut sections: Vec<Section> = Vec::new();
    let mut waiting = Vec::new();
    let chosen: BTreeSet<_> = found.iter().copied().collect();
    let (mut count, mut open) = (0, 0);
    let mut placed = BTreeSet::new();
    let by_note = asked.filter.sort == Sort::Note;
    for item in &now.plan.items {
        match item {
            PlanItem::Heading(heading) if by_note => {
                let level = level_of(heading);
                // A heading without entries under it says nothing.
                while sections
                    .last()
                    .is_some_and(|s| s.lines.is_empty() && s.level >= level)
                {
                    sections.pop();
                }
                sections.push(Section {
                    level,
                    heading: heading_text(&ui, &now.settings, heading),
                    lines: Vec::new(),
                });
            }
            PlanItem::Heading(_) => {}
            PlanItem::Paragraph { number, entry } => {
                count += 1;
                open += usize::from(!langs.iter().all(|l| entry.is_settled(l)));
                placed.insert(entry.id);
                if by_note
                    && chosen.contains(&entry.id)
                    && let Some(section) = sections.last_mut()
                {
                    section.lines.push(line(Some(*number), entry));
                }
            }
        }
    }
    while sections.last().is_some_and(|s| s.lines.is_empty()) {
        sections.pop();
    }
    let mut sorted = Vec::new();
    for entry in found.iter().filter_map(|id| now.entries.get(id)) {
        if !by_note {
            sorted.push(line(now.number_of(entry.id), entry));
        } else if !placed.contains(&entry.id) {
            waiting.push(line(None, entry));
        }
    }
    if !by_note {
        sections.push(Section {
            level: 1,
            heading: asked::sort(&ui, asked.filter.sort),
            lines: sorted,
        });
    }
    html(&Page {
        ui,
        langs: langs.iter().map(|l| ui.language(l.as_str())).collect(),
        sections,
        waiting,
        chips: asked.chips(&ui, &now, resources),
        selects: selects(&ui, &now, &site, &asked),
        words: asked.filter.words.clone(),
        since: asked.value("since").to_owned(),
        only_open: asked.filter.open,
        count,
        open,
        found: found.len(),
        targets: now
            .settings
            .targets()
            .map(|l| (l.to_string(), ui.language(l.as_str())))
            .collect(),
    })
}

fn selects(ui: &Ui<'_>, now: &Dossier, site: &Site, asked: &Asked) -> Vec<Select> {
    let select = |name: &str, label: String, list: Vec<(String, String)>| Select {
        choices: list
            .into_iter()
            .map(|(value, words)| Choice {
                chosen: value == asked.value(name),
                value,
                words,
            })
            .collect(),
        name: name.to_owned(),
        label,
    };
    let mut out = Vec::new();
    for lang in &now.settings.note.languages {
        let states = STATES
            .iter()
            .map(|s| ((*s).to_owned(), ui.t(&format!("state-{s}"))));
        let label = ui.with("entries-state", "language", ui.language(lang.as_str()));
        out.push(select(&format!("state-{lang}"), label, states.collect()));
    }
    let bands = Band::ALL.into_iter();
    let bands = bands.map(|b| (b.as_str().to_owned(), asked::band(ui, b)));
    out.push(select("score", ui.t("entries-band"), bands.collect()));
    let mut countries: Vec<(String, String)> = now
        .entries
        .values()
        .flat_map(|e| e.countries.iter().copied())
        .collect::<BTreeSet<_>>()
        .into_iter()
        .map(|c| (c.to_string(), show::names(ui, &[c], &site.desk.resources)))
        .collect();
    countries.sort_by(|a, b| a.1.cmp(&b.1));
    out.push(select("country", ui.t("entries-country"), countries));
    let cells: Vec<_> = now.settings.cells().map(|(cell, _)| cell).collect();
    let themes: BTreeSet<u16> = cells.iter().map(|c| c.theme).collect();
    let themes = themes.into_iter();
    let themes = themes.map(|n| {
        (
            n.to_string(),
            heading_text(ui, &now.settings, &Heading::Theme(n)),
        )
    });
    out.push(select(
        "theme",
        ui.t("entries-theme-label"),
        themes.collect(),
    ));
    let cells = cells.iter().map(|c| (c.to_string(), c.to_string()));
    out.push(select("under", ui.t("entries-under"), cells.collect()));
    let codes = CODES
        .iter()
        .map(|c| ((*c).to_owned(), asked::finding(ui, c)));
    out.push(select("finding", ui.t("entries-finding"), codes.collect()));
    let people: BTreeSet<&str> = now.log.iter().map(|d| d.person.as_str()).collect();
    let people = people.into_iter().map(|p| (p.to_owned(), p.to_owned()));
    out.push(select("person", ui.t("entries-person"), people.collect()));
    let open = vec![("open".to_owned(), ui.t("entries-queries"))];
    out.push(select("queries", ui.t("entries-queries-label"), open));
    let sorts = Sort::ALL.into_iter();
    let sorts = sorts.map(|s| (s.as_str().to_owned(), asked::sort(ui, s)));
    out.push(select("sort", ui.t("entries-sort"), sorts.collect()));
    out
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
            ui.with2("entries-theme", "number", n.to_string(), "title", title)
        }
        Heading::Recommendation(cell) => {
            ui.with("entries-recommendation", "cell", cell.to_string())
        }
    }
}

fn text(ui: &Ui<'_>, entry: &Entry, lang: &Lang) -> Text {
    let (class, state) = show::state_of(ui, entry.texts.get(lang));
    let text = entry.texts.get(lang).map(|t| t.text.clone());
    Text {
        lang: lang.to_string(),
        class,
        state,
        text: text.unwrap_or_default(),
    }
}
