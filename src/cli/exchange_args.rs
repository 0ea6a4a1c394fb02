//! The arguments of `export` and `import`, as typed data.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use crate::model::ids::Lang;

/// `export`.
#[derive(Debug, Args)]
pub struct Export {
    /// What to write
    #[arg(value_enum)]
    pub format: Out,
    /// The file, or the folder of a package; out/ in the dossier, if not given
    #[arg(long, value_name = "PATH")]
    pub out: Option<PathBuf>,
    /// The language to be translated into; the first one of the note, if not given
    #[arg(long, value_name = "LANG")]
    pub lang: Option<Lang>,
    /// Put the replies as returned beside the texts; they are confidential, and this is logged
    #[arg(long)]
    pub with_statements: bool,
    /// Only paragraphs whose translation is not confirmed
    #[arg(long)]
    pub open: bool,
    /// Version of XLIFF
    #[arg(
        long = "version",
        value_name = "VERSION",
        value_parser = ["2.1", "1.2"],
        default_value = "2.1"
    )]
    pub xliff: String,
    /// Which pairs a TMX file has
    #[arg(long, value_enum, default_value_t = PairsOf::Suggestions)]
    pub pairs: PairsOf,
    /// One line of JSON on standard output
    #[arg(long)]
    pub json: bool,
}

/// What `export` writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Out {
    /// XLIFF for CAT tools: one unit a paragraph, with suggestions.
    Xliff,
    /// A bilingual table for Word: number, source, target, state, comment.
    Docx,
    /// A workbook for officers: texts, states, findings, comments.
    Xlsx,
    /// Pairs for translation memories.
    Tmx,
    /// The clean original with the earlier pairs, for a translator's own tool.
    Package,
}

/// The pairs of a TMX file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PairsOf {
    /// What is offered for each paragraph.
    Suggestions,
    /// What is confirmed in both languages.
    Confirmed,
}

/// `import`.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Import {
    /// What to take back, where the file alone does not say it
    #[command(subcommand)]
    pub what: Option<ImportWhat>,
    /// A file of `export` that came back
    #[command(flatten)]
    pub back: ImportBack,
}

/// What `import` takes.
#[derive(Debug, Subcommand)]
pub enum ImportWhat {
    /// The note as edited or published: every change is shown and becomes a decision
    Final(ImportFinal),
    /// XLIFF that came back from a CAT tool
    Xliff(ImportBack),
    /// A bilingual table that was filled in with Word
    Docx(ImportBack),
    /// A workbook that was filled in with Excel
    Xlsx(ImportBack),
    /// Confirmed pairs that were changed in a translation memory
    Tmx(ImportBack),
}

/// `import FILE`.
#[derive(Debug, Args)]
pub struct ImportBack {
    /// The file; what it is is told by its content
    pub file: Option<PathBuf>,
    /// Show what it would change and take nothing over
    #[arg(long)]
    pub preview: bool,
    /// Take translations as confirmed where the file says so; otherwise they come in as edited
    #[arg(long)]
    pub confirm: bool,
    /// Records as lines of JSON on standard output, one a line of the file
    #[arg(long)]
    pub json: bool,
}

/// `import final`.
#[derive(Debug, Args)]
pub struct ImportFinal {
    /// The Word files, one for each language; their names or texts tell which
    #[arg(required = true, num_args = 1..)]
    pub files: Vec<PathBuf>,
    /// The build that the files were made from: a number of `builds`, or last, final, issued
    #[arg(long, value_name = "BUILD", default_value = "last")]
    pub against: String,
    /// Show the changes and take nothing over
    #[arg(long)]
    pub dry_run: bool,
    /// This is the note as it was issued: its numbers are frozen, and the memory learns it
    #[arg(long)]
    pub issued: bool,
    /// Records as lines of JSON on standard output
    #[arg(long)]
    pub json: bool,
}
