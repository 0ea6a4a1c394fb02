//! What the entry was made from: the statements as returned, and what is to be said of several
//! versions.

use crate::model::entry::Entry;
use crate::model::extraction::Answer;
use crate::model::ids::EntryId;
use crate::model::version::Choice;
use crate::web::ui::Ui;
use crate::workflow::{Standing, State as Dossier};

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
            }
        })
        .collect()
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
