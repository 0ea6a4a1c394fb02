//! What goes with a note: the document that its look is taken from, and the files made of it besides
//! the Word file.

use std::path::{Path, PathBuf};

use super::convert::ConvertFault;
use super::desk::{Desk, Surroundings};
use super::error::WorkflowError;
use crate::docx::write::{HouseStyle, Reference};
use crate::dossier::files;
use crate::model::finding::Finding;
use crate::model::manuscript::Manuscript;
use crate::note::{HtmlWords, html};

/// The largest PDF that is taken, in bytes.
const LARGEST_PDF: u64 = 512 << 20;

/// Files made of each note besides the Word file, under the same name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Companions {
    /// A PDF, set by LibreOffice.
    pub pdf: bool,
    /// A page for a browser.
    pub html: bool,
}

impl Companions {
    /// Makes them for a note that is written: its path, its bytes, what it says, its look. One that
    /// cannot be made is told in `unmade` and stops nothing.
    pub(super) fn make(
        self,
        desk: &Desk,
        around: &Surroundings<'_>,
        (path, bytes, manuscript, style): (&Path, &[u8], &Manuscript, &HouseStyle),
        unmade: &mut Vec<String>,
    ) -> Result<Vec<PathBuf>, WorkflowError> {
        let mut made = Vec::new();
        if self.html {
            let file = path.with_extension("html");
            let words = HtmlWords::of(&desk.resources.labels, &manuscript.lang);
            files::write_atomically(&file, html(manuscript, style, &words).as_bytes())?;
            made.push(file);
        }
        if self.pdf {
            let file = path.with_extension("pdf");
            match pdf(desk, around, bytes) {
                Ok(bytes) => {
                    files::write_atomically(&file, &bytes)?;
                    made.push(file);
                }
                Err(ConvertFault::Stopped) => return Err(WorkflowError::Stopped),
                Err(fault) => {
                    let name = file.file_name().unwrap_or_default().to_string_lossy();
                    // One of an earlier build would be taken for this one's.
                    let old = if file.exists() {
                        "; the file of that name is of an earlier build"
                    } else {
                        ""
                    };
                    unmade.push(format!("{name} was not made: {fault}{old}"));
                }
            }
        }
        Ok(made)
    }
}

fn pdf(desk: &Desk, around: &Surroundings<'_>, bytes: &[u8]) -> Result<Vec<u8>, ConvertFault> {
    let converter = desk.converter.as_ref().ok_or(ConvertFault::Missing)?;
    converter.to_pdf(bytes, LARGEST_PDF, &|| (around.stop)())
}

/// Reads the document that the look is taken from, and what could not be taken.
pub(super) fn reference(
    desk: &Desk,
    path: &Path,
    style: &HouseStyle,
) -> Result<(Reference, Vec<Finding>), WorkflowError> {
    let limits = desk.reading_limits()?;
    let size = std::fs::metadata(path)
        .map_err(|e| WorkflowError::input(path, e.to_string(), "name a Word file (.docx)"))?
        .len();
    if size > limits.file_size {
        return Err(WorkflowError::input(
            path,
            "the file is too large",
            "name a Word file that holds little besides its styles",
        ));
    }
    let bytes = std::fs::read(path)
        .map_err(|e| WorkflowError::input(path, e.to_string(), "name a Word file (.docx)"))?;
    Reference::read(&bytes, &limits, style).map_err(|refusal| {
        WorkflowError::input(
            path,
            refusal.to_string(),
            "the reference document must be a sound Word file (.docx)",
        )
    })
}
