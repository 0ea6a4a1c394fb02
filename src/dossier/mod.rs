//! The dossier: its folder, its settings, its database and its decision log.
//!
//! ```text
//! DIR/note.toml       settings, edited by people
//! DIR/inbox/          returned files, never changed
//! DIR/rapporteur.db   returns as read, entries, decisions, proposals, builds
//! DIR/memory.db       the dossier's own translation memory
//! DIR/out/            built notes
//! ```
//!
//! Decisions, arrivals, entry identities and builds are logged and never derived; extractions and
//! proposals can be thrown away and made again.

mod builds;
mod changes;
mod database;
mod entries;
mod error;
pub mod files;
mod log;
mod people;
mod returns;
mod settings_file;
mod settings_template;
mod typing;

use std::path::{Path, PathBuf};

pub use builds::NewBuild;
pub use changes::Marks;
pub use database::Database;
pub use entries::{Minted, Proposal, Proposals};
pub use error::DossierError;
pub use log::{NewDecision, effective, standing};
pub use people::PeopleChange;
pub use returns::{Look, ReturnRecord, Verdict};
pub use settings_file::parse_settings;
pub use settings_template::settings_text;
pub use typing::Typed;

use crate::model::settings::Settings;

/// Name of the settings file.
pub const SETTINGS: &str = "note.toml";

/// A dossier's folder.
#[derive(Debug, Clone)]
pub struct Dossier {
    root: PathBuf,
}

impl Dossier {
    /// The dossier in `dir` itself.
    ///
    /// # Errors
    /// When the folder is not there or has no `note.toml`.
    pub fn open(dir: &Path) -> Result<Self, DossierError> {
        if !dir.is_dir() {
            return Err(DossierError::NoFolder(dir.to_owned()));
        }
        if !dir.join(SETTINGS).is_file() {
            return Err(DossierError::NoDossier(dir.to_owned()));
        }
        Ok(Self {
            root: dir.to_owned(),
        })
    }

    /// The dossier in `start` or the nearest folder above it.
    ///
    /// # Errors
    /// When no folder on the way up has a `note.toml`.
    pub fn find(start: &Path) -> Result<Self, DossierError> {
        start
            .ancestors()
            .find(|dir| dir.join(SETTINGS).is_file())
            .map(|dir| Self {
                root: dir.to_owned(),
            })
            .ok_or_else(|| DossierError::NoDossier(start.to_owned()))
    }

    /// Makes a new dossier: the folder, its inbox, and `note.toml` with the given text.
    ///
    /// # Errors
    /// When there is a dossier already, or the folder cannot be written.
    pub fn create(dir: &Path, settings: &str) -> Result<Self, DossierError> {
        let file = dir.join(SETTINGS);
        if file.exists() {
            return Err(DossierError::AlreadyThere(file));
        }
        for folder in [dir.to_owned(), dir.join("inbox"), dir.join("questionnaire")] {
            std::fs::create_dir_all(&folder)
                .map_err(|e| DossierError::io("make the folder", &folder, e))?;
        }
        files::write_atomically(&file, settings.as_bytes())?;
        Ok(Self {
            root: dir.to_owned(),
        })
    }

    /// The folder.
    pub fn root(&self) -> &Path {
        &self.root
    }
    /// The name of the folder, for messages.
    pub fn name(&self) -> String {
        // A root like `.` has no name of its own.
        let whole = match self.root.file_name() {
            Some(_) => None,
            None => self.root.canonicalize().ok(),
        };
        let root = whole.as_ref().unwrap_or(&self.root);
        root.file_name().map_or_else(
            || root.display().to_string(),
            |n| n.to_string_lossy().into_owned(),
        )
    }
    /// Where returned files are dropped.
    pub fn inbox(&self) -> PathBuf {
        self.root.join("inbox")
    }
    /// Where the blank questionnaires are kept.
    pub fn questionnaire(&self) -> PathBuf {
        self.root.join("questionnaire")
    }
    /// Where notes are built, unless asked otherwise.
    pub fn out(&self) -> PathBuf {
        self.root.join("out")
    }
    /// The dossier's own memory.
    pub fn memory(&self) -> PathBuf {
        self.root.join("memory.db")
    }
    /// The text of `note.toml`.
    ///
    /// # Errors
    /// When it cannot be read or is not UTF-8.
    pub fn settings_source(&self) -> Result<String, DossierError> {
        let path = self.root.join(SETTINGS);
        let bytes = std::fs::read(&path).map_err(|e| DossierError::io("read", &path, e))?;
        String::from_utf8(bytes).map_err(|_| DossierError::NotUtf8(path))
    }
    /// The settings.
    ///
    /// # Errors
    /// When `note.toml` cannot be read or has a mistake; the message names line and cure.
    pub fn settings(&self) -> Result<Settings, DossierError> {
        parse_settings(&self.settings_source()?, &self.root.join(SETTINGS))
    }
    /// The file of the dossier's database.
    pub fn database_file(&self) -> PathBuf {
        self.root.join("rapporteur.db")
    }
    /// Opens the dossier's database, making it when absent.
    ///
    /// # Errors
    /// When it cannot be opened, is another program's, or was made by a newer version.
    pub fn database(&self) -> Result<Database, DossierError> {
        Database::open(&self.database_file())
    }
}
