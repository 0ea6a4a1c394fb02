//! An opened dossier, and what a use case may know of the world around it.

use std::sync::Arc;

use jiff::Timestamp;

use super::convert::Converter;
use super::error::WorkflowError;
use super::memories::{self, Shelf};
use crate::docx::read::Limits;
use crate::dossier::{Database, Dossier};
use crate::language::Resources;
use crate::model::settings::Settings;

/// A dossier with everything needed to work on it.
#[derive(Debug, Clone)]
pub struct Desk {
    /// The folder.
    pub dossier: Dossier,
    /// Language data.
    pub resources: Arc<Resources>,
    /// Limits for files that come from outside.
    pub limits: Limits,
    /// LibreOffice, where it was found, for returns that a person wants converted.
    pub converter: Option<Converter>,
}

impl Desk {
    /// Puts a dossier on the desk.
    pub fn new(dossier: Dossier, resources: Arc<Resources>) -> Self {
        Self {
            dossier,
            resources,
            limits: Limits::default(),
            converter: None,
        }
    }
    /// The settings as they stand in `note.toml` now.
    ///
    /// # Errors
    /// When the file has a mistake.
    pub fn settings(&self) -> Result<Settings, WorkflowError> {
        Ok(self.dossier.settings()?)
    }
    /// A connection to the dossier's database.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub fn database(&self) -> Result<Database, WorkflowError> {
        Ok(self.dossier.database()?)
    }
    /// The memories that the dossier uses, its own first.
    ///
    /// # Errors
    /// When one of them cannot be opened.
    pub fn shelf(&self, settings: &Settings) -> Result<Shelf, WorkflowError> {
        memories::open_shelf(self, settings)
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
