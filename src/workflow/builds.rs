//! The list of builds: what was built when, from what, and what it said.

use super::desk::{Desk, Surroundings};
use super::error::WorkflowError;
use super::state::State;
use crate::dossier::{NewBuild, effective};
use crate::model::build::{Build, BuiltFile, Form, Numbered, Said};
use crate::model::decision::Action;
use crate::model::ids::Hash;
use crate::model::note_plan::NotePlan;

/// All builds of a dossier in their order.
///
/// # Errors
/// When the database cannot be read.
pub fn builds(desk: &Desk) -> Result<Vec<Build>, WorkflowError> {
    Ok(desk.database()?.builds()?)
}

/// A build and what it said, by its number, or by `last`, `final` (the last with everything
/// confirmed) or `issued`.
///
/// # Errors
/// When there is no such build, or what it said was not kept.
pub fn find_build(desk: &Desk, name: &str) -> Result<(Build, Said), WorkflowError> {
    let database = desk.database()?;
    let list = database.builds()?;
    let whole = |b: &&Build| {
        matches!(
            b.form,
            Form::Note | Form::Submission | Form::Revision(_) | Form::Issued
        )
    };
    let found = match name {
        "last" => list.iter().rfind(whole),
        "final" => list.iter().rfind(|b| whole(b) && b.last),
        "issued" => {
            let number = issued(desk)?.map(|(b, _)| b.build);
            list.iter().find(|b| Some(b.build) == number)
        }
        number => list.iter().find(|b| b.build.to_string() == number),
    };
    let Some(build) = found else {
        return Err(WorkflowError::usage(
            format!("there is no build “{name}”"),
            "`rapporteur builds` lists them; “last”, “final” and “issued” name one too",
        ));
    };
    match database.said(build.build)? {
        Some(said) => Ok((build.clone(), said)),
        None => Err(WorkflowError::usage(
            format!(
                "what build {} said was not kept: it was made by an earlier version",
                build.build
            ),
            "take a later build",
        )),
    }
}

/// The note as it was issued, if it was and the decision that says so stands.
///
/// # Errors
/// When the database cannot be read.
pub fn issued(desk: &Desk) -> Result<Option<(Build, Said)>, WorkflowError> {
    let database = desk.database()?;
    let log = database.decisions()?;
    let number = effective(&log)
        .into_iter()
        .rev()
        .find_map(|d| match d.action {
            Action::TakeOver { issued, .. } => issued,
            _ => None,
        });
    let build = database
        .builds()?
        .into_iter()
        .find(|b| Some(b.build) == number);
    match build {
        Some(build) => Ok(database.said(build.build)?.map(|said| (build, said))),
        None => Ok(None),
    }
}

/// Hash of all that a note is made from: `note.toml`, the returns that are there, the decisions that
/// stand, the language data and the program.
pub(super) fn inputs(desk: &Desk, now: &State) -> Result<Hash, WorkflowError> {
    let mut text = desk.dossier.settings_source()?;
    for view in now.returns.iter().filter(|v| v.record.present) {
        text.push_str(&format!("\n{}", view.record.id.0));
    }
    for decision in effective(&now.log) {
        text.push_str(&format!("\n{}", decision.seq));
    }
    text.push_str(&format!(
        "\n{}\n{}",
        desk.resources.stamp,
        env!("CARGO_PKG_VERSION")
    ));
    Ok(Hash::of_bytes(text.as_bytes()))
}

/// The numbered paragraphs of a plan.
pub(super) fn numbered(plan: &NotePlan) -> Vec<Numbered> {
    plan.paragraphs()
        .map(|(number, entry)| Numbered {
            number,
            entry: entry.id,
            key: entry.key.clone(),
        })
        .collect()
}

/// Adds a build to the list and gives its number.
pub(super) fn record(
    desk: &Desk,
    around: &Surroundings<'_>,
    (form, last): (Form, bool),
    inputs: Hash,
    said: &Said,
    files: Vec<BuiltFile>,
) -> Result<u64, WorkflowError> {
    let build = NewBuild {
        time: around.now.to_string(),
        person: around.person,
        form,
        last,
        inputs,
        said,
        files,
    };
    Ok(desk.database()?.record_build(&build)?)
}
