//! One entry as a workbench: source and target side by side, what is proposed under them, and at the
//! side what they were made from.

mod editor;
mod findings;
mod history;
mod save;
mod sentences;
mod statements;
mod talk;
mod unit;

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{Html, IntoResponse, Redirect, Response};

use self::editor::{Editor, editor};
use self::statements::{Statement, statements, versions};
use self::talk::{Talk, talk};
use super::asked::Asked;
use super::groups::{Groups, groups};
use super::html;
use super::saving::{Saving, saving};
use crate::model::ids::{EntryId, Lang};
use crate::web::fault::Fault;
use crate::web::guard::is_ours;
use crate::web::show;
use crate::web::site::Site;
use crate::web::ui::{Ui, Visitor};
use crate::workflow::{
    EntryFinding, LastTime, Provenance, TermFound, entry_findings, entry_terms, filtered, history,
    last_time, provenance, state,
};

pub use self::history::{Told, tell};
pub use self::sentences::{page as by_sentence, save as save_sentences};
pub use editor::origin;
pub use findings::dismiss_finding;
pub use save::{exclude_entry, undo_last};
pub use statements::attach as attach_translation;
pub use talk::say;
pub use unit::page as neighbourhood;

#[derive(Template)]
#[template(path = "entry.html")]
struct Page<'a> {
    ui: Ui<'a>,
    id: String,
    number: String,
    title: String,
    excluded: bool,
    recommendation: String,
    statements: Vec<Statement>,
    /// What the country said of it in earlier notes.
    last_time: Vec<LastTime>,
    /// Boxes were ticked and nothing was written.
    bare: bool,
    /// What is to be said of several versions, and where they are compared.
    versions: Option<(String, String)>,
    /// Countries that say the same, and those of this paragraph.
    groups: Groups,
    editors: Vec<Editor>,
    /// What this person typed and did not save.
    people: Saving,
    terms: Vec<Term>,
    talk: Talk,
    events: Vec<Told>,
    /// Which of how many it is in the list.
    place: Option<(usize, usize)>,
    /// The address of this page, for forms.
    here: String,
    list: String,
    previous: Option<String>,
    next: Option<String>,
    next_open: Option<String>,
}

pub(super) fn parse_id(id: &str) -> Result<EntryId, Fault> {
    id.parse().map_err(|_| Fault::missing("fault-no-entry"))
}

/// Refuses a form that does not carry the secret of this session.
pub(super) fn ours(site: &Site, csrf: &str) -> Result<(), Fault> {
    if is_ours(site, csrf) {
        return Ok(());
    }
    Err(Fault::bad("fault-old-form"))
}

impl Page<'_> {
    /// What was seen of the text in a language.
    fn seen_in(&self, lang: &str) -> &str {
        let found = self.editors.iter().find(|e| e.lang == lang);
        found.map(|e| e.seen.as_str()).unwrap_or_default()
    }
}

/// A term with whether it stands in the translation.
struct Term {
    lang: String,
    source: String,
    wanted: Vec<String>,
    state: String,
    missing: bool,
    about: String,
}

fn term(ui: &Ui<'_>, lang: &Lang, found: TermFound) -> Term {
    Term {
        lang: lang.to_string(),
        missing: found.wrong.is_some() || found.there.is_none(),
        state: match (&found.wrong, &found.there) {
            (Some(wrong), _) => ui.with("entry-term-wrong", "term", wrong),
            (None, Some(_)) => ui.t("entry-term-there"),
            (None, None) => ui.t("entry-term-missing"),
        },
        source: found.source,
        wanted: found.wanted,
        about: found.about,
    }
}

/// What is read for the page.
#[derive(Default)]
struct Read {
    last_time: Vec<LastTime>,
    from: Vec<Vec<Option<Provenance>>>,
    findings: BTreeMap<Lang, Vec<EntryFinding>>,
    terms: Vec<(Lang, TermFound)>,
    /// The entries of the list from which it was opened, in its order.
    order: Vec<EntryId>,
}

/// `GET /entries/{id}`.
pub async fn page(
    State(site): State<Arc<Site>>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let id = parse_id(&id)?;
    // The language of a text that came too late to be saved.
    let late = pairs.iter().find(|(key, _)| key == "late");
    let late = late.map(|(_, lang)| lang.clone()).unwrap_or_default();
    let asked = Asked::of(pairs);
    let (filter, query) = (asked.filter.clone(), asked.query());
    let (now, read, people) = site
        .work(move |site, around| {
            let now = state(&site.desk)?;
            let people = saving(site, &now, id, around.person, &late)?;
            let Some(entry) = now.entries.get(&id) else {
                return Ok((now, Read::default(), people));
            };
            let mut read = Read {
                last_time: last_time(&site.desk, &now, entry)?,
                findings: entry_findings(&now, &site.desk.resources, entry),
                ..Read::default()
            };
            for lang in &now.settings.note.languages {
                let made = now.proposals.get(&(id, lang.clone()));
                let list = made.map(|p| p.list.as_slice()).unwrap_or_default();
                read.from.push(provenance(&site.desk, &now, entry, list)?);
            }
            for lang in now.settings.targets() {
                let terms = entry_terms(&site.desk, &now, entry, lang)?;
                read.terms
                    .extend(terms.into_iter().map(|t| (lang.clone(), t)));
            }
            let visit = (around.person, around.now);
            read.order = filtered(&now, &site.desk.resources, &filter, visit)
                .into_iter()
                .filter(|(number, _)| number.is_some())
                .map(|(_, e)| e.id)
                .collect();
            Ok((now, read, people))
        })
        .await?;
    if let Some(group) = now.group_of(id).filter(|g| g.first != id) {
        return Ok(Redirect::to(&format!("/entries/{}{query}", group.first)).into_response());
    }
    let Some(entry) = now.entries.get(&id) else {
        return Err(Fault::missing("fault-no-entry"));
    };
    let ui = visitor.ui("entries");
    let (order, at) = (&read.order, read.order.iter().position(|e| *e == id));
    let link = |e: &EntryId| format!("/entries/{e}{query}");
    let langs = &now.settings.note.languages;
    let is_open = |e: &&EntryId| {
        let entry = now.entries.get(e);
        entry.is_some_and(|e| !langs.iter().all(|l| e.is_settled(l)))
    };
    // An entry that has left the filter by what was decided goes on from where it stood in the note.
    let after = at.map_or_else(
        || {
            let number = now.number_of(id);
            order
                .iter()
                .position(|e| now.number_of(*e) > number)
                .unwrap_or(0)
        },
        |i| i + 1,
    );
    let next_open = order
        .iter()
        .skip(after)
        .chain(order.iter().take(after))
        .filter(|e| **e != id)
        .find(is_open)
        .map(link);
    let recommendation = entry
        .key
        .cell()
        .and_then(|cell| now.settings.recommendation(cell));
    let number = now.number_of(id);
    let shown: Html<String> = html(&Page {
        ui,
        id: id.to_string(),
        number: number.map_or_else(|| "–".into(), |n| n.to_string()),
        title: show::title(&ui, entry, &site.desk.resources),
        excluded: entry.excluded,
        recommendation: recommendation
            .and_then(|r| r.text.get(&entry.original))
            .cloned()
            .unwrap_or_default(),
        statements: statements(&ui, entry),
        last_time: read.last_time,
        bare: entry.sources.iter().all(|s| s.statement.text.is_empty()),
        versions: versions(&ui, &now, id),
        groups: groups(&ui, &now, id, &site.desk.resources),
        editors: langs
            .iter()
            .zip(&read.from)
            .map(|(lang, from)| {
                let found = read.findings.get(lang).map(Vec::as_slice);
                editor(&ui, &now, entry, lang, from, found.unwrap_or_default())
            })
            .collect(),
        people,
        terms: read
            .terms
            .into_iter()
            .map(|(lang, found)| term(&ui, &lang, found))
            .collect(),
        talk: talk(&ui, &now, id),
        events: history(&now, id)
            .iter()
            .map(|e| tell(&ui, &now, &site.desk.resources, e))
            .collect(),
        place: at.map(|i| (i + 1, order.len())),
        here: link(&id),
        list: format!("/entries{query}#{id}"),
        previous: at
            .and_then(|i| i.checked_sub(1))
            .and_then(|i| order.get(i))
            .map(link),
        next: order.get(after).filter(|e| **e != id).map(link),
        next_open,
    })?;
    Ok(shown.into_response())
}
