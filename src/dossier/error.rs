//! What can go wrong with a dossier, in plain words.

use std::io;
use std::path::{Path, PathBuf};

/// A fault of the dossier's folder, settings or database.
#[derive(Debug, thiserror::Error)]
pub enum DossierError {
    /// The folder is not there.
    #[error("there is no folder {}", .0.display())]
    NoFolder(PathBuf),
    /// No `note.toml`.
    #[error("{} is not a dossier: it has no note.toml", .0.display())]
    NoDossier(PathBuf),
    /// No inbox.
    #[error("the dossier has no inbox: {} is not there", .0.display())]
    NoInbox(PathBuf),
    /// A dossier is there already.
    #[error("{} is there already; it was not changed", .0.display())]
    AlreadyThere(PathBuf),
    /// A text file is not UTF-8.
    #[error("{} is not saved as UTF-8 text", .0.display())]
    NotUtf8(PathBuf),
    /// A mistake in `note.toml`.
    #[error("{}, line {line}, column {column}: {message}", file.display())]
    Settings {
        /// The file.
        file: PathBuf,
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// What is wrong.
        message: String,
        /// What to do; may be empty.
        hint: String,
    },
    /// The file is open in another program.
    #[error("{} is open in another program", .0.display())]
    InUse(PathBuf),
    /// The disk is full.
    #[error("there is no room left on the disk for {}", .0.display())]
    DiskFull(PathBuf),
    /// Another process holds the dossier's lock.
    #[error("another Rapporteur is writing to {} just now", .0.display())]
    Locked(PathBuf),
    /// A file of another program stands in the database's place.
    #[error("{} is not a Rapporteur database", .0.display())]
    ForeignDatabase(PathBuf),
    /// The database was made by a newer version.
    #[error("{} was made by a newer version of Rapporteur (format {found}, this program knows {known})", file.display())]
    NewerDatabase {
        /// The file.
        file: PathBuf,
        /// Its format.
        found: i64,
        /// The newest format known here.
        known: i64,
    },
    /// The database engine failed.
    #[error("the dossier's database failed: {0}")]
    Database(#[from] rusqlite::Error),
    /// A value in the database cannot be understood.
    #[error("the dossier's database holds a damaged {what}: {source}")]
    Damaged {
        /// What.
        what: &'static str,
        /// Why.
        source: serde_json::Error,
    },
    /// Any other failure of the file system.
    #[error("cannot {what} {}: {source}", path.display())]
    Io {
        /// What was tried.
        what: &'static str,
        /// On what.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

impl DossierError {
    /// Words for a failure of the file system: a file open in Word and a full disk have their own.
    pub fn io(what: &'static str, path: &Path, source: io::Error) -> Self {
        // Windows reports a file held by another program as 32 (sharing) or 33 (lock violation).
        let held = cfg!(windows) && matches!(source.raw_os_error(), Some(32 | 33));
        match source.kind() {
            _ if held => Self::InUse(path.to_owned()),
            io::ErrorKind::ResourceBusy => Self::InUse(path.to_owned()),
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                Self::DiskFull(path.to_owned())
            }
            _ => Self::Io {
                what,
                path: path.to_owned(),
                source,
            },
        }
    }

    /// What a person can do about it; empty when the message says all.
    pub fn hint(&self) -> String {
        match self {
            Self::NoFolder(_) => "check the spelling of the path".into(),
            Self::NoDossier(_) => {
                "go to a dossier's folder, name it with -C, or make one with `rapporteur new DIR --questionnaire BLANK.docx`".into()
            }
            Self::NoInbox(path) => format!("make the folder {} and put the returned files into it", path.display()),
            Self::AlreadyThere(_) => "choose another folder, or delete the old dossier yourself".into(),
            Self::NotUtf8(_) => "open it in an editor and save it with the encoding UTF-8".into(),
            Self::Settings { hint, .. } => hint.clone(),
            Self::InUse(_) => "close it in Word and try again".into(),
            Self::DiskFull(_) => "make room and try again; nothing was half-written".into(),
            Self::Locked(_) => "wait until it has finished and try again".into(),
            Self::ForeignDatabase(path) => format!("move {} away; a new one is made", path.display()),
            Self::NewerDatabase { .. } => "install the newer version of Rapporteur".into(),
            Self::Database(_) | Self::Damaged { .. } | Self::Io { .. } => String::new(),
        }
    }
}
