//! The arguments of `build`, as typed data.

use std::path::PathBuf;

use clap::Args;

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
