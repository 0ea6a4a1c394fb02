//! What the entry was made from: the statements as returned, and what is to be said of several
//! versions.

use std::sync::Arc;

use axum::Form;
use axum::extract::{Path, State};
use axum::response::Redirect;
use serde::Deserialize;

use super::save::back;
use super::{ours, parse_id};
use crate::model::entry::{Entry, Source};
use crate::model::extraction::Answer;
use crate::model::ids::{EntryId, Hash, Lang, ReturnId};
use crate::model::text::text_hash;
use crate::model::version::Choice;
use crate::web::fault::Fault;
use crate::web::site::Site;
use crate::web::ui::Ui;
use crate::workflow::{Attached, Standing, State as Dossier, attach_working};

/// A statement with its place and the evidence for it.
pub struct Statement {
    pub file: String,
    pub link: String,
    pub place: String,
    pub ticked: String,
    pub lang: String,
    pub sureness: u8,
    pub evidence: String,
    pub text: String,
    pub notes: Vec<String>,
    /// The place for a working translation; `None` where the reply is in the note's original language
    /// or nothing was written.
    pub working: Option<Working>,
}

/// A working translation, or the place for one.
pub struct Working {
    /// The return, and the hash of the reply's words.
    pub of: (String, String),
    /// The language that it is in.
    pub lang: String,
    /// The whole text; empty where there is none yet.
    pub text: String,
    /// Who attached it.
    pub person: String,
}

/// The statements behind an entry.
pub fn statements(ui: &Ui<'_>, entry: &Entry) -> Vec<Statement> {
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
                    Some(Answer::Yes) => ui.t("entry-ticked-yes"),
                    Some(Answer::No) => ui.t("entry-ticked-no"),
                    None => ui.t("entry-ticked-nothing"),
                },
                lang: s.lang.as_ref().map(ToString::to_string).unwrap_or_default(),
                sureness: s.confidence,
                evidence: s.evidence.clone(),
                text: s.text.clone(),
                notes: s.notes.clone(),
                working: working(source, &entry.original),
            }
        })
        .collect()
}

fn working(source: &Source, original: &Lang) -> Option<Working> {
    let s = &source.statement;
    if s.text.trim().is_empty() || s.lang.as_ref() == Some(original) {
        return None;
    }
    let there = source.working.as_ref();
    let lang = there.map_or(original, |w| &w.lang);
    Some(Working {
        of: (
            source.return_id.0.to_string(),
            text_hash(&s.text).as_str().to_owned(),
        ),
        lang: lang.to_string(),
        text: there.map(|w| w.text.clone()).unwrap_or_default(),
        person: there.map(|w| w.person.clone()).unwrap_or_default(),
    })
}

/// A working translation of a reply.
#[derive(Debug, Deserialize)]
pub struct WorkingForm {
    csrf: String,
    from: String,
    answer: String,
    lang: String,
    text: String,
    #[serde(default)]
    next: String,
}

/// `POST /entries/{id}/working`. An empty text takes the translation away.
pub async fn attach(
    State(site): State<Arc<Site>>,
    Path(id): Path<String>,
    Form(form): Form<WorkingForm>,
) -> Result<Redirect, Fault> {
    ours(&site, &form.csrf)?;
    let id = parse_id(&id)?;
    let wish = Attached {
        return_id: ReturnId(Hash::from_stored(form.from)),
        answer: Hash::from_stored(form.answer),
        lang: form
            .lang
            .parse()
            .map_err(|_| Fault::bad("fault-no-language"))?,
        text: form.text.replace("\r\n", "\n"),
    };
    site.change(move |site, around| attach_working(&site.desk, around, &wish))
        .await?;
    Ok(back(&form.next, id))
}

/// What is to be said of several versions, and where they are compared.
pub fn versions(ui: &Ui<'_>, now: &Dossier, id: EntryId) -> Option<(String, String)> {
    let group = now.versions.iter().find(|g| g.entry == Some(id))?;
    let said = match (group.standing, &group.applied()) {
        (Standing::Open, _) => ui.t("entry-versions-open"),
        (Standing::NeedsReview, _) => ui.t("entry-versions-changed"),
        (_, Some(Choice::Both)) => ui.t("entry-versions-both"),
        (_, Some(Choice::LeaveOut)) => ui.t("entry-versions-none"),
        (_, Some(Choice::Take(_))) => ui.t("entry-versions-one"),
        (_, None) => return None,
    };
    let cell = &group.cell;
    let link = format!(
        "/versions/{}#c{}{}",
        group.country, cell.theme, cell.recommendation
    );
    Some((said, link))
}
