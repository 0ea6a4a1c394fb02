//! Reads what is new in the inbox.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::desk::{Desk, Surroundings};
use super::error::WorkflowError;
use super::forms::{Forms, forms};
use super::inbox::{Listing, list, path_of};
use super::needs::{Need, needs_of};
use super::opening::{Known, Opened, Reader, is_unreadable, open};
use super::reading;
use super::state::{ReturnView, views};
use crate::dossier::{Look, ReturnRecord, effective};
use crate::model::ReturnId;
use crate::model::finding::Finding;
use crate::model::ids::{Cell, CountryCode};

/// What came of one file of the inbox.
#[derive(Debug, Clone)]
pub struct Arrival {
    /// The record as kept.
    pub record: ReturnRecord,
    /// Name of the file; not that of the record when two files hold the same bytes.
    pub file: String,
    /// False when the file had been read before and nothing was done.
    pub new: bool,
    /// The name that the same bytes had before, when it is no longer there.
    pub renamed_from: Option<String>,
    /// The country: a person's word first, then the reader's.
    pub country: Option<CountryCode>,
    /// Number of recommendations that were answered.
    pub answered: usize,
    /// Number of recommendations that the questionnaire asks about.
    pub asked: usize,
    /// Further returns of the same country.
    pub others: Vec<String>,
    /// What needs a person.
    pub needs: Vec<Need>,
}

impl Arrival {
    /// The file that holds the same bytes and stands for both, when this one is a copy.
    pub fn same_as(&self) -> Option<&str> {
        (self.file != self.record.file).then_some(self.record.file.as_str())
    }
}

/// What came of the whole inbox.
#[derive(Debug, Clone, Default)]
pub struct IngestReport {
    /// Every file that was opened, by name.
    pub arrivals: Vec<Arrival>,
    /// Names that were left alone, with the reason.
    pub ignored: Vec<(String, String)>,
    /// Files in folders of the inbox, as `folder/name`; they are not read.
    pub in_folders: Vec<String>,
    /// Known files that cannot be opened just now, with the reason; what was read of them stands.
    pub held: Vec<(String, String)>,
    /// Files that seem to be not wholly there yet, with the reason; only where there is time to wait.
    pub unfinished: Vec<(String, String)>,
    /// Returns that are no longer in the inbox.
    pub gone: Vec<String>,
    /// Remarks on the earlier notes and memories that were taken up on the way.
    pub earlier: Vec<Finding>,
}

impl IngestReport {
    /// Number of files read in this call.
    pub fn new_files(&self) -> usize {
        self.arrivals.iter().filter(|a| a.new).count()
    }
}

/// How long there is to wait for a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Patience {
    /// A file that is not wholly there, or cannot be opened, is left for later.
    Later,
    /// The file is taken as it is.
    Now,
}

/// Which files of the inbox are to be opened. A name that is in neither list is not there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Errand {
    /// To open.
    pub open: BTreeMap<String, Patience>,
    /// To leave unopened: what is known under these names stands.
    pub leave: BTreeSet<String>,
}

/// Reads every file of the inbox that was not read before, in parallel. Originals are never touched.
/// When the person asks to stop, what was read so far is kept.
///
/// # Errors
/// When the inbox or the blank forms are missing, or the database cannot be written.
pub fn ingest(desk: &Desk, around: &Surroundings<'_>) -> Result<IngestReport, WorkflowError> {
    let known = known(desk)?;
    let Listing {
        files,
        aside,
        in_folders,
    } = list(&desk.dossier.inbox())?;
    let errand = Errand {
        open: files
            .into_iter()
            .map(|item| (item.name, Patience::Now))
            .collect(),
        leave: BTreeSet::new(),
    };
    let report = take(desk, around, &errand, &known)?;
    around.go_on()?;
    Ok(IngestReport {
        ignored: aside,
        in_folders,
        ..report
    })
}

/// As [`ingest`], for the files of an errand. When the person asks to stop, the report is of what
/// was read so far.
///
/// # Errors
/// As [`ingest`].
pub fn ingest_these(
    desk: &Desk,
    around: &Surroundings<'_>,
    errand: &Errand,
) -> Result<IngestReport, WorkflowError> {
    take(desk, around, errand, &known(desk)?)
}

fn known(desk: &Desk) -> Result<Known, WorkflowError> {
    let database = desk.database()?;
    let log = database.decisions()?;
    Ok(Known {
        ways: reading::ways(&effective(&log)),
        names: database.names()?,
        returns: database
            .returns()?
            .into_iter()
            .map(|r| (r.id.clone(), r))
            .collect(),
    })
}

fn take(
    desk: &Desk,
    around: &Surroundings<'_>,
    errand: &Errand,
    known: &Known,
) -> Result<IngestReport, WorkflowError> {
    let forms = forms(desk)?;
    let limits = desk.reading_limits()?;
    let reader = Reader {
        desk,
        forms: &forms,
        limits: &limits,
        known,
        errand,
        around,
    };
    let names: Vec<(&String, Patience)> = errand.open.iter().map(|(n, p)| (n, *p)).collect();
    around.progress.begin("Reading returns", names.len());
    let opened: Vec<Option<(String, Opened)>> = names
        .par_iter()
        .map(|(name, patience)| {
            if (around.stop)() {
                return None;
            }
            let one = open(&reader, name, *patience);
            around.progress.step();
            if (around.stop)() && one.is_broken_off() {
                return None;
            }
            Some(((*name).clone(), one))
        })
        .collect();
    around.progress.end();

    let complete = opened.iter().all(Option::is_some);
    let mut look = Look::default();
    let mut fresh: BTreeSet<ReturnId> = BTreeSet::new();
    let mut report = IngestReport::default();
    for (name, one) in opened.into_iter().flatten() {
        match one {
            Opened::Held(why) => report.held.push((name, why)),
            Opened::Unfinished(why) => report.unfinished.push((name, why)),
            Opened::Record { record, new } => {
                look.there.push((name, record.id.clone()));
                // Two new files with the same bytes are one return, under the first name.
                if new && fresh.insert(record.id.clone()) {
                    look.read.push(*record);
                }
            }
        }
    }
    if complete {
        let inbox = desk.dossier.inbox();
        // The last look is at the file itself: another process may have read it since the listing.
        let gone = |name: &&String| {
            !errand.open.contains_key(*name)
                && !errand.leave.contains(*name)
                && !path_of(&inbox, name).exists()
        };
        look.gone = known.names.keys().filter(gone).cloned().collect();
    }
    if look != Look::default() {
        desk.database()?.put_look(&look)?;
    }
    tell(desk, &forms, &look, &mut fresh, known, &mut report)?;
    Ok(report)
}

/// Puts into words what a look found, with what people decided before.
fn tell(
    desk: &Desk,
    forms: &Forms,
    look: &Look,
    fresh: &mut BTreeSet<ReturnId>,
    known: &Known,
    report: &mut IngestReport,
) -> Result<(), WorkflowError> {
    let views: BTreeMap<ReturnId, ReturnView> = views(desk)?
        .into_iter()
        .map(|v| (v.record.id.clone(), v))
        .collect();
    for name in &look.gone {
        let record = known.names.get(name).and_then(|id| views.get(id));
        if record.is_some_and(|v| !v.record.present && !is_unreadable(&v.record)) {
            report.gone.push(name.clone());
        }
    }
    for (name, id) in &look.there {
        let Some(view) = views.get(id) else { continue };
        let others =
            |v: &&ReturnView| v.counts() && v.country == view.country && v.record.id != *id;
        let copy = *name != view.record.file;
        let before = known.returns.get(id).map(|r| &r.file);
        report.arrivals.push(Arrival {
            file: name.clone(),
            new: !copy && fresh.remove(id),
            renamed_from: before
                .filter(|old| !copy && *old != name && look.gone.contains(old))
                .cloned(),
            country: view.country,
            answered: answered(view),
            asked: forms.asked(),
            others: views
                .values()
                .filter(|v| view.country.is_some() && others(v))
                .map(|v| v.record.file.clone())
                .collect(),
            needs: needs_of(view),
            record: view.record.clone(),
        });
    }
    report.arrivals.sort_by(|a, b| a.file.cmp(&b.file));
    Ok(())
}

/// Number of recommendations that a return says something on.
pub(super) fn answered(view: &ReturnView) -> usize {
    let cells: BTreeSet<&Cell> = view
        .record
        .extraction()
        .map(|x| x.statements.iter().map(|s| &s.cell).collect())
        .unwrap_or_default();
    cells.len()
}
