//! Writing files so that a kill at any moment leaves the old or the new, never half.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{BufWriter, Write};
use std::path::Path;

use super::error::DossierError;

/// Writes a file through a temporary one beside it: written, synced, renamed over the old.
///
/// # Errors
/// When the folder cannot be written, the disk is full, or the old file is held open.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> Result<(), DossierError> {
    write_atomically_by(path, |to| {
        to.write_all(bytes)
            .map_err(|e| DossierError::io("write", path, e))
    })
}

/// The same for what is too large to be held: `fill` writes it piece by piece.
///
/// # Errors
/// As [`write_atomically`], and those of `fill`; then the old file stays.
pub fn write_atomically_by<T, E: From<DossierError>>(
    path: &Path,
    fill: impl FnOnce(&mut BufWriter<&mut File>) -> Result<T, E>,
) -> Result<T, E> {
    let dir = path
        .parent()
        .filter(|p| !p.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let fail = |e: std::io::Error| DossierError::io("write", path, e);
    let mut temporary = tempfile::Builder::new()
        .prefix(".rapporteur-")
        .suffix(".tmp")
        .permissions_default()
        .tempfile_in(dir)
        .map_err(fail)?;
    let mut to = BufWriter::with_capacity(256 * 1024, temporary.as_file_mut());
    let done = fill(&mut to)?;
    to.flush().map_err(fail)?;
    drop(to);
    temporary.as_file().sync_all().map_err(fail)?;
    temporary.persist(path).map_err(|e| fail(e.error))?;
    // The rename itself is durable once the folder is synced; folders cannot be synced on Windows.
    if cfg!(unix)
        && let Ok(folder) = File::open(dir)
    {
        folder.sync_all().map_err(fail)?;
    }
    Ok(done)
}

/// Write permissions of an ordinary new file, not the private ones of a temporary file.
trait OrdinaryPermissions {
    fn permissions_default(&mut self) -> &mut Self;
}

impl OrdinaryPermissions for tempfile::Builder<'_, '_> {
    #[cfg(unix)]
    fn permissions_default(&mut self) -> &mut Self {
        use std::os::unix::fs::PermissionsExt;
        self.permissions(std::fs::Permissions::from_mode(0o644))
    }
    #[cfg(not(unix))]
    fn permissions_default(&mut self) -> &mut Self {
        self
    }
}

/// A lock on a folder for the length of one write; released when dropped, and by the system when
/// the process dies.
#[derive(Debug)]
pub struct FolderLock {
    _file: File,
}

impl FolderLock {
    /// Takes the lock of `dir`.
    ///
    /// # Errors
    /// When another process holds it, or the folder cannot be written.
    pub fn take(dir: &Path) -> Result<Self, DossierError> {
        let path = dir.join(".rapporteur.lock");
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(|e| DossierError::io("write", &path, e))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(DossierError::Locked(dir.to_owned())),
            Err(TryLockError::Error(e)) => Err(DossierError::io("lock", &path, e)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_old_file_is_replaced_whole_and_nothing_is_left_beside_it() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.txt");
        write_atomically(&path, b"one").unwrap();
        write_atomically(&path, b"two").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"two");
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_second_writer_is_told_to_wait() {
        let dir = tempfile::tempdir().unwrap();
        let first = FolderLock::take(dir.path()).unwrap();
        assert!(matches!(
            FolderLock::take(dir.path()),
            Err(DossierError::Locked(_))
        ));
        drop(first);
        assert!(FolderLock::take(dir.path()).is_ok());
    }
}
