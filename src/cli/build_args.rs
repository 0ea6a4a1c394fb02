//! The arguments of `build` and `import`, as typed data.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::model::build::Form;

/// `build`.
#[derive(Debug, Args)]
pub struct Build {
    /// The dossiers' folders
    pub dirs: Vec<PathBuf>,
    /// The language, or all
    #[arg(long, default_value = "all", value_name = "en|fr|all")]
    pub lang: String,
    /// Refuse unless everything is confirmed, and mark nothing
    #[arg(long = "final")]
    pub last: bool,
    /// Also write the changes since a build: tracked in Word, and as a list; BUILD is a number of
    /// `builds`, or last, final, issued
    #[arg(long, value_name = "BUILD")]
    pub changes_since: Option<String>,
    /// What kind of document
    #[command(flatten)]
    pub form: FormArgs,
    /// Where to write the notes, instead of out/ in the dossier
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// A Word file whose styles, page and running heads the notes take over
    #[arg(long, value_name = "STYLE.docx")]
    pub reference_doc: Option<PathBuf>,
    /// Also as PDF, set by LibreOffice
    #[arg(long)]
    pub pdf: bool,
    /// Also as a page for a browser
    #[arg(long)]
    pub html: bool,
    /// Records as lines of JSON on standard output
    #[arg(long)]
    pub json: bool,
}

/// What kind of document is built; the note when nothing is said.
#[derive(Debug, Args)]
#[group(multiple = false)]
pub struct FormArgs {
    /// For editing: without job number, text repeated from earlier documents shaded
    #[arg(long)]
    pub submission: bool,
    /// After issue: what is new, as Add.N
    #[arg(long, value_name = "N", num_args = 0..=1, default_missing_value = "1", require_equals = true)]
    pub addendum: Option<u16>,
    /// After issue: what was changed, as Corr.N
    #[arg(long, value_name = "N", num_args = 0..=1, default_missing_value = "1", require_equals = true)]
    pub corrigendum: Option<u16>,
    /// After issue: the whole note anew, as Rev.N
    #[arg(long, value_name = "N", num_args = 0..=1, default_missing_value = "1", require_equals = true)]
    pub revision: Option<u16>,
    /// After issue: the same text and symbol, with an asterisk and its footnote
    #[arg(long)]
    pub reissue: bool,
}

impl FormArgs {
    /// The form asked for.
    pub fn form(&self) -> Form {
        match self {
            _ if self.submission => Form::Submission,
            _ if self.reissue => Form::Reissue,
            Self {
                addendum: Some(n), ..
            } => Form::Addendum(*n),
            Self {
                corrigendum: Some(n),
                ..
            } => Form::Corrigendum(*n),
            Self {
                revision: Some(n), ..
            } => Form::Revision(*n),
            _ => Form::Note,
        }
    }
}

/// `import`.
#[derive(Debug, Subcommand)]
pub enum Import {
    /// The note as edited or published: every change is shown and becomes a decision
    Final(ImportFinal),
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
