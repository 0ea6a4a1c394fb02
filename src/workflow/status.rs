//! Who replied to what, what needs a person, how long the note is.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::Serialize;

use super::bare::is_bare;
use super::desk::Desk;
use super::error::WorkflowError;
use super::final_gate::{Obstacle, obstacles};
use super::group_proposals::group_proposals;
use super::inbox::{Listing, list};
use super::ingest::answered;
use super::needs::{FileNeed, file_needs};
use super::questions::{lost_findings, questions};
use super::state::{ReturnView, State, state};
use super::talk::{Query, open_queries};
use super::twins::{Twins, twins};
use crate::dossier::Verdict;
use crate::language::Purpose;
use crate::model::ReturnId;
use crate::model::entry::{Entry, TextState};
use crate::model::finding::Finding;
use crate::model::ids::{Cell, CountryCode, EntryId, Lang};
use crate::note::{Mode, render};

/// How far one country is under one recommendation, furthest last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CellStatus {
    /// Nothing was said.
    Blank,
    /// The entry was left out by a person.
    Excluded,
    /// A box was ticked and nothing written; an officer decides.
    WaitsForOfficer,
    /// A reply, and no words for the note yet.
    Replied,
    /// Words in the original language.
    Drafted,
    /// Words in every language.
    Translated,
    /// Confirmed in every language.
    Confirmed,
    /// Confirmed once, but something it rests on has changed.
    NeedsReview,
}

/// One country's line.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CountryStatus {
    /// The country.
    pub country: CountryCode,
    /// Its name in English.
    pub name: String,
    /// Whether it was invited.
    pub invited: bool,
    /// Files received, late ones included.
    pub files: Vec<String>,
    /// Date of submission of the latest.
    pub submitted: Option<Date>,
    /// Day on which the latest came into the inbox, in universal time.
    pub received: Option<Date>,
    /// Whether the reply counts for this note.
    pub counts: bool,
    /// State under each recommendation that it answered.
    pub cells: BTreeMap<String, CellStatus>,
    /// The entry under each recommendation.
    #[serde(skip)]
    pub entries: BTreeMap<String, EntryId>,
}

/// One return.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReturnStatus {
    /// Its file.
    pub file: String,
    /// Further files with the same bytes.
    pub also: Vec<String>,
    /// The return.
    #[serde(rename = "return")]
    pub id: ReturnId,
    /// False when it is no longer in the inbox.
    pub present: bool,
    /// The country: a person's word first, then the reader's.
    pub country: Option<CountryCode>,
    /// True when a person named the country.
    pub attributed: bool,
    /// When it was first seen, RFC 3339.
    pub received: String,
    /// Date of submission on its cover.
    pub submitted: Option<Date>,
    /// True when it was submitted after the cut-off date.
    pub late: bool,
    /// Number of recommendations that it answers.
    pub answered: usize,
    /// Why a person took it off the list of what needs somebody.
    pub resolved: Option<String>,
}

/// How far a language is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LanguageStatus {
    /// Paragraphs with words.
    pub written: usize,
    /// Paragraphs confirmed.
    pub confirmed: usize,
    /// Paragraphs in all.
    pub paragraphs: usize,
    /// Words, headings and footnotes included.
    pub words: usize,
}

/// The whole picture.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Status {
    /// Name of the dossier's folder.
    pub dossier: String,
    /// Document symbol.
    pub symbol: String,
    /// Number of Governments invited.
    pub invited: usize,
    /// Number of Governments whose replies count.
    pub replied: usize,
    /// Last day on which a reply counts.
    pub cut_off: Option<Date>,
    /// Day the English is due.
    pub submission: Option<Date>,
    /// Largest number of words.
    pub word_limit: u32,
    /// By language.
    pub languages: BTreeMap<Lang, LanguageStatus>,
    /// Every country that was invited or replied, in English alphabetical order.
    pub countries: Vec<CountryStatus>,
    /// Invited and not replied.
    pub silent: Vec<CountryCode>,
    /// The recommendations in order.
    pub cells: Vec<String>,
    /// Pieces of text that belong to no recommendation: file, place, text.
    pub unplaced: Vec<(String, String, String)>,
    /// What is blank in `note.toml`.
    pub missing: Vec<(String, &'static str)>,
    /// What only a person can answer about returns; they are among the obstacles too.
    pub questions: Vec<Obstacle>,
    /// What stands in the way of a final note.
    pub obstacles: Vec<Obstacle>,
    /// Every return, in the order of arrival; those that left the inbox too.
    pub returns: Vec<ReturnStatus>,
    /// What needs a person in each file until someone has dealt with it; what blocks comes first.
    pub needs: Vec<FileNeed>,
    /// Files in the inbox that were not read yet.
    pub unread: Vec<String>,
    /// Files in folders of the inbox; they are not read.
    pub in_folders: Vec<String>,
    /// Countries that may speak in one paragraph, each as the numbers of their paragraphs.
    pub groups: Vec<Vec<u32>>,
    /// Paragraphs of countries that say the same in the original language.
    pub twins: Vec<Twins>,
    /// Queries that nobody has settled, oldest first.
    pub queries: Vec<Query>,
    /// Remarks: on the dossier, and per file.
    pub findings: Vec<(String, Finding)>,
}

/// The status of a dossier, from its present state.
///
/// # Errors
/// When the dossier cannot be read.
pub fn status(desk: &Desk) -> Result<Status, WorkflowError> {
    let now = state(desk)?;
    let mut status = status_of(desk, &now)?;
    status.groups = group_proposals(&now, &desk.resources)
        .iter()
        .map(|p| p.entries.iter().filter_map(|m| m.paragraph).collect())
        .collect();
    status.twins = twins(&now, &desk.resources);
    Ok(status)
}

/// The status of a dossier whose state is known, without the comparisons of paragraphs with one another
/// (`groups`, `twins`), which take long in a large note.
///
/// # Errors
/// When the list of files that were read cannot be had.
pub fn status_of(desk: &Desk, now: &State) -> Result<Status, WorkflowError> {
    let settings = &now.settings;
    let cells: Vec<Cell> = settings.cells().map(|(cell, _)| cell).collect();
    let mut languages = BTreeMap::new();
    for lang in &settings.note.languages {
        let paragraphs: Vec<&Entry> = now.plan.paragraphs().map(|(_, e)| e).collect();
        let manuscript = render(
            &now.plan,
            settings,
            lang,
            &desk.resources,
            Mode::Draft,
            None,
        );
        languages.insert(
            lang.clone(),
            LanguageStatus {
                written: paragraphs.iter().filter(|e| e.text(lang).is_some()).count(),
                confirmed: paragraphs.iter().filter(|e| e.is_settled(lang)).count(),
                paragraphs: paragraphs.len(),
                words: manuscript.words(),
            },
        );
    }
    let countries = countries(desk, now);
    let mut findings = findings(now);
    // The rest is known without the inbox, which may lie on a share that is away.
    let listing = list(&desk.dossier.inbox()).unwrap_or_else(|error| {
        let away = Finding::error("inbox-away", error.to_string()).hint(error.hint());
        findings.push((String::new(), away));
        Listing::default()
    });
    let read = desk.database()?.names()?;
    Ok(Status {
        dossier: desk.dossier.name(),
        symbol: settings.note.symbol.clone(),
        invited: settings.governments.invited.len(),
        replied: now.replied.len(),
        cut_off: settings.note.cut_off,
        submission: settings.note.submission,
        word_limit: settings.note.word_limit,
        languages,
        silent: countries
            .iter()
            .filter(|c| c.invited && c.files.is_empty())
            .map(|c| c.country)
            .collect(),
        countries,
        cells: cells.iter().map(ToString::to_string).collect(),
        unplaced: unplaced(now),
        missing: settings.missing(),
        questions: questions(now, &desk.resources),
        obstacles: obstacles(now, &settings.note.languages, &desk.resources),
        returns: now.returns.iter().map(return_status).collect(),
        needs: file_needs(now),
        unread: listing
            .files
            .into_iter()
            .map(|item| item.name)
            .filter(|name| !read.contains_key(name))
            .collect(),
        in_folders: listing.in_folders,
        groups: Vec::new(),
        twins: Vec::new(),
        queries: open_queries(now),
        findings,
    })
}

fn return_status(view: &ReturnView) -> ReturnStatus {
    let record = &view.record;
    ReturnStatus {
        file: record.file.clone(),
        also: record.also.clone(),
        id: record.id.clone(),
        present: record.present,
        country: view.country,
        attributed: view.attributed,
        received: record.received.clone(),
        submitted: record.extraction().and_then(|x| x.submitted),
        late: view.late,
        answered: answered(view),
        resolved: view.resolved.clone(),
    }
}

fn countries(desk: &Desk, now: &State) -> Vec<CountryStatus> {
    let invited: BTreeSet<CountryCode> = now.settings.governments.invited.iter().copied().collect();
    let mut codes: Vec<CountryCode> = invited.iter().copied().collect();
    codes.extend(
        now.returns
            .iter()
            .filter(|v| v.record.present)
            .filter_map(|v| v.country),
    );
    codes.sort();
    codes.dedup();
    desk.resources
        .countries
        .sort(&mut codes, &Lang::en(), Purpose::Body);
    codes
        .into_iter()
        .map(|country| {
            let theirs: Vec<_> = now
                .returns
                .iter()
                .filter(|v| v.record.present && v.country == Some(country))
                .collect();
            let mine = || {
                now.entries
                    .values()
                    .filter(|e| e.countries.contains(&country))
            };
            CountryStatus {
                country,
                name: desk.resources.countries.list_name(country, &Lang::en()),
                invited: invited.contains(&country),
                files: theirs.iter().map(|v| v.record.file.clone()).collect(),
                submitted: theirs
                    .iter()
                    .filter_map(|v| v.record.extraction()?.submitted)
                    .max(),
                received: theirs.iter().filter_map(|v| v.record.received_on()).max(),
                counts: now.replied.contains(&country),
                cells: mine()
                    .filter_map(|e| {
                        Some((
                            e.key.cell()?.to_string(),
                            cell_status(e, &now.settings.note.languages),
                        ))
                    })
                    .collect(),
                entries: mine()
                    .filter_map(|e| Some((e.key.cell()?.to_string(), e.id)))
                    .collect(),
            }
        })
        .collect()
}

fn cell_status(entry: &Entry, langs: &[Lang]) -> CellStatus {
    let all = |test: &dyn Fn(&Lang) -> bool| langs.iter().all(test);
    let stale = entry
        .texts
        .values()
        .any(|t| t.needs_review && t.state == TextState::Confirmed);
    match () {
        () if entry.excluded => CellStatus::Excluded,
        () if is_bare(entry) => CellStatus::WaitsForOfficer,
        () if stale => CellStatus::NeedsReview,
        () if all(&|l| entry.is_settled(l)) => CellStatus::Confirmed,
        () if all(&|l| entry.text(l).is_some()) => CellStatus::Translated,
        () if entry.text(&entry.original).is_some() => CellStatus::Drafted,
        () => CellStatus::Replied,
    }
}

fn unplaced(now: &State) -> Vec<(String, String, String)> {
    let present = now.returns.iter().filter(|v| v.record.present);
    present
        .flat_map(|v| {
            let loose = v.texts.lines.iter().filter(|l| l.is_loose());
            loose.map(|l| (v.record.file.clone(), l.place.clone(), l.text.clone()))
        })
        .collect()
}

fn findings(now: &State) -> Vec<(String, Finding)> {
    let mut out: Vec<(String, Finding)> = now
        .findings
        .iter()
        .map(|f| (String::new(), f.clone()))
        .collect();
    for view in &now.returns {
        let file = &view.record.file;
        if !view.record.present {
            out.extend(gone(view, now).map(|f| (file.clone(), f)));
            continue;
        }
        match &view.record.verdict {
            Verdict::Read(_) => {
                let open = view
                    .open_findings()
                    .filter(|f| !(view.attributed && f.code.starts_with("country-")))
                    .filter(|f| !view.is_dealt_with(&f.code))
                    .cloned()
                    .chain(lost_findings(view));
                out.extend(open.map(|f| (file.clone(), f)));
            }
            Verdict::Refused {
                code,
                message,
                hint,
                ..
            } if !view.is_dealt_with(code) => out.push((
                file.clone(),
                Finding::error(code, message.clone()).hint(hint.clone()),
            )),
            Verdict::Refused { .. } => {}
        }
    }
    out
}

/// A remark on a return that left the inbox, when its country has no other one there.
fn gone(view: &ReturnView, now: &State) -> Option<Finding> {
    let said = view.record.extraction()?.statements.len();
    let country = view.country?;
    let other = now
        .returns
        .iter()
        .any(|v| v.record.present && v.country == Some(country));
    if said == 0 || other || view.resolved.is_some() {
        return None;
    }
    Some(
        Finding::warning(
            "return-gone",
            format!("it is no longer in the inbox; what {country} said in it is out of the note"),
        )
        .hint(format!(
            "bring the file back, or: rapporteur resolve \"{}\" --because \"...\"",
            view.record.file
        )),
    )
}
