//! Builds the notes: one plan, one builder per language, in parallel.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::desk::{Desk, Surroundings};
use super::error::WorkflowError;
use super::final_gate::{Obstacle, obstacles};
use super::state::{State, state};
use crate::docx::write::{HouseStyle, write};
use crate::dossier::{DossierError, files};
use crate::model::ids::{Hash, Lang};
use crate::model::manuscript::Manuscript;
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
    /// Time for the file's properties, when the note has no date: seconds since 1970.
    pub epoch: Option<i64>,
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
}

/// What came of a build.
#[derive(Debug, Clone, Default)]
pub struct BuildReport {
    /// The files; empty when a final build was refused.
    pub built: Vec<Built>,
    /// What stands in the way of a final note; for a draft build, what is still to do.
    pub obstacles: Vec<Obstacle>,
}

/// Builds the notes. Nothing is written before every language is ready; a refused final build
/// writes nothing and says why in the report.
///
/// # Errors
/// When the dossier cannot be read, a language is not the note's, or the files cannot be written.
pub fn build(
    desk: &Desk,
    around: &Surroundings<'_>,
    request: &BuildRequest,
) -> Result<BuildReport, WorkflowError> {
    let now = state(desk)?;
    let langs = languages(&now, &request.langs)?;
    let open = obstacles(&now, &langs, &desk.resources);
    if request.last && !open.is_empty() {
        return Ok(BuildReport {
            built: Vec::new(),
            obstacles: open,
        });
    }
    let mode = if request.last {
        Mode::Final
    } else {
        Mode::Draft
    };
    let style = HouseStyle::embedded()?;
    around.progress.begin("Building", langs.len());
    let made: Vec<(Lang, Manuscript, Vec<u8>)> = langs
        .par_iter()
        .map(|lang| {
            let manuscript = render(
                &now.plan,
                &now.settings,
                lang,
                &desk.resources,
                mode,
                request.epoch,
            );
            let bytes = write(&manuscript, &style)?;
            around.progress.step();
            Ok((lang.clone(), manuscript, bytes))
        })
        .collect::<Result<_, WorkflowError>>()?;
    around.progress.end();
    around.go_on()?;

    let out = request.out.clone().unwrap_or_else(|| desk.dossier.out());
    make_folder(&out)?;
    let _lock = files::FolderLock::take(&out)?;
    let mut database = desk.database()?;
    let mut built = Vec::new();
    for (lang, manuscript, bytes) in made {
        let path = out.join(format!("note-{lang}.docx"));
        files::write_atomically(&path, &bytes)?;
        let hash = Hash::of_bytes(&bytes);
        let paragraphs = u32::try_from(now.plan.paragraphs().count()).unwrap_or(u32::MAX);
        database.record_build(
            &around.now.to_string(),
            lang.as_str(),
            request.last,
            hash.as_str(),
            paragraphs,
        )?;
        built.push(Built {
            lang,
            path,
            hash,
            paragraphs,
            words: manuscript.words(),
        });
    }
    Ok(BuildReport {
        built,
        obstacles: open,
    })
}

/// The note as it would be built in one language, as a draft.
///
/// # Errors
/// When the dossier cannot be read or the language is not the note's.
pub fn preview(desk: &Desk, lang: &Lang) -> Result<Manuscript, WorkflowError> {
    let now = state(desk)?;
    languages(&now, std::slice::from_ref(lang))?;
    Ok(render(
        &now.plan,
        &now.settings,
        lang,
        &desk.resources,
        Mode::Draft,
        None,
    ))
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
