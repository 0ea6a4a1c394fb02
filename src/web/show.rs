//! How things look on the page: words and classes for states, texts made short.

use crate::language::Resources;
use crate::model::entry::{Entry, EntryKey, EntryText, TextState};
use crate::model::ids::Lang;
use crate::model::suggestion::Mark;

/// Class and word for the state of a text.
pub fn state_of(text: Option<&EntryText>) -> (&'static str, String) {
    let Some(text) = text else {
        return ("empty", "no text".into());
    };
    if text.needs_review && text.state.is_decided() {
        return ("review", "needs review".into());
    }
    match (text.state, text.score) {
        (TextState::Empty, _) => ("empty", "no text".into()),
        (TextState::Suggested, Some(score)) => ("suggested", format!("suggested {score:.0}")),
        (TextState::Suggested, None) => ("suggested", "suggested".into()),
        (TextState::Draft, _) => ("draft", "draft".into()),
        (TextState::Edited, _) => ("edited", "edited".into()),
        (TextState::Tentative, _) => ("tentative", "tentative".into()),
        (TextState::Confirmed, _) => ("confirmed", "confirmed".into()),
    }
}

/// What an entry is, in words.
pub fn title(entry: &Entry, resources: &Resources) -> String {
    match &entry.key {
        EntryKey::Introduction(_) => "Introduction".into(),
        EntryKey::Conclusion(_) => "Conclusions".into(),
        EntryKey::Restatement(cell) => format!("Recommendation {cell} restated"),
        EntryKey::Statement { cell, .. } => {
            let names: Vec<String> = entry
                .countries
                .iter()
                .map(|c| resources.countries.list_name(*c, &Lang::en()))
                .collect();
            format!("{}, recommendation {cell}", names.join(", "))
        }
    }
}

/// A mark in words: the span of the text, and why it needs a person.
pub fn marked(text: &str, mark: &Mark) -> String {
    let length = mark.end.saturating_sub(mark.start);
    let span: String = text.chars().skip(mark.start).take(length).collect();
    if span.is_empty() {
        mark.why.clone()
    } else {
        format!("“{span}”: {}", mark.why)
    }
}

/// Name of a language for headings.
pub fn language(lang: &Lang) -> String {
    match lang.as_str() {
        "en" => "English".into(),
        "fr" => "French".into(),
        "es" => "Spanish".into(),
        "ru" => "Russian".into(),
        other => other.to_uppercase(),
    }
}
