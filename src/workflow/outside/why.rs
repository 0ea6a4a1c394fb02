//! Why a line is what it is: a code for the page, words for the command line.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::model::ids::{EntryId, Lang};

/// Why a line is what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// It cannot be read; in words.
    Unreadable(String),
    /// It has no id.
    NoId,
    /// What stands where its id should.
    BadId(String),
    /// The entry speaks in the paragraph of another one now.
    Grouped(EntryId, EntryId),
    /// The dossier has no such entry.
    NoEntry(EntryId),
    /// The note has no such language.
    NoLanguage(Lang),
    /// Its source is not the one that went out under its id.
    OtherSource(EntryId),
    /// The replies behind an original have changed, or the id is damaged.
    RepliesChanged,
    /// Its text went out with another paragraph.
    Strayed,
    /// It names other countries than its source.
    OtherCountry,
    /// Texts of its column stand with other paragraphs.
    ColumnMoved,
    /// The text was deleted in the file.
    Deleted,
    /// Another line says the same of the entry.
    Repeated,
    /// Another line says something else of the entry.
    Disagrees,
    /// The text was changed here since it went out.
    ChangedHere,
    /// As `ChangedHere` or `Disagrees`, and the text is offered already.
    OfferedAlready,
    /// What it translates was changed here since it went out.
    SourceChanged,
    /// Confirmed in the file and taken as edited.
    NotConfirmed,
    /// Originals are confirmed on the page only.
    OriginalNotConfirmed,
    /// No longer confirmed in the file; it stays so here.
    StaysConfirmed,
}

impl Why {
    /// The code, in kebab case.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "unreadable",
            Self::NoId => "no-id",
            Self::BadId(_) => "bad-id",
            Self::Grouped(..) => "grouped",
            Self::NoEntry(_) => "no-entry",
            Self::NoLanguage(_) => "no-language",
            Self::OtherSource(_) => "other-source",
            Self::RepliesChanged => "replies-changed",
            Self::Strayed => "strayed",
            Self::OtherCountry => "other-country",
            Self::ColumnMoved => "column-moved",
            Self::Deleted => "deleted",
            Self::Repeated => "repeated",
            Self::Disagrees => "disagrees",
            Self::ChangedHere => "changed-here",
            Self::OfferedAlready => "offered-already",
            Self::SourceChanged => "source-changed",
            Self::NotConfirmed => "not-confirmed",
            Self::OriginalNotConfirmed => "original-not-confirmed",
            Self::StaysConfirmed => "stays-confirmed",
        }
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = match self {
            Self::Unreadable(why) => return write!(f, "it cannot be read: {why}"),
            Self::BadId(id) => return write!(f, "its id “{id}” is damaged or none of ours"),
            Self::Grouped(id, first) => {
                return write!(f, "entry {id} speaks in the paragraph of entry {first} now");
            }
            Self::NoEntry(id) => return write!(f, "there is no entry {id} in this dossier"),
            Self::NoLanguage(lang) => return write!(f, "the note has no language “{lang}”"),
            Self::OtherSource(id) => {
                return write!(
                    f,
                    "its id says entry {id}, and its source is not the one that went out with it"
                );
            }
            Self::NoId => "it has no id",
            Self::RepliesChanged => {
                "the replies behind it have changed since it went out, or its id is damaged"
            }
            Self::Strayed => "its text went out with another paragraph, which has lost it",
            Self::OtherCountry => "it names other countries than its source",
            Self::ColumnMoved => {
                "texts of its column stand with other paragraphs, so that no changed one is sure"
            }
            Self::Deleted => "deletions are not taken over",
            Self::Repeated => "the entry is in the file more than once",
            Self::Disagrees => "the entry is in the file more than once, with different texts",
            Self::ChangedHere => "the text was changed here too since it went out",
            Self::OfferedAlready => "changed on both sides, and offered already",
            Self::SourceChanged => "what it translates was changed here since it went out",
            Self::NotConfirmed => "confirmed in the file; it is taken as edited",
            Self::OriginalNotConfirmed => {
                "confirmed in the file; the original is confirmed on the page only"
            }
            Self::StaysConfirmed => {
                "no longer confirmed in the file; a confirmation is only taken back here"
            }
        };
        f.write_str(plain)
    }
}

/// In JSON it is its words.
impl Serialize for Why {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
