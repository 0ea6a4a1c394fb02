//! Files in and out: dropping returns, reading the inbox, building and downloading the notes.

use std::sync::Arc;

use axum::Form;
use axum::extract::{Multipart, Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use crate::web::fault::Fault;
use crate::web::guard::is_ours;
use crate::web::site::Site;
use crate::workflow::{BuildRequest, accept_upload, build, run};

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

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
        return Err(Fault::bad(
            "this form is of an earlier session; open the page again",
        ));
    }
    let said = site
        .change(move |site, around| {
            for (name, bytes) in &files {
                accept_upload(&site.desk, name, bytes)?;
            }
            let report = run(&site.desk, around)?;
            Ok(format!(
                "{} files taken in, {} read now",
                files.len(),
                report.new_files()
            ))
        })
        .await?;
    Ok(back(&said))
}

/// `POST /read`: reads what lies in the inbox.
pub async fn read_inbox(
    State(site): State<Arc<Site>>,
    Form(form): Form<Plain>,
) -> Result<Redirect, Fault> {
    if !is_ours(&site, &form.csrf) {
        return Err(Fault::bad(
            "this form is of an earlier session; open the page again",
        ));
    }
    let report = site.change(|site, around| run(&site.desk, around)).await?;
    Ok(back(&format!(
        "{} files in the inbox, {} read now",
        report.arrivals.len(),
        report.new_files()
    )))
}

/// `POST /build`: builds the notes of all languages.
pub async fn build_notes(
    State(site): State<Arc<Site>>,
    Form(form): Form<BuildForm>,
) -> Result<Redirect, Fault> {
    if !is_ours(&site, &form.csrf) {
        return Err(Fault::bad(
            "this form is of an earlier session; open the page again",
        ));
    }
    let request = BuildRequest {
        last: form.last == "yes",
        ..BuildRequest::default()
    };
    let report = site
        .change(move |site, around| build(&site.desk, around, &request))
        .await?;
    Ok(back(&match report.built.first() {
        Some(built) => format!(
            "{} notes built, {} paragraphs each",
            report.built.len(),
            built.paragraphs
        ),
        None => format!(
            "The final note was not built: {} things are still to settle",
            report.obstacles.len()
        ),
    }))
}

/// `GET /notes/{name}`: a built note.
pub async fn download(
    State(site): State<Arc<Site>>,
    Path(name): Path<String>,
) -> Result<Response, Fault> {
    let settings = site.work(|site, _| site.desk.settings()).await?;
    // Only names that a build makes are looked for; nothing of the request reaches the file system.
    let known = settings
        .note
        .languages
        .iter()
        .map(|l| format!("note-{l}.docx"))
        .find(|n| *n == name);
    let Some(file) = known else {
        return Err(Fault::missing("there is no such note"));
    };
    let wanted = file.clone();
    let bytes = site
        .work(move |site, _| Ok(std::fs::read(site.desk.dossier.out().join(wanted)).ok()))
        .await?
        .ok_or_else(|| Fault::missing("the note has not been built yet"))?;
    let disposition = format!("attachment; filename=\"{file}\"");
    Ok((
        [
            (CONTENT_TYPE, DOCX.to_owned()),
            (CONTENT_DISPOSITION, disposition),
        ],
        bytes,
    )
        .into_response())
}

/// Back to the overview with a word on what was done.
fn back(said: &str) -> Redirect {
    let mut to = String::from("/?said=");
    for byte in said.bytes() {
        if byte.is_ascii_alphanumeric() {
            to.push(char::from(byte));
        } else {
            to.push_str(&format!("%{byte:02X}"));
        }
    }
    Redirect::to(&to)
}
