//! Saving what people type: as it is typed, and as a decision.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::header::ACCEPT;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Form, Json};
use jiff::SignedDuration;
use serde::Deserialize;
use serde_json::json;

use super::entry::parse_id;
use crate::model::ids::{EntryId, Hash, Lang};
use crate::web::fault::Fault;
use crate::web::guard::is_ours;
use crate::web::show;
use crate::web::site::Site;
use crate::web::ui::{Ui, Visitor};
use crate::workflow::{
    Aftermath, State as Dossier, Surroundings, TextDecision, Unsaved, Verb, WorkflowError,
    drop_typing, keep_typing, offer_text, seen, state, unsaved, write_text,
};

/// True when the script asks.
pub fn wants_json(headers: &HeaderMap) -> bool {
    headers
        .get(ACCEPT)
        .is_some_and(|a| a.as_bytes().starts_with(b"application/json"))
}

/// What an entry shows of saving: texts typed and not saved, and a text that came too late.
#[derive(Debug, Default)]
pub struct Saving {
    /// A text of this person that came after somebody else's.
    pub late: Option<Late>,
    /// What this person typed and did not save.
    pub unsaved: Vec<UnsavedText>,
}

/// Who was first.
#[derive(Debug)]
pub struct Late {
    /// The person whose text stands.
    pub by: String,
    /// Tag of the language.
    pub lang: String,
}

/// A text that was typed and not saved.
#[derive(Debug)]
pub struct UnsavedText {
    /// Its entry.
    pub entry: String,
    /// Tag of the language.
    pub lang: String,
    /// Hours and minutes in universal time.
    pub time: String,
    /// The text.
    pub text: String,
    /// Hash of the text that stands now.
    pub seen: String,
    /// True when the text it started from has changed.
    pub overtaken: bool,
}

/// What an entry shows of saving; `late` is the language of a text that came too late.
///
/// # Errors
/// When the database cannot be read.
pub fn saving(
    site: &Site,
    now: &Dossier,
    id: EntryId,
    person: &str,
    late: &str,
) -> Result<Saving, WorkflowError> {
    let entry = now.entries.get(&id);
    let late = late.parse().ok().and_then(|lang: Lang| {
        let stands = entry?.texts.get(&lang)?;
        stands.state.is_decided().then(|| Late {
            by: stands.basis.clone(),
            lang: lang.to_string(),
        })
    });
    let all = unsaved(&site.desk, now, person)?;
    let own = all.into_iter().filter(|u| u.typed.entry == id);
    Ok(Saving {
        late,
        unsaved: own
            .map(|Unsaved { typed, overtaken }| UnsavedText {
                entry: typed.entry.to_string(),
                time: clock(typed.time),
                seen: entry
                    .map(|e| seen(e, &typed.lang).as_str().to_owned())
                    .unwrap_or_default(),
                lang: typed.lang.to_string(),
                text: typed.text,
                overtaken,
            })
            .collect(),
    })
}

/// Hours and minutes in universal time, marked as such.
pub fn clock(time: jiff::Timestamp) -> String {
    time.strftime("%H:%M UTC").to_string()
}

/// A text as the form or the script sends it.
#[derive(Debug, Deserialize)]
pub struct TextForm {
    csrf: String,
    lang: String,
    text: String,
    seen: String,
    verb: String,
    /// Where to go afterwards.
    #[serde(default)]
    next: String,
}

/// What became of a text.
enum Became {
    Saved(Aftermath),
    /// Somebody else was first; the text is offered beside.
    Late,
}

/// `POST /entries/{id}/text`. A browser's form is answered with the page, the script with JSON.
pub async fn save_text(
    State(site): State<Arc<Site>>,
    visitor: Visitor,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(form): Form<TextForm>,
) -> Result<Response, Fault> {
    check_secret(&site, &form.csrf)?;
    let id = parse_id(&id)?;
    let lang = lang_of(&form.lang)?;
    let verb = match form.verb.as_str() {
        "confirm" => Verb::Confirm,
        "tentative" => Verb::Tentative,
        "reject" => Verb::Reject,
        "edit" => Verb::Edit,
        _ => return Err(Fault::bad("fault-no-verb")),
    };
    let wish = TextDecision {
        entry: id,
        lang: lang.clone(),
        verb,
        text: unix_lines(&form.text),
        seen: Some(Hash::from_stored(form.seen)),
    };
    let became = site
        .change(move |site, around| save_or_offer(site, around, &wish))
        .await;
    if wants_json(&headers) {
        return match became {
            Ok(Became::Saved(after)) => {
                site.later(after);
                let now = site.work(|site, _| state(&site.desk)).await?;
                Ok(Json(json!({"texts": texts(&visitor.ui("entries"), &now, id)})).into_response())
            }
            Ok(Became::Late) => {
                Ok((StatusCode::CONFLICT, Json(json!({"late": lang}))).into_response())
            }
            Err(fault) => Ok(fault.as_json(&headers)),
        };
    }
    match became? {
        // A page that is read again shows what follows from the decision.
        Became::Saved(after) => site.settle(after).await?,
        Became::Late => {
            return Ok(Redirect::to(&format!("/entries/{id}?late={lang}")).into_response());
        }
    }
    let to = if form.next.starts_with("/entries") {
        form.next
    } else {
        format!("/entries/{id}")
    };
    Ok(Redirect::to(&to).into_response())
}

fn save_or_offer(
    site: &Site,
    around: &Surroundings<'_>,
    wish: &TextDecision,
) -> Result<Became, WorkflowError> {
    match write_text(&site.desk, around, wish) {
        Err(WorkflowError::Conflict)
            if wish.verb != Verb::Reject && !wish.text.trim().is_empty() =>
        {
            offer_text(
                &site.desk, around, wish.entry, &wish.lang, &wish.text, "page",
            )?;
            drop_typing(&site.desk, around, wish.entry, &wish.lang)?;
            Ok(Became::Late)
        }
        done => done.map(Became::Saved),
    }
}

/// The texts of an entry as the script takes them.
pub fn texts(ui: &Ui<'_>, now: &Dossier, id: EntryId) -> Vec<serde_json::Value> {
    let Some(entry) = now.entries.get(&id) else {
        return Vec::new();
    };
    let each = entry.texts.iter().map(|(lang, text)| {
        let (class, word) = show::state_of(ui, Some(text));
        json!({"lang": lang, "class": class, "state": word, "seen": seen(entry, lang), "text": text.text})
    });
    each.collect()
}

/// A text in the middle of being typed.
#[derive(Debug, Deserialize)]
pub struct TypingForm {
    csrf: String,
    lang: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    seen: String,
    /// Milliseconds since it was typed, for what a browser kept while the server was away.
    #[serde(default)]
    age: i64,
}

/// `POST /entries/{id}/typing`: keeps what is being typed.
pub async fn keep(
    State(site): State<Arc<Site>>,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(form): Form<TypingForm>,
) -> Result<Response, Fault> {
    check_secret(&site, &form.csrf)?;
    let id = parse_id(&id)?;
    let lang = lang_of(&form.lang)?;
    let kept = site
        .work(move |site, around| {
            let age = SignedDuration::from_millis(form.age.clamp(0, 1 << 40));
            let then = Surroundings {
                now: around.now.checked_sub(age).unwrap_or(around.now),
                ..*around
            };
            let (text, seen) = (unix_lines(&form.text), Hash::from_stored(form.seen));
            keep_typing(&site.desk, &then, id, &lang, &text, &seen)
        })
        .await;
    Ok(match kept {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(fault) => fault.as_json(&headers),
    })
}

/// `POST /entries/{id}/typing/drop`: what was typed is not wanted.
pub async fn drop_typed(
    State(site): State<Arc<Site>>,
    Path(id): Path<String>,
    Form(form): Form<TypingForm>,
) -> Result<Redirect, Fault> {
    check_secret(&site, &form.csrf)?;
    let id = parse_id(&id)?;
    let lang = lang_of(&form.lang)?;
    site.work(move |site, around| drop_typing(&site.desk, around, id, &lang))
        .await?;
    Ok(Redirect::to(&format!("/entries/{id}")))
}

/// `GET /typing`: where this person has typed something and not saved it.
pub async fn list(State(site): State<Arc<Site>>) -> Result<Response, Fault> {
    let all = site
        .work(|site, around| unsaved(&site.desk, &*state(&site.desk)?, around.person))
        .await?;
    let list: Vec<_> = all
        .iter()
        .map(|u| json!({"entry": u.typed.entry.to_string(), "lang": u.typed.lang, "time": u.typed.time.to_string()}))
        .collect();
    Ok(Json(list).into_response())
}

fn check_secret(site: &Site, csrf: &str) -> Result<(), Fault> {
    if is_ours(site, csrf) {
        Ok(())
    } else {
        Err(Fault::bad("fault-old-form"))
    }
}

fn lang_of(tag: &str) -> Result<Lang, Fault> {
    tag.parse().map_err(|_| Fault::bad("fault-no-language"))
}

/// Browsers send line ends as CR LF.
fn unix_lines(text: &str) -> String {
    text.replace("\r\n", "\n")
}
