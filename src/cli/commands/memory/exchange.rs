//! `memory import`, `export`, `merge`.

use serde::Serialize;

use super::failed;
use crate::cli::commands::{Call, Done};
use crate::cli::exit::Outcome;
use crate::cli::memory_args::{MemoryExport, MemoryImport, MemoryMerge};
use crate::exchange::Hints;
use crate::memory::Keeper;
use crate::model::finding::Finding;
use crate::workflow::{
    ExportRequest, How, Imported, WorkflowError, export_memory, import_file, import_pair,
    keep_memory, merge_memory, read_memory,
};

pub fn import(call: &Call<'_>, a: &MemoryImport) -> Done {
    let around = call.world.surroundings();
    let at = &a.at.memory;
    if a.files.is_empty() && a.pair.is_empty() {
        return Err(WorkflowError::usage(
            "nothing to import was named",
            "give files of units or terms, or --pair EN.docx FR.docx",
        ));
    }
    for file in a.files.iter().chain(&a.pair) {
        if !file.is_file() {
            return Err(WorkflowError::input(
                file,
                "there is no such file",
                "check the spelling of the path",
            ));
        }
    }
    let fresh = !at.exists();
    let mut memory = keep_memory(at, true)?;
    let how = How {
        format: a.format.clone(),
        hints: Hints {
            columns: a.from.iter().chain(&a.to).cloned().collect(),
        },
    };
    let mut troubled = false;
    let mut import_all = || -> Result<(), WorkflowError> {
        if let [first, second] = a.pair.as_slice() {
            let done = import_pair(&mut memory, (first, second), &call.resources, &around)?;
            let what = format!("{} + {}", first.display(), second.display());
            troubled |= say(call, &what, &done, a.json);
        }
        for file in &a.files {
            let done = import_file(&mut memory, file, &how, &around)?;
            troubled |= say(call, &file.display().to_string(), &done, a.json);
        }
        Ok(())
    };
    let outcome = import_all();
    if outcome.is_err() && fresh && is_empty(&memory) {
        // A memory made for an import that failed is not left behind; one that can go on is.
        drop(memory);
        for suffix in ["", "-wal", "-shm"] {
            let mut name = at.as_os_str().to_owned();
            name.push(suffix);
            let _ = std::fs::remove_file(name);
        }
    }
    outcome?;
    Ok(if troubled {
        Outcome::NeedsAPerson
    } else {
        Outcome::Done
    })
}

/// What came of one file, as a record.
#[derive(Serialize)]
struct Report<'a> {
    file: &'a str,
    found: usize,
    new: usize,
    merged: usize,
    left_out: usize,
    terms: bool,
    findings: &'a [Finding],
}

fn say(call: &Call<'_>, what: &str, done: &Imported, json: bool) -> bool {
    let p = &call.world.printer;
    let things = if done.terms { "concepts" } else { "units" };
    p.say(&format!(
        "{what}: {} {things}, {} new, {} known before.",
        done.found, done.new, done.merged
    ));
    if done.resumed > 0 {
        p.say(&format!(
            "  {} of them had been brought by an import that broke off",
            done.resumed
        ));
    }
    for finding in done.findings.iter().take(20) {
        p.say(&format!("  {} {}", finding.place, finding.message));
    }
    if done.findings.len() > 20 {
        p.say(&format!("  … and {} more", done.findings.len() - 20));
    }
    if json {
        p.record(&Report {
            file: what,
            found: done.found,
            new: done.new,
            merged: done.merged,
            left_out: done.left_out,
            terms: done.terms,
            findings: &done.findings,
        });
    }
    done.findings
        .iter()
        .any(|f| f.severity == crate::model::Severity::Error)
}

/// Whether nothing is in a memory, not even the beginning of an import.
fn is_empty(memory: &Keeper) -> bool {
    memory
        .stats()
        .is_ok_and(|s| s.units == 0 && s.incomplete == 0)
        && memory.concepts().is_ok_and(|c| c.is_empty())
}

pub fn export(call: &Call<'_>, a: &MemoryExport) -> Done {
    let request = ExportRequest {
        format: a.format.clone(),
        selection: a.which.selection(&a.lang),
        langs: a.lang.clone(),
        statements: a.statements,
        unissued: a.unissued,
    };
    // Asking for replies is written into the history, so the memory must be open for writing.
    let mut memory = if a.statements {
        keep_memory(&a.at.memory, false)?
    } else {
        read_memory(&a.at.memory)?
    };
    let done = export_memory(&mut memory, &a.out, &request, &call.world.surroundings())?;
    let p = &call.world.printer;
    let things = match done.format.as_str() {
        "tbx" | "csv" => "concepts",
        "tmx" => "units",
        _ => "pairs",
    };
    p.say(&format!("{}: {} {things}.", a.out.display(), done.written));
    if done.withheld > 0 {
        p.say(&format!(
            "  {} replies as returned were left out; --statements writes them too",
            done.withheld
        ));
    }
    if done.unissued > 0 {
        p.say(&format!(
            "  {} pairs of a dossier that are not issued yet were left out; --unissued writes them too",
            done.unissued
        ));
    }
    if a.json {
        p.record(&done);
    }
    Ok(Outcome::Done)
}

pub fn merge(call: &Call<'_>, a: &MemoryMerge) -> Done {
    let around = call.world.surroundings();
    let mut memory = keep_memory(&a.at.memory, true)?;
    for other in &a.others {
        let done = merge_memory(&mut memory, other, &around)?;
        say(call, &other.display().to_string(), &done, a.json);
    }
    memory.stats().map_err(failed(&a.at.memory))?;
    Ok(Outcome::Done)
}
