//! The returns: what each file said, what was left out, and what people decide about it.

use std::collections::BTreeSet;
use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{Html, Redirect};
use serde::Deserialize;

use super::html;
use crate::dossier::{Verdict, effective};
use crate::model::ReturnId;
use crate::model::decision::{Action, Subject};
use crate::model::extraction::Answer;
use crate::model::ids::{Hash, Lang};
use crate::model::text::text_hash;
use crate::web::fault::Fault;
use crate::web::guard::is_ours;
use crate::web::site::Site;
use crate::workflow::{ReturnView, attribute, place, resolve, state};

struct Row {
    link: String,
    file: String,
    country: String,
    submitted: String,
    answers: usize,
    unplaced: usize,
    remarks: usize,
    class: &'static str,
    state: String,
}

#[derive(Template)]
#[template(path = "returns.html")]
struct List<'a> {
    tab: &'static str,
    person: &'a str,
    csrf: &'a str,
    rows: Vec<Row>,
}

/// `GET /returns`.
pub async fn list(State(site): State<Arc<Site>>) -> Result<Html<String>, Fault> {
    let now = site.work(|site, _| state(&site.desk)).await?;
    let rows = now
        .returns
        .iter()
        .filter(|v| v.record.present)
        .map(|v| row(&site, v))
        .collect();
    html(&List {
        tab: "returns",
        person: &site.person,
        csrf: &site.csrf,
        rows,
    })
}

fn row(site: &Site, v: &ReturnView) -> Row {
    let x = v.record.extraction();
    let (class, state) = match (x, v.country) {
        _ if v.resolved.is_some() => ("confirmed", "dealt with".to_owned()),
        (None, _) => ("error", "refused".to_owned()),
        (Some(_), None) => ("error", "country not known".to_owned()),
        _ if v.late => ("tentative", "after the cut-off".to_owned()),
        _ => ("suggested", "read".to_owned()),
    };
    Row {
        link: format!("/returns/{}", v.record.id.0),
        file: v.record.file.clone(),
        country: v
            .country
            .map(|c| site.desk.resources.countries.list_name(c, &Lang::en()))
            .unwrap_or_default(),
        submitted: x
            .and_then(|x| x.submitted)
            .map(|d| d.to_string())
            .unwrap_or_default(),
        answers: x.map_or(0, |x| x.statements.len()),
        unplaced: x.map_or(0, |x| x.unplaced.len()),
        remarks: x.map_or(1, |x| x.findings.len()),
        class,
        state,
    }
}

struct Said {
    cell: String,
    ticked: &'static str,
    text: String,
    notes: Vec<String>,
    place: String,
    sureness: u8,
    evidence: String,
}

struct Loose {
    text: String,
    place: String,
    hash: String,
}

struct Aside {
    reason: &'static str,
    text: String,
    place: String,
}

struct Remark {
    class: &'static str,
    message: String,
    place: String,
    hint: String,
}

#[derive(Template)]
#[template(path = "return.html")]
struct Page<'a> {
    tab: &'static str,
    person: &'a str,
    csrf: &'a str,
    id: String,
    file: String,
    country: String,
    code: String,
    attributed: bool,
    submitted: String,
    consent: &'static str,
    refused: Option<(String, String)>,
    cover: Vec<(String, String)>,
    evidence: Vec<(String, String, String)>,
    said: Vec<Said>,
    loose: Vec<Loose>,
    asides: Vec<Aside>,
    remarks: Vec<Remark>,
    cells: Vec<String>,
    countries: Vec<(String, String)>,
    needs_a_person: bool,
    resolved: String,
}

fn answer(a: Option<Answer>) -> &'static str {
    match a {
        Some(Answer::Yes) => "YES",
        Some(Answer::No) => "NO",
        None => "–",
    }
}

/// `GET /returns/{id}`.
pub async fn page(
    State(site): State<Arc<Site>>,
    Path(id): Path<String>,
) -> Result<Html<String>, Fault> {
    let now = site.work(|site, _| state(&site.desk)).await?;
    let Some(v) = now.returns.iter().find(|v| v.record.id.0.as_str() == id) else {
        return Err(Fault::missing("there is no such return"));
    };
    let names = &site.desk.resources.countries;
    let empty = crate::model::Extraction::default();
    let x = v.record.extraction().unwrap_or(&empty);
    let mut countries: Vec<(String, String)> = names
        .all()
        .map(|c| (c.code().to_string(), names.list_name(c.code(), &Lang::en())))
        .collect();
    countries.sort_by(|a, b| a.1.cmp(&b.1));
    let placed: BTreeSet<Hash> = effective(&now.log)
        .into_iter()
        .filter(|d| matches!(d.action, Action::Place { .. }))
        .filter_map(|d| match &d.subject {
            Subject::Passage(of, hash) if *of == v.record.id => Some(hash.clone()),
            _ => None,
        })
        .collect();
    html(&Page {
        tab: "returns",
        person: &site.person,
        csrf: &site.csrf,
        id,
        file: v.record.file.clone(),
        country: v
            .country
            .map(|c| names.list_name(c, &Lang::en()))
            .unwrap_or_default(),
        code: v.country.map(|c| c.to_string()).unwrap_or_default(),
        attributed: v.attributed,
        submitted: x.submitted.map(|d| d.to_string()).unwrap_or_default(),
        consent: answer(x.consent),
        refused: match &v.record.verdict {
            Verdict::Refused { message, hint, .. } => Some((message.clone(), hint.clone())),
            Verdict::Read(_) => None,
        },
        cover: x
            .cover
            .iter()
            .filter(|f| !f.value.is_empty())
            .map(|f| (f.label.clone(), f.value.clone()))
            .collect(),
        evidence: x
            .country_evidence
            .iter()
            .map(|e| {
                (
                    names.list_name(e.country, &Lang::en()),
                    e.words.clone(),
                    format!("{}, {}", e.source, e.confidence),
                )
            })
            .collect(),
        said: x
            .statements
            .iter()
            .map(|s| Said {
                cell: s.cell.to_string(),
                ticked: answer(s.action),
                text: s.text.clone(),
                notes: s.notes.clone(),
                place: s.place.clone(),
                sureness: s.confidence,
                evidence: s.evidence.clone(),
            })
            .collect(),
        loose: x
            .unplaced
            .iter()
            .filter(|p| !placed.contains(&text_hash(&p.text)))
            .map(|p| Loose {
                text: p.text.clone(),
                place: p.place.clone(),
                hash: text_hash(&p.text).as_str().to_owned(),
            })
            .collect(),
        asides: x
            .left_out
            .iter()
            .map(|l| Aside {
                reason: l.reason.as_str(),
                text: l.text.clone(),
                place: l.place.clone(),
            })
            .collect(),
        remarks: x
            .findings
            .iter()
            .map(|f| Remark {
                class: if f.severity == crate::model::Severity::Info {
                    "info"
                } else {
                    "warning"
                },
                message: f.message.clone(),
                place: f.place.clone(),
                hint: f.hint.clone(),
            })
            .collect(),
        cells: now
            .settings
            .cells()
            .map(|(cell, _)| cell.to_string())
            .collect(),
        countries,
        needs_a_person: v.needs_a_person(),
        resolved: v.resolved.clone().unwrap_or_default(),
    })
}

/// Naming the country.
#[derive(Debug, Deserialize)]
pub struct CountryForm {
    csrf: String,
    country: String,
}

/// `POST /returns/{id}/country`.
pub async fn set_country(
    State(site): State<Arc<Site>>,
    Path(id): Path<String>,
    Form(form): Form<CountryForm>,
) -> Result<Redirect, Fault> {
    ours(&site, &form.csrf)?;
    let country = form
        .country
        .parse()
        .map_err(|_| Fault::bad("choose a country"))?;
    let back = Redirect::to(&format!("/returns/{}", encoded(&id)));
    site.change(move |site, around| {
        attribute(
            &site.desk,
            around,
            &ReturnId(Hash::from_stored(id)),
            country,
        )
    })
    .await?;
    Ok(back)
}

/// Placing a piece of text.
#[derive(Debug, Deserialize)]
pub struct PlaceForm {
    csrf: String,
    passage: String,
    cell: String,
}

/// `POST /returns/{id}/place`.
pub async fn place_passage(
    State(site): State<Arc<Site>>,
    Path(id): Path<String>,
    Form(form): Form<PlaceForm>,
) -> Result<Redirect, Fault> {
    ours(&site, &form.csrf)?;
    let cell = form
        .cell
        .parse()
        .map_err(|_| Fault::bad("choose a recommendation"))?;
    let back = Redirect::to(&format!("/returns/{}", encoded(&id)));
    let passage = Hash::from_stored(form.passage);
    site.change(move |site, around| {
        place(
            &site.desk,
            around,
            &ReturnId(Hash::from_stored(id)),
            &passage,
            &cell,
        )
    })
    .await?;
    Ok(back)
}

/// Dealing with a return outside the program.
#[derive(Debug, Deserialize)]
pub struct ResolveForm {
    csrf: String,
    reason: String,
}

/// `POST /returns/{id}/resolve`.
pub async fn resolve_return(
    State(site): State<Arc<Site>>,
    Path(id): Path<String>,
    Form(form): Form<ResolveForm>,
) -> Result<Redirect, Fault> {
    ours(&site, &form.csrf)?;
    let back = Redirect::to(&format!("/returns/{}", encoded(&id)));
    site.change(move |site, around| {
        resolve(
            &site.desk,
            around,
            &ReturnId(Hash::from_stored(id)),
            &form.reason,
        )
    })
    .await?;
    Ok(back)
}

fn ours(site: &Site, csrf: &str) -> Result<(), Fault> {
    if is_ours(site, csrf) {
        Ok(())
    } else {
        Err(Fault::bad(
            "this form is of an earlier session; open the page again",
        ))
    }
}

/// Ids are hex digits; anything else is dropped before it reaches a header.
fn encoded(id: &str) -> String {
    id.chars().filter(char::is_ascii_hexdigit).collect()
}
