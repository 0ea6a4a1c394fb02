//! What is wrong with a damaged package, and what that means for the text read from it.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::document::{Document, Paragraph};
use crate::model::finding::Finding;
use crate::model::place::Place;

use super::package::{Package, Relationships, relationships_part};
use super::refusal::in_words;

/// What is wrong with a part; the worse one is the greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fault {
    /// It breaks off; what was read stands in the file so.
    Cut,
    /// Its bytes were changed on the way: any of its words may be wrong.
    Changed,
}

/// Everything that was found damaged.
#[derive(Debug, Clone, Default)]
pub(super) struct Damage {
    /// The archive's directory is lost, so that nobody knows which parts there were.
    directory_lost: bool,
    faults: BTreeMap<String, Fault>,
    lost: BTreeSet<&'static str>,
    /// The styles, which may hide text, were not read whole.
    styles_lost: bool,
    /// What is wrong with the main text.
    main: Option<Fault>,
}

impl Damage {
    /// Nothing known yet but whether there is a directory.
    pub fn begin(directory_lost: bool) -> Self {
        Self {
            directory_lost,
            ..Self::default()
        }
    }
    /// Notes a fault of a part.
    pub fn note(&mut self, part: &str, fault: Fault) {
        let worst = self.faults.entry(part.to_owned()).or_insert(fault);
        *worst = fault.max(*worst);
    }
    /// What is wrong with a part.
    pub fn of(&self, part: &str) -> Option<Fault> {
        self.faults.get(part).copied()
    }
    /// Which parts are lost, cut or changed, as people call them; those that hold no words left out.
    pub fn in_words(&self) -> Vec<String> {
        let mut out = BTreeSet::new();
        let mut tell = |what: &str, how: &str| {
            if !matches!(
                what,
                "a picture" | "a part" | "the description" | "the list of parts"
            ) {
                out.insert(format!("{what} {how}"));
            }
        };
        for (part, fault) in &self.faults {
            let how = match fault {
                Fault::Cut => "cut short",
                Fault::Changed => "damaged within",
            };
            tell(in_words(part), how);
        }
        let known = |what: &str| self.faults.keys().any(|part| in_words(part) == what);
        for what in self.lost.iter().filter(|what| !known(what)) {
            tell(what, "lost");
        }
        out.into_iter().collect()
    }
}

/// Notes the parts that should be there and are not.
pub(super) fn note_lost(package: &mut Package<'_>, relations: &Relationships) {
    let lost: Vec<&'static str> = relations
        .values()
        .filter(|r| !r.external && !package.has(&r.target))
        .map(|r| match r.kind.as_str() {
            "aFChunk" => "a file put into the text",
            "chart" => "a chart",
            "diagramData" => "a diagram",
            _ => in_words(&r.target),
        })
        .collect();
    if let Some(damage) = package.damage() {
        damage.lost.extend(lost);
    }
}

/// True when a part breaks off, or goes wrong on the way.
pub(super) fn is_cut(package: &mut Package<'_>, part: &str) -> bool {
    package.damage().is_some_and(|d| d.of(part).is_some())
}

/// Notes whether the styles of the main text were read whole. `part` is theirs, where one is known.
/// Otherwise the list of relationships must be whole, or be missing from a whole directory: else
/// nobody knows whether there were any.
pub(super) fn note_styles(package: &mut Package<'_>, part: Option<&str>, main: &str) {
    let list = relationships_part(main);
    let known = part.is_some() || package.has(&list);
    let part = part.unwrap_or(&list);
    let lost = !package.has(part) || is_cut(package, part);
    if let Some(damage) = package.damage() {
        damage.styles_lost = if known { lost } else { damage.directory_lost };
    }
}

/// From where on the main text is in doubt: from its last paragraph when it breaks off there; all of
/// it when its bytes were changed, or when the styles are lost, so that text which only a style hides
/// stands among the rest.
pub(super) fn unsure_from(package: &mut Package<'_>, main: &str, doc: &Document) -> Option<Place> {
    let damage = package.damage()?;
    damage.main = damage.of(main);
    match damage.main {
        _ if damage.styles_lost => Some(Place::default()),
        Some(Fault::Changed) => Some(Place::default()),
        Some(Fault::Cut) => Some(last_shown(doc).map(|p| p.place.clone()).unwrap_or_default()),
        None => None,
    }
}

/// The last paragraph with words.
fn last_shown(doc: &Document) -> Option<&Paragraph> {
    doc.body_paragraphs()
        .into_iter()
        .rfind(|p| !p.text().trim().is_empty())
}

/// Says on the document what was lost.
pub(super) fn report(package: &mut Package<'_>, doc: &mut Document) {
    let Some(damage) = package.damage() else {
        return;
    };
    let mut message = "The file is damaged; what could be recovered of it was read.".to_owned();
    match damage.main {
        Some(Fault::Changed) => {
            message.push_str(" The main text was changed on the way: any word of it may be wrong.");
        }
        Some(Fault::Cut) => {
            let words = last_shown(doc).map(Paragraph::text).unwrap_or_default();
            let words: Vec<&str> = words.split_whitespace().collect();
            let last = words
                .get(words.len().saturating_sub(8)..)
                .unwrap_or_default();
            message.push_str(&format!(
                " The main text breaks off after “{}”.",
                last.join(" ")
            ));
        }
        None => message.push_str(" The main text is there to its end."),
    }
    let others: Vec<String> = damage
        .in_words()
        .into_iter()
        .filter(|w| !w.starts_with("the main text"))
        .collect();
    if !others.is_empty() {
        message.push_str(&format!(" Besides: {}.", others.join(", ")));
    }
    if damage.styles_lost {
        message.push_str(
            " Without its styles, words that the sender's Word hides may stand among the rest.",
        );
    }
    if damage.directory_lost {
        message.push_str(" Which parts there were is not known for certain.");
    }
    let place = doc.unsure_from.as_ref().map(ToString::to_string);
    let finding = Finding::error("salvaged", message)
        .at(place.unwrap_or_default())
        .hint("Compare with the sender's copy before anything of it is used, and ask the sender to send the file again.");
    doc.findings.insert(0, finding);
}
