//! Builds the notes: one plan, one builder per language, in parallel. Every build is recorded.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::builds::{find_build, inputs, issued, record};
use super::changes::{NoteChange, as_text, changes, tracked};
use super::companions::{self, Companions};
use super::desk::{Desk, Surroundings};
use super::draft_extras::draft_extras;
use super::error::WorkflowError;
use super::final_gate::Obstacle;
use super::issue::{numbers_moved, sheet, since_issue};
use super::repeated::{Repeated, repeated, shaded};
use super::rights::{Deed, require};
use super::state::{State, state};
use crate::docx::write::{HouseStyle, write_like};
use crate::dossier::{DossierError, files};
use crate::model::build::{BuiltFile, Form, Said};
use crate::model::finding::Finding;
use crate::model::ids::{Hash, Lang};
use crate::model::manuscript::{Manuscript, Part};
use crate::note::{Mode, render};

/// What to build.
#[derive(Debug, Clone, Default)]
pub struct BuildRequest {
    /// Languages; empty means all of the note's.
    pub langs: Vec<Lang>,
    /// Refuse unless everything is confirmed, and mark nothing.
    pub last: bool,
    /// Where to write; `out/` of the dossier when absent.
    pub out: Option<PathBuf>,
    /// What kind of document.
    pub form: Form,
    /// The build since which changes are to be shown, as [`find_build`] takes it.
    pub since: Option<String>,
    /// Time for the file's properties, when the note has no date: seconds since 1970.
    pub epoch: Option<i64>,
    /// A Word file whose styles, page and running heads the notes take over.
    pub reference: Option<PathBuf>,
    /// Files made of each note besides the Word file.
    pub companions: Companions,
}

/// A file that was built.
#[derive(Debug, Clone)]
pub struct Built {
    /// Language.
    pub lang: Lang,
    /// Where it was written.
    pub path: PathBuf,
    /// Its bytes' hash.
    pub hash: Hash,
    /// Number of numbered paragraphs.
    pub paragraphs: u32,
    /// Number of words.
    pub words: usize,
    /// The files besides it.
    pub companions: Vec<PathBuf>,
}

/// What came of a build.
#[derive(Debug, Clone, Default)]
pub struct BuildReport {
    /// The files; empty when a final build was refused.
    pub built: Vec<Built>,
    /// What stands in the way of a final note; for a draft build, what is still to do.
    pub obstacles: Vec<Obstacle>,
    /// Number of the build in the dossier's list; 0 when it was refused.
    pub build: u64,
    /// What has changed since the build that was asked for.
    pub changes: Vec<NoteChange>,
    /// Paragraphs and sentences of a submission that stand in earlier documents.
    pub repeated: Vec<Repeated>,
    /// Further files: tracked changes and lists.
    pub further: Vec<PathBuf>,
    /// What has happened since the note was issued, in sentences.
    pub since_issue: Vec<String>,
    /// What could not be taken from the reference document.
    pub findings: Vec<Finding>,
    /// Why a file besides a note was not made.
    pub unmade: Vec<String>,
}

/// Builds the notes. Nothing is written before every language is ready; a refused final build
/// writes nothing and says why in the report.
///
/// # Errors
/// When the dossier cannot be read, a language is not the note's, the form follows an issued note and
/// there is none, there is no build of which changes are asked, or the files cannot be written.
pub fn build(
    desk: &Desk,
    around: &Surroundings<'_>,
    request: &BuildRequest,
) -> Result<BuildReport, WorkflowError> {
    let deed = if request.last {
        Deed::BuildFinal
    } else {
        Deed::Build
    };
    require(desk, around, deed)?;
    let now = state(desk)?;
    let langs = languages(&now, &request.langs)?;
    let earlier = match &request.since {
        Some(name) => Some(find_build(desk, name)?),
        None => None,
    };
    let form = request.form;
    let sheet = sheet(desk, &now, form)?;
    let mut open = sheet.obstacles(&now, &langs, &desk.resources);
    let published = issued(desk)?;
    let moved = published
        .as_ref()
        .filter(|_| matches!(form, Form::Note | Form::Submission))
        .filter(|(_, said)| numbers_moved(said, &now.plan));
    if let Some((issue, _)) = moved {
        open.push(Obstacle {
            hint: "build --addendum, --corrigendum or --revision".into(),
            ..Obstacle::new(
                "numbers-issued",
                format!(
                    "the note was issued (build {}) and its numbers are frozen; today's paragraphs have others",
                    issue.build
                ),
            )
        });
    }
    if request.last && !open.is_empty() {
        return Ok(BuildReport {
            obstacles: open,
            ..BuildReport::default()
        });
    }
    let mode = if request.last {
        Mode::Final
    } else {
        Mode::Draft
    };
    let style = HouseStyle::embedded()?;
    let (reference, findings) = match &request.reference {
        Some(path) => {
            let (reference, findings) = companions::reference(desk, path, &style)?;
            (Some(reference), findings)
        }
        None => (None, Vec::new()),
    };
    let still_open: Vec<&Obstacle> = open.iter().filter(|o| o.paragraph.is_none()).collect();
    around.progress.begin("Building", langs.len());
    let made: Vec<(Lang, Manuscript, Vec<u8>)> = langs
        .par_iter()
        .map(|lang| {
            let extras = (mode == Mode::Draft)
                .then(|| draft_extras(&now, lang, &desk.resources, &still_open));
            let manuscript = sheet.manuscript(
                &now,
                lang,
                &desk.resources,
                (mode, extras.as_ref()),
                request.epoch,
            );
            let bytes = write_like(&manuscript, &style, reference.as_ref())?;
            around.progress.step();
            Ok((lang.clone(), manuscript, bytes))
        })
        .collect::<Result<_, WorkflowError>>()?;
    around.progress.end();
    around.go_on()?;
    let made = saying_something(form, made)?;

    let mut report = BuildReport {
        obstacles: open,
        findings,
        ..BuildReport::default()
    };
    let mut said = Said {
        paragraphs: sheet.paragraphs(),
        ..Said::default()
    };
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    let stem = form.stem();
    for (lang, manuscript, mut bytes) in made {
        if form == Form::Submission {
            let found = repeated(desk, &now.settings, &manuscript, &lang)?;
            bytes = shaded(&bytes, &manuscript, &found)?;
            report.repeated.extend(found);
        }
        report.built.push(Built {
            path: PathBuf::from(format!("{stem}-{lang}.docx")),
            hash: Hash::of_bytes(&bytes),
            paragraphs: u32::try_from(said.paragraphs.len()).unwrap_or(u32::MAX),
            words: manuscript.words(),
            companions: Vec::new(),
            lang: lang.clone(),
        });
        files.push((format!("{stem}-{lang}.docx"), bytes));
        said.notes.insert(lang, manuscript);
    }
    if let Some((build, before)) = &earlier {
        let since = format!("build {} of {}", build.build, minute(&build.time));
        for lang in &langs {
            let list = changes(before, &said, lang, &desk.resources);
            let text = as_text(&list, &since, lang);
            files.push((format!("changes-{lang}.txt"), text.into_bytes()));
            if let Some(bytes) = tracked(before, &said, lang, &style)? {
                files.push((format!("changes-{lang}.docx"), bytes));
            }
            report.changes.extend(list);
        }
    }
    let whole = matches!(form, Form::Note | Form::Submission | Form::Revision(_));
    if let Some((_, published)) = published.as_ref().filter(|_| whole) {
        report.since_issue = since_issue(published, &said, &desk.resources);
    }
    let recorded: Vec<BuiltFile> = report
        .built
        .iter()
        .map(|b| BuiltFile {
            lang: b.lang.clone(),
            name: b.path.to_string_lossy().into_owned(),
            hash: b.hash.clone(),
            words: b.words,
        })
        .collect();

    let out = request.out.clone().unwrap_or_else(|| desk.dossier.out());
    make_folder(&out)?;
    let _lock = files::FolderLock::take(&out)?;
    let own = report.built.len();
    for (at, (name, bytes)) in files.iter().enumerate() {
        let path = out.join(name);
        files::write_atomically(&path, bytes)?;
        match report.built.get_mut(at) {
            Some(built) if at < own => {
                if let Some(manuscript) = said.notes.get(&built.lang) {
                    let note = (path.as_path(), bytes.as_slice(), manuscript, &style);
                    let companions = request.companions;
                    built.companions = companions.make(desk, around, note, &mut report.unmade)?;
                }
                built.path = path;
            }
            _ => report.further.push(path),
        }
    }
    let from = inputs(desk, &now)?;
    report.build = record(desk, around, (form, request.last), from, &said, recorded)?;
    Ok(report)
}

/// The note as it would be built in one language, as a draft.
///
/// # Errors
/// When the dossier cannot be read or the language is not the note's.
pub fn preview(desk: &Desk, lang: &Lang) -> Result<Manuscript, WorkflowError> {
    let now = state(desk)?;
    preview_of(desk, &now, lang)
}

/// As [`preview`], for a state that is known.
///
/// # Errors
/// When the language is not the note's.
pub fn preview_of(desk: &Desk, now: &State, lang: &Lang) -> Result<Manuscript, WorkflowError> {
    languages(now, std::slice::from_ref(lang))?;
    Ok(render(
        &now.plan,
        &now.settings,
        lang,
        &desk.resources,
        Mode::Draft,
        None,
    ))
}

/// A corrigendum is built in those languages in which there is something to correct.
fn saying_something(
    form: Form,
    made: Vec<(Lang, Manuscript, Vec<u8>)>,
) -> Result<Vec<(Lang, Manuscript, Vec<u8>)>, WorkflowError> {
    if !matches!(form, Form::Corrigendum(_)) {
        return Ok(made);
    }
    let corrects = |note: &Manuscript| note.parts.iter().any(|p| matches!(p, Part::Plain(_)));
    let kept: Vec<_> = made.into_iter().filter(|(_, n, _)| corrects(n)).collect();
    if kept.is_empty() {
        return Err(WorkflowError::usage(
            "nothing that was issued has been changed",
            "change the paragraph on the page, then build the corrigendum",
        ));
    }
    Ok(kept)
}

/// A time of the list without seconds.
fn minute(time: &str) -> String {
    let to_minute: String = time.chars().take(16).collect();
    to_minute.replace('T', " ")
}

fn languages(now: &State, wanted: &[Lang]) -> Result<Vec<Lang>, WorkflowError> {
    let all = &now.settings.note.languages;
    if wanted.is_empty() {
        return Ok(all.clone());
    }
    if let Some(other) = wanted.iter().find(|l| !all.contains(l)) {
        let known: Vec<&str> = all.iter().map(Lang::as_str).collect();
        return Err(WorkflowError::usage(
            format!("the note has no language “{other}”"),
            format!(
                "it has {}; others are added under note.languages in note.toml",
                known.join(", ")
            ),
        ));
    }
    Ok(all.iter().filter(|l| wanted.contains(l)).cloned().collect())
}

fn make_folder(path: &Path) -> Result<(), WorkflowError> {
    Ok(std::fs::create_dir_all(path).map_err(|e| DossierError::io("make the folder", path, e))?)
}
