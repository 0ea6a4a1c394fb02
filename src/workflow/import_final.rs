//! Takes the edited or published note back: every change is shown and becomes part of one decision.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use serde::Serialize;

use super::builds::{find_build, inputs, record};
use super::compare_final::{Compared, compare};
use super::decide::log;
use super::desk::{Desk, Surroundings};
use super::error::WorkflowError;
use super::imports::import_units;
use super::learn::learn;
use super::memories::keep_memory;
use super::propose::{base_of, propose_for};
use super::state::{State, state};
use crate::model::build::{Form, Said};
use crate::model::decision::{Action, Subject, TakenText};
use crate::model::entry::TextState;
use crate::model::ids::{EntryId, Hash, Lang};
use crate::model::manuscript::Part;
use crate::model::unit::{Context, Origin, Role, Unit, Variant};
use crate::note::markup;

/// What to take back.
#[derive(Debug, Clone, Default)]
pub struct FinalRequest {
    /// The files, one for each language.
    pub files: Vec<PathBuf>,
    /// The build that they were made from, as `find_build` takes it; empty: the last one.
    pub against: String,
    /// Show only.
    pub dry_run: bool,
    /// It is the note as it was issued. A note that comes in all its languages is.
    pub issued: bool,
}

/// What a difference is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DifferenceKind {
    /// Other words; it becomes a decision.
    Changed,
    /// The words that stand, confirmed as published; it becomes a decision.
    Confirmed,
    /// Changed in the file, and by a person here since the build: a person decides.
    Conflict,
    /// It names none of its countries, and only its number says which it is: a person decides.
    Unsure,
    /// One paragraph became several: a person decides.
    Split,
    /// Several paragraphs became one: a person decides.
    Merged,
    /// It stands elsewhere: a person decides.
    Moved,
    /// It is not in the file: a person decides.
    Gone,
    /// It is only in the file: a person decides.
    New,
    /// Its number is another one: a person decides.
    Renumbered,
    /// A heading, which comes from `note.toml`: a person changes it there.
    Heading,
}

impl DifferenceKind {
    /// True when it becomes part of the decision.
    pub fn is_taken(self) -> bool {
        matches!(self, Self::Changed | Self::Confirmed)
    }
    /// True when the file has another structure than the build.
    fn is_structure(self) -> bool {
        matches!(
            self,
            Self::Split | Self::Merged | Self::Moved | Self::Gone | Self::New | Self::Renumbered
        )
    }
}

/// One difference between a file and the build it came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Language.
    pub lang: Lang,
    /// What it is.
    pub kind: DifferenceKind,
    /// Numbers of the paragraphs of the build.
    pub built: Vec<u32>,
    /// Numbers of the paragraphs of the file; 0 for one without a number.
    pub edited: Vec<u32>,
    /// The entry, of a single paragraph.
    pub entry: Option<EntryId>,
    /// What the paragraph is, in words.
    pub what: String,
    /// What the build said.
    pub before: String,
    /// What the file says.
    pub after: String,
}

/// What came of it.
#[derive(Debug, Clone, Default, Serialize)]
pub struct FinalReport {
    /// The build that the files were compared with.
    pub build: u64,
    /// The differences, in the order of the build.
    pub differences: Vec<Difference>,
    /// Number of texts that were taken over.
    pub taken: usize,
    /// The translations that rest on changed text and need review.
    pub to_review: Vec<(Lang, u32)>,
    /// The record of the issued note, when it was one.
    pub issued: Option<u64>,
    /// Why it was not recorded as issued though it came in all languages; empty otherwise.
    pub not_issued: String,
    /// Units that the memory learned.
    pub learned: usize,
}

/// Takes the note back as it was edited or published. Paragraphs that were split, merged or moved are
/// shown and left alone; so are those that a person has changed since the build. Everything else is
/// one decision, which `undo` takes back. A note that comes in all its languages, with the structure
/// of the build, is recorded as issued: its numbers are frozen and the memory learns its texts.
///
/// # Errors
/// When a file cannot be read, is in no language of the note or two are in one, nothing was built
/// yet, or the dossier cannot be written.
pub fn import_final(
    desk: &Desk,
    around: &Surroundings<'_>,
    request: &FinalRequest,
) -> Result<FinalReport, WorkflowError> {
    let now = state(desk)?;
    let against = match request.against.as_str() {
        "" => "last",
        name => name,
    };
    let (build, said) = find_build(desk, against)?;
    let mut all: Vec<Compared> = Vec::new();
    for file in &request.files {
        let one = compare(desk, &now, (&build, &said), file)?;
        if all.iter().any(|c| c.lang == one.lang) {
            return Err(WorkflowError::input(
                file,
                format!("it is a second file in the language “{}”", one.lang),
                "give one file for each language",
            ));
        }
        all.push(one);
    }
    let original = now.settings.note.original.clone();
    all.sort_by_key(|c| (c.lang != original, c.lang.clone()));
    let languages = &now.settings.note.languages;
    let complete = languages.iter().all(|l| all.iter().any(|c| c.lang == *l));
    let structure = all.iter().flat_map(|c| &c.differences).any(|d| {
        d.kind.is_structure() || matches!(d.kind, DifferenceKind::Conflict | DifferenceKind::Unsure)
    });
    let wanted = complete || request.issued;
    let mut texts: Vec<TakenText> = Vec::new();
    let mut after = State::clone(&now);
    // Entries whose original text is another one now, so that translations rest on it anew.
    let mut changed: BTreeSet<EntryId> = BTreeSet::new();
    for one in &mut all {
        if complete {
            confirm_published(one, &after, &said, &changed);
        }
        if one.lang == original {
            changed = one.texts.keys().copied().collect();
        }
        for (id, text) in &one.texts {
            let Some(entry) = after.entries.get(id) else {
                continue;
            };
            texts.push(TakenText {
                entry: *id,
                lang: one.lang.clone(),
                text: text.clone(),
                based_on: base_of(desk, &after, entry, &one.lang)?,
            });
        }
        // A translation rests on the original as it will be.
        for (id, text) in &one.texts {
            if let Some(entry) = after.entries.get_mut(id) {
                let own = entry.texts.entry(one.lang.clone()).or_default();
                own.text = text.clone();
                own.state = TextState::Confirmed;
            }
        }
    }
    let mut report = FinalReport {
        build: build.build,
        differences: all.iter().flat_map(|c| c.differences.clone()).collect(),
        ..FinalReport::default()
    };
    let without = said.paragraphs.iter().find(|p| {
        let entry = after.entries.get(&p.entry);
        languages
            .iter()
            .any(|l| entry.is_none_or(|e| e.text(l).is_none()))
    });
    if wanted && structure {
        report.not_issued = "the file has paragraphs that were split, merged, moved, added, left out or changed here too".into();
    } else if let Some(p) = without.filter(|_| wanted) {
        report.not_issued = format!("paragraph {} has no text in every language", p.number);
    }
    let publish = wanted && report.not_issued.is_empty();
    if request.dry_run || (texts.is_empty() && !publish) {
        return Ok(report);
    }
    around.go_on()?;
    report.taken = texts.len();
    if publish {
        let note = published(&said, &all, &now);
        let from = inputs(desk, &now)?;
        report.issued = Some(record(
            desk,
            around,
            (Form::Issued, true),
            from,
            &note,
            Vec::new(),
        )?);
    }
    let changed: Vec<EntryId> = changed.into_iter().collect();
    log(
        desk,
        around,
        Subject::Note,
        Action::TakeOver {
            files: all.iter().map(|c| c.name.clone()).collect(),
            texts,
            issued: report.issued,
        },
        None,
        None,
    )?;
    propose_for(desk, &changed)?;
    let after = state(desk)?;
    learn(desk, &after)?;
    if publish {
        report.learned = remember(desk, around, &after, &said)?;
    }
    report.to_review = after
        .plan
        .paragraphs()
        .flat_map(|(n, e)| {
            let stale = e.texts.iter().filter(|(_, t)| t.needs_review);
            stale.map(move |(lang, _)| (lang.clone(), n))
        })
        .collect();
    Ok(report)
}

/// When the whole note was published, what did not change is confirmed as it stands: also a
/// translation whose original was changed.
fn confirm_published(one: &mut Compared, after: &State, said: &Said, changed: &BTreeSet<EntryId>) {
    for p in &said.paragraphs {
        let Some(entry) = after.entries.get(&p.entry) else {
            continue;
        };
        if one.texts.contains_key(&p.entry) || !one.whole.contains(&p.entry) {
            continue;
        }
        let settled = entry.is_settled(&one.lang) && !changed.contains(&p.entry);
        let conflict = one
            .differences
            .iter()
            .any(|d| d.entry == Some(p.entry) && !d.kind.is_taken());
        if settled || conflict {
            continue;
        }
        if let Some(text) = entry.text(&one.lang) {
            one.texts.insert(p.entry, text.text.clone());
            one.differences.push(Difference {
                lang: one.lang.clone(),
                kind: DifferenceKind::Confirmed,
                built: vec![p.number],
                edited: vec![p.number],
                entry: Some(p.entry),
                what: String::new(),
                before: String::new(),
                after: String::new(),
            });
        }
    }
}

/// What the published note says: the build with the texts that came back.
fn published(said: &Said, all: &[Compared], now: &State) -> Said {
    let mut out = said.clone();
    let entries: BTreeMap<u32, EntryId> = said
        .paragraphs
        .iter()
        .map(|p| (p.number, p.entry))
        .collect();
    for one in all {
        let Some(note) = out.notes.get_mut(&one.lang) else {
            continue;
        };
        note.draft = false;
        note.cover = None;
        for part in &mut note.parts {
            let Part::Paragraph {
                number,
                text,
                items,
                remarks,
            } = part
            else {
                continue;
            };
            remarks.clear();
            let taken = entries.get(number).and_then(|id| one.texts.get(id));
            if let Some(taken) = taken {
                let parsed = markup::parse(taken, &one.lang, None, None);
                *text = parsed.text;
                *items = parsed.items;
            }
        }
    }
    out.notes
        .retain(|lang, _| now.settings.note.languages.contains(lang));
    out
}

/// Brings the published pairs into the dossier's memory, with symbol and number; gives how many.
fn remember(
    desk: &Desk,
    around: &Surroundings<'_>,
    now: &State,
    said: &Said,
) -> Result<usize, WorkflowError> {
    let note = &now.settings.note;
    let mut units = Vec::new();
    for p in &said.paragraphs {
        let Some(entry) = now.entries.get(&p.entry) else {
            continue;
        };
        let variants: Vec<Variant> = note
            .languages
            .iter()
            .filter_map(|lang| {
                Some(Variant {
                    lang: lang.clone(),
                    role: Role::Paragraph,
                    text: entry.text(lang)?.text.clone(),
                })
            })
            .collect();
        if variants.len() < 2 {
            continue;
        }
        units.push(Unit {
            id: String::new(),
            variants,
            origin: Origin {
                symbol: (!note.symbol.is_empty()).then(|| note.symbol.clone()),
                year: note.date.map(|d| d.year()),
                paragraph: Some(p.number),
                alignment: Some("confirmed".into()),
                ..Origin::default()
            },
            context: Context {
                countries: entry.countries.clone(),
                ..Context::default()
            },
            ..Unit::default()
        });
    }
    let count = units.len();
    let source = format!("issued:{}", Hash::of_bytes(format!("{units:?}").as_bytes()));
    let mut memory = keep_memory(&desk.dossier.memory(), true)?;
    let title = format!("{} as issued", note.symbol);
    import_units(
        &mut memory,
        units.into_iter().map(Ok),
        &source,
        &title,
        around,
    )?;
    Ok(count)
}
