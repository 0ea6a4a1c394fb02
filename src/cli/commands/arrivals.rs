//! One line for each file: who, how much of it was answered, what needs a person.

use serde_json::json;

use super::Call;
use super::status::shortened;
use crate::cli::printer::{Look, Printer};
use crate::dossier::Verdict;
use crate::model::Lang;
use crate::workflow::{Arrival, Desk, IngestReport, until_then};

/// Prints what came of the inbox: all files, or only those that are new.
pub fn print(call: &Call<'_>, desk: &Desk, report: &IngestReport, as_json: bool, all: bool) {
    let p = &call.world.printer;
    lines(p, desk, report, as_json, all);
    if as_json {
        return;
    }
    for finding in &report.earlier {
        let sign = if finding.severity == crate::model::Severity::Error {
            p.err("✗", Look::Bad)
        } else {
            p.err("!", Look::Care)
        };
        p.say(&format!("  {sign} {}", finding.message));
        if !finding.hint.is_empty() {
            p.say(&format!("      {}", finding.hint));
        }
    }
    let new = report.new_files();
    p.say(&format!(
        "{} in the inbox, {} read now, {} known before.",
        files(report.arrivals.len() + report.held.len()),
        new,
        report.arrivals.len() + report.held.len() - new
    ));
}

/// The lines alone, without the sum.
pub fn lines(p: &Printer, desk: &Desk, report: &IngestReport, as_json: bool, all: bool) {
    for arrival in &report.arrivals {
        let told = arrival.new || arrival.same_as().is_some() || arrival.renamed_from.is_some();
        if as_json {
            p.record(&record(arrival));
        } else if all || told {
            p.say(&line(p, desk, arrival));
        }
    }
    if as_json {
        return;
    }
    let quiet = |file: &str, what: &str| {
        p.say(&format!("  {} {file}: {what}", p.err("–", Look::Quiet)));
    };
    for (file, why) in &report.held {
        quiet(file, &format!("{why}; what was read of it before stands"));
    }
    for (file, why) in &report.unfinished {
        quiet(file, &format!("{why}; it is read when it is complete"));
    }
    for file in &report.gone {
        quiet(
            file,
            "no longer in the inbox; what it said is out of the note, decisions are kept",
        );
    }
    for (file, why) in &report.ignored {
        quiet(file, &format!("left alone, {why}"));
    }
    for file in &report.in_folders {
        p.say(&format!(
            "  {} {file}: not read, it is in a folder; move it into the inbox itself",
            p.err("?", Look::Care)
        ));
    }
}

/// A number of files in words.
pub fn files(n: usize) -> String {
    if n == 1 {
        "1 file".into()
    } else {
        format!("{n} files")
    }
}

fn line(p: &Printer, desk: &Desk, arrival: &Arrival) -> String {
    let file = &arrival.file;
    if let Some(first) = arrival.same_as() {
        let sign = p.err("=", Look::Quiet);
        return format!("  {sign} {file}: the same file as {first}; it counts once");
    }
    let was = arrival
        .renamed_from
        .as_ref()
        .map(|old| format!(", was {old}"))
        .unwrap_or_default();
    let found = match &arrival.record.verdict {
        Verdict::Refused {
            code,
            message,
            hint,
            ..
        } => {
            let sign = p.err("✗", Look::Bad);
            let then = until_then(code, file);
            let cures: Vec<&str> = [hint.as_str(), &then]
                .into_iter()
                .filter(|c| !c.is_empty())
                .collect();
            let point = if cures.is_empty() { "" } else { ". " };
            return format!("  {sign} {file}: {message}{was}{point}{}", cures.join(" "));
        }
        Verdict::Read(found) => found,
    };
    let name = |code| desk.resources.countries.list_name(code, &Lang::en());
    let answers = format!("{} of {} answered", arrival.answered, arrival.asked);
    let mut rest = was;
    if !found.unplaced.is_empty() {
        rest.push_str(&format!(", {} unplaced", found.unplaced.len()));
    }
    if !arrival.others.is_empty() {
        rest.push_str(&format!(", beside {}", arrival.others.join(", ")));
    }
    let (sign, who) = match (arrival.country, arrival.needs.iter().find(|n| n.blocks)) {
        (Some(code), Some(_)) => (p.err("!", Look::Care), name(code)),
        (Some(code), None) => (p.err("✓", Look::Good), name(code)),
        (None, Some(need)) => {
            rest.push_str(&format!(": {}", need.cure));
            (p.err("?", Look::Care), need.reason.clone())
        }
        // Somebody dealt with a file that is of no country.
        (None, None) => (p.err("–", Look::Quiet), "no country, dealt with".into()),
    };
    let look: Vec<&str> = arrival
        .needs
        .iter()
        // Without a country the first one is told already.
        .filter(|n| !n.blocks || arrival.country.is_some())
        .map(|n| n.reason.as_str())
        .collect();
    if let Some(first) = look.first() {
        let more = match look.len() {
            1 => String::new(),
            n => format!(" (and {} more)", n - 1),
        };
        rest.push_str(&format!("; to look at: {}{more}", shortened(first, 100)));
    }
    format!("  {sign} {file}: {who}, {answers}{rest}")
}

fn record(arrival: &Arrival) -> serde_json::Value {
    let r = &arrival.record;
    let (submitted, statements, unplaced, error) = match &r.verdict {
        Verdict::Read(x) => (x.submitted, x.statements.len(), x.unplaced.len(), None),
        Verdict::Refused { message, .. } => (None, 0, 0, Some(message.clone())),
    };
    json!({
        "file": arrival.file, "return": r.id, "new": arrival.new, "country": arrival.country,
        "statements": statements, "answered": arrival.answered, "asked": arrival.asked,
        "unplaced": unplaced, "received": r.received, "submitted": submitted,
        "same_as": arrival.same_as(), "renamed_from": arrival.renamed_from,
        "others": arrival.others, "needs": arrival.needs, "error": error,
    })
}
