//! What stands between a dossier and its final note.

use std::collections::BTreeMap;

use serde::Serialize;

use super::bare::is_bare;
use super::questions::questions;
use super::state::State;
use crate::language::Resources;
use crate::model::entry::{Entry, TextState};
use crate::model::ids::{CountryCode, EntryId, Lang};

/// One thing that must be settled before the final note can be built.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Obstacle {
    /// Stable code: `setting-missing`, `return-open`, `versions-open`, `versions-changed`,
    /// `placement-open`, `text-open`, `contradiction-open`, `decision-without-text`,
    /// `waits-for-officer`, `no-text`, `not-confirmed`, `needs-review`, `numbers-issued`.
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
pub fn obstacles(now: &State, langs: &[Lang], resources: &Resources) -> Vec<Obstacle> {
    let mut out = Vec::new();
    // What a language lacks stands in the way of notes in that language only.
    let other = |path: &str| {
        let all = &now.settings.note.languages;
        all.iter().any(|l| {
            !langs.contains(l)
                && *l != now.settings.note.original
                && path.ends_with(&format!(".{l}"))
        })
    };
    for (path, what) in now.settings.missing() {
        if other(&path) {
            continue;
        }
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
    out.extend(questions(now, resources));
    for entry in now.entries.values().filter(|e| !e.excluded && is_bare(e)) {
        let name = |c: &CountryCode| resources.countries.list_name(*c, &Lang::en());
        let who: Vec<String> = entry.countries.iter().map(name).collect();
        let cell = entry
            .key
            .cell()
            .map(ToString::to_string)
            .unwrap_or_default();
        out.push(Obstacle {
            entry: Some(entry.id),
            page: Some(format!("/entries/{}", entry.id)),
            hint: "write a sentence on the page, or leave it out with a reason".into(),
            ..Obstacle::new(
                "waits-for-officer",
                format!(
                    "{}, {cell}: a box is ticked and nothing is written",
                    who.join(", ")
                ),
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

/// What stands in the way in as few lines as tell all of it: texts of one language in one state are
/// one line with the numbers of their paragraphs, everything else is a line of its own, in order.
pub fn in_short(obstacles: &[Obstacle]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut texts: BTreeMap<(&Lang, &str), Vec<u32>> = BTreeMap::new();
    let mut order: Vec<(&Lang, &str)> = Vec::new();
    for o in obstacles {
        let (Some(number), Some(lang)) = (o.paragraph, &o.lang) else {
            lines.push(o.message.clone());
            continue;
        };
        let what = o.message.rsplit_once(": ").map_or("", |(_, what)| what);
        let of = texts.entry((lang, what)).or_default();
        if of.is_empty() {
            order.push((lang, what));
        }
        of.push(number);
    }
    order.sort();
    for key in order {
        let numbers = texts.remove(&key).unwrap_or_default();
        let word = if numbers.len() == 1 {
            "paragraph"
        } else {
            "paragraphs"
        };
        let (lang, what) = key;
        lines.push(format!(
            "{lang}, {} {word}: {what}: {}",
            numbers.len(),
            spans(&numbers)
        ));
    }
    lines
}

/// Rising numbers with their runs drawn together: `1–4, 6, 9–11`.
fn spans(numbers: &[u32]) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for n in numbers {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == *n => *last = *n,
            _ => runs.push((*n, *n)),
        }
    }
    let runs: Vec<String> = runs
        .into_iter()
        .map(|(a, b)| match b - a {
            0 => a.to_string(),
            1 => format!("{a}, {b}"),
            _ => format!("{a}–{b}"),
        })
        .collect();
    runs.join(", ")
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_in_one_state_are_told_in_one_line() {
        let text = |n: u32, lang: &str, what: &str| Obstacle {
            paragraph: Some(n),
            lang: Some(lang.parse().unwrap()),
            ..Obstacle::new("not-confirmed", format!("paragraph {n}, {lang}: {what}"))
        };
        let all = [
            Obstacle::new("return-open", "a.docx: b has no known country".into()),
            text(1, "en", "a draft"),
            text(1, "fr", "there is no text"),
            text(2, "en", "a draft"),
            text(3, "en", "a draft"),
            text(5, "en", "a draft"),
            text(6, "en", "a draft"),
        ];
        assert_eq!(
            in_short(&all),
            [
                "a.docx: b has no known country",
                "en, 5 paragraphs: a draft: 1–3, 5, 6",
                "fr, 1 paragraph: there is no text: 1",
            ]
        );
    }
}
