//! Cross-references: answers that only refer to another one, and whether what a text refers to is
//! in the note.

use super::bare::is_bare;
use super::state::State;
use crate::check::CheckFinding;
use crate::language::Resources;
use crate::language::references::{cross_reference, only_refers, references};
use crate::model::entry::{Entry, EntryKind};
use crate::model::ids::{Cell, Lang};
use crate::model::text::fold;

/// The recommendation to which the reply of an entry only refers, when the country has a paragraph
/// of its own there.
pub fn referred(now: &State, entry: &Entry) -> Option<Cell> {
    let own = entry.key.cell()?;
    let mut found: Option<Cell> = None;
    for source in &entry.sources {
        let s = &source.statement;
        let lang = s.lang.clone().unwrap_or_else(Lang::en);
        let cell = only_refers(&s.text, &lang)?.cell(own.theme);
        if found.as_ref().is_some_and(|f| *f != cell) {
            return None;
        }
        found = Some(cell);
    }
    found.filter(|to| to != own && is_there(now, entry, to) && !refers_back(now, entry, to))
}

/// True when what the countries of an entry said under a recommendation is itself only a reference.
fn refers_back(now: &State, entry: &Entry, cell: &Cell) -> bool {
    now.entries.values().any(|e| {
        let refers = e.sources.iter().all(|source| {
            let s = &source.statement;
            let lang = s.lang.clone().unwrap_or_else(Lang::en);
            only_refers(&s.text, &lang).is_some()
        });
        e.key.cell() == Some(cell)
            && e.countries.iter().any(|c| entry.countries.contains(c))
            && refers
            && !e.sources.is_empty()
            && !e
                .texts
                .get(&e.original)
                .is_some_and(|t| t.state.is_decided())
    })
}

/// True when each country of an entry has something to read under a recommendation.
fn is_there(now: &State, entry: &Entry, cell: &Cell) -> bool {
    entry.countries.iter().all(|country| {
        now.entries.values().any(|e| {
            e.key.kind() == EntryKind::Country
                && e.key.cell() == Some(cell)
                && e.countries.contains(country)
                && !e.excluded
                && !is_bare(e)
        })
    })
}

/// The cross-reference that an entry's reply asks for, in the original language, with its basis.
pub fn proposed(now: &State, entry: &Entry, res: &Resources) -> Option<(String, String)> {
    let (own, to) = (entry.key.cell()?, referred(now, entry)?);
    let text = cross_reference(res, &entry.original, &entry.countries, own, &to)?;
    Some((text, format!("the reply refers to recommendation {to}")))
}

/// The translation of a cross-reference, however its original came about.
pub fn translated(entry: &Entry, source: &str, lang: &Lang, res: &Resources) -> Option<String> {
    let own = entry.key.cell()?;
    references(source, &entry.original)
        .into_iter()
        .find_map(|r| {
            let to = r.cell(own.theme);
            let said = |lang: &Lang| cross_reference(res, lang, &entry.countries, own, &to);
            (fold(&said(&entry.original)?) == fold(source)).then(|| said(lang))?
        })
}

/// What is wrong with the references of a country's paragraph: to a recommendation that the note does
/// not have, to one under which its countries have no paragraph, or with the marks of another
/// language.
pub fn check_references(now: &State, entry: &Entry, lang: &Lang, text: &str) -> Vec<CheckFinding> {
    let mut out = Vec::new();
    let (Some(own), EntryKind::Country) = (entry.key.cell(), entry.key.kind()) else {
        return out;
    };
    for reference in references(text, lang) {
        let span = text.get(reference.start..reference.end).unwrap_or_default();
        let to = reference.cell(own.theme);
        if now.settings.recommendation(&to).is_none() {
            let message = format!("the note has no recommendation {to}");
            out.push(CheckFinding::error("reference-unknown", span, message));
        } else if to != *own && !is_there(now, entry, &to) {
            let message =
                format!("there is no paragraph of these countries under recommendation {to}");
            out.push(CheckFinding::error("reference-empty", span, message));
        }
        if !reference.right_form {
            let message = "a letter is written (a) in English and a) in French";
            out.push(CheckFinding::warning("reference-form", span, message));
        }
    }
    out
}
