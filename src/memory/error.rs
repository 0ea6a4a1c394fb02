//! What can go wrong with a memory.

use std::path::{Path, PathBuf};

/// Why a memory could not be opened, read or written.
#[derive(Debug, thiserror::Error)]
pub enum MemoryError {
    /// The file is of an earlier format and was opened for reading only.
    #[error("{} is a memory of an earlier version and may not be changed: open it once with `rapporteur memory import`, or take read_only away", .0.display())]
    Older(PathBuf),
    /// The file is something else: not a database at all, or another program's.
    #[error("{} is not a translation memory; name another file, or leave the file out to have one made", .0.display())]
    NotAMemory(PathBuf),
    /// The file was written by a newer version of this program.
    #[error("{} was made by a newer version (format {found}; this one knows up to {known}); use that version", .file.display())]
    Newer {
        /// The file.
        file: PathBuf,
        /// Its format.
        found: i64,
        /// The newest format known here.
        known: i64,
    },
    /// Another program holds the file for longer than the waiting time.
    #[error("{} is locked by another program; close it there and try again", .0.display())]
    Locked(PathBuf),
    /// The file cannot be opened.
    #[error("cannot open {}: {reason}", .file.display())]
    Open {
        /// The file.
        file: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// The file's last changes wait in a file beside it, in a folder that may not be written.
    #[error("the last changes of {} wait in the file beside it that ends in -wal, and its folder may not be written; open the memory once where it may be, or copy both files into another folder", .0.display())]
    Unfinished(PathBuf),
    /// No room left where the file lies; nothing was changed.
    #[error("no room left on the disk of {}; nothing was changed", .0.display())]
    Full(PathBuf),
    /// The file is damaged.
    #[error("{} is damaged; take it from a backup, or save what is left with `rapporteur memory recover`", .0.display())]
    Damaged(PathBuf),
    /// A lock inside the program was left by a failed operation.
    #[error("an earlier operation on the memory failed; open it again")]
    Poisoned,
    /// The system gives no further threads.
    #[error("cannot start threads to read the memory: {0}; close other programs and try again")]
    Threads(String),
    /// Anything else SQLite reports.
    #[error("the memory failed: {0}")]
    Store(#[from] rusqlite::Error),
}

impl MemoryError {
    /// The same in the clearest words, now that the file is known.
    pub(super) fn about(self, file: &Path) -> Self {
        match self {
            Self::Store(error) => Self::from_sqlite(file, error),
            other => other,
        }
    }

    /// The clearest words for what SQLite reports about `file`.
    pub(super) fn from_sqlite(file: &Path, error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        let code = error.sqlite_error_code();
        match code {
            Some(ErrorCode::NotADatabase) => Self::NotAMemory(file.to_owned()),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                Self::Locked(file.to_owned())
            }
            Some(ErrorCode::DiskFull) => Self::Full(file.to_owned()),
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged(file.to_owned()),
            Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied | ErrorCode::ReadOnly) => {
                Self::Open {
                    file: file.to_owned(),
                    reason: error.to_string(),
                }
            }
            _ => Self::Store(error),
        }
    }
}
