//! The lines of a file that came back.

use super::super::desk::Desk;
use super::super::error::WorkflowError;
use super::bilingual::read_bilingual;
use super::export::JobFormat;
use super::merge::ReturnedFile;
use super::pairs::read_pairs;
use super::table::read_table;
use crate::exchange::job::{Returned, read_job_xliff};

/// The format of a file, by its content; `None` when it is none that is known.
pub(super) fn format_of(file: &ReturnedFile) -> Option<JobFormat> {
    let start = file.bytes.get(..2_048.min(file.bytes.len()))?;
    if start.starts_with(b"PK") {
        let ending = file.name.rsplit_once('.')?.1.to_lowercase();
        return match ending.as_str() {
            "docx" | "docm" | "dotx" => Some(JobFormat::Docx),
            "xlsx" | "xlsm" => Some(JobFormat::Xlsx),
            _ => None,
        };
    }
    match crate::exchange::importer_of(&file.name, start)?.name() {
        "xliff" => Some(JobFormat::Xliff),
        "tmx" => Some(JobFormat::Tmx),
        _ => None,
    }
}

/// Reads all lines of a file, whatever is wrong with single ones.
///
/// # Errors
/// When the file as a whole is not what it should be.
pub(super) fn read(
    desk: &Desk,
    file: &ReturnedFile,
    format: JobFormat,
) -> Result<Returned, WorkflowError> {
    let bad = |why: String| {
        WorkflowError::input(
            &file.name,
            why,
            "give the file as `rapporteur export` made it and a translator saved it",
        )
    };
    match format {
        JobFormat::Xliff => read_job_xliff(file.bytes.as_slice()).map_err(|e| bad(e.to_string())),
        JobFormat::Docx => read_bilingual(&file.bytes, &desk.reading_limits()?).map_err(bad),
        JobFormat::Tmx => read_pairs(&file.bytes).map_err(bad),
        JobFormat::Xlsx => {
            let original = desk.settings()?.note.original;
            read_table(&file.bytes, &desk.reading_limits()?, &original).map_err(bad)
        }
        JobFormat::Package => Err(bad("a package does not come back as such".into())),
    }
}
