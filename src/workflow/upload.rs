//! Files that come through the page.

use super::desk::Desk;
use super::error::WorkflowError;
use crate::dossier::{DossierError, files};

/// Puts a file that came through the page into the inbox; an existing file of that name is kept
/// and the new one gets a number. Returns the name it got.
///
/// # Errors
/// When the name is no file name, or the inbox cannot be written.
pub fn accept_upload(desk: &Desk, name: &str, bytes: &[u8]) -> Result<String, WorkflowError> {
    let bad = |c: char| c.is_control() || "/\\:*?\"<>|".contains(c);
    let name = name.trim().trim_end_matches(['.', ' ']);
    if name.is_empty() || name.starts_with('.') || name.chars().any(bad) || name.len() > 200 {
        return Err(WorkflowError::usage(
            format!("“{name}” cannot be used as a file name"),
            "rename the file",
        ));
    }
    let inbox = desk.dossier.inbox();
    std::fs::create_dir_all(&inbox).map_err(|e| DossierError::io("make the folder", &inbox, e))?;
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, "docx"));
    let mut free = name.to_owned();
    for n in 2..1000 {
        let path = inbox.join(&free);
        match std::fs::read(&path) {
            Ok(old) if old == bytes => return Ok(free),
            Ok(_) => free = format!("{stem} ({n}).{extension}"),
            Err(_) => break,
        }
    }
    files::write_atomically(&inbox.join(&free), bytes)?;
    Ok(free)
}
