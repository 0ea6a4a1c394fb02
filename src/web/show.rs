//! How things look on the page: words and classes for states, texts made short.

use jiff::Timestamp;

use super::ui::Ui;
use crate::language::Resources;
use crate::model::entry::{Entry, EntryKey, EntryText};
use crate::model::ids::{CountryCode, Lang};
use crate::model::suggestion::Mark;
use crate::model::version::Change;
use crate::workflow::difference;

/// Class and word for the state of a text.
pub fn state_of(ui: &Ui<'_>, text: Option<&EntryText>) -> (&'static str, String) {
    let (class, score) = match text {
        None => ("empty", None),
        Some(t) if t.needs_review && t.state.is_decided() => ("review", None),
        Some(t) => (t.state.as_str(), t.score),
    };
    let word = ui.t(&format!("state-{class}"));
    match score.filter(|_| class == "suggested") {
        Some(score) => (class, format!("{word} {score:.0}")),
        None => (class, word),
    }
}

/// The language of the interface as that of a text.
pub fn tongue(ui: &Ui<'_>) -> Lang {
    ui.lang.parse().unwrap_or_else(|_| Lang::en())
}

/// The names of countries as lists have them.
pub fn names(ui: &Ui<'_>, countries: &[CountryCode], resources: &Resources) -> String {
    let lang = tongue(ui);
    let names: Vec<String> = countries
        .iter()
        .map(|c| resources.countries.list_name(*c, &lang))
        .collect();
    names.join(", ")
}

/// What an entry is, in words.
pub fn title(ui: &Ui<'_>, entry: &Entry, resources: &Resources) -> String {
    match &entry.key {
        EntryKey::Introduction(_) => ui.t("entry-title-introduction"),
        EntryKey::Conclusion(_) => ui.t("entry-title-conclusions"),
        EntryKey::Restatement(cell) => ui.with("entry-title-restated", "cell", cell.to_string()),
        EntryKey::Statement { cell, .. } => ui.with2(
            "entry-title-country",
            "names",
            names(ui, &entry.countries, resources),
            "cell",
            cell.to_string(),
        ),
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

/// A piece of a text; where somebody must look, with the reason.
#[derive(Debug, PartialEq, Eq)]
pub struct Piece {
    /// The words.
    pub text: String,
    /// Why it is marked; empty for the rest.
    pub why: String,
}

/// A text cut at its marks. Marks that begin within another one are part of it.
pub fn pieces(text: &str, marks: &[Mark]) -> Vec<Piece> {
    let chars: Vec<char> = text.chars().collect();
    let mut sorted: Vec<&Mark> = marks.iter().filter(|m| m.end > m.start).collect();
    sorted.sort_by_key(|m| (m.start, m.end));
    let mut out = Vec::new();
    let mut at = 0;
    let mut put = |from: usize, to: usize, why: &str| {
        let text: String = chars
            .get(from..to.min(chars.len()))
            .unwrap_or_default()
            .iter()
            .collect();
        if !text.is_empty() {
            out.push(Piece {
                text,
                why: why.to_owned(),
            });
        }
    };
    for mark in sorted {
        if mark.start < at {
            continue;
        }
        put(at, mark.start, "");
        put(mark.start, mark.end, &mark.why);
        at = mark.end;
    }
    put(at, chars.len(), "");
    out
}

/// A moment for people, in universal time: `2026-07-01 10:00`.
pub fn moment(time: Timestamp) -> String {
    time.strftime("%Y-%m-%d %H:%M").to_string()
}

/// White space that is shown: at the ends of a change it could not be seen.
pub fn visible(text: &str) -> String {
    let shown = |c: char| if c.is_whitespace() { '␣' } else { c };
    let inner = text.trim();
    match text.split_once(inner).filter(|_| !inner.is_empty()) {
        Some((before, after)) => {
            let ends = |t: &str| t.chars().map(shown).collect::<String>();
            format!("{}{inner}{}", ends(before), ends(after))
        }
        None => text.chars().map(shown).collect(),
    }
}

/// What changed from one text to another: `kept`, `removed`, `added`, with the words.
pub fn changes(from: &str, to: &str) -> Vec<(&'static str, String)> {
    let word = |change| match change {
        Change::Kept => "kept",
        Change::Removed => "removed",
        Change::Added => "added",
    };
    difference(from, to)
        .into_iter()
        .map(|s| (word(s.change), s.text))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_at_its_marks() {
        let mark = |start, end| Mark {
            start,
            end,
            why: "look".into(),
        };
        let cut = |marks: &[Mark]| -> Vec<(String, bool)> {
            let all = pieces("élan vital", marks);
            all.into_iter()
                .map(|p| (p.text, !p.why.is_empty()))
                .collect()
        };
        let said = |list: &[(&str, bool)]| -> Vec<(String, bool)> {
            list.iter().map(|(t, m)| ((*t).to_owned(), *m)).collect()
        };
        assert_eq!(cut(&[]), said(&[("élan vital", false)]));
        assert_eq!(
            cut(&[mark(5, 99), mark(0, 4), mark(6, 7), mark(2, 2)]),
            said(&[("élan", true), (" ", false), ("vital", true)])
        );
    }
}
