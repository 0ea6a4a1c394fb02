//! What can be wrong with language data.

/// A data file that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LanguageError {
    /// A file has a mistake.
    #[error("the language file {file} has a mistake: {message}")]
    Data {
        /// Name of the file.
        file: String,
        /// What is wrong, with the line.
        message: String,
    },
    /// A folder laid over the shipped data holds a file that the program does not know.
    #[error("the language file {file} is not one that can be laid over the shipped data ({known})")]
    UnknownFile {
        /// Name of the file.
        file: String,
        /// The names that are known.
        known: String,
    },
}

impl LanguageError {
    /// A mistake in a file.
    pub fn data(file: &str, message: impl std::fmt::Display) -> Self {
        Self::Data {
            file: file.to_owned(),
            message: message.to_string(),
        }
    }
}
