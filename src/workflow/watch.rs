//! The inbox watched: one turn looks at the folder and reads what is complete. Who waits between
//! the turns, and is told by the system when something happens, is the command line.

use std::collections::BTreeSet;
use std::time::Duration;

use super::desk::{Desk, Surroundings};
use super::error::WorkflowError;
use super::inbox::list;
use super::ingest::{IngestReport, ingest_these};
use super::opening::is_unreadable;
use super::settle::{Settle, Waits};

/// What one turn did.
#[derive(Debug, Default)]
pub struct Turn {
    /// What was read, when there was something to do: what is new since the last turn, also when
    /// another process read it. Names are told once: those left alone, those that are waited for,
    /// those that cannot be opened.
    pub report: IngestReport,
    /// True when a file is not settled yet.
    pub waiting: bool,
    /// How long until there is something to do even if nothing changes; `None`: nothing.
    pub next: Option<Duration>,
}

/// An inbox that is watched.
#[derive(Debug)]
pub struct Watch {
    settle: Settle,
    begun: bool,
    /// Names that were known when it began, or told since.
    names: BTreeSet<String>,
    /// What was said already of names: left alone, waited for, held.
    said: BTreeSet<(String, String)>,
}

impl Watch {
    /// Nothing was looked at yet.
    pub fn new(waits: Waits) -> Self {
        Self {
            settle: Settle::new(waits),
            begun: false,
            names: BTreeSet::new(),
            said: BTreeSet::new(),
        }
    }

    /// Looks at the inbox and reads what is complete. `now` is the time since any fixed moment.
    ///
    /// # Errors
    /// When the inbox cannot be listed, or the database not be written; the next turn tries again.
    pub fn turn(
        &mut self,
        desk: &Desk,
        around: &Surroundings<'_>,
        now: Duration,
    ) -> Result<Turn, WorkflowError> {
        let listing = list(&desk.dossier.inbox())?;
        if !self.begun {
            self.begun = true;
            self.names = desk.database()?.names()?.into_keys().collect();
        }
        let mut report = IngestReport::default();
        if let Some(errand) = self.settle.look(&listing.files, now) {
            report = ingest_these(desk, around, &errand)?;
            let closed = report.arrivals.iter().filter(|a| is_unreadable(&a.record));
            let later: Vec<&str> = report
                .held
                .iter()
                .chain(&report.unfinished)
                .map(|(name, _)| name.as_str())
                .chain(closed.map(|a| a.file.as_str()))
                .collect();
            self.settle.done(&errand, &later, now);
            for name in &report.gone {
                self.names.remove(name);
            }
            // What was waited for and has been read may be waited for again another day.
            for arrival in report.arrivals.iter().filter(|a| !is_unreadable(&a.record)) {
                self.said.retain(|(name, _)| *name != arrival.file);
            }
            // A file that another process read is told too, when it came after the watching began.
            report.arrivals.retain(|a| {
                let came = self.names.insert(a.file.clone());
                came || a.new || a.renamed_from.is_some()
            });
        }
        report.ignored = listing.aside;
        report.in_folders = listing.in_folders;
        let now_there: BTreeSet<&String> = report
            .ignored
            .iter()
            .map(|(name, _)| name)
            .chain(&report.in_folders)
            .chain(listing.files.iter().map(|item| &item.name))
            .collect();
        self.said.retain(|(name, _)| now_there.contains(name));
        let said = &mut self.said;
        for list in [
            &mut report.ignored,
            &mut report.held,
            &mut report.unfinished,
        ] {
            list.retain(|(name, why)| said.insert((name.clone(), why.clone())));
        }
        report
            .in_folders
            .retain(|name| said.insert((name.clone(), String::new())));
        Ok(Turn {
            report,
            waiting: self.settle.is_waiting(),
            next: self.settle.next(now),
        })
    }
}
