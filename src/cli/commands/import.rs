//! `import`: files of `export` that came back, and the note itself.

use super::import_back;
use super::status::shortened;
use super::{Call, Done};
use crate::cli::args::{Import, ImportFinal, ImportWhat};
use crate::cli::exit::Outcome;
use crate::cli::printer::Look;
use crate::workflow::{
    Difference, DifferenceKind, FinalReport, FinalRequest, JobFormat, WorkflowError, import_final,
    in_brief,
};

pub fn run(call: &Call<'_>, a: &Import) -> Done {
    match &a.what {
        Some(ImportWhat::Final(a)) => of_final(call, a),
        Some(ImportWhat::Xliff(a)) => import_back::run(call, a, Some(JobFormat::Xliff)),
        Some(ImportWhat::Docx(a)) => import_back::run(call, a, Some(JobFormat::Docx)),
        Some(ImportWhat::Xlsx(a)) => import_back::run(call, a, Some(JobFormat::Xlsx)),
        Some(ImportWhat::Tmx(a)) => import_back::run(call, a, Some(JobFormat::Tmx)),
        None => import_back::run(call, &a.back, None),
    }
}

fn of_final(call: &Call<'_>, a: &ImportFinal) -> Done {
    for file in &a.files {
        if !file.is_file() {
            return Err(WorkflowError::input(
                file,
                "there is no such file",
                "check the spelling of the path",
            ));
        }
    }
    let desk = call.desk(None)?;
    let request = FinalRequest {
        files: a.files.clone(),
        against: a.against.clone(),
        dry_run: a.dry_run,
        issued: a.issued,
    };
    let report = import_final(&desk, &call.world.surroundings(), &request)?;
    if a.json {
        call.world.printer.record(&report);
    } else {
        print(call, &report, a.dry_run);
    }
    let open = report
        .differences
        .iter()
        .any(|d| !d.kind.is_taken() && d.kind != DifferenceKind::Renumbered);
    Ok(if open {
        Outcome::NeedsAPerson
    } else {
        Outcome::Done
    })
}

fn print(call: &Call<'_>, report: &FinalReport, dry_run: bool) {
    let p = &call.world.printer;
    let is = |kind: DifferenceKind| move |d: &&Difference| d.kind == kind;
    let counted = |d: &&Difference| {
        matches!(
            d.kind,
            DifferenceKind::Confirmed | DifferenceKind::Renumbered
        )
    };
    for d in report.differences.iter().filter(|d| !counted(d)) {
        let look = if d.kind.is_taken() {
            Look::Good
        } else {
            Look::Care
        };
        p.data(&format!("{} {}", d.lang, p.out(&line(d), look)));
        let text = match d.kind {
            DifferenceKind::Changed | DifferenceKind::Conflict => in_brief(&d.before, &d.after),
            DifferenceKind::Gone => d.before.clone(),
            _ => d.after.clone(),
        };
        p.data(&format!(
            "    {}",
            p.out(&shortened(&text, 300), Look::Quiet)
        ));
    }
    let count = |kind| report.differences.iter().filter(is(kind)).count();
    match count(DifferenceKind::Renumbered) {
        0 => {}
        n => p.data(&format!("{n} paragraphs have another number in the file.")),
    }
    match count(DifferenceKind::Confirmed) {
        0 => {}
        n => p.data(&format!("{n} texts are confirmed as published.")),
    }
    if dry_run {
        p.say("Nothing was taken over.");
        return;
    }
    p.say(&format!(
        "{} texts taken over against build {}, as one decision.",
        report.taken, report.build
    ));
    if let Some(n) = report.issued {
        p.say(&format!(
            "The note is recorded as issued (build {n}): its numbers are frozen. The memory learned {} paragraphs.",
            report.learned
        ));
    }
    if !report.not_issued.is_empty() {
        p.say(&format!(
            "{} it is not recorded as issued: {}. Settle these, build, and import it again.",
            p.err("!", Look::Care),
            report.not_issued
        ));
    }
    if !report.to_review.is_empty() {
        let list: Vec<String> = report
            .to_review
            .iter()
            .map(|(lang, n)| format!("{lang} {n}"))
            .collect();
        p.say(&format!("To review: {}", shortened(&list.join(", "), 200)));
    }
}

fn line(d: &Difference) -> String {
    let numbers = |list: &[u32]| {
        list.iter()
            .map(|n| match n {
                0 => "without number".to_owned(),
                n => n.to_string(),
            })
            .collect::<Vec<_>>()
            .join(", ")
    };
    let (built, edited) = (numbers(&d.built), numbers(&d.edited));
    let of = if d.what.is_empty() {
        String::new()
    } else {
        format!(", {}", d.what)
    };
    match d.kind {
        DifferenceKind::Changed => format!("changed: paragraph {built}{of}"),
        DifferenceKind::Confirmed => format!("confirmed: paragraph {built}{of}"),
        DifferenceKind::Conflict => {
            format!(
                "conflict: paragraph {built}{of}: changed here too since the build; decide on the page"
            )
        }
        DifferenceKind::Unsure => format!(
            "unsure: paragraph {built}{of}: the file names another country or none; decide on the page"
        ),
        DifferenceKind::Split => {
            format!("split: paragraph {built}{of} is now {edited}; nothing was taken")
        }
        DifferenceKind::Merged => {
            format!("merged: paragraphs {built} are now {edited}; nothing was taken")
        }
        DifferenceKind::Moved => {
            format!("moved: paragraph {built}{of} stands at {edited}; nothing was taken")
        }
        DifferenceKind::Gone => {
            format!("gone: paragraph {built}{of}; it stays until a person leaves it out")
        }
        DifferenceKind::New => format!("new: paragraph {edited}; nothing was taken"),
        DifferenceKind::Renumbered => {
            format!("renumbered: paragraph {built}{of} is {edited} in the file")
        }
        DifferenceKind::Heading => "heading: change it in note.toml".to_owned(),
    }
}
