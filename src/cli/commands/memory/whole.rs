//! `memory stats`, `backup`, `compact`, `doctor`, `recover`.

use serde::Serialize;

use super::failed;
use crate::cli::commands::{Call, Done};
use crate::cli::exit::Outcome;
use crate::cli::memory_args::{MemoryBackup, MemoryCompact, MemoryRecover, MemoryStats};
use crate::model::finding::Severity;
use crate::workflow::{backup_memory, compact_memory, doctor, read_memory, recover_memory};

pub fn stats(call: &Call<'_>, a: &MemoryStats) -> Done {
    let stats = read_memory(&a.at.memory)?
        .stats()
        .map_err(failed(&a.at.memory))?;
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
    if stats.concepts > 0 {
        p.data(&format!("{} concepts with their terms", stats.concepts));
    }
    if stats.incomplete > 0 {
        p.data(&format!(
            "  {} imports were begun and not completed",
            stats.incomplete
        ));
    }
    Ok(Outcome::Done)
}

pub fn backup(call: &Call<'_>, a: &MemoryBackup) -> Done {
    backup_memory(&a.at.memory, &a.out)?;
    call.world.printer.say(&format!(
        "{}: a copy of {}.",
        a.out.display(),
        a.at.memory.display()
    ));
    Ok(Outcome::Done)
}

#[derive(Serialize)]
struct Compacted {
    before: u64,
    after: u64,
    dropped: usize,
}

pub fn compact(call: &Call<'_>, a: &MemoryCompact) -> Done {
    let (before, after, dropped) = compact_memory(&a.at.memory, a.drop_unfinished)?;
    let p = &call.world.printer;
    p.say(&format!(
        "{}: {} KiB, {} KiB before.",
        a.at.memory.display(),
        after / 1024,
        before / 1024
    ));
    if dropped > 0 {
        p.say(&format!("  {dropped} unfinished imports were cleared away"));
    }
    if a.json {
        p.record(&Compacted {
            before,
            after,
            dropped,
        });
    }
    Ok(Outcome::Done)
}

pub fn examine(call: &Call<'_>, a: &MemoryStats) -> Done {
    let findings = doctor(&a.at.memory)?;
    let p = &call.world.printer;
    for finding in &findings {
        if a.json {
            p.record(finding);
            continue;
        }
        let place = match finding.place.as_str() {
            "" => String::new(),
            place => format!(" ({place})"),
        };
        p.data(&format!(
            "{}: {}{place}",
            p.severity(finding.severity),
            finding.message
        ));
        if !finding.hint.is_empty() {
            p.data(&format!("  {}", finding.hint));
        }
    }
    let worst = findings.iter().map(|f| f.severity).max();
    if worst.is_none_or(|s| s == Severity::Info) {
        p.say(&format!("{}: sound.", a.at.memory.display()));
        return Ok(Outcome::Done);
    }
    Ok(Outcome::NeedsAPerson)
}

pub fn recover(call: &Call<'_>, a: &MemoryRecover) -> Done {
    let done = recover_memory(&a.damaged, &a.out, &call.world.surroundings())?;
    let p = &call.world.printer;
    p.say(&format!(
        "{}: {} units and {} concepts saved from {}.",
        a.out.display(),
        done.units,
        done.concepts,
        a.damaged.display()
    ));
    let mut lost = Vec::new();
    if done.unreadable > 0 {
        lost.push(format!(
            "{} of {} pages could not be read",
            done.unreadable, done.pages
        ));
    }
    if done.incomplete > 0 {
        lost.push(format!("{} units have lost a text", done.incomplete));
    }
    if done.without_place > 0 {
        lost.push(format!(
            "of {} units nothing tells any more where they come from",
            done.without_place
        ));
    }
    for line in &lost {
        p.say(&format!("  {line}"));
    }
    if a.json {
        p.record(&done);
    }
    Ok(if lost.is_empty() {
        Outcome::Done
    } else {
        Outcome::NeedsAPerson
    })
}
