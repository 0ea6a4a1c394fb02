//! An edited note against the build that it was made from.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::align_final::{Found, Line, align};
use super::changes::{what, whole, words};
use super::desk::Desk;
use super::documents::{document, language};
use super::edited::{Edited, paragraphs};
use super::error::WorkflowError;
use super::import_final::{Difference, DifferenceKind};
use super::state::State;
use crate::model::build::{Build, Numbered, Said};
use crate::model::entry::{Entry, EntryText, TextState};
use crate::model::ids::{EntryId, Lang};
use crate::model::manuscript::{DraftMark, Part, Span};
use crate::model::text::fold;
use crate::note::markup;

/// One file against the build.
pub(super) struct Compared {
    pub lang: Lang,
    pub name: String,
    pub differences: Vec<Difference>,
    /// The texts to take, by entry.
    pub texts: BTreeMap<EntryId, String>,
    /// Entries whose paragraph is in the file as one paragraph.
    pub whole: BTreeSet<EntryId>,
}

/// Compares a file with what a build said in its language.
///
/// # Errors
/// When it cannot be read, has no numbered paragraphs, or is in no language of the build.
pub(super) fn compare(
    desk: &Desk,
    now: &State,
    (build, said): (&Build, &Said),
    file: &Path,
) -> Result<Compared, WorkflowError> {
    let read = document(file)?;
    let languages = &now.settings.note.languages;
    let name = file
        .file_name()
        .map(|n| n.to_string_lossy().into_owned())
        .unwrap_or_default();
    // A name like note-fr.docx tells more than the words of a short text.
    let named = languages
        .iter()
        .find(|l| name.to_lowercase().ends_with(&format!("-{l}.docx")));
    let lang = named
        .cloned()
        .unwrap_or_else(|| language(&read, &desk.resources, now.settings.note.original.clone()));
    let Some(note) = said.notes.get(&lang) else {
        return Err(WorkflowError::input(
            file,
            format!(
                "it is in the language “{lang}”, which build {} does not have",
                build.build
            ),
            "build the note in that language first; or give the file a name that ends in the language, such as -fr.docx",
        ));
    };
    let (edited, headings) = paragraphs(&read, &lang);
    if edited.is_empty() {
        return Err(WorkflowError::input(
            file,
            "it has no numbered paragraphs",
            "give the note as it came back, with its numbers",
        ));
    }
    let texts: BTreeMap<u32, String> = note.parts.iter().filter_map(whole).collect();
    let built: Vec<(&Numbered, String)> = said
        .paragraphs
        .iter()
        .filter_map(|p| Some((p, texts.get(&p.number)?.clone())))
        .collect();
    // A paragraph that was only shown in the original has nothing to compare; its number says which
    // it is, as long as no number has moved.
    let same = built.len() == edited.len()
        && built
            .iter()
            .zip(&edited)
            .all(|((p, _), e)| e.number == Some(p.number));
    let blank: BTreeSet<u32> = note
        .parts
        .iter()
        .filter_map(stands_in)
        .filter(|_| same)
        .collect();
    let mine: Vec<Line> = built
        .iter()
        .map(|(p, t)| match blank.contains(&p.number) {
            true => Line::blank(p.number, t),
            false => Line::new(Some(p.number), t),
        })
        .collect();
    let theirs: Vec<Line> = edited
        .iter()
        .map(|e| Line::new(e.number, &e.words))
        .collect();
    let mut out = Compared {
        lang: lang.clone(),
        name,
        differences: Vec::new(),
        texts: BTreeMap::new(),
        whole: BTreeSet::new(),
    };
    for found in align(&mine, &theirs) {
        one(&mut out, &found, (&built, &edited), now, desk);
    }
    let own: Vec<String> = note
        .parts
        .iter()
        .filter_map(|p| match p {
            Part::Heading { text, .. } => Some(words(text)),
            _ => None,
        })
        .collect();
    for heading in &headings {
        let same = |o: &String| fold(heading).ends_with(&fold(o));
        if !own.iter().any(same) {
            out.differences.push(Difference {
                lang: lang.clone(),
                kind: DifferenceKind::Heading,
                built: Vec::new(),
                edited: Vec::new(),
                entry: None,
                what: "heading".into(),
                before: String::new(),
                after: heading.clone(),
            });
        }
    }
    Ok(out)
}

/// What one finding of the comparison means.
fn one(
    out: &mut Compared,
    found: &Found,
    (built, edited): (&[(&Numbered, String)], &[Edited]),
    now: &State,
    desk: &Desk,
) {
    let (kind, is, js) = match found {
        Found::Pair(i, j) => (DifferenceKind::Changed, vec![*i], vec![*j]),
        Found::Split(i, js) => (DifferenceKind::Split, vec![*i], js.clone()),
        Found::Merged(is, j) => (DifferenceKind::Merged, is.clone(), vec![*j]),
        Found::Moved(i, j) => (DifferenceKind::Moved, vec![*i], vec![*j]),
        Found::Gone(i) => (DifferenceKind::Gone, vec![*i], vec![]),
        Found::New(j) => (DifferenceKind::New, vec![], vec![*j]),
    };
    let mine: Vec<&(&Numbered, String)> = is.iter().filter_map(|i| built.get(*i)).collect();
    let theirs: Vec<&Edited> = js.iter().filter_map(|j| edited.get(*j)).collect();
    let joined = |texts: Vec<&str>| texts.join("\n\n");
    let single = match mine.as_slice() {
        [(p, _)] => Some(*p),
        _ => None,
    };
    let mut difference = Difference {
        lang: out.lang.clone(),
        kind,
        built: mine.iter().map(|(p, _)| p.number).collect(),
        edited: theirs.iter().map(|e| e.number.unwrap_or(0)).collect(),
        entry: single.map(|p| p.entry),
        what: single
            .map(|p| what(&p.key, &desk.resources))
            .unwrap_or_default(),
        before: joined(mine.iter().map(|(_, t)| t.as_str()).collect()),
        after: joined(theirs.iter().map(|e| e.words.as_str()).collect()),
    };
    if kind != DifferenceKind::Changed {
        out.differences.push(difference);
        return;
    }
    let (Some(p), Some(text)) = (single, theirs.first()) else {
        return;
    };
    if text.number.is_some_and(|n| n != p.number) {
        out.differences.push(Difference {
            kind: DifferenceKind::Renumbered,
            ..difference.clone()
        });
    }
    out.whole.insert(p.entry);
    if fold(&difference.before) == fold(&difference.after) {
        return;
    }
    let here = now.entries.get(&p.entry);
    let own = here.and_then(|e| e.texts.get(&out.lang));
    let shown = own
        .map(|t| fold(&in_full(t, &out.lang)))
        .unwrap_or_default();
    if shown == fold(&difference.after) && own.is_some_and(|t| t.state == TextState::Confirmed) {
        // It was taken over before.
        return;
    }
    let stood_in = own.is_none_or(|t| t.text.trim().is_empty());
    let open = ["to_be_drafted", "to_be_translated"].iter().any(|name| {
        let label = desk.resources.labels.label(&out.lang, name);
        text.words.contains(&format!("[{label}]"))
    });
    let other_country = here.is_some_and(|e| !e.countries.is_empty())
        && !names_one_of(here, &text.words, &out.lang, desk);
    let unsure = stood_in && (open || other_country);
    let changed_here = own.is_some_and(|t| t.state.is_decided())
        && shown != fold(&difference.before)
        && shown != fold(&difference.after);
    if changed_here || here.is_none() {
        difference.kind = DifferenceKind::Conflict;
    } else if unsure {
        difference.kind = DifferenceKind::Unsure;
    } else {
        out.texts.insert(p.entry, text.markup.clone());
    }
    out.differences.push(difference);
}

/// The number of a paragraph that a draft shows in the original, since it has no text.
fn stands_in(part: &Part) -> Option<u32> {
    let Part::Paragraph { number, text, .. } = part else {
        return None;
    };
    let marked = |s: &Span| {
        matches!(
            s,
            Span::Text {
                mark: Some(DraftMark::Untranslated),
                ..
            }
        )
    };
    text.first().is_some_and(marked).then_some(*number)
}

/// True when a text names one of the countries of its entry.
fn names_one_of(entry: Option<&Entry>, text: &str, lang: &Lang, desk: &Desk) -> bool {
    let named = desk.resources.countries.find(text, Some(lang));
    entry.is_some_and(|e| named.iter().any(|n| e.countries.contains(&n.code)))
}

/// The words of an entry's text as a note shows them.
fn in_full(text: &EntryText, lang: &Lang) -> String {
    let parsed = markup::parse(&text.text, lang, None, None);
    let mut out = words(&parsed.text);
    for item in &parsed.items {
        out.push('\n');
        out.push_str(&words(item));
    }
    out
}
