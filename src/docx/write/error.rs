//! Why a manuscript could not be written.

/// Why a manuscript could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The house style is not sound TOML or lacks a key.
    #[error("the house style cannot be read: {0}")]
    HouseStyle(#[from] toml::de::Error),
    /// A value of the house style is out of its range.
    #[error("the house style has {value} for {key}: {wanted}")]
    HouseValue {
        /// The key, with its table.
        key: String,
        /// The value found.
        value: String,
        /// What was wanted, in words.
        wanted: &'static str,
    },
    /// The manuscript's time is not RFC 3339.
    #[error("“{0}” is not a time such as 2026-03-01T09:00:00Z")]
    Timestamp(String),
    /// A part made on the way is not the XML that the finishing pass expects.
    #[error("the part {part} came out wrong: {message}")]
    Part {
        /// Name of the part.
        part: &'static str,
        /// What was wrong.
        message: String,
    },
    /// The archive could not be put together.
    #[error("the package could not be put together: {0}")]
    Archive(#[from] zip::result::ZipError),
    /// Bytes could not be written.
    #[error("the package could not be written: {0}")]
    Io(#[from] std::io::Error),
}
