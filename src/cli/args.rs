//! The arguments, as typed data.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub use super::build_args::Build;
pub use super::exchange_args::{Export, Import, ImportBack, ImportFinal, ImportWhat, Out, PairsOf};
pub use super::memory_args::{At, Memory};
pub use super::people_args::{People, Review};
use crate::model::ids::{Cell, CountryCode, EntryId, Lang};

/// Reads returned questionnaires, matches them with earlier notes, and writes the numbered note in
/// English and in French.
#[derive(Debug, Parser)]
#[command(
    name = "rapporteur",
    version,
    max_term_width = 100,
    disable_help_subcommand = true
)]
#[command(
    after_help = "Exit codes: 0 done; 1 done, but something needs a person; 2 wrong usage or configuration; 3 internal fault."
)]
pub struct Arguments {
    /// The dossier to work on; the current folder or the nearest one above it, if not given
    #[arg(short = 'C', value_name = "DIR", global = true)]
    pub dossier: Option<PathBuf>,
    /// Who is working; the name of the system account, if not given
    #[arg(long = "as", value_name = "NAME", global = true)]
    pub person: Option<String>,
    /// A folder of language files that are laid over those shipped with the program
    #[arg(long, value_name = "DIR", global = true)]
    pub resources: Option<PathBuf>,
    /// The program of LibreOffice, for --convert and for returns that are to be converted; looked for
    /// in the usual places, if not given
    #[arg(long, value_name = "PATH", global = true)]
    pub soffice: Option<PathBuf>,
    /// When to colour what is said
    #[arg(long, value_enum, default_value_t = When::Auto, global = true)]
    pub color: When,
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// When to do something that suits a terminal only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// On a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a dossier from blank questionnaires
    New(New),
    /// The main job: read what is new, propose texts, build the notes
    Run(Run),
    /// Read what is new in the inbox
    Ingest(OnDossier),
    /// Read each file as it comes into the inbox, until Ctrl-C
    Watch(Watch),
    /// Show who replied to what, and what needs a person
    Status(StatusArgs),
    /// Open the review page
    Review(Review),
    /// Say who may sign in to the review page, and as what
    #[command(subcommand)]
    People(People),
    /// Check all texts of a dossier, or pairs from standard input with --from and --to
    Check(Check),
    /// Build the notes
    Build(Build),
    /// List the builds
    Builds(OnDossier),
    /// Write the paragraphs for people who work in other programs
    Export(Export),
    /// Take back what people did in other programs, or the edited or published note
    Import(Import),
    /// Show where a paragraph comes from
    Explain(Explain),
    /// Compare the returns of countries that sent several, and choose between them
    Versions(Versions),
    /// Show which countries say the same under a recommendation, and take them together
    Group(Grouping),
    /// Say which country a return comes from
    Attribute(Attribute),
    /// Attach a working translation to a reply, to draft its paragraph from
    Translation(Translation),
    /// Take a file off the list of what needs a person
    Resolve(Resolve),
    /// Extract the answers from returned questionnaires, without a dossier
    Extract(Extract),
    /// Show what the program sees in any Word file
    Read(Read),
    /// Read a return that was refused in another way: recover or convert it
    Reread(Reread),
    /// Work with a translation memory
    #[command(subcommand)]
    Memory(Memory),
    /// Suggest translations for records from standard input
    Suggest(Pipe),
    /// Draft paragraphs for statements from standard input
    Draft(Drafts),
    /// Show or join the names of countries
    Countries(Countries),
    /// Print the completion script of a shell
    #[command(hide = true)]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

impl Command {
    /// True when the command has something to bring in order before it ends on request; others end
    /// at once.
    pub fn ends_in_order(&self) -> bool {
        match self {
            Self::Read(a) => a.beyond.convert,
            Self::Extract(a) => a.beyond.convert,
            Self::Suggest(_) | Self::Draft(_) | Self::Countries(_) => false,
            _ => true,
        }
    }
}

/// A command on one dossier.
#[derive(Debug, Args)]
pub struct OnDossier {
    /// The dossier's folder
    pub dir: Option<PathBuf>,
    /// Records as lines of JSON on standard output
    #[arg(long)]
    pub json: bool,
}

/// `status`.
#[derive(Debug, Args)]
pub struct StatusArgs {
    /// The dossier
    #[command(flatten)]
    pub on: OnDossier,
    /// Also write the table of replies, country by recommendation, as a workbook for internal use
    #[arg(long, value_name = "FILE.xlsx")]
    pub xlsx: Option<PathBuf>,
}

/// `watch`.
#[derive(Debug, Args)]
pub struct Watch {
    /// The dossier's folder
    pub dir: Option<PathBuf>,
    /// Records as lines of JSON on standard output
    #[arg(long)]
    pub json: bool,
    /// Look at the folder this often; if not given, as often as the folder needs it
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub poll: Option<u64>,
}

/// `resolve`.
#[derive(Debug, Args)]
pub struct Resolve {
    /// Name of the file in the inbox
    pub file: String,
    /// How it was dealt with, in a few words
    #[arg(long, value_name = "REASON")]
    pub because: String,
}

/// `new`.
#[derive(Debug, Args)]
pub struct New {
    /// The folder to make
    pub dir: PathBuf,
    /// The blank questionnaires, one for each language
    #[arg(long, value_name = "BLANK.docx", num_args = 1.., required = true)]
    pub questionnaire: Vec<PathBuf>,
}

/// `run`.
#[derive(Debug, Args)]
pub struct Run {
    /// The dossiers' folders
    pub dirs: Vec<PathBuf>,
    /// Where to write the notes, instead of out/ in the dossier
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Records as lines of JSON on standard output
    #[arg(long)]
    pub json: bool,
}

/// `check`.
#[derive(Debug, Args)]
pub struct Check {
    /// The dossier's folder, or two Word files that are one note in two languages
    pub paths: Vec<PathBuf>,
    /// Language of the original; reads records from standard input
    #[arg(long)]
    pub from: Option<Lang>,
    /// Language of the translation
    #[arg(long)]
    pub to: Option<Lang>,
    /// Records as lines of JSON on standard output
    #[arg(long)]
    pub json: bool,
}

/// `explain`.
#[derive(Debug, Args)]
pub struct Explain {
    /// Number of the paragraph
    pub number: u32,
    /// One line of JSON on standard output
    #[arg(long)]
    pub json: bool,
}

/// `versions`.
#[derive(Debug, Args)]
pub struct Versions {
    /// The dossier's folder
    pub dir: Option<PathBuf>,
    /// Only this country
    #[arg(long, value_name = "ISO3")]
    pub country: Option<CountryCode>,
    /// Only this recommendation
    #[arg(long, value_name = "2b")]
    pub cell: Option<Cell>,
    /// Choose for all that is listed: what is proposed, the earliest or the latest version, both, or none
    #[arg(long, value_enum, value_name = "CHOICE", requires = "country")]
    pub take: Option<Take>,
    /// Records as lines of JSON on standard output
    #[arg(long)]
    pub json: bool,
}

/// What to take of several versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Take {
    /// What the program proposes, where it proposes anything.
    Proposed,
    /// The earliest version.
    Earlier,
    /// The latest version.
    Later,
    /// All versions, joined in their order.
    Both,
    /// No version.
    None,
}

/// `group`.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("deed").multiple(false))]
pub struct Grouping {
    /// The dossier's folder
    pub dir: Option<PathBuf>,
    /// Only this recommendation
    #[arg(long, value_name = "2b")]
    pub cell: Option<Cell>,
    /// Take together all that is listed
    #[arg(long, group = "deed")]
    pub take: bool,
    /// Take these paragraphs together, by their numbers
    #[arg(long, group = "deed", value_name = "N", num_args = 2..)]
    pub entries: Vec<Which>,
    /// Let the countries of this paragraph speak for themselves again
    #[arg(long, group = "deed", value_name = "N")]
    pub split: Option<Which>,
    /// With --split: only these countries
    #[arg(long, value_name = "ISO3", num_args = 1.., requires = "split")]
    pub country: Vec<CountryCode>,
    /// Records as lines of JSON on standard output
    #[arg(long)]
    pub json: bool,
}

/// A paragraph as people name it: `12` by its number today, `e12` by the id of its entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Number of the paragraph.
    Number(u32),
    /// The entry.
    Entry(EntryId),
}

impl std::str::FromStr for Which {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let number = text.parse().map(Self::Number).ok();
        let entry = || text.parse().map(Self::Entry).ok();
        number.or_else(entry).ok_or_else(|| {
            "this is no number of a paragraph, such as 12, nor an entry, such as e17".to_owned()
        })
    }
}

/// `attribute`.
#[derive(Debug, Args)]
pub struct Attribute {
    /// Name of the file in the inbox
    pub file: String,
    /// Three-letter code of the country
    pub country: CountryCode,
}

/// `translation`.
#[derive(Debug, Args)]
pub struct Translation {
    /// Three-letter code of the country
    pub country: CountryCode,
    /// The recommendation
    #[arg(value_name = "2b")]
    pub cell: Cell,
    /// A Word or text file; standard input, if not given
    pub file: Option<PathBuf>,
    /// Language of the translation
    #[arg(long, default_value = "en")]
    pub lang: Lang,
    /// Take the translation away
    #[arg(long, conflicts_with = "file")]
    pub remove: bool,
}

/// `extract`.
#[derive(Debug, Args)]
pub struct Extract {
    /// The blank questionnaires, one for each language
    #[arg(long, value_name = "BLANK.docx", num_args = 1.., required = true)]
    pub questionnaire: Vec<PathBuf>,
    /// Records as lines of JSON on standard output; takes files too
    #[arg(long, num_args = 0.., value_name = "FILE")]
    pub json: Option<Vec<PathBuf>>,
    /// The returned questionnaires
    pub files: Vec<PathBuf>,
    /// For files that cannot be read as they came
    #[command(flatten)]
    pub beyond: Otherwise,
}

/// What to do with files that cannot be read as they came.
#[derive(Debug, Args)]
pub struct Otherwise {
    /// Recover what can be recovered of damaged files; compare it with the sender's copy
    #[arg(long)]
    pub salvage: bool,
    /// Convert .doc, .odt, .rtf and Word 2003 XML with LibreOffice; compare with the original
    #[arg(long)]
    pub convert: bool,
}

/// `reread`.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("way").required(true).multiple(false))]
pub struct Reread {
    /// Name of the file in the inbox
    pub file: String,
    /// Recover what can be recovered of a damaged file
    #[arg(long, group = "way")]
    pub salvage: bool,
    /// Convert a .doc, .odt, .rtf or Word 2003 XML file with LibreOffice
    #[arg(long, group = "way")]
    pub convert: bool,
    /// Read it as it came again
    #[arg(long, group = "way")]
    pub as_it_came: bool,
}

/// `read`.
#[derive(Debug, Args)]
pub struct Read {
    /// Records as lines of JSON on standard output
    #[arg(long)]
    pub json: bool,
    /// The files
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// For files that cannot be read as they came
    #[command(flatten)]
    pub beyond: Otherwise,
}

/// `suggest`.
#[derive(Debug, Args)]
pub struct Pipe {
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
    /// File of records; standard input when `-` or absent
    pub input: Option<PathBuf>,
}

/// `draft`.
#[derive(Debug, Args)]
pub struct Drafts {
    /// The memory's file
    #[command(flatten)]
    pub at: At,
    /// Records as lines of JSON on standard output
    #[arg(long)]
    pub json: bool,
    /// File of records; standard input when `-` or absent
    pub input: Option<PathBuf>,
}

/// `countries`.
#[derive(Debug, Args)]
pub struct Countries {
    /// Records as lines of JSON on standard output
    #[arg(long)]
    pub json: bool,
    /// Join the countries as one sentence subject in this language
    #[arg(long, value_name = "en|fr")]
    pub join: Option<Lang>,
    /// Three-letter codes; all countries when absent
    pub codes: Vec<CountryCode>,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_arguments_are_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn files_may_follow_the_json_flag_as_in_the_contract() {
        let a = Arguments::try_parse_from([
            "rapporteur",
            "extract",
            "--questionnaire",
            "b1",
            "b2",
            "--json",
            "f1",
            "f2",
        ]);
        let Command::Extract(x) = a.unwrap().command else {
            panic!()
        };
        assert_eq!(x.questionnaire.len(), 2);
        assert_eq!(x.json.unwrap().len(), 2);
    }
}
