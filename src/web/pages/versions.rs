//! The returns of one country side by side, recommendation by recommendation, with what is proposed
//! and the buttons to choose.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{Html, Redirect};

use super::html;
use crate::model::extraction::Answer;
use crate::model::ids::{CountryCode, Hash};
use crate::model::text::texts_hash;
use crate::model::version::{Change, Choice, Relation, Stretch};
use crate::web::fault::Fault;
use crate::web::guard::is_ours;
use crate::web::site::Site;
use crate::web::ui::{Ui, Visitor};
use crate::workflow::{
    Standing, State as Dossier, Version, VersionGroup, VersionsDecision, choose_versions,
    difference, state,
};

struct Column {
    file: String,
    link: String,
    day: String,
    ticked: String,
    lang: String,
    /// Kind (`kept`, `removed`, `added`) and words.
    text: Vec<(&'static str, String)>,
    notes: Vec<String>,
    take: String,
    taken: bool,
}

struct Row {
    anchor: String,
    cell: String,
    entry: String,
    seen: String,
    relation: String,
    says: String,
    reasons: Vec<String>,
    class: &'static str,
    state: String,
    columns: Vec<Column>,
    asked: bool,
    proposed: Option<(String, String)>,
}

impl Row {
    /// True when the button for the proposal keeps both already.
    fn proposes_both(&self) -> bool {
        self.proposed
            .as_ref()
            .is_some_and(|(value, _)| value == "both")
    }
}

struct File {
    id: String,
    name: String,
}

#[derive(Template)]
#[template(path = "versions.html")]
struct Page<'a> {
    ui: Ui<'a>,
    country: String,
    code: String,
    files: Vec<File>,
    rows: Vec<Row>,
    quiet: Vec<Row>,
    open: usize,
    seen: String,
    proposals: usize,
}

/// Hash of everything that can be chosen for a country, for choices on all of it at once.
fn seen_all(groups: &[&VersionGroup]) -> Hash {
    texts_hash(groups.iter().map(|g| g.seen.as_str()))
}

fn of_country(now: &Dossier, country: CountryCode) -> Vec<&VersionGroup> {
    let all = now.versions.iter();
    all.filter(|g| g.country == country).collect()
}

/// `GET /versions/{country}`.
pub async fn page(
    State(site): State<Arc<Site>>,
    visitor: Visitor,
    Path(country): Path<String>,
) -> Result<Html<String>, Fault> {
    let country: CountryCode = country
        .parse()
        .map_err(|_| Fault::missing("fault-no-country"))?;
    let now = site.work(|site, _| state(&site.desk)).await?;
    let groups = of_country(&now, country);
    if groups.is_empty() {
        return Err(Fault::missing("fault-one-return"));
    }
    let ui = visitor.ui("returns");
    let (rows, quiet): (Vec<Row>, Vec<Row>) =
        groups.iter().map(|g| row(&ui, g)).partition(|r| r.asked);
    let open: Vec<&VersionGroup> = groups.iter().copied().filter(|g| g.is_open()).collect();
    let mut views: Vec<_> = now
        .returns
        .iter()
        .filter(|v| v.counts() && v.country == Some(country))
        .collect();
    views.sort_by_key(|v| {
        let day = v.record.extraction().and_then(|x| x.submitted);
        (day, v.record.file.clone())
    });
    html(&Page {
        ui,
        country: ui.country(&site.desk.resources, country),
        code: country.to_string(),
        files: views
            .iter()
            .map(|v| File {
                id: v.record.id.0.as_str().to_owned(),
                name: v.record.file.clone(),
            })
            .collect(),
        proposals: open.iter().filter(|g| g.proposed.is_some()).count(),
        open: open.len(),
        seen: seen_all(&groups).as_str().to_owned(),
        rows,
        quiet,
    })
}

fn row(ui: &Ui<'_>, g: &VersionGroup) -> Row {
    let last = g.proposals.last();
    let (class, state) = match (g.standing, &g.chosen) {
        (Standing::Decided, Some(c)) => (
            "confirmed",
            ui.with2(
                "versions-by",
                "what",
                in_words(ui, g, &c.choice),
                "who",
                &c.by.person,
            ),
        ),
        (Standing::NeedsReview, Some(c)) => (
            "review",
            ui.with2(
                "versions-review",
                "what",
                in_words(ui, g, &c.choice),
                "who",
                &c.by.person,
            ),
        ),
        (Standing::Open, _) | (Standing::NeedsReview, None) => {
            ("tentative", ui.t("versions-undecided"))
        }
        _ => ("suggested", ui.t("versions-clear")),
    };
    let texts: Vec<&str> = g
        .versions
        .iter()
        .map(|v| v.statement.text.as_str())
        .collect();
    let columns = g
        .versions
        .iter()
        .enumerate()
        .map(|(n, v)| column(ui, g, v, shown(&texts, n)))
        .collect();
    Row {
        anchor: format!("c{}{}", g.cell.theme, g.cell.recommendation),
        cell: g.cell.to_string(),
        entry: g.entry.map(|e| e.to_string()).unwrap_or_default(),
        seen: g.seen.as_str().to_owned(),
        relation: last.map_or_else(String::new, |p| relation(ui, p.relation)),
        says: last.map_or_else(String::new, |p| match (p.relation, p.later) {
            (Relation::Replaces, None) => ui.t("versions-says-gives-up"),
            (Relation::Replaces, _) => ui.t("versions-says-replaces"),
            (Relation::Completes, _) => ui.t("versions-says-completes"),
            (Relation::Same, _) => ui.t("versions-says-same"),
            (Relation::Contradicts, _) => ui.t("versions-says-contradicts"),
        }),
        reasons: reasons(ui, g),
        class,
        state,
        columns,
        asked: g.standing != Standing::Clear && g.entry.is_some(),
        proposed: g
            .proposed
            .as_ref()
            .filter(|_| g.is_open())
            .map(|c| (value(c), in_words(ui, g, c))),
    }
}

/// Why the latest version stands to the one before it as proposed, and a choice that has no object now.
fn reasons(ui: &Ui<'_>, g: &VersionGroup) -> Vec<String> {
    let last = g.proposals.last().map(|p| p.reasons.clone());
    let mut out = last.unwrap_or_default();
    if let Some(c) = g.chosen.as_ref().filter(|_| g.standing == Standing::Clear) {
        out.push(ui.with2(
            "versions-earlier-choice",
            "what",
            in_words(ui, g, &c.choice),
            "who",
            &c.by.person,
        ));
    }
    out
}

/// The words of a version: beside the next one for the first, beside the one before for the others.
fn shown(texts: &[&str], n: usize) -> Vec<(&'static str, String)> {
    let (steps, other): (Vec<Stretch>, Change) = match (n, texts.get(n), texts.get(n + 1)) {
        (0, Some(own), Some(next)) => (difference(own, next), Change::Added),
        (0, Some(own), None) => (difference(own, own), Change::Added),
        (_, Some(own), _) => {
            let before = texts.get(n - 1).copied().unwrap_or_default();
            (difference(before, own), Change::Removed)
        }
        _ => (Vec::new(), Change::Added),
    };
    // Where nothing is the same, marking every word tells nothing.
    let alike = steps.iter().any(|s| s.change == Change::Kept);
    steps
        .into_iter()
        .filter(|s| s.change != other)
        .map(|s| {
            let kind = match s.change {
                _ if !alike => "kept",
                Change::Kept => "kept",
                Change::Removed => "removed",
                Change::Added => "added",
            };
            (kind, s.text)
        })
        .collect()
}

fn column(ui: &Ui<'_>, g: &VersionGroup, v: &Version, text: Vec<(&'static str, String)>) -> Column {
    let s = &v.statement;
    Column {
        file: v.file.clone(),
        link: format!("/returns/{}", v.return_id.0),
        day: v.submitted.map_or_else(
            || ui.with("returns-received-on", "day", received(ui, &v.received)),
            |d| ui.with("returns-submitted-on", "day", ui.day(d)),
        ),
        ticked: match s.action {
            Some(Answer::Yes) => ui.t("return-yes"),
            Some(Answer::No) => ui.t("return-no"),
            None => ui.t("return-nothing-ticked"),
        },
        lang: s.lang.as_ref().map(ToString::to_string).unwrap_or_default(),
        text,
        notes: s.notes.clone(),
        take: format!("take:{}", v.hash),
        taken: matches!(g.applied(), Some(Choice::Take(hash)) if *hash == v.hash),
    }
}

/// A relation between versions in words.
fn relation(ui: &Ui<'_>, relation: Relation) -> String {
    match relation {
        Relation::Replaces => ui.t("versions-replaces"),
        Relation::Completes => ui.t("versions-completes"),
        Relation::Same => ui.t("versions-same"),
        Relation::Contradicts => ui.t("versions-contradicts"),
    }
}

/// The day of a time of arrival; the time as it stands when it is none.
fn received(ui: &Ui<'_>, time: &str) -> String {
    let day = time.split('T').next().unwrap_or_default();
    day.parse()
        .map_or_else(|_| time.to_owned(), |day| ui.day(day))
}

fn in_words(ui: &Ui<'_>, g: &VersionGroup, choice: &Choice) -> String {
    match choice {
        Choice::Take(hash) => match g.version(hash) {
            Some(v) => ui.with("versions-do-take", "file", &v.file),
            None => ui.t("versions-do-take-gone"),
        },
        Choice::Both => ui.t("versions-do-both"),
        Choice::LeaveOut => ui.t("versions-do-leave-out"),
    }
}

fn value(choice: &Choice) -> String {
    match choice {
        Choice::Take(hash) => format!("take:{hash}"),
        Choice::Both => "both".into(),
        Choice::LeaveOut => "none".into(),
    }
}

fn parse(value: &str) -> Option<Choice> {
    match value {
        "both" => Some(Choice::Both),
        "none" => Some(Choice::LeaveOut),
        _ => value
            .strip_prefix("take:")
            .map(|hash| Choice::Take(Hash::from_stored(hash.to_owned()))),
    }
}

/// What is chosen for a group when a whole return is taken, everything proposed is, or all is kept.
fn for_all(g: &VersionGroup, choice: &str) -> Option<Choice> {
    if let Some(id) = choice.strip_prefix("return:") {
        let theirs = g.versions.iter().find(|v| v.return_id.0.as_str() == id);
        return Some(theirs.map_or(Choice::LeaveOut, |v| Choice::Take(v.hash.clone())));
    }
    match choice {
        "proposed" => g.proposed.clone().filter(|_| g.is_open()),
        "both" => Some(Choice::Both).filter(|_| g.versions.len() > 1),
        _ => None,
    }
}

/// `POST /versions/{country}`: one choice (`entry`, `choice`) or one for all (`all`).
pub async fn choose(
    State(site): State<Arc<Site>>,
    Path(country): Path<String>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Redirect, Fault> {
    let field = |name: &str| {
        let found = fields.iter().find(|(n, _)| n == name);
        found.map(|(_, v)| v.clone()).unwrap_or_default()
    };
    if !is_ours(&site, &field("csrf")) {
        return Err(Fault::bad("fault-old-form"));
    }
    let country: CountryCode = country
        .parse()
        .map_err(|_| Fault::missing("fault-no-country"))?;
    let (all, seen) = (field("all"), Hash::from_stored(field("seen")));
    let mut at = String::new();
    if all.is_empty() {
        let entry = field("entry")
            .parse()
            .map_err(|_| Fault::bad("fault-no-entry"))?;
        let choice = parse(&field("choice")).ok_or_else(|| Fault::bad("fault-choose-version"))?;
        let wish = VersionsDecision {
            entry,
            choice,
            seen: Some(seen),
        };
        site.change(move |site, around| choose_versions(&site.desk, around, &[wish]))
            .await?;
        let anchor = field("anchor");
        if anchor.chars().all(|c| c.is_ascii_alphanumeric()) {
            at = format!("#{anchor}");
        }
    } else {
        site.change(move |site, around| {
            let now = state(&site.desk)?;
            let groups = of_country(&now, country);
            if seen_all(&groups) != seen {
                return Err(crate::workflow::WorkflowError::Conflict);
            }
            let wishes: Vec<VersionsDecision> = groups
                .iter()
                .filter(|g| g.standing != Standing::Clear)
                .filter_map(|g| {
                    Some(VersionsDecision {
                        entry: g.entry?,
                        choice: for_all(g, &all)?,
                        seen: Some(g.seen.clone()),
                    })
                })
                .collect();
            choose_versions(&site.desk, around, &wishes)
        })
        .await?;
    }
    Ok(Redirect::to(&format!("/versions/{country}{at}")))
}
