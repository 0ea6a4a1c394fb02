//! `import FILE`: what translators and officers did in other programs.

use serde::Serialize;

use super::status::shortened;
use super::{Call, Done};
use crate::cli::args::ImportBack;
use crate::cli::exit::Outcome;
use crate::cli::printer::Look;
use crate::model::decision::Merged;
use crate::workflow::{
    JobFormat, MergeKind, MergeReport, MergeRow, MergeWish, ReturnedFile, WorkflowError, in_brief,
    merge_apply, merge_preview,
};

#[derive(Serialize)]
struct Summary<'a> {
    file: &'a str,
    format: JobFormat,
    taken: usize,
    offered: usize,
    comments: usize,
    decision: Option<u64>,
}

pub fn run(call: &Call<'_>, a: &ImportBack, format: Option<JobFormat>) -> Done {
    let Some(path) = &a.file else {
        return Err(WorkflowError::usage(
            "no file is given",
            "rapporteur import FILE, or rapporteur import final FILES",
        ));
    };
    let unread = |why: &str, hint: &str| WorkflowError::input(path, why, hint);
    if !path.is_file() {
        return Err(unread(
            "there is no such file",
            "check the spelling of the path",
        ));
    }
    let bytes = std::fs::read(path)
        .map_err(|e| unread(&e.to_string(), "close it in the program that has it open"))?;
    let file = ReturnedFile {
        name: path
            .file_name()
            .map(|n| n.to_string_lossy().into_owned())
            .unwrap_or_default(),
        bytes,
    };
    let wish = MergeWish {
        format,
        confirm: a.confirm,
        seen: None,
    };
    let desk = call.desk(None)?;
    let report = if a.preview {
        merge_preview(&desk, &file, &wish)?
    } else {
        merge_apply(&desk, &call.world.surroundings(), &file, &wish)?
    };
    if a.json {
        let p = &call.world.printer;
        for row in &report.rows {
            p.record(row);
        }
        p.record(&Summary {
            file: &report.file,
            format: report.format,
            taken: report.taken(),
            offered: report.offered(),
            comments: report.comments(),
            decision: report.decision,
        });
    } else {
        print(call, &report);
    }
    let open = report.rows.iter().any(|r| r.kind.needs_a_person());
    Ok(if open || !report.findings.is_empty() {
        Outcome::NeedsAPerson
    } else {
        Outcome::Done
    })
}

fn print(call: &Call<'_>, report: &MergeReport) {
    let p = &call.world.printer;
    for row in &report.rows {
        if row.kind == MergeKind::Same && row.becomes.is_none() && row.why.is_none() {
            continue;
        }
        let look = if row.kind.needs_a_person() {
            Look::Care
        } else {
            Look::Good
        };
        p.data(&p.out(&line(row), look));
        let text = match row.kind {
            MergeKind::Changed
            | MergeKind::Conflicting
            | MergeKind::SourceChanged
            | MergeKind::Unsure
                if !row.before.is_empty() =>
            {
                in_brief(&row.before, &row.after)
            }
            MergeKind::Same | MergeKind::State => String::new(),
            MergeKind::Emptied => row.before.clone(),
            _ => row.after.clone(),
        };
        for text in [text, row.comment.clone()] {
            if !text.is_empty() {
                let text = shortened(&text.replace('\n', " / "), 300);
                p.data(&format!("    {}", p.out(&text, Look::Quiet)));
            }
        }
    }
    for f in &report.findings {
        let place = f.place.as_str();
        p.say(&format!("{} {place} {}", p.severity(f.severity), f.message));
    }
    let counts: Vec<String> = report
        .counts()
        .iter()
        .map(|(kind, n)| format!("{n} {}", in_words(*kind)))
        .collect();
    p.say(&format!("{}: {}.", report.file, counts.join(", ")));
    match report.decision {
        Some(seq) => p.say(&format!(
            "{} texts taken over and {} offered, as decision {seq}; one undo takes all of it back.",
            report.taken(),
            report.offered()
        )),
        None => p.say("Nothing was taken over."),
    }
}

fn line(row: &MergeRow) -> String {
    let place = match (row.paragraph, row.entry) {
        (Some(n), _) => format!("paragraph {n}"),
        (None, Some(id)) => format!("entry {id}"),
        (None, None) => row.place.clone(),
    };
    let lang = row
        .lang
        .as_ref()
        .map(|l| format!(" {l}"))
        .unwrap_or_default();
    let becomes = match row.becomes {
        Some(Merged::Confirmed) => ", confirmed",
        Some(Merged::Tentative) => ", tentative",
        Some(Merged::Offered) => ", offered",
        Some(Merged::Comment) => ", comment",
        Some(Merged::Edited) | None => "",
    };
    let why = row
        .why
        .as_ref()
        .map(|why| format!(": {why}"))
        .unwrap_or_default();
    format!("{}{becomes}: {place}{lang}{why}", in_words(row.kind))
}

fn in_words(kind: MergeKind) -> &'static str {
    match kind {
        MergeKind::SourceChanged => "source changed",
        other => other.as_str(),
    }
}
