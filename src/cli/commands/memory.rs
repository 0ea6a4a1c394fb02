//! `memory import`, `export`, `stats`, `search`.

use super::{Call, Done, records::each_line};
use crate::cli::args::{
    Memory as Arguments, MemoryExport, MemoryImport, MemorySearch, MemoryStats,
};
use crate::cli::exit::Outcome;
use crate::memory::Query;
use crate::workflow::pipes::search as look_up;
use crate::workflow::{Imported, WorkflowError, export_tmx, import_pair, import_tmx, open_memory};

pub fn run(call: &Call<'_>, a: &Arguments) -> Done {
    match a {
        Arguments::Import(a) => import(call, a),
        Arguments::Export(a) => export(call, a),
        Arguments::Stats(a) => stats(call, a),
        Arguments::Search(a) => search(call, a),
    }
}

fn import(call: &Call<'_>, a: &MemoryImport) -> Done {
    let around = call.world.surroundings();
    let at = &a.at.memory;
    if a.files.is_empty() && a.pair.is_empty() {
        return Err(WorkflowError::usage(
            "nothing to import was named",
            "give TMX files, or --pair EN.docx FR.docx",
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
    let mut memory = open_memory(at, &call.resources, true)?;
    let mut troubled = false;
    let mut import_all = || -> Result<(), WorkflowError> {
        if let [first, second] = a.pair.as_slice() {
            let done = import_pair(&mut memory, at, (first, second), &call.resources, &around)?;
            troubled |= say(
                call,
                &format!("{} + {}", first.display(), second.display()),
                &done,
            );
        }
        for file in &a.files {
            let done = import_tmx(&mut memory, at, file, &around)?;
            troubled |= say(call, &file.display().to_string(), &done);
        }
        Ok(())
    };
    let outcome = import_all();
    if outcome.is_err() && fresh && memory.stats().map(|s| s.units == 0).unwrap_or(false) {
        // A memory made for an import that failed is not left behind.
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

fn say(call: &Call<'_>, what: &str, done: &Imported) -> bool {
    let p = &call.world.printer;
    p.say(&format!(
        "{what}: {} units, {} new, {} known before.",
        done.found, done.new, done.merged
    ));
    for finding in done.findings.iter().take(20) {
        p.say(&format!("  {} {}", finding.place, finding.message));
    }
    if done.findings.len() > 20 {
        p.say(&format!("  … and {} more", done.findings.len() - 20));
    }
    done.findings
        .iter()
        .any(|f| f.severity == crate::model::Severity::Error)
}

fn export(call: &Call<'_>, a: &MemoryExport) -> Done {
    let memory = open_memory(&a.at.memory, &call.resources, false)?;
    let count = export_tmx(&memory, &a.at.memory, &a.out)?;
    call.world
        .printer
        .say(&format!("{}: {count} units.", a.out.display()));
    Ok(Outcome::Done)
}

fn stats(call: &Call<'_>, a: &MemoryStats) -> Done {
    let memory = open_memory(&a.at.memory, &call.resources, false)?;
    let stats = memory.stats().map_err(|source| WorkflowError::Memory {
        path: a.at.memory.clone(),
        source,
    })?;
    let p = &call.world.printer;
    if a.json {
        p.record(&stats);
        return Ok(Outcome::Done);
    }
    p.data(&format!("{} units", stats.units));
    for (lang, count) in &stats.languages {
        p.data(&format!("  {lang}: {count}"));
    }
    p.data(&format!("  from {} documents", stats.documents));
    if stats.incomplete > 0 {
        p.data(&format!(
            "  {} imports were begun and not completed",
            stats.incomplete
        ));
    }
    Ok(Outcome::Done)
}

fn search(call: &Call<'_>, a: &MemorySearch) -> Done {
    if !(0.0..=100.0).contains(&a.min_score) {
        return Err(WorkflowError::usage(
            "--min-score must be between 0 and 100",
            "",
        ));
    }
    let memory = open_memory(&a.at.memory, &call.resources, false)?;
    let p = &call.world.printer;
    let act = |line: &str, _| {
        let query = Query {
            text: line.to_owned(),
            from: a.from.clone(),
            to: Some(a.to.clone()),
            min_score: a.min_score,
            top: a.top,
            role: None,
            context: None,
        };
        look_up(&memory, &query).map_err(|source| WorkflowError::Memory {
            path: a.at.memory.clone(),
            source,
        })
    };
    each_line(a.input.as_ref(), &act, &mut |done| {
        if a.json {
            p.record(&done);
            return;
        }
        p.data(&done.query);
        for m in &done.matches {
            p.data(&format!(
                "  {:>6.2}  {}\n          {}",
                m.score, m.source, m.target
            ));
            for why in &m.why {
                p.data(&format!("          {why}"));
            }
        }
    })
}
