//! Decisions: the append-only log of what people did.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::ids::{Cell, CountryCode, EntryId, Hash, Lang, ReturnId};
use super::version::Chosen;

/// What a decision is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    /// A return.
    Return(ReturnId),
    /// A piece of text of a return, by the hash of the text.
    Passage(ReturnId, Hash),
    /// An entry.
    Entry(EntryId),
    /// The note as a whole.
    Note,
}

/// A piece of text of a return, known by its words, so that it is met again wherever a later reading
/// finds it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Piece {
    /// The words, one or more whole lines joined by line feeds.
    pub text: String,
    /// Which of several equal pieces of the return, from 0 in the order of the file.
    #[serde(default)]
    pub nth: usize,
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "act")]
pub enum Action {
    /// A text was written or changed, not yet confirmed.
    Edit {
        /// Language.
        lang: Lang,
        /// The whole new text.
        text: String,
    },
    /// A text was marked as tentative.
    Tentative {
        /// Language.
        lang: Lang,
        /// The whole text.
        text: String,
    },
    /// A text was confirmed as it stands.
    Confirm {
        /// Language.
        lang: Lang,
        /// The whole text.
        text: String,
    },
    /// The text in a language was given back to the program.
    Reject {
        /// Language.
        lang: Lang,
    },
    /// A text that somebody wrote and that was not taken over, because another text had come in
    /// between: it is kept and shown beside the text that stands.
    Offer {
        /// Language.
        lang: Lang,
        /// The whole text.
        text: String,
        /// Where it was written: the page, or the name of a file.
        from: String,
    },
    /// The entry was left out of the note, or taken back in.
    Exclude {
        /// Whether it is left out.
        excluded: bool,
        /// Why.
        reason: String,
    },
    /// The entry speaks for further countries that say the same; it keeps its id, theirs rest.
    Group {
        /// The entries taken in, all of them, those of an earlier grouping included.
        with: Vec<EntryId>,
    },
    /// Countries left a group and speak for themselves again.
    Split {
        /// The entries let go; empty: all of them.
        #[serde(default)]
        out: Vec<EntryId>,
    },
    /// The return was attributed to a country.
    Attribute {
        /// The country.
        country: CountryCode,
    },
    /// A passage was placed under a recommendation.
    Place {
        /// The recommendation.
        cell: Cell,
    },
    /// A working translation was attached to an answer of a return; the subject names the words of the
    /// answer. An empty text takes it away.
    WorkingTranslation {
        /// Its language.
        lang: Lang,
        /// The whole text.
        text: String,
    },
    /// Pieces of a return were put under a recommendation; put under the one where they stand, their
    /// place is confirmed.
    Move {
        /// The pieces.
        pieces: Vec<Piece>,
        /// The recommendation.
        cell: Cell,
    },
    /// Pieces of a return are no answer; they are kept and shown.
    SetAside {
        /// The pieces.
        pieces: Vec<Piece>,
        /// Why.
        reason: String,
    },
    /// Pieces of a return went back to where the reader had put them.
    PutBack {
        /// The pieces.
        pieces: Vec<Piece>,
    },
    /// Between versions of answers was chosen.
    Versions {
        /// One choice for each recommendation concerned.
        choices: Vec<Chosen>,
    },
    /// A finding on a return was looked into and settled.
    Settle {
        /// Its code.
        code: String,
        /// Its message, which tells it from others of that code.
        message: String,
        /// How it was settled.
        reason: String,
    },
    /// A finding or refused file was dealt with outside the program.
    Resolve {
        /// In words.
        reason: String,
        /// The codes of what was open and is dealt with by this; empty: everything.
        #[serde(default)]
        codes: Vec<String>,
    },
    /// The return is to be read in another way than as it came, or again as it came.
    Reread {
        /// How.
        way: Way,
    },
    /// Texts of the edited or published note were taken over, all of them as one decision.
    TakeOver {
        /// Names of the files.
        files: Vec<String>,
        /// The texts; each is confirmed as it stands.
        texts: Vec<TakenText>,
        /// When it is the note as it was issued: the record of it in the list of builds.
        #[serde(default)]
        issued: Option<u64>,
    },
    /// Texts were confirmed together, after a list of them was looked through.
    ConfirmMany {
        /// The texts; each is confirmed as it stands.
        texts: Vec<TakenText>,
    },
    /// A remark was written beside the entry.
    Comment {
        /// The remark.
        text: String,
    },
    /// A question was asked that somebody must answer.
    Query {
        /// Who is asked.
        to: Asked,
        /// The question.
        text: String,
    },
    /// A query was answered.
    Answer {
        /// Sequence number of the query.
        query: u64,
        /// The answer.
        text: String,
    },
    /// A query is settled.
    Close {
        /// Sequence number of the query.
        query: u64,
    },
    /// A finding of the checks was looked at and is none.
    Dismiss {
        /// Language of the text.
        lang: Lang,
        /// Its code.
        code: String,
        /// The words concerned.
        span: String,
        /// Hash of the texts that were checked; on other texts the finding is shown again.
        texts: Hash,
        /// Why.
        reason: String,
    },
    /// Countries that were proposed as one paragraph stay apart.
    Apart {
        /// The entries.
        entries: Vec<EntryId>,
        /// Hash of their statements; when it changes they are proposed again.
        said: Hash,
    },
    /// A file that people worked on outside came back: its texts, all of them as one decision.
    Merge {
        /// Name of the file.
        file: String,
        /// Its format, as `import` names it.
        format: String,
        /// The texts and comments taken, in the order of the file.
        texts: Vec<MergedText>,
    },
    /// Replies as returned were written into a file for people outside. It is a record and is not
    /// taken back.
    SentOut {
        /// The format, as `export` names it.
        format: String,
        /// Language that was to be translated into.
        lang: Lang,
        /// Replies written.
        statements: usize,
    },
    /// An earlier decision was taken back.
    Undo {
        /// Its sequence number.
        seq: u64,
    },
}

/// Who is asked by a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Asked {
    /// The desk officer.
    Officer,
    /// The reviser.
    Reviser,
}

impl Asked {
    /// The word used in the log and on the page.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Officer => "officer",
            Self::Reviser => "reviser",
        }
    }
}

impl Action {
    /// The word for it in the log.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Edit { .. } => "edit",
            Self::Tentative { .. } => "tentative",
            Self::Confirm { .. } => "confirm",
            Self::Reject { .. } => "reject",
            Self::Offer { .. } => "offer",
            Self::Exclude { excluded: true, .. } => "exclude",
            Self::Exclude { .. } => "include",
            Self::Group { .. } => "group",
            Self::Split { .. } => "split",
            Self::Attribute { .. } => "attribute",
            Self::Place { .. } => "place",
            Self::Move { .. } => "move",
            Self::SetAside { .. } => "set-aside",
            Self::PutBack { .. } => "put-back",
            Self::Versions { .. } => "versions",
            Self::Settle { .. } => "settle",
            Self::Resolve { .. } => "resolve",
            Self::Reread { .. } => "reread",
            Self::WorkingTranslation { .. } => "working-translation",
            Self::TakeOver { .. } => "take-over",
            Self::ConfirmMany { .. } => "confirm-many",
            Self::Merge { .. } => "merge",
            Self::SentOut { .. } => "sent-out",
            Self::Comment { .. } => "comment",
            Self::Query { .. } => "query",
            Self::Answer { .. } => "answer",
            Self::Close { .. } => "close",
            Self::Dismiss { .. } => "dismiss",
            Self::Apart { .. } => "apart",
            Self::Undo { .. } => "undo",
        }
    }
    /// The language of the one text that it is about, and that text where it has one.
    pub fn on_text(&self) -> Option<(&Lang, Option<&str>)> {
        match self {
            Self::Edit { lang, text }
            | Self::Tentative { lang, text }
            | Self::Confirm { lang, text } => Some((lang, Some(text))),
            Self::Reject { lang } => Some((lang, None)),
            _ => None,
        }
    }
    /// Entry, language and text of all that was decided on at once; the text is empty where none came
    /// to stand.
    pub fn at_once(&self) -> Vec<(EntryId, &Lang, &str)> {
        let Self::Merge { texts, .. } = self else {
            let all = self.many().iter();
            return all.map(|t| (t.entry, &t.lang, t.text.as_str())).collect();
        };
        texts
            .iter()
            .map(|t| match t.how {
                Merged::Offered | Merged::Comment => (t.entry, &t.lang, ""),
                _ => (t.entry, &t.lang, t.text.as_str()),
            })
            .collect()
    }
    /// The texts that were confirmed at once.
    pub fn many(&self) -> &[TakenText] {
        match self {
            Self::TakeOver { texts, .. } | Self::ConfirmMany { texts } => texts,
            _ => &[],
        }
    }
}

/// A text that was decided on together with others: taken over from a file, or confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenText {
    /// The entry.
    pub entry: EntryId,
    /// Language.
    pub lang: Lang,
    /// The whole text, with light markup.
    pub text: String,
    /// Hash of what it rests on.
    pub based_on: Option<Hash>,
}

/// A text or comment of a file that came back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergedText {
    /// The entry.
    pub entry: EntryId,
    /// Language.
    pub lang: Lang,
    /// What becomes of the text.
    pub how: Merged,
    /// The whole text, with light markup; empty for a comment alone.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Hash of what it rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub based_on: Option<Hash>,
    /// What people wrote beside it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub comment: String,
}

/// What became of a text that came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Merged {
    /// It stands, not confirmed.
    Edited,
    /// It stands and is tentative.
    Tentative,
    /// It stands, confirmed.
    Confirmed,
    /// It was changed on both sides: it is offered beside the text that stands.
    Offered,
    /// Only the comment was taken.
    Comment,
}

/// How a return is read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// As it came; what cannot be read is refused.
    #[default]
    AsItCame,
    /// What can be recovered of a damaged file.
    Salvage,
    /// From a Word file that another program makes of it.
    Convert,
}

/// One line of the log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    /// Sequence number, from 1, without gaps.
    pub seq: u64,
    /// When.
    pub time: Timestamp,
    /// Who.
    pub person: String,
    /// About what.
    pub subject: Subject,
    /// What.
    pub action: Action,
    /// Hash of the texts that the person saw: statements for the original, original text for a
    /// translation.
    pub based_on: Option<Hash>,
    /// Hash of the text afterwards.
    pub after: Option<Hash>,
}
