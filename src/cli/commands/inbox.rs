//! `ingest`, and what people say about returns.

use serde_json::json;

use super::{Call, Done};
use crate::cli::args::{Attribute, OnDossier};
use crate::cli::exit::Outcome;
use crate::cli::printer::{Look, Printer};
use crate::dossier::Verdict;
use crate::model::Lang;
use crate::workflow::{
    Arrival, Desk, IngestReport, WorkflowError, attribute as decide, ingest as read_inbox, propose,
};

pub fn ingest(call: &Call<'_>, a: &OnDossier) -> Done {
    let desk = call.desk(a.dir.as_ref())?;
    let around = call.world.surroundings();
    let report = read_inbox(&desk, &around)?;
    propose(&desk, &around)?;
    print(call, &desk, &report, a.json, true);
    let open = crate::workflow::state(&desk)?
        .returns
        .iter()
        .any(crate::workflow::ReturnView::needs_a_person);
    Ok(if open {
        Outcome::NeedsAPerson
    } else {
        Outcome::Done
    })
}

/// Prints what came of the inbox: all files, or only those that are new or need somebody.
pub fn print(call: &Call<'_>, desk: &Desk, report: &IngestReport, as_json: bool, all: bool) {
    let p = &call.world.printer;
    for arrival in &report.arrivals {
        if as_json {
            p.record(&record(arrival));
        } else if all || arrival.new {
            line(p, desk, arrival);
        }
    }
    if as_json {
        return;
    }
    for (file, why) in &report.ignored {
        p.say(&format!(
            "  {} {file}: left alone, {why}",
            p.err("–", Look::Quiet)
        ));
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
        files(report.arrivals.len()),
        new,
        report.arrivals.len() - new
    ));
}

fn files(n: usize) -> String {
    if n == 1 {
        "1 file".into()
    } else {
        format!("{n} files")
    }
}

fn line(p: &Printer, desk: &Desk, arrival: &Arrival) {
    let file = &arrival.record.file;
    match &arrival.record.verdict {
        Verdict::Refused { message, hint, .. } => {
            p.say(&format!("  {} {file}: {message}", p.err("✗", Look::Bad)));
            if !hint.is_empty() {
                p.say(&format!("      {hint}"));
            }
        }
        Verdict::Read(x) => {
            let answers = x.statements.len();
            let (sign, who) = match x.country {
                Some(code) => (
                    p.err("✓", Look::Good),
                    desk.resources.countries.list_name(code, &Lang::en()),
                ),
                None => (p.err("?", Look::Care), "country not known".to_owned()),
            };
            let mut rest = String::new();
            if !x.unplaced.is_empty() {
                rest.push_str(&format!(", {} unplaced", x.unplaced.len()));
            }
            let look = x
                .findings
                .iter()
                .filter(|f| f.severity > crate::model::Severity::Info)
                .count();
            if look > 0 {
                rest.push_str(&format!(", {look} to look at"));
            }
            p.say(&format!("  {sign} {file}: {who}, {answers} answers{rest}"));
        }
    }
}

fn record(arrival: &Arrival) -> serde_json::Value {
    let r = &arrival.record;
    let (country, statements, unplaced, error) = match &r.verdict {
        Verdict::Read(x) => (x.country, x.statements.len(), x.unplaced.len(), None),
        Verdict::Refused { message, .. } => (None, 0, 0, Some(message.clone())),
    };
    let refusal = match &r.verdict {
        Verdict::Refused {
            code, hint, detail, ..
        } => Some((code, hint, detail)),
        Verdict::Read(_) => None,
    };
    json!({
        "code": refusal.map(|r| r.0), "hint": refusal.map(|r| r.1), "detail": refusal.map(|r| r.2),
        "file": r.file, "return": r.id, "new": arrival.new, "country": country,
        "statements": statements, "unplaced": unplaced, "error": error,
    })
}

pub fn attribute(call: &Call<'_>, a: &Attribute) -> Done {
    let desk = call.desk(None)?;
    let database = desk.database()?;
    let Some(record) = database
        .returns()?
        .into_iter()
        .find(|r| r.present && r.file == a.file)
    else {
        return Err(WorkflowError::usage(
            format!("there is no return called “{}” in this dossier", a.file),
            "`rapporteur status` lists the files; run `rapporteur ingest` first if it is new",
        ));
    };
    decide(&desk, &call.world.surroundings(), &record.id, a.country)?;
    let name = desk.resources.countries.list_name(a.country, &Lang::en());
    call.world.printer.say(&format!(
        "{} is now attributed to {name} by {}.",
        a.file,
        call.world.person()
    ));
    Ok(Outcome::Done)
}
