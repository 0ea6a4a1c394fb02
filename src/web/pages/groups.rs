//! On the page of an entry: countries that say the same, taken together and let go.

use std::sync::Arc;

use axum::Form;
use axum::extract::{Path, State};
use axum::response::Redirect;
use serde::Deserialize;

use super::entry::{ours, parse_id};
use crate::language::Resources;
use crate::model::ids::{EntryId, Hash};
use crate::web::fault::Fault;
use crate::web::show;
use crate::web::site::Site;
use crate::web::ui::Ui;
use crate::workflow::{
    GroupDecision, State as Dossier, alike, group_entries, group_proposals_with, keep_apart,
    split_group,
};

/// One country of a proposal with its words.
pub struct Beside {
    pub number: String,
    pub link: String,
    pub names: String,
    pub words: Vec<String>,
    pub not_in_reply: String,
}

/// A sentence for all of them.
pub struct Sentence {
    pub lang: String,
    pub text: String,
    pub marks: Vec<String>,
}

/// Entries that say the same.
pub struct Offer {
    pub why: String,
    pub entries: String,
    pub seen: String,
    pub beside: Vec<Beside>,
    pub sentences: Vec<Sentence>,
}

/// A paragraph elsewhere that says the same, or nearly.
pub struct Elsewhere {
    pub link: String,
    pub number: u32,
    pub share: usize,
    pub texts: Vec<(String, String)>,
}

/// A country of the group at hand.
pub struct Member {
    pub id: String,
    pub names: String,
    pub first: bool,
}

/// Everything about groups that concerns one entry.
pub struct Groups {
    pub offers: Vec<Offer>,
    pub members: Vec<Member>,
    pub elsewhere: Vec<Elsewhere>,
}

/// What is to be shown of groups beside an entry.
pub fn groups(ui: &Ui<'_>, now: &Dossier, id: EntryId, res: &Resources) -> Groups {
    let offers = group_proposals_with(now, res, id)
        .into_iter()
        .map(|p| Offer {
            why: match (p.group, p.reason) {
                (Some(_), _) => ui.t("entry-group-says-it"),
                (None, "same-reply") => ui.t("entry-group-same-reply"),
                (None, _) => ui.t("entry-group-same-paragraph"),
            },
            entries: p
                .ids()
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(" "),
            seen: p.seen.as_str().to_owned(),
            beside: p
                .entries
                .iter()
                .map(|m| Beside {
                    number: m.paragraph.map_or_else(|| "–".into(), |n| n.to_string()),
                    link: format!("/entries/{}", m.entry),
                    names: show::names(ui, &m.countries, res),
                    words: m.words.clone(),
                    not_in_reply: m.not_in_reply.join(", "),
                })
                .collect(),
            sentences: p
                .texts
                .iter()
                .map(|(lang, s)| Sentence {
                    lang: lang.to_string(),
                    text: s.text.clone(),
                    marks: s.marks.iter().map(|m| show::marked(&s.text, m)).collect(),
                })
                .collect(),
        })
        .collect();
    let group = now.groups.iter().find(|g| g.first == id);
    let members = group.map(|g| g.members.as_slice()).unwrap_or_default();
    Groups {
        offers,
        elsewhere: alike(now, res, id)
            .into_iter()
            .map(|a| Elsewhere {
                link: format!("/entries/{}", a.entry),
                number: a.paragraph,
                share: a.share,
                texts: a
                    .texts
                    .into_iter()
                    .map(|(l, t)| (l.to_string(), t))
                    .collect(),
            })
            .collect(),
        members: members
            .iter()
            .map(|m| Member {
                id: m.id.to_string(),
                names: show::names(ui, &m.countries, res),
                first: m.id == id,
            })
            .collect(),
    }
}

/// Entries to be taken together.
#[derive(Debug, Deserialize)]
pub struct GroupForm {
    csrf: String,
    /// Their ids, with spaces between.
    entries: String,
    seen: String,
}

/// `POST /entries/{id}/group`.
pub async fn take_together(
    State(site): State<Arc<Site>>,
    Path(id): Path<String>,
    Form(form): Form<GroupForm>,
) -> Result<Redirect, Fault> {
    ours(&site, &form.csrf)?;
    let id = parse_id(&id)?;
    let entries = form.entries.split_whitespace().map(parse_id);
    let wish = GroupDecision {
        entries: entries.collect::<Result<_, _>>()?,
        seen: Some(Hash::from_stored(form.seen)),
    };
    let now = site
        .change(move |site, around| group_entries(&site.desk, around, &wish))
        .await?;
    let to = now.group_of(id).map_or(id, |g| g.first);
    Ok(Redirect::to(&format!("/entries/{to}")))
}

/// `POST /entries/{id}/apart`: the countries of a proposal stay apart.
pub async fn apart(
    State(site): State<Arc<Site>>,
    Path(id): Path<String>,
    Form(form): Form<GroupForm>,
) -> Result<Redirect, Fault> {
    ours(&site, &form.csrf)?;
    let id = parse_id(&id)?;
    let entries: Vec<EntryId> = form
        .entries
        .split_whitespace()
        .map(parse_id)
        .collect::<Result<_, _>>()?;
    let seen = Hash::from_stored(form.seen);
    site.change(move |site, around| keep_apart(&site.desk, around, &entries, &seen))
        .await?;
    Ok(Redirect::to(&format!("/entries/{id}")))
}

/// Countries to be let go.
#[derive(Debug, Deserialize)]
pub struct SplitForm {
    csrf: String,
    /// The id of one entry; blank lets all go.
    #[serde(default)]
    out: String,
}

/// `POST /entries/{id}/split`.
pub async fn split(
    State(site): State<Arc<Site>>,
    Path(id): Path<String>,
    Form(form): Form<SplitForm>,
) -> Result<Redirect, Fault> {
    ours(&site, &form.csrf)?;
    let id = parse_id(&id)?;
    let out = form.out.split_whitespace().map(parse_id);
    let out: Vec<EntryId> = out.collect::<Result<_, _>>()?;
    site.change(move |site, around| split_group(&site.desk, around, id, &out))
        .await?;
    Ok(Redirect::to(&format!("/entries/{id}")))
}
