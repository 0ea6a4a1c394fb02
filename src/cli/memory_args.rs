//! The arguments of `memory`, as typed data.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::memory::Selection;
use crate::model::ids::{CountryCode, Lang};

/// `memory`.
#[derive(Debug, Subcommand)]
pub enum Memory {
    /// Bring in files of other programs (TMX, XLIFF, tables, termbases), or a pair of earlier notes
    Import(MemoryImport),
    /// Write the memory, or part of it, as TMX, XLIFF or a table; or its terms as TBX or a table
    Export(MemoryExport),
    /// Count what is in it
    Stats(MemoryStats),
    /// Look up one text a line from standard input
    Search(MemorySearch),
    /// Show where words stand, with the text around them and its translation
    Concordance(MemoryConcordance),
    /// Find the terms in one text a line from standard input
    Terms(MemoryTerms),
    /// Find words and put others there; a preview unless --apply is given
    Replace(MemoryReplace),
    /// Take units out of sight; a preview unless --apply is given
    Delete(MemoryDelete),
    /// Show sources with several translations, and sources that are nearly the same
    Conflicts(MemoryConflicts),
    /// Take the last change back
    Undo(MemoryUndo),
    /// Show what was done to the memory, or what happened to one unit
    History(MemoryHistory),
    /// Bring the units and terms of another memory into this one
    Merge(MemoryMerge),
    /// Copy the memory as it is now, also while it is in use
    Backup(MemoryBackup),
    /// Give unused room back to the disk
    Compact(MemoryCompact),
    /// Say what is wrong with the file
    Doctor(MemoryStats),
    /// Save what is left of a damaged memory into a new one
    Recover(MemoryRecover),
}

/// Where the memory is.
#[derive(Debug, Args)]
pub struct At {
    /// The memory's file
    #[arg(long, value_name = "M.db")]
    pub memory: PathBuf,
}

/// Which units are meant; everything given must hold.
#[derive(Debug, Args, Default)]
pub struct Which {
    /// Units by their ids
    #[arg(long, value_delimiter = ',', value_name = "UNIT,...")]
    pub unit: Vec<String>,
    /// Units with words in a text, whatever their capitals
    #[arg(long, value_name = "WORDS")]
    pub text: Option<String>,
    /// Units of a document, by its symbol; `*` at the end takes all that begin so
    #[arg(long, value_name = "SYMBOL")]
    pub symbol: Option<String>,
    /// Units that came in with a file; `*` likewise
    #[arg(long, value_name = "NAME")]
    pub file: Option<String>,
    /// Units of paragraphs that speak for a country, by its three-letter code
    #[arg(long, value_name = "ISO3")]
    pub country: Option<CountryCode>,
    /// Units not older than a year or a day (2023, 2023-05-01)
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub since: Option<String>,
    /// Units not newer than a year or a day
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub until: Option<String>,
    /// Units of an author, as the source names him or her; `*` likewise
    #[arg(long, value_name = "NAME")]
    pub author: Option<String>,
}

impl Which {
    /// The same with languages that a unit must have, the first of them that of the words.
    pub fn selection(&self, langs: &[Lang]) -> Selection {
        Selection {
            units: self.unit.clone(),
            langs: langs.to_vec(),
            text: self.text.clone(),
            text_lang: None,
            symbol: self.symbol.clone(),
            file: self.file.clone(),
            country: self.country,
            since: self.since.clone(),
            until: self.until.clone(),
            author: self.author.clone(),
            doubtful: false,
        }
    }
}

/// A year, a month or a day.
fn date(given: &str) -> Result<String, String> {
    let digits = given.bytes().filter(u8::is_ascii_digit).count();
    let sound =
        matches!(digits, 4 | 6 | 8) && given.chars().all(|c| c.is_ascii_digit() || c == '-');
    if sound {
        Ok(given.to_owned())
    } else {
        Err("a year or a day is wanted, such as 2023 or 2023-05-01".into())
    }
}

/// `memory import`.
#[derive(Debug, Args)]
pub struct MemoryImport {
    /// The memory's file; made when absent
    #[command(flatten)]
    pub at: At,
    /// An earlier note in two languages
    #[arg(long, num_args = 2, value_names = ["EN.docx", "FR.docx"])]
    pub pair: Vec<PathBuf>,
    /// The format of the files (tmx, xliff, tsv, tbx, multiterm, csv); found out, if not given
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<String>,
    /// Language of the first column of a table without a heading
    #[arg(long, requires = "to")]
    pub from: Option<Lang>,
    /// Language of its second column
    #[arg(long, requires = "from")]
    pub to: Option<Lang>,
    /// One line of JSON for each file on standard output
    #[arg(long)]
    pub json: bool,
    /// Files of units or of terms
    pub files: Vec<PathBuf>,
}

/// `memory export`.
#[derive(Debug, Args)]
pub struct MemoryExport {
    /// The memory's file
    #[command(flatten)]
    pub at: At,
    /// The format (tmx, xliff, xliff-1.2, tsv, tbx, csv); by the end of the name, if not given
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<String>,
    /// Languages to write: all for TMX, if not given; en and fr for XLIFF and tables
    #[arg(long, value_delimiter = ',', value_name = "TAG,...")]
    pub lang: Vec<Lang>,
    /// Which units
    #[command(flatten)]
    pub which: Which,
    /// Write replies as returned too; they are confidential, and this is written into the history
    #[arg(long)]
    pub statements: bool,
    /// Write pairs too that a dossier has confirmed and not issued yet
    #[arg(long)]
    pub unissued: bool,
    /// One line of JSON on standard output
    #[arg(long)]
    pub json: bool,
    /// The file to write
    pub out: PathBuf,
}

/// `memory stats`, `memory doctor`.
#[derive(Debug, Args)]
pub struct MemoryStats {
    /// The memory's file
    #[command(flatten)]
    pub at: At,
    /// Records as lines of JSON on standard output
    #[arg(long)]
    pub json: bool,
}

/// `memory concordance`.
#[derive(Debug, Args)]
pub struct MemoryConcordance {
    /// The memory's file
    #[command(flatten)]
    pub at: At,
    /// Language of the words
    #[arg(long)]
    pub from: Lang,
    /// Language wanted beside it; every other one, if not given
    #[arg(long)]
    pub to: Option<Lang>,
    /// Most places shown
    #[arg(long, default_value_t = 20)]
    pub top: usize,
    /// Look through replies too, not only through issued text
    #[arg(long)]
    pub statements: bool,
    /// Records as lines of JSON on standard output
    #[arg(long)]
    pub json: bool,
    /// Words that must be in the text; "words in quotation marks" together; begin* for beginnings
    #[arg(required = true, value_name = "WORDS")]
    pub words: Vec<String>,
}

/// `memory terms`.
#[derive(Debug, Args)]
pub struct MemoryTerms {
    /// The memory's file
    #[command(flatten)]
    pub at: At,
    /// Language of the texts
    #[arg(long)]
    pub from: Lang,
    /// Language wanted
    #[arg(long)]
    pub to: Lang,
    /// Records as lines of JSON on standard output
    #[arg(long)]
    pub json: bool,
    /// File of texts; standard input when `-` or absent
    pub input: Option<PathBuf>,
}

/// `memory replace`.
#[derive(Debug, Args)]
pub struct MemoryReplace {
    /// The memory's file
    #[command(flatten)]
    pub at: At,
    /// The words to find
    #[arg(long, value_name = "WORDS")]
    pub find: String,
    /// The words to put there
    #[arg(long, value_name = "WORDS")]
    pub with: String,
    /// Only texts of this language
    #[arg(long, value_name = "TAG")]
    pub lang: Option<Lang>,
    /// Capitals must agree
    #[arg(long)]
    pub exact_case: bool,
    /// The words may be parts of longer words
    #[arg(long)]
    pub inside_words: bool,
    /// Which units
    #[command(flatten)]
    pub which: Which,
    /// Do it
    #[arg(long)]
    pub apply: bool,
    /// Records as lines of JSON on standard output
    #[arg(long)]
    pub json: bool,
}

/// `memory delete`.
#[derive(Debug, Args)]
pub struct MemoryDelete {
    /// The memory's file
    #[command(flatten)]
    pub at: At,
    /// Units that have these languages
    #[arg(long, value_delimiter = ',', value_name = "TAG,...")]
    pub lang: Vec<Lang>,
    /// Which units
    #[command(flatten)]
    pub which: Which,
    /// Do it
    #[arg(long)]
    pub apply: bool,
    /// Records as lines of JSON on standard output
    #[arg(long)]
    pub json: bool,
}

/// `memory conflicts`.
#[derive(Debug, Args)]
pub struct MemoryConflicts {
    /// The memory's file
    #[command(flatten)]
    pub at: At,
    /// Language of the sources
    #[arg(long)]
    pub from: Lang,
    /// Language of the translations
    #[arg(long)]
    pub to: Lang,
    /// Also sources that match by their words with at least this score
    #[arg(long, value_name = "SCORE")]
    pub min_score: Option<f64>,
    /// Records as lines of JSON on standard output
    #[arg(long)]
    pub json: bool,
}

/// `memory undo`.
#[derive(Debug, Args)]
pub struct MemoryUndo {
    /// The memory's file
    #[command(flatten)]
    pub at: At,
    /// One line of JSON on standard output
    #[arg(long)]
    pub json: bool,
}

/// `memory history`.
#[derive(Debug, Args)]
pub struct MemoryHistory {
    /// The memory's file
    #[command(flatten)]
    pub at: At,
    /// Most acts shown
    #[arg(long, default_value_t = 50)]
    pub top: usize,
    /// Records as lines of JSON on standard output
    #[arg(long)]
    pub json: bool,
    /// A unit, such as u17; the whole memory when absent
    pub unit: Option<String>,
}

/// `memory merge`.
#[derive(Debug, Args)]
pub struct MemoryMerge {
    /// The memory's file
    #[command(flatten)]
    pub at: At,
    /// One line of JSON for each memory on standard output
    #[arg(long)]
    pub json: bool,
    /// The other memories
    #[arg(required = true)]
    pub others: Vec<PathBuf>,
}

/// `memory backup`.
#[derive(Debug, Args)]
pub struct MemoryBackup {
    /// The memory's file
    #[command(flatten)]
    pub at: At,
    /// The file to write
    pub out: PathBuf,
}

/// `memory compact`.
#[derive(Debug, Args)]
pub struct MemoryCompact {
    /// The memory's file
    #[command(flatten)]
    pub at: At,
    /// Clear away imports that were begun and not completed
    #[arg(long)]
    pub drop_unfinished: bool,
    /// One line of JSON on standard output
    #[arg(long)]
    pub json: bool,
}

/// `memory recover`.
#[derive(Debug, Args)]
pub struct MemoryRecover {
    /// The damaged memory
    pub damaged: PathBuf,
    /// The new memory to make
    pub out: PathBuf,
    /// One line of JSON on standard output
    #[arg(long)]
    pub json: bool,
}

/// `memory search`.
#[derive(Debug, Args)]
pub struct MemorySearch {
    /// The memory's file
    #[command(flatten)]
    pub at: At,
    /// Language of the queries
    #[arg(long)]
    pub from: Lang,
    /// Language wanted
    #[arg(long)]
    pub to: Lang,
    /// Least score of a match
    #[arg(long, default_value_t = 70.0)]
    pub min_score: f64,
    /// Most matches for one query
    #[arg(long, default_value_t = 5)]
    pub top: usize,
    /// Records as lines of JSON on standard output
    #[arg(long)]
    pub json: bool,
    /// File of queries; standard input when `-` or absent
    pub input: Option<PathBuf>,
}
