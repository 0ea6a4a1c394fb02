//! `translation`: a working translation of a reply.

use std::io::Read;
use std::path::Path;

use super::{Call, Done};
use crate::cli::args::Translation;
use crate::cli::exit::Outcome;
use crate::model::entry::EntryKey;
use crate::model::ids::Lang;
use crate::model::text::text_hash;
use crate::workflow::{Attached, WorkflowError, attach_working, state, text_of_file};

/// Most bytes that are taken from standard input.
const MOST: u64 = 1 << 20;

pub fn run(call: &Call<'_>, a: &Translation) -> Done {
    let desk = call.desk(None)?;
    let now = state(&desk)?;
    let is = |key: &EntryKey| matches!(key, EntryKey::Statement { country, cell, .. } if *country == a.country && *cell == a.cell);
    let inner = now.groups.iter().flat_map(|g| g.members.iter());
    let source = now
        .entries
        .values()
        .chain(inner)
        .filter(|e| is(&e.key))
        .find_map(|e| e.sources.iter().rfind(|s| s.statement.cell == a.cell));
    let name = desk.resources.countries.list_name(a.country, &Lang::en());
    let Some(source) = source else {
        return Err(WorkflowError::usage(
            format!("{name} has no reply to recommendation {}", a.cell),
            "`rapporteur status` shows who replied to what",
        ));
    };
    let text = match &a.file {
        _ if a.remove => String::new(),
        Some(path) => text_of_file(path)?,
        None => from_input()?,
    };
    if text.trim().is_empty() && !a.remove {
        return Err(WorkflowError::usage(
            "there is no text in it",
            "give the translation, or --remove to take it away",
        ));
    }
    let wish = Attached {
        return_id: source.return_id.clone(),
        answer: text_hash(&source.statement.text),
        lang: a.lang.clone(),
        text,
    };
    let file = source.file.clone();
    attach_working(&desk, &call.world.surroundings(), &wish)?;
    let done = if a.remove { "taken away" } else { "attached" };
    call.world.printer.say(&format!(
        "The working translation is {done}: {name}, recommendation {}, {file}. The paragraph is drafted anew.",
        a.cell
    ));
    Ok(Outcome::Done)
}

fn from_input() -> Result<String, WorkflowError> {
    let mut text = String::new();
    let mut all = std::io::stdin().lock().take(MOST);
    let read = all.read_to_string(&mut text);
    read.map_err(|e| {
        WorkflowError::input(Path::new("-"), e.to_string(), "give plain text in UTF-8")
    })?;
    Ok(text)
}
