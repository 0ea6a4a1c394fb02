//! One entry: the statement as returned, an editor for each language, the proposals.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::groups::{Groups, groups};
use super::html;
use super::saving::{AfterSaving, Saving, saving};
use crate::model::entry::Entry;
use crate::model::extraction::Answer;
use crate::model::ids::{EntryId, Lang};
use crate::model::version::Choice;
use crate::web::fault::Fault;
use crate::web::guard::is_ours;
use crate::web::show;
use crate::web::site::Site;
use crate::web::ui::{Ui, Visitor};
use crate::workflow::{
    LastTime, Standing, State as Dossier, exclude, last_time, seen, state, undo,
};

struct Statement {
    file: String,
    link: String,
    place: String,
    ticked: &'static str,
    lang: String,
    sureness: u8,
    evidence: String,
    text: String,
    notes: Vec<String>,
}

struct Repair {
    kind: String,
    from: String,
    to: String,
}

struct Offer {
    index: usize,
    score: String,
    class: &'static str,
    matched: String,
    text: String,
    source: String,
    basis: String,
    repairs: Vec<Repair>,
    marks: Vec<String>,
}

struct Editor {
    lang: String,
    name: String,
    class: &'static str,
    state: String,
    text: String,
    basis: String,
    seen: String,
    offers: Vec<Offer>,
    review: bool,
}

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
    versions: Option<(&'static str, String)>,
    /// Countries that say the same, and those of this paragraph.
    groups: Groups,
    editors: Vec<Editor>,
    /// What this person typed and did not save.
    people: Saving,
    previous: Option<String>,
    next: Option<String>,
    next_open: Option<String>,
}

pub(super) fn parse_id(id: &str) -> Result<EntryId, Fault> {
    id.parse()
        .map_err(|_| Fault::missing("there is no such entry"))
}

/// `GET /entries/{id}`.
pub async fn page(
    State(site): State<Arc<Site>>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(after): Query<AfterSaving>,
) -> Result<Response, Fault> {
    let id = parse_id(&id)?;
    let (now, last_time, people) = site
        .work(move |site, around| {
            let now = state(&site.desk)?;
            let said = now.entries.get(&id).map(|e| last_time(&site.desk, &now, e));
            let people = saving(site, &now, id, around.person, &after.late)?;
            Ok((now, said.transpose()?.unwrap_or_default(), people))
        })
        .await?;
    if let Some(group) = now.group_of(id).filter(|g| g.first != id) {
        return Ok(Redirect::to(&format!("/entries/{}", group.first)).into_response());
    }
    let Some(entry) = now.entries.get(&id) else {
        return Err(Fault::missing("there is no such entry"));
    };
    let order: Vec<&Entry> = now.plan.paragraphs().map(|(_, e)| e).collect();
    let at = order.iter().position(|e| e.id == id);
    let link = |e: &&Entry| format!("/entries/{}", e.id);
    let langs = &now.settings.note.languages;
    let next_open = order
        .iter()
        .skip(at.map_or(0, |i| i + 1))
        .chain(order.iter().take(at.unwrap_or(0)))
        .find(|e| !langs.iter().all(|l| e.is_settled(l)))
        .map(link);
    let recommendation = entry
        .key
        .cell()
        .and_then(|cell| now.settings.recommendation(cell));
    let shown: Html<String> = html(&Page {
        ui: visitor.ui("entries"),
        id: id.to_string(),
        number: now
            .plan
            .paragraphs()
            .find(|(_, e)| e.id == id)
            .map_or_else(|| "–".into(), |(n, _)| n.to_string()),
        title: show::title(entry, &site.desk.resources),
        excluded: entry.excluded,
        recommendation: recommendation
            .and_then(|r| r.text.get(&entry.original))
            .cloned()
            .unwrap_or_default(),
        statements: statements(entry),
        last_time,
        bare: entry.sources.iter().all(|s| s.statement.text.is_empty()),
        versions: versions(&now, id),
        groups: groups(&now, id, &site.desk.resources),
        editors: langs.iter().map(|lang| editor(&now, entry, lang)).collect(),
        people,
        previous: at
            .and_then(|i| i.checked_sub(1))
            .and_then(|i| order.get(i))
            .map(link),
        next: at.and_then(|i| order.get(i + 1)).map(link),
        next_open,
    })?;
    Ok(shown.into_response())
}

fn versions(now: &Dossier, id: EntryId) -> Option<(&'static str, String)> {
    let group = now.versions.iter().find(|g| g.entry == Some(id))?;
    let said = match (group.standing, &group.applied()) {
        (Standing::Open, _) => "Several returns answer this, and nobody has chosen between them.",
        (Standing::NeedsReview, _) => {
            "The versions have changed since somebody chose between them."
        }
        (_, Some(Choice::Both)) => "All versions are kept, joined in their order.",
        (_, Some(Choice::LeaveOut)) => "All versions are left out of the note.",
        (_, Some(Choice::Take(_))) => "One of several versions was chosen.",
        (_, None) => return None,
    };
    let cell = &group.cell;
    let link = format!(
        "/versions/{}#c{}{}",
        group.country, cell.theme, cell.recommendation
    );
    Some((said, link))
}

fn statements(entry: &Entry) -> Vec<Statement> {
    entry
        .sources
        .iter()
        .map(|source| {
            let s = &source.statement;
            Statement {
                file: source.file.clone(),
                link: format!("/returns/{}", source.return_id.0),
                place: s.place.clone(),
                ticked: match s.action {
                    Some(Answer::Yes) => "YES",
                    Some(Answer::No) => "NO",
                    None => "nothing ticked",
                },
                lang: s.lang.as_ref().map(ToString::to_string).unwrap_or_default(),
                sureness: s.confidence,
                evidence: s.evidence.clone(),
                text: s.text.clone(),
                notes: s.notes.clone(),
            }
        })
        .collect()
}

fn editor(now: &Dossier, entry: &Entry, lang: &Lang) -> Editor {
    let text = entry.texts.get(lang);
    let (class, word) = show::state_of(text);
    let offers = now
        .proposals
        .get(&(entry.id, lang.clone()))
        .map(|p| p.list.as_slice())
        .unwrap_or_default();
    Editor {
        lang: lang.to_string(),
        name: show::language(lang),
        class,
        state: word,
        text: text.map(|t| t.text.clone()).unwrap_or_default(),
        basis: text.map(|t| t.basis.clone()).unwrap_or_default(),
        seen: seen(entry, lang).as_str().to_owned(),
        review: text.is_some_and(|t| t.needs_review),
        offers: offers
            .iter()
            .enumerate()
            .map(|(i, p)| {
                let s = &p.suggestion;
                Offer {
                    index: i + 1,
                    score: if p.by_rule && s.score <= 0.0 {
                        "–".into()
                    } else {
                        format!("{:.0}", s.score)
                    },
                    class: band(s.score, p.by_rule),
                    matched: if s.matched > 0.0 {
                        format!("{:.1}", s.matched)
                    } else {
                        String::new()
                    },
                    text: s.target.clone(),
                    source: s.source.clone(),
                    basis: s.basis.clone(),
                    repairs: s
                        .repairs
                        .iter()
                        .map(|r| Repair {
                            kind: r.kind.clone(),
                            from: r.from.clone(),
                            to: r.to.clone(),
                        })
                        .collect(),
                    marks: s.marks.iter().map(|m| show::marked(&s.target, m)).collect(),
                }
            })
            .collect(),
    }
}

fn band(score: f64, by_rule: bool) -> &'static str {
    match score {
        _ if by_rule => "draft",
        s if s >= 99.995 => "full",
        s if s >= 65.0 => "fuzzy",
        _ => "weak",
    }
}

/// Leaving an entry out, or taking it back in.
#[derive(Debug, Deserialize)]
pub struct ExcludeForm {
    csrf: String,
    excluded: String,
    #[serde(default)]
    reason: String,
}

/// `POST /entries/{id}/exclude`.
pub async fn exclude_entry(
    State(site): State<Arc<Site>>,
    Path(id): Path<String>,
    Form(form): Form<ExcludeForm>,
) -> Result<Redirect, Fault> {
    if !is_ours(&site, &form.csrf) {
        return Err(Fault::bad(
            "this form is of an earlier session; open the page again",
        ));
    }
    let id = parse_id(&id)?;
    site.change(move |site, around| {
        exclude(&site.desk, around, id, form.excluded == "yes", &form.reason)
    })
    .await?;
    Ok(Redirect::to(&format!("/entries/{id}")))
}

/// A form that goes back to where it came from.
#[derive(Debug, Deserialize)]
pub struct UndoForm {
    csrf: String,
    #[serde(default)]
    next: String,
}

/// `POST /undo`: takes back this person's last decision.
pub async fn undo_last(
    State(site): State<Arc<Site>>,
    Form(form): Form<UndoForm>,
) -> Result<Redirect, Fault> {
    if !is_ours(&site, &form.csrf) {
        return Err(Fault::bad(
            "this form is of an earlier session; open the page again",
        ));
    }
    site.change(|site, around| undo(&site.desk, around)).await?;
    let here = form.next.starts_with('/') && !form.next.starts_with("//");
    Ok(Redirect::to(if here { &form.next } else { "/entries" }))
}
