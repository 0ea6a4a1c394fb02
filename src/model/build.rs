//! Builds: what was written, when, from what, and what it said.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::entry::EntryKey;
use super::ids::{EntryId, Hash, Lang};
use super::manuscript::Manuscript;

/// What kind of document a build made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Form {
    /// The note.
    #[default]
    Note,
    /// The note as it is handed in for editing.
    Submission,
    /// What is new since the note was issued, as `Add.n`.
    Addendum(u16),
    /// What was changed since the note was issued, as `Corr.n`.
    Corrigendum(u16),
    /// The whole note anew, as `Rev.n`.
    Revision(u16),
    /// The note as issued, under the same symbol with an asterisk.
    Reissue,
    /// The note as it was published; nothing was built, the numbers are frozen.
    Issued,
}

impl Form {
    /// What stands behind the symbol of the note, with the stroke; empty for most forms.
    pub fn suffix(self) -> String {
        match self {
            Self::Addendum(n) => format!("/Add.{n}"),
            Self::Corrigendum(n) => format!("/Corr.{n}"),
            Self::Revision(n) => format!("/Rev.{n}"),
            Self::Note | Self::Submission | Self::Reissue | Self::Issued => String::new(),
        }
    }
    /// The beginning of the names of its files.
    pub fn stem(self) -> String {
        match self {
            Self::Note | Self::Issued => "note".into(),
            Self::Submission => "submission".into(),
            Self::Addendum(n) => format!("addendum-{n}"),
            Self::Corrigendum(n) => format!("corrigendum-{n}"),
            Self::Revision(n) => format!("revision-{n}"),
            Self::Reissue => "reissue".into(),
        }
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Issued => f.write_str("issued"),
            other => f.write_str(&other.stem()),
        }
    }
}

/// A text that names no form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is no kind of build")]
pub struct UnknownForm(String);

impl FromStr for Form {
    type Err = UnknownForm;
    fn from_str(text: &str) -> Result<Self, UnknownForm> {
        let unknown = || UnknownForm(text.to_owned());
        Ok(match text {
            "note" => Self::Note,
            "submission" => Self::Submission,
            "reissue" => Self::Reissue,
            "issued" => Self::Issued,
            other => {
                let (stem, n) = other.rsplit_once('-').ok_or_else(unknown)?;
                let n = n.parse().map_err(|_| unknown())?;
                match stem {
                    "addendum" => Self::Addendum(n),
                    "corrigendum" => Self::Corrigendum(n),
                    "revision" => Self::Revision(n),
                    _ => return Err(unknown()),
                }
            }
        })
    }
}

impl TryFrom<String> for Form {
    type Error = UnknownForm;
    fn try_from(text: String) -> Result<Self, UnknownForm> {
        text.parse()
    }
}

impl From<Form> for String {
    fn from(form: Form) -> Self {
        form.to_string()
    }
}

/// Which entry a numbered paragraph was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Numbered {
    /// The number.
    pub number: u32,
    /// The entry.
    pub entry: EntryId,
    /// What the entry is.
    pub key: EntryKey,
}

/// What a build said: enough to write it again.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Said {
    /// The notes, by language.
    pub notes: BTreeMap<Lang, Manuscript>,
    /// The numbered paragraphs in their order; the same in every language.
    pub paragraphs: Vec<Numbered>,
}

/// A file of a build.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BuiltFile {
    /// Language.
    pub lang: Lang,
    /// Its name, without folders.
    pub name: String,
    /// Hash of its bytes.
    pub hash: Hash,
    /// Number of words.
    pub words: usize,
}

/// A build in the dossier's list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Build {
    /// Its number, from 1.
    pub build: u64,
    /// When, RFC 3339.
    pub time: String,
    /// Who; empty for builds of before this was kept.
    pub person: String,
    /// What kind of document.
    pub form: Form,
    /// True when it was built with everything confirmed.
    #[serde(rename = "final")]
    pub last: bool,
    /// Hash of all that it was made from: settings, returns, decisions.
    pub inputs: String,
    /// Hash of what it said.
    pub said: Option<String>,
    /// Number of numbered paragraphs.
    pub paragraphs: u32,
    /// The files.
    pub files: Vec<BuiltFile>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_read_back() {
        for form in [
            Form::Note,
            Form::Submission,
            Form::Addendum(2),
            Form::Corrigendum(1),
            Form::Revision(11),
            Form::Reissue,
            Form::Issued,
        ] {
            assert_eq!(form.to_string().parse::<Form>().unwrap(), form);
        }
        assert!("addendum".parse::<Form>().is_err());
        assert!("memo-1".parse::<Form>().is_err());
    }
}
