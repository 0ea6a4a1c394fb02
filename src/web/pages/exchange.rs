//! Out to the programs of others and back: making files, and showing what a file that came back would
//! change before it is taken over.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Multipart, Path, Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{Html, IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::html;
use crate::model::decision::Merged;
use crate::web::fault::Fault;
use crate::web::guard::is_ours;
use crate::web::held::HeldFile;
use crate::web::show;
use crate::web::site::Site;
use crate::web::ui::{Ui, Visitor};
use crate::workflow::{
    ExportWish, JobFormat, MergeKind, MergeReport, MergeRow, MergeWish, Pairs, ReturnedFile,
    WorkflowError, export_for_translators, merge_apply, merge_preview, put_parcel,
};

/// What an action has to tell after its redirect.
#[derive(Debug, Deserialize, Default)]
pub struct Told {
    #[serde(default)]
    said: String,
}

/// What file is wanted.
#[derive(Debug, Deserialize)]
pub struct OutForm {
    csrf: String,
    what: String,
    lang: String,
    #[serde(default)]
    open: String,
    #[serde(default)]
    statements: String,
}

/// Which file is taken over, and the stamp of what was shown.
#[derive(Debug, Deserialize)]
pub struct ApplyForm {
    csrf: String,
    file: String,
    stamp: String,
}

struct Choice {
    value: &'static str,
    words: String,
}

#[derive(Template)]
#[template(path = "exchange.html")]
struct Page<'a> {
    ui: Ui<'a>,
    said: &'a str,
    files: Vec<Choice>,
    langs: Vec<(String, String)>,
}

struct Row<'a> {
    row: &'a MergeRow,
    place: String,
    class: &'static str,
    kind: String,
    becomes: String,
    why: String,
    lang: String,
    /// The text of the file beside the one that stands: what is kept, removed and added.
    changes: Vec<(&'static str, String)>,
}

#[derive(Template)]
#[template(path = "exchange_preview.html")]
struct Preview<'a> {
    ui: Ui<'a>,
    said: &'a str,
    report: &'a MergeReport,
    name: &'a str,
    confirm: bool,
    counts: Vec<(String, usize)>,
    rows: Vec<Row<'a>>,
    /// What was wrong with the file: a title, and the words of the reader.
    findings: Vec<(String, String)>,
    /// How many lines bring nothing and are not listed.
    same: usize,
    takes: bool,
}

/// What can be asked for, with the words for it.
const FILES: [(&str, &str); 7] = [
    ("docx", "exchange-file-docx"),
    ("xliff", "exchange-file-xliff"),
    ("xliff-1.2", "exchange-file-xliff-old"),
    ("xlsx", "exchange-file-xlsx"),
    ("suggestions", "exchange-file-suggestions"),
    ("confirmed", "exchange-file-confirmed"),
    ("package", "exchange-file-package"),
];

/// `GET /exchange`.
pub async fn page(
    State(site): State<Arc<Site>>,
    visitor: Visitor,
    Query(told): Query<Told>,
) -> Result<Html<String>, Fault> {
    let settings = site.work(|site, _| site.desk.settings()).await?;
    let ui = visitor.ui("exchange");
    let langs = settings
        .targets()
        .map(|l| (l.to_string(), ui.language(l.as_str())))
        .collect();
    html(&Page {
        said: &told.said,
        files: FILES
            .iter()
            .map(|(value, key)| Choice {
                value,
                words: ui.t(key),
            })
            .collect(),
        langs,
        ui,
    })
}

/// `POST /exchange/out`: the file, or for several files a word on where they are.
pub async fn out(
    State(site): State<Arc<Site>>,
    visitor: Visitor,
    Form(form): Form<OutForm>,
) -> Result<Response, Fault> {
    ours(&site, &form.csrf)?;
    let format = match form.what.as_str() {
        "docx" => JobFormat::Docx,
        "xliff" | "xliff-1.2" => JobFormat::Xliff,
        "xlsx" => JobFormat::Xlsx,
        "suggestions" | "confirmed" => JobFormat::Tmx,
        "package" => JobFormat::Package,
        _ => return Err(Fault::bad("fault-no-file")),
    };
    let lang = form.lang.parse().ok();
    let wish = ExportWish {
        format,
        lang,
        old_version: form.what == "xliff-1.2",
        statements: form.statements == "yes",
        pairs: match form.what.as_str() {
            "confirmed" => Pairs::Confirmed,
            _ => Pairs::Suggestions,
        },
        open_only: form.open == "yes",
    };
    let mut parcel = site
        .change(move |site, around| {
            let parcel = export_for_translators(&site.desk, around, &wish)?;
            if parcel.files.len() > 1 {
                put_parcel(&site.desk, &parcel, None)?;
            }
            Ok(parcel)
        })
        .await?;
    match parcel.files.pop() {
        Some(file) if parcel.files.is_empty() => {
            let disposition = format!("attachment; filename=\"{}\"", file.name);
            let kind = "application/octet-stream".to_owned();
            Ok((
                [(CONTENT_TYPE, kind), (CONTENT_DISPOSITION, disposition)],
                file.bytes,
            )
                .into_response())
        }
        _ => {
            let folder = format!("out/{}", parcel.folder.unwrap_or_default());
            let said = visitor
                .ui("exchange")
                .with("exchange-made", "folder", folder);
            Ok(Redirect::to(&format!("/exchange?said={}", encoded(&said))).into_response())
        }
    }
}

/// `POST /exchange/in`: keeps a file that came back and shows it.
pub async fn take_in(
    State(site): State<Arc<Site>>,
    mut form: Multipart,
) -> Result<Redirect, Fault> {
    let broken = |e: axum::extract::multipart::MultipartError| {
        Fault::bad(format!("the upload broke off: {e}"))
    };
    let (mut csrf, mut confirm, mut file) = (String::new(), false, None);
    while let Some(field) = form.next_field().await.map_err(broken)? {
        match field.name() {
            Some("csrf") => csrf = field.text().await.map_err(broken)?,
            Some("confirm") => confirm = field.text().await.map_err(broken)? == "yes",
            Some("file") => {
                let name = field.file_name().unwrap_or_default();
                // Some browsers send the whole path of the file.
                let name = name
                    .rsplit(['/', '\\'])
                    .next()
                    .unwrap_or_default()
                    .to_owned();
                let bytes = field.bytes().await.map_err(broken)?.to_vec();
                file = Some(ReturnedFile { name, bytes });
            }
            _ => {}
        }
    }
    ours(&site, &csrf)?;
    let file = file
        .filter(|f| !f.bytes.is_empty())
        .ok_or_else(|| Fault::bad("exchange-no-file"))?;
    let name = site.held.keep(HeldFile { file, confirm });
    Ok(Redirect::to(&format!("/exchange/in/{name}")))
}

/// `GET /exchange/in/{file}`: what a file would change, as things stand now.
pub async fn preview(
    State(site): State<Arc<Site>>,
    visitor: Visitor,
    Path(name): Path<String>,
    Query(told): Query<Told>,
) -> Result<Html<String>, Fault> {
    let ui = visitor.ui("exchange");
    let Some(held) = site.held.get(&name) else {
        return Err(Fault::missing("exchange-not-kept"));
    };
    let confirm = held.confirm;
    let report = site
        .work(move |site, _| merge_preview(&site.desk, &held.file, &wish(held.confirm, None)))
        .await?;
    let brings =
        |r: &&MergeRow| r.becomes.is_some() || r.kind != MergeKind::Same || r.why.is_some();
    let rows: Vec<Row<'_>> = MergeKind::ALL
        .into_iter()
        .flat_map(|kind| report.rows.iter().filter(move |r| r.kind == kind))
        .filter(brings)
        .map(|row| Row {
            row,
            place: place(&ui, &row.place),
            class: if row.kind.needs_a_person() {
                "warning"
            } else {
                "info"
            },
            kind: ui.t(&format!("merge-kind-{}", row.kind.as_str())),
            becomes: row
                .becomes
                .map(|how| ui.t(&format!("merge-becomes-{}", word(how))))
                .unwrap_or_default(),
            why: row
                .why
                .as_ref()
                .map(|why| ui.t(&format!("merge-why-{}", why.code())))
                .unwrap_or_default(),
            lang: row
                .lang
                .as_ref()
                .map(|l| ui.language(l.as_str()))
                .unwrap_or_default(),
            changes: if row.before.is_empty() {
                vec![("kept", row.after.clone())]
            } else {
                show::changes(&row.before, &row.after)
            },
        })
        .collect();
    html(&Preview {
        said: &told.said,
        counts: report
            .counts()
            .into_iter()
            .map(|(kind, n)| (ui.t(&format!("merge-kind-{}", kind.as_str())), n))
            .collect(),
        findings: report
            .findings
            .iter()
            .map(|f| {
                let words = [f.place.as_str(), &f.message, &f.hint].join(" ");
                (
                    ui.t(&format!("finding-{}", f.code)),
                    words.trim().to_owned(),
                )
            })
            .collect(),
        same: report.rows.len().saturating_sub(rows.len()),
        takes: report.rows.iter().any(|r| r.becomes.is_some()),
        rows,
        name: &name,
        confirm,
        report: &report,
        ui,
    })
}

/// `POST /exchange/apply`: takes a file over, when the dossier is as it was shown.
pub async fn apply(
    State(site): State<Arc<Site>>,
    visitor: Visitor,
    Form(form): Form<ApplyForm>,
) -> Result<Redirect, Fault> {
    ours(&site, &form.csrf)?;
    let ui = visitor.ui("exchange");
    let Some(held) = site.held.get(&form.file) else {
        return Err(Fault::missing("exchange-not-kept"));
    };
    let seen = crate::model::ids::Hash::from_stored(form.stamp);
    let done = site
        .change(move |site, around| {
            let wish = wish(held.confirm, Some(seen));
            match merge_apply(&site.desk, around, &held.file, &wish) {
                Err(WorkflowError::Conflict) => Ok(None),
                other => other.map(Some),
            }
        })
        .await?;
    let Some(report) = done else {
        let said = encoded(&ui.t("exchange-changed-since"));
        return Ok(Redirect::to(&format!(
            "/exchange/in/{}?said={said}",
            form.file
        )));
    };
    let said = ui.with2(
        "exchange-done",
        "taken",
        report.taken(),
        "offered",
        report.offered(),
    );
    Ok(Redirect::to(&format!("/exchange?said={}", encoded(&said))))
}

fn wish(confirm: bool, seen: Option<crate::model::ids::Hash>) -> MergeWish {
    MergeWish {
        format: None,
        confirm,
        seen,
    }
}

/// Where a line stands, in the words of the page.
fn place(ui: &Ui<'_>, place: &str) -> String {
    match place.split_once(' ') {
        Some(("line", n)) => ui.with("exchange-line", "number", n),
        Some(("row", n)) => ui.with("exchange-row", "number", n),
        Some(("unit", n)) => ui.with("exchange-unit", "number", n),
        _ => place.to_owned(),
    }
}

fn word(how: Merged) -> &'static str {
    match how {
        Merged::Edited => "edited",
        Merged::Tentative => "tentative",
        Merged::Confirmed => "confirmed",
        Merged::Offered => "offered",
        Merged::Comment => "comment",
    }
}

fn ours(site: &Site, csrf: &str) -> Result<(), Fault> {
    if is_ours(site, csrf) {
        Ok(())
    } else {
        Err(Fault::bad("fault-old-form"))
    }
}

/// A text as part of an address.
fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| {
            if byte.is_ascii_alphanumeric() {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}
