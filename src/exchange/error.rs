//! Why a file could not be read or written.

use std::io;

/// Why a file could not be read as what it should be, or not be written.
#[derive(Debug, thiserror::Error)]
pub enum ExchangeError {
    /// Nothing in it.
    #[error("the file is empty; a {0} file was expected")]
    Empty(&'static str),
    /// Something else.
    #[error("this is not a {format} file: {why}")]
    Foreign {
        /// The format that was expected.
        format: &'static str,
        /// What was found.
        why: String,
    },
    /// A document type with definitions of its own, which are not read for safety.
    #[error(
        "line {0}: the file defines its own entities or document type, which is not accepted; export it again without a DOCTYPE"
    )]
    Definitions(u64),
    /// The declared encoding is not known.
    #[error("the encoding “{0}” is not known; save the file as UTF-8")]
    Encoding(String),
    /// The languages of a table of texts are not told.
    #[error("the first line does not name the languages of the columns; {0}")]
    Columns(String),
    /// The file could not be read or written.
    #[error("{0}")]
    Io(#[from] io::Error),
}
