//! Files in and notes made: dropping returns, reading the inbox, building.

use std::sync::Arc;

use axum::Form;
use axum::extract::{Multipart, State};
use axum::response::Redirect;
use serde::Deserialize;

use crate::web::fault::Fault;
use crate::web::guard::is_ours;
use crate::web::site::Site;
use crate::workflow::{BuildRequest, Deed, accept_upload, build, require, run};

/// A form with nothing but its secret.
#[derive(Debug, Deserialize)]
pub struct Plain {
    csrf: String,
}

/// Which build is wanted.
#[derive(Debug, Deserialize)]
pub struct BuildForm {
    csrf: String,
    #[serde(default)]
    last: String,
}

/// `POST /upload`: files go into the inbox and are read at once.
pub async fn upload(State(site): State<Arc<Site>>, mut form: Multipart) -> Result<Redirect, Fault> {
    let mut ours = false;
    let mut files = Vec::new();
    let broken = |e: axum::extract::multipart::MultipartError| {
        Fault::bad(format!("the upload broke off: {e}"))
    };
    while let Some(field) = form.next_field().await.map_err(broken)? {
        if field.name() == Some("csrf") {
            ours = is_ours(&site, &field.text().await.map_err(broken)?);
            continue;
        }
        let name = field.file_name().unwrap_or_default().to_owned();
        // Some browsers send the whole path of the file.
        let name = name
            .rsplit(['/', '\\'])
            .next()
            .unwrap_or_default()
            .to_owned();
        let bytes = field.bytes().await.map_err(broken)?;
        if !name.is_empty() {
            files.push((name, bytes));
        }
    }
    if !ours {
        return Err(Fault::bad("fault-old-form"));
    }
    let (taken, read) = site
        .change(move |site, around| {
            require(&site.desk, around, Deed::TakeIn)?;
            for (name, bytes) in &files {
                accept_upload(&site.desk, name, bytes)?;
            }
            let report = run(&site.desk, around)?;
            Ok((files.len(), report.new_files()))
        })
        .await?;
    Ok(back("took-in", taken, read))
}

/// `POST /read`: reads what lies in the inbox.
pub async fn read_inbox(
    State(site): State<Arc<Site>>,
    Form(form): Form<Plain>,
) -> Result<Redirect, Fault> {
    if !is_ours(&site, &form.csrf) {
        return Err(Fault::bad("fault-old-form"));
    }
    let report = site.change(|site, around| run(&site.desk, around)).await?;
    Ok(back("read", report.arrivals.len(), report.new_files()))
}

/// `POST /build`: builds the notes of all languages.
pub async fn build_notes(
    State(site): State<Arc<Site>>,
    Form(form): Form<BuildForm>,
) -> Result<Redirect, Fault> {
    if !is_ours(&site, &form.csrf) {
        return Err(Fault::bad("fault-old-form"));
    }
    let request = BuildRequest {
        last: form.last == "yes",
        ..BuildRequest::default()
    };
    let report = site
        .change(move |site, around| build(&site.desk, around, &request))
        .await?;
    Ok(match report.built.first() {
        Some(built) => {
            let paragraphs = usize::try_from(built.paragraphs).unwrap_or(usize::MAX);
            back("built", report.built.len(), paragraphs)
        }
        None => back("not-built", report.obstacles.len(), 0),
    })
}

/// Back to the overview with a word on what was done: the end of a message `overview-did-...` and its
/// numbers.
fn back(did: &str, n: usize, m: usize) -> Redirect {
    Redirect::to(&format!("/?did={did}&n={n}&m={m}"))
}
