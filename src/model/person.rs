//! People who share a dossier, and what each is there for.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::ids::Lang;

/// What somebody is there for. A person may have several roles.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "role")]
pub enum Role {
    /// Places texts of returns, groups, and drafts the original.
    Officer,
    /// Confirms the original, and what is left out of the note.
    ClearingOfficer,
    /// Proposes and edits translations into a language, and never the original.
    Translator {
        /// The language.
        lang: Lang,
    },
    /// Confirms translations into a language.
    Reviser {
        /// The language.
        lang: Lang,
    },
    /// Reads.
    Reader,
}

/// The roles of a person.
pub type Roles = BTreeSet<Role>;

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Officer => f.write_str("officer"),
            Self::ClearingOfficer => f.write_str("clearing officer"),
            Self::Translator { lang } => write!(f, "translator ({lang})"),
            Self::Reviser { lang } => write!(f, "reviser ({lang})"),
            Self::Reader => f.write_str("reader"),
        }
    }
}

/// Somebody who may sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The name, as it goes into the log.
    pub name: String,
    /// What the person may do.
    pub roles: Roles,
    /// Hash of the password with its salt and parameters (PHC string); empty when there is none yet.
    pub password: String,
}
