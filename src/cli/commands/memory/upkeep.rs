//! `memory replace`, `delete`, `conflicts`, `undo`, `history`.

use serde::Serialize;

use super::failed;
use crate::cli::commands::{Call, Done};
use crate::cli::exit::Outcome;
use crate::cli::memory_args::{
    MemoryConflicts, MemoryDelete, MemoryHistory, MemoryReplace, MemoryUndo,
};
use crate::memory::{By, Operation, UnitEvent};
use crate::workflow::{
    Change, Replacement, WorkflowError, conflicts, delete, keep_memory, near_sources, open_memory,
    read_memory, replace,
};

pub fn replace_words(call: &Call<'_>, a: &MemoryReplace) -> Done {
    let what = Replacement {
        find: a.find.clone(),
        put: a.with.clone(),
        lang: a.lang.clone(),
        exact_case: a.exact_case,
        inside_words: a.inside_words,
    };
    let mut memory = if a.apply {
        keep_memory(&a.at.memory, false)?
    } else {
        read_memory(&a.at.memory)?
    };
    let around = call.world.surroundings();
    let selection = a.which.selection(&[]);
    let changes = replace(&mut memory, &selection, &what, a.apply, &around)?;
    show(call, &changes, a.json);
    let texts = changes.len();
    say_what_was_done(call, texts, "texts", "changed", a.apply);
    Ok(Outcome::Done)
}

pub fn delete_units(call: &Call<'_>, a: &MemoryDelete) -> Done {
    let mut memory = if a.apply {
        keep_memory(&a.at.memory, false)?
    } else {
        read_memory(&a.at.memory)?
    };
    let around = call.world.surroundings();
    let selection = a.which.selection(&a.lang);
    let gone = delete(&mut memory, &selection, a.apply, &around)?;
    show(call, &gone, a.json);
    say_what_was_done(call, gone.len(), "units", "taken out of sight", a.apply);
    Ok(Outcome::Done)
}

fn say_what_was_done(call: &Call<'_>, count: usize, things: &str, done: &str, apply: bool) {
    let p = &call.world.printer;
    if count == 0 {
        p.say("Nothing was found.");
    } else if apply {
        p.say(&format!(
            "{count} {things} {done}; `memory undo` takes it back."
        ));
    } else {
        p.say(&format!(
            "{count} {things} would be {done}; --apply does it."
        ));
    }
}

fn show(call: &Call<'_>, changes: &[Change], json: bool) {
    let p = &call.world.printer;
    for change in changes {
        if json {
            p.record(change);
            continue;
        }
        p.data(&format!(
            "{} {} {}",
            change.unit, change.lang, change.origin
        ));
        match &change.after {
            Some(after) => {
                p.data(&format!("  - {}", change.before));
                p.data(&format!("  + {after}"));
            }
            None => p.data(&format!("  {}", change.before)),
        }
    }
}

pub fn show_conflicts(call: &Call<'_>, a: &MemoryConflicts) -> Done {
    let memory = read_memory(&a.at.memory)?;
    let mut found = conflicts(&memory, (&a.from, &a.to))?;
    if let Some(least) = a.min_score {
        if !(0.0..=100.0).contains(&least) {
            return Err(WorkflowError::usage(
                "--min-score must be between 0 and 100",
                "",
            ));
        }
        let opened = open_memory(&a.at.memory, &call.resources, false)?;
        let around = call.world.surroundings();
        found.extend(near_sources(
            &opened,
            &a.at.memory,
            (&a.from, &a.to),
            least,
            &around,
        )?);
    }
    let p = &call.world.printer;
    for conflict in &found {
        if a.json {
            p.record(conflict);
            continue;
        }
        p.data(&match (conflict.kind, conflict.score) {
            ("same-source", _) => "one source, several translations".to_owned(),
            (_, Some(score)) => format!("sources alike by {score:.2}"),
            _ => "nearly the same source".to_owned(),
        });
        for pair in &conflict.pairs {
            p.data(&format!("  {} {}", pair.unit, pair.origin));
            p.data(&format!("    {}", pair.source));
            p.data(&format!("    {}", pair.target));
        }
    }
    if found.is_empty() {
        p.say("No conflicts were found.");
    }
    Ok(Outcome::Done)
}

#[derive(Serialize)]
struct Undone {
    undone: Option<Operation>,
}

pub fn undo(call: &Call<'_>, a: &MemoryUndo) -> Done {
    let mut memory = keep_memory(&a.at.memory, false)?;
    let by = By {
        person: call.world.person().to_owned(),
        time: call.world.surroundings().now.to_string(),
    };
    let undone = memory.undo(&by).map_err(failed(&a.at.memory))?;
    let p = &call.world.printer;
    match &undone {
        Some(last) => p.say(&format!("Taken back: {}", in_words(last))),
        None => p.say("There is nothing to take back."),
    }
    if a.json {
        p.record(&Undone { undone });
    }
    Ok(Outcome::Done)
}

pub fn history(call: &Call<'_>, a: &MemoryHistory) -> Done {
    let memory = read_memory(&a.at.memory)?;
    let p = &call.world.printer;
    let bad = failed(&a.at.memory);
    let Some(id) = &a.unit else {
        for operation in memory.operations(a.top).map_err(bad)? {
            if a.json {
                p.record(&operation);
            } else {
                p.data(&in_words(&operation));
            }
        }
        return Ok(Outcome::Done);
    };
    let history = memory.history(id).map_err(bad)?.ok_or_else(|| {
        WorkflowError::usage(
            format!("there is no unit “{id}”"),
            "`memory search --json` shows the ids of units",
        )
    })?;
    if a.json {
        p.record(&history);
        return Ok(Outcome::Done);
    }
    for variant in &history.unit.variants {
        p.data(&format!("{}: {}", variant.lang, variant.text));
    }
    if !history.visible {
        p.data("It can no longer be found.");
    }
    if history.uses > 0 {
        p.data(&format!(
            "Suggestions from it were taken {} times.",
            history.uses
        ));
    }
    for event in &history.events {
        p.data(&event_in_words(event));
    }
    Ok(Outcome::Done)
}

fn in_words(operation: &Operation) -> String {
    let mut line = format!("{:>5}  ", operation.id);
    for part in [&operation.time, &operation.person] {
        if !part.is_empty() {
            line.push_str(part);
            line.push_str("  ");
        }
    }
    line.push_str(&format!("{}: {}", operation.kind, operation.summary));
    if let Some(undo) = operation.undone {
        line.push_str(&format!(" (taken back by {undo})"));
    }
    line
}

fn event_in_words(event: &UnitEvent) -> String {
    let what = match (event.what.as_str(), &event.unit) {
        ("met", _) => "met in".to_owned(),
        ("withdrawn", _) => "withdrawn from".to_owned(),
        ("back", _) => "back in".to_owned(),
        ("became", Some(unit)) => format!("became {unit}"),
        ("from", Some(unit)) => format!("was {unit}"),
        (other, _) => other.to_owned(),
    };
    let place = match (event.place.as_str(), &event.unit) {
        (_, Some(_)) => "",
        ("", None) => "a place that is not named",
        (place, None) => place,
    };
    match &event.operation {
        Some(operation) => format!("{}  [{what} {place}]", in_words(operation)),
        None => format!("       {what} {place}"),
    }
}
