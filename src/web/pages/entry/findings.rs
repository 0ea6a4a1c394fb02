//! What the checks say of a text, with the correction at hand, and the way to say that it is no fault.

use std::sync::Arc;

use axum::Form;
use axum::extract::{Path, State};
use axum::response::Redirect;
use serde::Deserialize;

use super::save::back;
use super::{ours, parse_id};
use crate::model::finding::Severity;
use crate::model::ids::Lang;
use crate::web::fault::Fault;
use crate::web::show;
use crate::web::site::Site;
use crate::web::ui::Ui;
use crate::workflow::{EntryFinding, dismiss};

/// A finding on a text.
pub struct Shown {
    pub class: &'static str,
    pub severity: String,
    pub title: String,
    pub code: String,
    pub span: String,
    /// What is wrong, in English.
    pub message: String,
    pub corrected: Option<String>,
    /// From the text to the corrected one, around the place.
    pub changes: Vec<(&'static str, String)>,
    /// Who says that it is no fault, and why.
    pub dismissed: Option<String>,
}

/// The findings on a text.
pub fn shown(ui: &Ui<'_>, list: &[EntryFinding], text: &str) -> Vec<Shown> {
    list.iter()
        .map(|f| {
            let (class, severity) = match f.finding.severity {
                Severity::Error => ("error", ui.t("entry-finding-error")),
                _ => ("warning", ui.t("entry-finding-warning")),
            };
            let corrected = f.corrected.as_deref();
            Shown {
                class,
                severity,
                title: ui.finding(&f.finding.code),
                code: f.finding.code.clone(),
                span: f.finding.span.clone(),
                message: f.finding.message.clone(),
                changes: corrected.map(|c| near(text, c)).unwrap_or_default(),
                corrected: f.corrected.clone(),
                dismissed: f.dismissed.as_ref().map(|(person, reason)| {
                    ui.with2("entry-finding-dismissed", "name", person, "reason", reason)
                }),
            }
        })
        .collect()
}

/// The difference with a few words around it.
fn near(text: &str, corrected: &str) -> Vec<(&'static str, String)> {
    const AROUND: usize = 24;
    let (a, b): (Vec<char>, Vec<char>) = (text.chars().collect(), corrected.chars().collect());
    let ahead = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let room = a.len().min(b.len()) - ahead;
    let same = a.iter().rev().zip(b.iter().rev());
    let behind = same.take(room).take_while(|(x, y)| x == y).count();
    let piece = |chars: &[char], from: usize, to: usize| -> String {
        chars.get(from..to).unwrap_or_default().iter().collect()
    };
    let start = ahead.saturating_sub(AROUND);
    let end = (a.len() - behind + AROUND).min(a.len());
    let mut out = vec![(
        "kept",
        format!(
            "{}{}",
            if start > 0 { "…" } else { "" },
            piece(&a, start, ahead)
        ),
    )];
    let (old, new) = (
        piece(&a, ahead, a.len() - behind),
        piece(&b, ahead, b.len() - behind),
    );
    out.push(("removed", show::visible(&old)));
    out.push(("added", show::visible(&new)));
    let rest = piece(&a, a.len() - behind, end);
    out.push((
        "kept",
        format!("{rest}{}", if end < a.len() { "…" } else { "" }),
    ));
    out.retain(|(_, text)| !text.is_empty());
    out
}

/// A finding that is none.
#[derive(Debug, Deserialize)]
pub struct DismissForm {
    csrf: String,
    lang: String,
    code: String,
    #[serde(default)]
    span: String,
    reason: String,
    #[serde(default)]
    next: String,
}

/// `POST /entries/{id}/dismiss`.
pub async fn dismiss_finding(
    State(site): State<Arc<Site>>,
    Path(id): Path<String>,
    Form(form): Form<DismissForm>,
) -> Result<Redirect, Fault> {
    ours(&site, &form.csrf)?;
    let id = parse_id(&id)?;
    let lang: Lang = form
        .lang
        .parse()
        .map_err(|_| Fault::bad("fault-no-language"))?;
    let next = form.next.clone();
    site.change(move |site, around| {
        let what = (form.code.as_str(), form.span.as_str());
        dismiss(&site.desk, around, (id, &lang), what, &form.reason)
    })
    .await?;
    Ok(back(&next, id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_difference_is_shown_with_what_stands_around_it() {
        let owned = |list: &[(&'static str, &str)]| -> Vec<(&'static str, String)> {
            list.iter().map(|(k, t)| (*k, (*t).to_owned())).collect()
        };
        assert_eq!(
            near("It had the the law.", "It had the law."),
            owned(&[
                ("kept", "It had the "),
                ("removed", "the␣"),
                ("kept", "law.")
            ])
        );
        assert_eq!(
            near("ceci: rien", "ceci\u{a0}: rien"),
            owned(&[("kept", "ceci"), ("added", "␣"), ("kept", ": rien")])
        );
    }
}
