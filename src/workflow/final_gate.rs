//! What stands between a dossier and its final note.

use serde::Serialize;

use super::bare::is_bare;
use super::questions::questions;
use super::state::State;
use crate::model::entry::{Entry, TextState};
use crate::model::ids::{EntryId, Lang};

/// One thing that must be settled before the final note can be built.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Obstacle {
    /// Stable code: `setting-missing`, `return-open`, `versions-open`, `versions-changed`,
    /// `placement-open`, `text-open`, `contradiction-open`, `decision-without-text`,
    /// `waits-for-officer`, `no-text`, `not-confirmed`, `needs-review`.
    pub code: &'static str,
    /// In one line, what it is.
    pub message: String,
    /// Paragraph number, when it is about one.
    pub paragraph: Option<u32>,
    /// The entry, when it is about one.
    pub entry: Option<EntryId>,
    /// The language, when it is about one.
    pub lang: Option<Lang>,
    /// Where on the page it is settled, as an address without host.
    pub page: Option<String>,
    /// How it is settled, in words; may be empty.
    pub hint: String,
}

impl Obstacle {
    /// An obstacle that is about the dossier as a whole.
    pub fn new(code: &'static str, message: String) -> Self {
        Self {
            code,
            message,
            paragraph: None,
            entry: None,
            lang: None,
            page: None,
            hint: String::new(),
        }
    }
}

/// Everything that stands in the way of a final note in the given languages, in the note's order.
pub fn obstacles(now: &State, langs: &[Lang]) -> Vec<Obstacle> {
    let mut out = Vec::new();
    for (path, what) in now.settings.missing() {
        out.push(Obstacle::new(
            "setting-missing",
            format!("note.toml: {path} is blank ({what})"),
        ));
    }
    for view in now.returns.iter().filter(|v| v.needs_a_person()) {
        let why = if view.record.extraction().is_none() {
            "could not be read"
        } else if view.salvaged() {
            "was recovered from a damaged file and nobody has compared it"
        } else if view.country.is_none() {
            "has no known country"
        } else {
            "was read from a conversion and nobody has compared it"
        };
        out.push(Obstacle {
            page: Some(format!("/returns/{}", view.record.id.0)),
            ..Obstacle::new("return-open", format!("{} {why}", view.record.file))
        });
    }
    out.extend(questions(now));
    for entry in now.entries.values().filter(|e| !e.excluded && is_bare(e)) {
        let who: Vec<&str> = entry.countries.iter().map(|c| c.as_str()).collect();
        let cell = entry
            .key
            .cell()
            .map(ToString::to_string)
            .unwrap_or_default();
        out.push(Obstacle {
            entry: Some(entry.id),
            page: Some(format!("/entries/{}", entry.id)),
            ..Obstacle::new(
                "waits-for-officer",
                format!("{} ticked a box under {cell} and wrote nothing: write a sentence or leave it out", who.join(", ")),
            )
        });
    }
    // The original language is settled first: a translation of an unconfirmed text is provisional.
    for (number, entry) in now.plan.paragraphs() {
        for lang in
            std::iter::once(&entry.original).chain(langs.iter().filter(|l| **l != entry.original))
        {
            if let Some((code, what)) = fault(entry, lang) {
                out.push(Obstacle {
                    paragraph: Some(number),
                    entry: Some(entry.id),
                    lang: Some(lang.clone()),
                    page: Some(format!("/entries/{}", entry.id)),
                    ..Obstacle::new(code, format!("paragraph {number}, {lang}: {what}"))
                });
            }
        }
    }
    out
}

fn fault(entry: &Entry, lang: &Lang) -> Option<(&'static str, &'static str)> {
    let Some(text) = entry.text(lang) else {
        return Some(("no-text", "there is no text"));
    };
    match text.state {
        TextState::Confirmed if text.needs_review => Some((
            "needs-review",
            "confirmed, but what it rests on has changed",
        )),
        TextState::Confirmed => None,
        TextState::Empty => Some(("no-text", "there is no text")),
        TextState::Suggested => Some(("not-confirmed", "a suggestion that nobody has confirmed")),
        TextState::Draft => Some(("not-confirmed", "a draft that nobody has confirmed")),
        TextState::Edited => Some(("not-confirmed", "edited, not confirmed")),
        TextState::Tentative => Some(("not-confirmed", "marked as tentative")),
    }
}
