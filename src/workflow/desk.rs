//! An opened dossier, and what a use case may know of the world around it.

use std::sync::Arc;

use jiff::Timestamp;

use super::cache::Cache;
use super::convert::Converter;
use super::error::WorkflowError;
use super::memories::{Reading, Shelf};
use crate::docx::read::Limits;
use crate::dossier::{Database, Dossier};
use crate::language::Resources;
use crate::model::person::Account;
use crate::model::settings::Settings;

/// A dossier with everything needed to work on it.
#[derive(Debug, Clone)]
pub struct Desk {
    /// The folder.
    pub dossier: Dossier,
    /// Language data.
    pub resources: Arc<Resources>,
    /// Limits for files that come from outside, where `note.toml` says nothing else.
    pub limits: Limits,
    /// LibreOffice, where it was found, for returns that a person wants converted.
    pub converter: Option<Converter>,
    /// The last state, shared by all copies of the desk.
    pub(super) cache: Arc<Cache>,
    /// The memories in use, shared likewise.
    reading: Arc<Reading>,
}

impl Desk {
    /// Puts a dossier on the desk.
    pub fn new(dossier: Dossier, resources: Arc<Resources>) -> Self {
        Self {
            dossier,
            resources,
            limits: Limits::default(),
            converter: None,
            cache: Arc::default(),
            reading: Arc::default(),
        }
    }
    /// The settings as they stand in `note.toml` now.
    ///
    /// # Errors
    /// When the file has a mistake.
    pub fn settings(&self) -> Result<Settings, WorkflowError> {
        Ok(self.dossier.settings()?)
    }
    /// The limits for files that come from outside: those of `note.toml` laid over the desk's own.
    ///
    /// # Errors
    /// When `note.toml` has a mistake.
    pub fn reading_limits(&self) -> Result<Limits, WorkflowError> {
        let wish = self.settings()?.limits;
        let own = &self.limits;
        let bytes =
            |megabytes: Option<u64>, own: u64| megabytes.map_or(own, |n| n.saturating_mul(1 << 20));
        Ok(Limits {
            file_size: bytes(wish.file_megabytes, own.file_size),
            part_size: bytes(wish.part_megabytes, own.part_size),
            total_size: bytes(wish.total_megabytes, own.total_size),
            entries: wish.parts.unwrap_or(own.entries),
            ratio: wish.ratio.unwrap_or(own.ratio),
            depth: wish.depth.unwrap_or(own.depth),
            elements: wish.elements.unwrap_or(own.elements),
            ..own.clone()
        })
    }
    /// A connection to the dossier's database.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub fn database(&self) -> Result<Database, WorkflowError> {
        Ok(self.dossier.database()?)
    }
    /// The people who may sign in; empty for a dossier of one user.
    ///
    /// # Errors
    /// When settings or database cannot be read.
    pub fn people(&self) -> Result<Arc<Vec<Account>>, WorkflowError> {
        self.cache.people(self)
    }
    /// The memories that the dossier uses, its own first.
    ///
    /// # Errors
    /// When one of them cannot be opened.
    pub fn shelf(&self, settings: &Settings) -> Result<Arc<Shelf>, WorkflowError> {
        self.reading.shelf(self, settings)
    }
}

/// What a use case may know of the world: nothing else is read from clock, terminal or system.
#[derive(Clone, Copy)]
pub struct Surroundings<'a> {
    /// The time to write into logs.
    pub now: Timestamp,
    /// Who is working.
    pub person: &'a str,
    /// Where progress is told.
    pub progress: &'a dyn Progress,
    /// True when the person asked to stop.
    pub stop: &'a (dyn Fn() -> bool + Sync),
}

impl Surroundings<'_> {
    /// Ends the use case when the person asked to stop.
    ///
    /// # Errors
    /// [`WorkflowError::Stopped`].
    pub fn go_on(&self) -> Result<(), WorkflowError> {
        if (self.stop)() {
            Err(WorkflowError::Stopped)
        } else {
            Ok(())
        }
    }
}

/// Somebody who wants to know how far long work has come. Called from several threads.
pub trait Progress: Sync {
    /// Work of `total` steps begins.
    fn begin(&self, what: &str, total: usize);
    /// One step is done.
    fn step(&self);
    /// The work is done.
    fn end(&self);
}

/// Nobody wants to know.
#[derive(Debug, Clone, Copy)]
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _: &str, _: usize) {}
    fn step(&self) {}
    fn end(&self) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limits_of_the_settings_are_laid_over_those_of_the_desk() {
        let dir = tempfile::tempdir().unwrap();
        let usual = "[note]\n[meeting]\n[adopted]\n";
        let dossier = Dossier::create(&dir.path().join("d"), usual).unwrap();
        let desk = Desk::new(dossier, Arc::new(Resources::embedded().unwrap()));
        assert_eq!(desk.reading_limits().unwrap(), Limits::default());

        let own = format!("{usual}[limits]\nfile_megabytes = 3\ndepth = 99\n");
        std::fs::write(desk.dossier.root().join("note.toml"), own).unwrap();
        let limits = desk.reading_limits().unwrap();
        assert_eq!((limits.file_size, limits.depth), (3 << 20, 99));
        assert_eq!(limits.ratio, Limits::default().ratio);
    }

    #[test]
    fn the_remark_in_a_new_note_toml_shows_the_limits_that_hold() {
        let text = crate::dossier::settings_text(&Settings::default());
        let usual = Limits::default();
        for line in [
            format!("# file_megabytes = {}", usual.file_size >> 20),
            format!("# part_megabytes = {}", usual.part_size >> 20),
            format!("# total_megabytes = {}", usual.total_size >> 20),
            format!("# parts = {}", usual.entries),
            format!("# ratio = {}", usual.ratio),
            format!("# depth = {}", usual.depth),
            format!("# elements = {}", usual.elements),
        ] {
            assert!(text.contains(&line), "no “{line}” in the template");
        }
    }
}
