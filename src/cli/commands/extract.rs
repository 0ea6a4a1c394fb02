//! `extract`.

use super::{Call, Done, read::salvaged, status::shortened};
use crate::cli::args::Extract;
use crate::cli::exit::Outcome;
use crate::docx::read::Limits;
use crate::model::extraction::Answer;
use crate::questionnaire::Form;
use crate::workflow::pipes::{ExtractLine, extract_files};
use crate::workflow::{Beyond, WorkflowError, blank_form};

pub fn run(call: &Call<'_>, a: &Extract) -> Done {
    let limits = Limits::default();
    let forms: Vec<Form> = a
        .questionnaire
        .iter()
        .map(|path| blank_form(path, &limits, &call.resources).map(|(form, _)| form))
        .collect::<Result<_, _>>()?;
    let files: Vec<_> = a.json.iter().flatten().chain(&a.files).cloned().collect();
    if files.is_empty() {
        return Err(WorkflowError::usage(
            "no returned questionnaire was named",
            "give the files after --json",
        ));
    }
    let converter = call.converter(a.beyond.convert)?;
    let beyond = Beyond {
        salvage: a.beyond.salvage,
        converter: converter.as_ref(),
    };
    let stop = || call.world.stopped();
    let lines = extract_files(&files, &forms, &limits, &call.resources, &beyond, &stop);
    let open = lines
        .iter()
        .any(|l| l.error.is_some() || l.country.is_none() || salvaged(&l.findings));
    for line in &lines {
        if a.json.is_some() {
            call.world.printer.record(line);
        } else {
            print(call, line);
        }
    }
    Ok(if open {
        Outcome::NeedsAPerson
    } else {
        Outcome::Done
    })
}

fn print(call: &Call<'_>, line: &ExtractLine) {
    let p = &call.world.printer;
    if let Some(error) = &line.error {
        p.data(&format!("{}: refused, {error}", line.file));
        if let Some(hint) = &line.hint {
            p.data(&format!("  {hint}"));
        }
        return;
    }
    let who = line
        .country
        .map_or_else(|| "country not known".to_owned(), |c| c.to_string());
    let day = line.submitted.map(|d| format!(", {d}")).unwrap_or_default();
    p.data(&format!("{}: {who}{day}", line.file));
    for s in &line.statements {
        let tick = match s.action {
            Some(Answer::Yes) => "YES",
            Some(Answer::No) => "NO",
            None => "",
        };
        p.data(&format!(
            "  {} {tick:<3} {}",
            s.cell,
            shortened(&s.text, 90)
        ));
    }
    for u in &line.unplaced {
        p.data(&format!(
            "  unplaced, {}: {}",
            u.place,
            shortened(&u.text, 90)
        ));
    }
    for f in &line.findings {
        p.data(&format!(
            "  {} {} [{}]",
            p.severity(f.severity),
            f.message,
            f.code
        ));
    }
}
