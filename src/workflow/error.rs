//! What can go wrong in a use case, sorted by what a person can do about it.

use std::path::PathBuf;

use crate::dossier::DossierError;

/// A fault that ends a use case. Problems of single files are findings in its report instead.
#[derive(Debug, thiserror::Error)]
pub enum WorkflowError {
    /// The dossier's folder, settings or database.
    #[error(transparent)]
    Dossier(#[from] DossierError),
    /// The language data shipped with the program or laid over it.
    #[error(transparent)]
    Language(#[from] crate::language::LanguageError),
    /// A translation memory.
    #[error("the memory {}: {source}", path.display())]
    Memory {
        /// Its file.
        path: PathBuf,
        /// Why.
        source: crate::memory::MemoryError,
    },
    /// A lookup failed.
    #[error(transparent)]
    Suggest(#[from] crate::suggest::SuggestError),
    /// A file that the person named cannot be read as what it should be.
    #[error("{}: {message}", path.display())]
    Input {
        /// The file.
        path: PathBuf,
        /// Why, in a plain sentence.
        message: String,
        /// What to do; may be empty.
        hint: String,
    },
    /// The note could not be written as a Word file.
    #[error(transparent)]
    Write(#[from] crate::docx::write::WriteError),
    /// What was asked for does not exist or does not fit.
    #[error("{message}")]
    Usage {
        /// What is wrong.
        message: String,
        /// What to do; may be empty.
        hint: String,
    },
    /// The text was changed by somebody else since the person saw it.
    #[error(
        "the text was changed by somebody else since you opened it; yours was not written over it"
    )]
    Conflict,
    /// The person's roles do not cover it.
    #[error("{person} may not do this{}", in_brackets(roles))]
    NotAllowed {
        /// Who asked for it.
        person: String,
        /// The roles that the person has, in words.
        roles: Vec<String>,
    },
    /// The person asked to stop.
    #[error("stopped as asked; everything finished so far is kept")]
    Stopped,
}

/// What somebody is, for a message.
fn in_brackets(roles: &[String]) -> String {
    if roles.is_empty() {
        " (not among the people of this dossier)".into()
    } else {
        format!(" ({})", roles.join(", "))
    }
}

impl WorkflowError {
    /// A wrong request.
    pub fn usage(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Usage {
            message: message.into(),
            hint: hint.into(),
        }
    }
    /// A named file that cannot be used.
    pub fn input(
        path: impl Into<PathBuf>,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) -> Self {
        Self::Input {
            path: path.into(),
            message: message.into(),
            hint: hint.into(),
        }
    }
    /// What a person can do about it; empty when the message says all.
    pub fn hint(&self) -> String {
        match self {
            Self::Dossier(e) => e.hint(),
            Self::Input { hint, .. } | Self::Usage { hint, .. } => hint.clone(),
            Self::Conflict => {
                "copy your text, open the entry again, and decide between the two".into()
            }
            Self::NotAllowed { .. } => {
                "`rapporteur people list` shows who may do what; `--as` says who you are".into()
            }
            Self::Stopped => "start the same command again to go on".into(),
            Self::Language(_) | Self::Memory { .. } | Self::Suggest(_) | Self::Write(_) => {
                String::new()
            }
        }
    }
}
