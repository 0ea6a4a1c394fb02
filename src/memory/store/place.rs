//! Where a file lies: on a network folder several machines cannot share memory, so that the journal
//! must be the one that needs none.

use std::path::Path;

/// Kinds of file systems, as Linux names them, that lie on another machine or behind a program
/// that cannot share memory between machines.
const NETWORK: [&str; 18] = [
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "ncpfs",
    "afs",
    "9p",
    "ceph",
    "lustre",
    "gpfs",
    "glusterfs",
    "fuse.glusterfs",
    "fuse.sshfs",
    "fuse.rclone",
    "fuse.davfs2",
    "davfs",
    "vboxsf",
];

/// Whether a path is on a network folder. What cannot be found out is taken for a local disk.
pub(super) fn is_network(path: &Path) -> bool {
    let whole = path
        .canonicalize()
        .or_else(|_| path.parent().unwrap_or(path).canonicalize())
        .unwrap_or_else(|_| path.to_owned());
    if cfg!(windows) {
        let name = whole.to_string_lossy();
        return name.starts_with(r"\\?\UNC\")
            || (name.starts_with(r"\\") && !name.starts_with(r"\\?\"));
    }
    std::fs::read_to_string("/proc/self/mounts")
        .is_ok_and(|mounts| kind_of(&whole, &mounts).is_some_and(|k| NETWORK.contains(&k)))
}

/// The kind of the file system that a path is on: the last mount whose folder holds it best.
fn kind_of<'a>(path: &Path, mounts: &'a str) -> Option<&'a str> {
    mounts
        .lines()
        .filter_map(|line| {
            let mut fields = line.split(' ');
            let folder = unescaped(fields.nth(1)?);
            let kind = fields.next()?;
            path.starts_with(&folder).then_some((folder.len(), kind))
        })
        .max_by_key(|(length, _)| *length)
        .map(|(_, kind)| kind)
}

/// A folder's name as the system writes it there: blanks and backslashes in octal.
fn unescaped(field: &str) -> String {
    field
        .replace("\\040", " ")
        .replace("\\011", "\t")
        .replace("\\134", "\\")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_mount_decides() {
        let mounts = "/dev/sda1 / ext4 rw 0 0\n\
                      server:/shared /mnt/shared\\040files nfs4 rw 0 0\n\
                      //server/x /mnt/shared\\040files/x cifs rw 0 0\n\
                      tmpfs /mnt/shared\\040files/x/fast tmpfs rw 0 0\n";
        let kind = |path: &str| kind_of(Path::new(path), mounts).unwrap();
        assert_eq!(kind("/home/a/memory.db"), "ext4");
        assert_eq!(kind("/mnt/shared files/memory.db"), "nfs4");
        assert_eq!(kind("/mnt/shared files/x/memory.db"), "cifs");
        assert_eq!(kind("/mnt/shared files/x/fast/memory.db"), "tmpfs");
        assert_eq!(kind("/mnt/shared files elsewhere/memory.db"), "ext4");
    }

    #[test]
    fn a_folder_of_this_machine_is_none_of_the_network() {
        let dir = tempfile::tempdir().unwrap();
        assert!(!is_network(&dir.path().join("memory.db")));
    }
}
