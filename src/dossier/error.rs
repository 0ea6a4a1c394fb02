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
    /// The path is longer than the system takes.
    #[error("the path is too long for this system: {}", .0.display())]
    PathTooLong(PathBuf),
    /// The network share, or the service of a synchronized folder, does not answer.
    #[error("{} cannot be reached just now", .0.display())]
    Away(PathBuf),
    /// The account has no right to it.
    #[error("your account may not {what} {}", path.display())]
    NoRight {
        /// What was tried.
        what: &'static str,
        /// On what.
        path: PathBuf,
    },
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
    /// What a build said cannot be packed or unpacked.
    #[error("the dossier's database holds a build that cannot be unpacked")]
    Unpacked,
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
    /// Words for a failure of the file system: those that office life brings have their own.
    pub fn io(what: &'static str, path: &Path, source: io::Error) -> Self {
        let code = source.raw_os_error().filter(|_| cfg!(windows));
        let path = path.to_owned();
        match Trouble::of(source.kind(), code) {
            Trouble::InUse => Self::InUse(path),
            Trouble::TooLong => Self::PathTooLong(path),
            Trouble::Away => Self::Away(path),
            Trouble::NoRight => Self::NoRight { what, path },
            Trouble::Full => Self::DiskFull(path),
            Trouble::Other => Self::Io { what, path, source },
        }
    }

    /// Why a file cannot be opened, in words that do not name it.
    pub fn reason(&self) -> String {
        match self {
            Self::InUse(_) => "it is open in another program".into(),
            Self::PathTooLong(_) => "its path is too long for this system".into(),
            Self::Away(_) => "it cannot be reached just now".into(),
            Self::NoRight { .. } => "your account may not read it".into(),
            Self::Io { source, .. } => format!("it cannot be read ({source})"),
            other => other.to_string(),
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
            Self::PathTooLong(_) => "give the file or its folders shorter names, or move the dossier higher up".into(),
            Self::Away(_) => "see whether the network drive is connected and OneDrive is running, then try again".into(),
            Self::NoRight { .. } => "ask whoever keeps the folder for the right, or see whether the file is open elsewhere".into(),
            Self::DiskFull(_) => "make room and try again; nothing was half-written".into(),
            Self::Locked(_) => "wait until it has finished and try again".into(),
            Self::ForeignDatabase(path) => format!("move {} away; a new one is made", path.display()),
            Self::NewerDatabase { .. } => "install the newer version of Rapporteur".into(),
            Self::Database(error) => in_database(error).into(),
            Self::Damaged { .. } | Self::Unpacked | Self::Io { .. } => String::new(),
        }
    }
}

/// What to do when SQLite fails for a reason that lies outside the program.
fn in_database(error: &rusqlite::Error) -> &'static str {
    use rusqlite::ErrorCode as E;
    match error.sqlite_error_code() {
        Some(E::DiskFull) => "make room on the disk and try again; nothing was half-written",
        Some(E::DatabaseBusy | E::DatabaseLocked) => {
            "another Rapporteur is at work on it: wait until it has finished and try again"
        }
        Some(E::ReadOnly | E::CannotOpen | E::PermissionDenied) => {
            "see whether the folder may be written to and the network drive is connected"
        }
        Some(E::SystemIoFailure) => "see whether the disk or the network drive is still there",
        _ => "",
    }
}

/// The troubles of the file system that have words of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Trouble {
    InUse,
    TooLong,
    Away,
    NoRight,
    Full,
    Other,
}

impl Trouble {
    /// Tells them by the kind of the error, and by the error numbers of Windows, where these say
    /// more: 32 and 33 a file held by another program, 206 a path over 260 characters, 53 to 67, 121
    /// and 1231 to 1236 a share that is gone, the others what OneDrive says of a file that is not
    /// on this machine and cannot be fetched.
    fn of(kind: io::ErrorKind, windows: Option<i32>) -> Self {
        use io::ErrorKind as K;
        match windows {
            Some(32 | 33) => return Self::InUse,
            Some(206) => return Self::TooLong,
            Some(51 | 53 | 54 | 55 | 59 | 64 | 67 | 121 | 1222 | 1231..=1236) => return Self::Away,
            Some(362 | 384..=389 | 393 | 404 | 426) => return Self::Away,
            _ => {}
        }
        match kind {
            K::ResourceBusy | K::ExecutableFileBusy => Self::InUse,
            K::InvalidFilename => Self::TooLong,
            K::StaleNetworkFileHandle
            | K::NetworkDown
            | K::NetworkUnreachable
            | K::HostUnreachable
            | K::NotConnected
            | K::ConnectionAborted
            | K::ConnectionReset
            | K::TimedOut => Self::Away,
            K::PermissionDenied => Self::NoRight,
            K::StorageFull | K::QuotaExceeded => Self::Full,
            _ => Self::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn troubles_of_windows_are_told_by_their_numbers() {
        let of = |code| Trouble::of(io::ErrorKind::Other, Some(code));
        assert_eq!(of(32), Trouble::InUse);
        assert_eq!(of(33), Trouble::InUse);
        assert_eq!(of(206), Trouble::TooLong);
        assert_eq!(of(53), Trouble::Away);
        assert_eq!(of(64), Trouble::Away);
        assert_eq!(of(362), Trouble::Away);
        assert_eq!(of(2), Trouble::Other);
        let full = Trouble::of(io::ErrorKind::StorageFull, Some(112));
        assert_eq!(full, Trouble::Full);
        // The same numbers mean other things elsewhere.
        assert_eq!(Trouble::of(io::ErrorKind::BrokenPipe, None), Trouble::Other);
    }

    #[test]
    fn each_trouble_says_what_to_do_and_its_reason_does_not_name_the_file() {
        let path = Path::new("inbox/reply.docx");
        for kind in [
            io::ErrorKind::ResourceBusy,
            io::ErrorKind::InvalidFilename,
            io::ErrorKind::StaleNetworkFileHandle,
            io::ErrorKind::PermissionDenied,
        ] {
            let error = DossierError::io("read", path, kind.into());
            assert!(error.to_string().contains("reply.docx"), "{error}");
            assert!(!error.hint().is_empty(), "{error} has no advice");
            assert!(!error.reason().contains("reply.docx"), "{error}");
        }
        let full = DossierError::io("write", path, io::ErrorKind::StorageFull.into());
        assert!(full.to_string().contains("no room"), "{full}");
    }

    #[cfg(unix)]
    #[test]
    fn a_name_that_is_too_long_is_told_as_such() {
        let path = Path::new("/tmp").join("a".repeat(300));
        let error = std::fs::File::open(&path).unwrap_err();
        assert!(matches!(
            DossierError::io("read", &path, error),
            DossierError::PathTooLong(_)
        ));
    }
}
