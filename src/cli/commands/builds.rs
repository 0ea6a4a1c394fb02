//! `builds`, and what `build` says beside the notes themselves.

use super::status::shortened;
use super::{Call, Done};
use crate::cli::args::OnDossier;
use crate::cli::exit::Outcome;
use crate::cli::printer::{Look, Printer};
use crate::workflow::{BuildReport, ChangeKind, builds, change_in_short, in_brief};

/// Largest number of characters of a change on one line.
const WIDTH: usize = 200;

pub fn run(call: &Call<'_>, a: &OnDossier) -> Done {
    let desk = call.desk(a.dir.as_ref())?;
    let p = &call.world.printer;
    let list = builds(&desk)?;
    if a.json {
        list.iter().for_each(|b| p.record(b));
        return Ok(Outcome::Done);
    }
    if list.is_empty() {
        p.say("Nothing has been built yet.");
    }
    for b in list {
        let kind = if b.last { "final" } else { "draft" };
        let kind = if b.form == crate::model::build::Form::Issued {
            ""
        } else {
            kind
        };
        let files: Vec<&str> = b.files.iter().map(|f| f.name.as_str()).collect();
        let time: String = b.time.chars().take(16).collect();
        let line = format!(
            "{:>4}  {}  {:<14} {kind:<5}  {:>4} paragraphs  {}  {}",
            b.build,
            time.replace('T', " "),
            b.form.to_string(),
            b.paragraphs,
            b.person,
            files.join(", ")
        );
        p.data(line.trim_end());
    }
    Ok(Outcome::Done)
}

/// Changes and repeated text as records.
pub fn records(p: &Printer, report: &BuildReport) {
    report.changes.iter().for_each(|c| p.record(c));
    report.repeated.iter().for_each(|r| p.record(r));
}

/// Changes, repeated text and what has happened since issue, in words.
pub fn say(p: &Printer, report: &BuildReport) {
    for path in &report.further {
        p.say(&format!("  {} {}", p.err("✓", Look::Good), path.display()));
    }
    let renumbered = |k: ChangeKind| k == ChangeKind::Renumbered;
    for c in report.changes.iter().filter(|c| !renumbered(c.kind)) {
        p.data(&format!("{} {}", c.lang, change_in_short(c)));
        let text = match c.kind {
            ChangeKind::Changed => in_brief(&c.before, &c.after),
            ChangeKind::Removed => c.before.clone(),
            _ => c.after.clone(),
        };
        p.data(&format!(
            "    {}",
            p.out(&shortened(&text, WIDTH), Look::Quiet)
        ));
    }
    let only = report.changes.iter().filter(|c| renumbered(c.kind)).count();
    if only > 0 {
        p.data(&format!("{only} more have only another number."));
    }
    for r in &report.repeated {
        p.data(&format!(
            "{} paragraph {}, repeated from {}: {}",
            r.lang,
            r.number,
            r.from,
            shortened(&r.text, 80)
        ));
    }
    for line in &report.since_issue {
        p.say(line);
    }
}
