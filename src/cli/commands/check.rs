//! `check`.

use super::{Call, Done, records::each_line};
use crate::check::CheckFinding;
use crate::cli::args::Check;
use crate::cli::exit::Outcome;
use crate::model::finding::Severity;
use crate::model::ids::Lang;
use crate::workflow::pipes::check_record;
use crate::workflow::{CheckReport, WorkflowError, check, check_files};

pub fn run(call: &Call<'_>, a: &Check) -> Done {
    let is_pair = a.paths.len() == 2 && a.paths.iter().all(|p| p.is_file());
    let report = match (&a.from, a.paths.as_slice()) {
        (Some(from), []) => return records(call, a, from),
        (_, [first, second]) if is_pair => check_files((first, second), &call.resources)?,
        (None, [] | [_]) => check(&call.desk(a.paths.first())?)?,
        _ => {
            return Err(WorkflowError::usage(
                "check takes a dossier, or two Word files, or records with --from and --to",
                "see `rapporteur check --help`",
            ));
        }
    };
    print(call, &report, a.json);
    Ok(if report.has_errors() {
        Outcome::NeedsAPerson
    } else {
        Outcome::Done
    })
}

fn records(call: &Call<'_>, a: &Check, from: &Lang) -> Done {
    let to = a.to.clone().unwrap_or_else(Lang::fr);
    let p = &call.world.printer;
    let mut errors = false;
    each_line(
        None,
        &|line, n| check_record(&call.resources, (from, &to), line, n),
        &mut |done| {
            errors |= done.findings.iter().any(|f| f.severity == Severity::Error);
            if a.json {
                p.record(&done);
            } else {
                p.data(&done.id);
                findings(call, &done.findings);
            }
        },
    )?;
    Ok(if errors {
        Outcome::NeedsAPerson
    } else {
        Outcome::Done
    })
}

fn print(call: &Call<'_>, report: &CheckReport, as_json: bool) {
    let p = &call.world.printer;
    for entry in &report.entries {
        if as_json {
            p.record(entry);
        } else {
            p.data(&format!("{} {}", entry.paragraph, entry.lang));
            findings(call, &entry.findings);
        }
    }
    if !as_json {
        let count: usize = report.entries.iter().map(|e| e.findings.len()).sum();
        p.say(&format!(
            "{} paragraphs checked, {count} {}.",
            report.paragraphs,
            if count == 1 { "finding" } else { "findings" }
        ));
    }
}

fn findings(call: &Call<'_>, list: &[CheckFinding]) {
    let p = &call.world.printer;
    for f in list {
        let span = if f.span.is_empty() {
            String::new()
        } else {
            format!(" “{}”", f.span)
        };
        p.data(&format!(
            "  {} {}{span} [{}]",
            p.severity(f.severity),
            f.message,
            f.code
        ));
    }
}
