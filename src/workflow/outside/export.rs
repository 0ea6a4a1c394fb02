//! The files that go out.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Serialize;

use super::super::decide::log;
use super::super::desk::{Desk, Surroundings};
use super::super::error::WorkflowError;
use super::super::state::{State, state};
use super::lines::lines;
use crate::dossier::{DossierError, files};
use crate::exchange::job::{Languages, Outgoing, write_job_xliff};
use crate::exchange::{ExchangeError, XliffVersion};
use crate::model::decision::{Action, Subject};
use crate::model::finding::Finding;
use crate::model::ids::Lang;

/// A format that entries go out in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum JobFormat {
    /// XLIFF.
    Xliff,
    /// A bilingual table as a Word file.
    Docx,
    /// Pairs as TMX.
    Tmx,
    /// A workbook for officers.
    Xlsx,
    /// The clean original with the earlier pairs; it does not come back, the finished note does.
    Package,
}

impl JobFormat {
    /// The name on the command line and in the log.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Xliff => "xliff",
            Self::Docx => "docx",
            Self::Tmx => "tmx",
            Self::Xlsx => "xlsx",
            Self::Package => "package",
        }
    }
    /// The names of the formats that are read back.
    pub fn coming_back() -> Vec<&'static str> {
        [Self::Xliff, Self::Docx, Self::Tmx, Self::Xlsx]
            .map(Self::as_str)
            .into()
    }
}

/// What is wanted.
#[derive(Debug, Clone)]
pub struct ExportWish {
    /// The format.
    pub format: JobFormat,
    /// The language to be translated into; the first one of the note when absent.
    pub lang: Option<Lang>,
    /// XLIFF 1.2 instead of 2.1.
    pub old_version: bool,
    /// Whether the replies go along; that is logged.
    pub statements: bool,
    /// Which pairs go into a TMX file.
    pub pairs: Pairs,
    /// Only paragraphs whose translation is not confirmed.
    pub open_only: bool,
}

/// Which pairs go into a TMX file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Pairs {
    /// What the program offers for each paragraph.
    #[default]
    Suggestions,
    /// What people have confirmed in both languages.
    Confirmed,
}

/// Files made to go out.
#[derive(Debug, Clone, Default)]
pub struct Parcel {
    /// The files; more than one belong into a folder.
    pub files: Vec<ParcelFile>,
    /// The folder for several files.
    pub folder: Option<String>,
    /// Lines written.
    pub lines: usize,
    /// Replies that went along.
    pub statements: usize,
    /// What a person should know.
    pub findings: Vec<Finding>,
}

/// One file.
#[derive(Debug, Clone)]
pub struct ParcelFile {
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Makes the files for people who work in other programs. Nothing is written; replies that go along
/// are logged.
///
/// # Errors
/// When the dossier cannot be read, or the language is not one that the note is translated into.
pub fn export_for_translators(
    desk: &Desk,
    around: &Surroundings<'_>,
    wish: &ExportWish,
) -> Result<Parcel, WorkflowError> {
    if wish.statements && !matches!(wish.format, JobFormat::Xliff | JobFormat::Xlsx) {
        return Err(WorkflowError::usage(
            format!("{} files never have replies in them", wish.format.as_str()),
            "replies can go along in xliff and xlsx only",
        ));
    }
    let now = state(desk)?;
    let lang = target(&now, wish.lang.as_ref())?;
    let job = Job {
        desk,
        time: time_of(&now),
        lines: wanted(desk, &now, &lang, wish),
        original: name_of(desk, &now),
        now,
        lang,
        wish,
    };
    let left = job.without_source();
    let mut parcel = match wish.format {
        JobFormat::Xliff => job.xliff()?,
        JobFormat::Docx => job.bilingual()?,
        JobFormat::Tmx => job.pairs()?,
        JobFormat::Xlsx => job.officers()?,
        JobFormat::Package => job.package()?,
    };
    if left > 0 && wish.format != JobFormat::Xlsx {
        parcel.findings.push(Finding::info(
            "exchange-no-source",
            format!(
                "{left} paragraphs have no text in {} yet and were left out.",
                job.now.settings.note.original
            ),
        ));
    }
    if wish.statements && wish.format == JobFormat::Xliff {
        parcel.statements = job
            .lines
            .iter()
            .flat_map(|l| &l.notes)
            .filter(|(kind, _)| *kind == crate::exchange::job::NoteKind::Statement)
            .count();
    }
    if parcel.statements > 0 {
        let action = Action::SentOut {
            format: wish.format.as_str().to_owned(),
            lang: job.lang.clone(),
            statements: parcel.statements,
        };
        log(desk, around, Subject::Note, action, None, None)?;
    }
    Ok(parcel)
}

/// Writes the files of a parcel: a single one to `out`, several into it as a folder; without `out`
/// into `out/` of the dossier. Gives the paths.
///
/// # Errors
/// When they cannot be written.
pub fn put(
    desk: &Desk,
    parcel: &Parcel,
    out: Option<&Path>,
) -> Result<Vec<PathBuf>, WorkflowError> {
    let paths: Vec<PathBuf> = match (parcel.files.as_slice(), out) {
        ([_], Some(file)) if !file.is_dir() => vec![file.to_owned()],
        (all, given) => {
            let mut folder = given.map_or_else(|| desk.dossier.out(), Path::to_owned);
            if let (Some(own), None) = (&parcel.folder, given) {
                folder.push(own);
            }
            std::fs::create_dir_all(&folder).map_err(|e| DossierError::io("make", &folder, e))?;
            all.iter().map(|f| folder.join(&f.name)).collect()
        }
    };
    for (path, file) in paths.iter().zip(&parcel.files) {
        files::write_atomically(path, &file.bytes)?;
    }
    Ok(paths)
}

/// The language to be translated into.
pub(super) fn target(now: &State, wish: Option<&Lang>) -> Result<Lang, WorkflowError> {
    let mut targets = now.settings.targets();
    let found = match wish {
        Some(lang) => targets.find(|l| *l == lang),
        None => targets.next(),
    };
    found.cloned().ok_or_else(|| {
        let known: Vec<&str> = now.settings.targets().map(Lang::as_str).collect();
        WorkflowError::usage(
            match wish {
                Some(lang) => format!("the note is not translated into “{lang}”"),
                None => "the note has one language only".to_owned(),
            },
            format!("note.languages in note.toml has {}", known.join(", ")),
        )
    })
}

/// The lines that were asked for.
fn wanted(desk: &Desk, now: &State, lang: &Lang, wish: &ExportWish) -> Vec<Outgoing> {
    let mut all = lines(desk, now, lang, wish.statements);
    if wish.open_only {
        all.retain(|l| l.key.standing != crate::exchange::job::Standing::Confirmed);
    }
    all
}

/// What the note is called: its symbol, else the name of the dossier.
fn name_of(desk: &Desk, now: &State) -> String {
    match now.settings.note.symbol.as_str() {
        "" => desk.dossier.name(),
        symbol => symbol.to_owned(),
    }
}

/// The day of the note, else a fixed one: the same dossier gives the same files.
fn time_of(now: &State) -> String {
    let day = now.settings.note.date.map(|d| d.to_string());
    format!("{}T00:00:00Z", day.as_deref().unwrap_or("2000-01-01"))
}

/// Everything that a format is made from.
pub(super) struct Job<'a> {
    pub desk: &'a Desk,
    pub now: Arc<State>,
    /// The time that files are given, RFC 3339.
    pub time: String,
    pub lang: Lang,
    pub lines: Vec<Outgoing>,
    pub original: String,
    pub wish: &'a ExportWish,
}

impl Job<'_> {
    /// How many paragraphs of the note have nothing to translate.
    fn without_source(&self) -> usize {
        let original = &self.now.settings.note.original;
        self.now
            .plan
            .paragraphs()
            .filter(|(_, e)| e.text(original).is_none())
            .count()
    }

    fn xliff(&self) -> Result<Parcel, WorkflowError> {
        let version = if self.wish.old_version {
            XliffVersion::V12
        } else {
            XliffVersion::V21
        };
        let mut bytes = Vec::new();
        let langs = Languages {
            from: &self.now.settings.note.original,
            into: &self.lang,
        };
        write_job_xliff(&mut bytes, &self.lines, langs, &self.original, version)
            .map_err(unwritten)?;
        Ok(self.single(format!("translation-{}.xlf", self.lang), bytes))
    }

    pub(super) fn single(&self, name: String, bytes: Vec<u8>) -> Parcel {
        Parcel {
            files: vec![ParcelFile { name, bytes }],
            lines: self.lines.len(),
            ..Parcel::default()
        }
    }
}

/// Writing into memory fails only by a fault of the data.
pub(super) fn unwritten(error: ExchangeError) -> WorkflowError {
    WorkflowError::usage(error.to_string(), "")
}
