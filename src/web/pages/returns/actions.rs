//! What people decide about a return, as plain forms.

use std::sync::Arc;

use axum::Form;
use axum::extract::{Path, State};
use axum::response::Redirect;
use serde::Deserialize;

use crate::model::ReturnId;
use crate::model::ids::Hash;
use crate::web::fault::Fault;
use crate::web::guard::is_ours;
use crate::web::site::Site;
use crate::workflow::{
    TextsDecision, TextsVerb, attribute, decide_texts, drop_lost, resolve, settle,
};

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
        .map_err(|_| Fault::bad("fault-choose-country"))?;
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

/// `POST /returns/{id}/text`: moves, confirms, sets aside or puts back lines. Lines are ticked one by
/// one (`line`); when none is ticked, all of the block are meant (`all`).
pub async fn place_text(
    State(site): State<Arc<Site>>,
    Path(id): Path<String>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Redirect, Fault> {
    let field = |name: &str| {
        fields
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, value)| value.trim())
            .unwrap_or_default()
    };
    ours(&site, field("csrf"))?;
    let ticked: Vec<usize> = fields
        .iter()
        .filter(|(n, _)| n == "line")
        .filter_map(|(_, value)| value.parse().ok())
        .collect();
    let lines = if ticked.is_empty() {
        field("all")
            .split(',')
            .filter_map(|n| n.parse().ok())
            .collect()
    } else {
        ticked
    };
    let verb = match field("verb") {
        "move" => TextsVerb::Move(
            field("cell")
                .parse()
                .map_err(|_| Fault::bad("fault-choose-recommendation"))?,
        ),
        "confirm" => TextsVerb::Confirm,
        "aside" => {
            let other = field("other");
            let reason = if other.is_empty() {
                field("reason")
            } else {
                other
            };
            TextsVerb::SetAside(reason.to_owned())
        }
        "back" => TextsVerb::PutBack,
        _ => return Err(Fault::bad("fault-no-verb")),
    };
    let first = lines.iter().min().copied();
    let wish = TextsDecision {
        return_id: ReturnId(Hash::from_stored(id.clone())),
        lines,
        verb,
        seen: Some(Hash::from_stored(field("seen").to_owned())),
    };
    site.change(move |site, around| decide_texts(&site.desk, around, &wish))
        .await?;
    let at = first.map(|n| format!("#line-{n}")).unwrap_or_default();
    Ok(Redirect::to(&format!("/returns/{}{at}", encoded(&id))))
}

/// Dropping a decision that lost its text.
#[derive(Debug, Deserialize)]
pub struct DropForm {
    csrf: String,
    text: String,
}

/// `POST /returns/{id}/drop`.
pub async fn drop_decision(
    State(site): State<Arc<Site>>,
    Path(id): Path<String>,
    Form(form): Form<DropForm>,
) -> Result<Redirect, Fault> {
    ours(&site, &form.csrf)?;
    let back = Redirect::to(&format!("/returns/{}", encoded(&id)));
    let text = Hash::from_stored(form.text);
    site.change(move |site, around| {
        drop_lost(&site.desk, around, &ReturnId(Hash::from_stored(id)), &text)
    })
    .await?;
    Ok(back)
}

/// Settling a finding.
#[derive(Debug, Deserialize)]
pub struct SettleForm {
    csrf: String,
    code: String,
    message: String,
    reason: String,
}

/// `POST /returns/{id}/settle`.
pub async fn settle_finding(
    State(site): State<Arc<Site>>,
    Path(id): Path<String>,
    Form(form): Form<SettleForm>,
) -> Result<Redirect, Fault> {
    ours(&site, &form.csrf)?;
    let back = Redirect::to(&format!("/returns/{}#remarks", encoded(&id)));
    site.change(move |site, around| {
        let id = ReturnId(Hash::from_stored(id));
        settle(
            &site.desk,
            around,
            &id,
            &form.code,
            &form.message,
            &form.reason,
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
        Err(Fault::bad("fault-old-form"))
    }
}

/// Ids are hex digits; anything else is dropped before it reaches a header.
fn encoded(id: &str) -> String {
    id.chars().filter(char::is_ascii_hexdigit).collect()
}
