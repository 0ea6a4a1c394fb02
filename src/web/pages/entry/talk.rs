//! Comments and queries beside an entry.

use std::sync::Arc;

use axum::Form;
use axum::extract::{Path, State};
use axum::response::Redirect;
use serde::Deserialize;

use super::save::back;
use super::{ours, parse_id};
use crate::model::decision::Asked;
use crate::model::ids::EntryId;
use crate::web::fault::Fault;
use crate::web::show;
use crate::web::site::Site;
use crate::web::ui::Ui;
use crate::workflow::{self, Remark, State as Dossier, answer, comment, query};

/// Something said.
pub struct Said {
    pub seq: u64,
    pub who: String,
    pub when: String,
    pub text: String,
}

/// A question with its answers.
pub struct Question {
    pub asked: Said,
    pub to: String,
    pub answers: Vec<Said>,
    pub closed: Option<String>,
}

/// Everything said beside an entry.
pub struct Talk {
    pub comments: Vec<Said>,
    pub queries: Vec<Question>,
    pub open: usize,
}

fn said(r: &Remark) -> Said {
    Said {
        seq: r.seq,
        who: r.person.clone(),
        when: show::moment(r.time),
        text: r.text.clone(),
    }
}

/// What was said beside an entry.
pub fn talk(ui: &Ui<'_>, now: &Dossier, id: EntryId) -> Talk {
    let all = workflow::talk(now, id);
    Talk {
        open: all.queries.iter().filter(|q| q.closed.is_none()).count(),
        comments: all.comments.iter().map(said).collect(),
        queries: all
            .queries
            .iter()
            .map(|q| Question {
                asked: said(&q.asked),
                to: match q.to {
                    Asked::Officer => ui.t("entry-query-officer"),
                    Asked::Reviser => ui.t("entry-query-reviser"),
                },
                answers: q.answers.iter().map(said).collect(),
                closed: q
                    .closed
                    .as_ref()
                    .map(|name| ui.with("entry-query-closed", "name", name)),
            })
            .collect(),
    }
}

/// Something to say.
#[derive(Debug, Deserialize)]
pub struct TalkForm {
    csrf: String,
    #[serde(default)]
    text: String,
    /// `comment`, `officer` and `reviser` (a query to them), `answer`, `close`.
    what: String,
    /// The query that is answered or settled.
    #[serde(default)]
    query: u64,
    #[serde(default)]
    next: String,
}

/// `POST /entries/{id}/talk`.
pub async fn say(
    State(site): State<Arc<Site>>,
    Path(id): Path<String>,
    Form(form): Form<TalkForm>,
) -> Result<Redirect, Fault> {
    ours(&site, &form.csrf)?;
    let id = parse_id(&id)?;
    let next = form.next.clone();
    let known = ["comment", "officer", "reviser", "answer", "close"];
    if !known.contains(&form.what.as_str()) {
        return Err(Fault::bad("fault-no-verb"));
    }
    site.change(move |site, around| {
        let desk = &site.desk;
        match form.what.as_str() {
            "comment" => comment(desk, around, id, &form.text),
            "officer" => query(desk, around, id, Asked::Officer, &form.text),
            "reviser" => query(desk, around, id, Asked::Reviser, &form.text),
            what => answer(desk, around, (id, form.query), &form.text, what == "close"),
        }
    })
    .await?;
    Ok(back(&next, id))
}
