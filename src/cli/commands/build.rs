//! `run` and `build`.

use std::path::PathBuf;

use serde_json::json;

use super::{Call, Done, arrivals, builds};
use crate::cli::args::{Build, Run};
use crate::cli::exit::{self, Outcome};
use crate::cli::printer::Look;
use crate::cli::world::epoch;
use crate::model::ids::Lang;
use crate::workflow::{
    BuildReport, BuildRequest, Companions, Desk, Obstacle, WorkflowError, build, in_short, run,
};

pub fn run_all(call: &Call<'_>, a: &Run) -> Done {
    let request = BuildRequest {
        out: a.out.clone(),
        epoch: epoch(),
        ..BuildRequest::default()
    };
    each(call, &a.dirs, &request, &mut |desk, request| {
        let around = call.world.surroundings();
        let report = run(desk, &around)?;
        arrivals::print(call, desk, &report, a.json, false);
        let built = build(desk, &around, request)?;
        print(call, desk, &built, a.json);
        let open = crate::workflow::state(desk)?
            .returns
            .iter()
            .any(crate::workflow::ReturnView::needs_a_person);
        Ok(if open {
            Outcome::NeedsAPerson
        } else {
            Outcome::Done
        })
    })
}

pub fn build_all(call: &Call<'_>, a: &Build) -> Done {
    let langs = match a.lang.as_str() {
        "all" => Vec::new(),
        tag => vec![
            tag.parse::<Lang>()
                .map_err(|e| WorkflowError::usage(e.to_string(), "use en, fr or all"))?,
        ],
    };
    let request = BuildRequest {
        langs,
        last: a.last,
        out: a.out.clone(),
        form: a.form.form(),
        since: a.changes_since.clone(),
        epoch: epoch(),
        reference: a.reference_doc.clone(),
        companions: Companions {
            pdf: a.pdf,
            html: a.html,
        },
    };
    each(call, &a.dirs, &request, &mut |desk, request| {
        let report = build(desk, &call.world.surroundings(), request)?;
        print(call, desk, &report, a.json);
        Ok(
            if report.built.is_empty() && request.last || !report.unmade.is_empty() {
                Outcome::NeedsAPerson
            } else {
                Outcome::Done
            },
        )
    })
}

/// Does the same for every dossier; a bad one does not stop the others and is remembered.
fn each(
    call: &Call<'_>,
    dirs: &[PathBuf],
    request: &BuildRequest,
    act: &mut dyn FnMut(&Desk, &BuildRequest) -> Done,
) -> Done {
    if dirs.len() < 2 {
        return act(&call.desk(dirs.first())?, request);
    }
    let mut worst = Outcome::Done;
    let mut failure: Option<WorkflowError> = None;
    for dir in dirs {
        // Several notes must not be written over one another.
        let mut own = request.clone();
        own.out = request
            .out
            .as_ref()
            .map(|out| out.join(dir.file_name().unwrap_or(dir.as_os_str())));
        call.world.printer.say(&format!("{}:", dir.display()));
        match call.desk(Some(dir)).and_then(|desk| act(&desk, &own)) {
            Ok(outcome) => worst = worst.max(outcome),
            Err(WorkflowError::Stopped) => return Err(WorkflowError::Stopped),
            Err(error) => {
                if let Some(before) = failure.take() {
                    call.world
                        .printer
                        .error(&before.to_string(), &before.hint());
                }
                failure = Some(error);
            }
        }
    }
    match failure {
        Some(error) if exit::code(&error) > 0 => Err(error),
        _ => Ok(worst),
    }
}

fn print(call: &Call<'_>, desk: &Desk, report: &BuildReport, as_json: bool) {
    let p = &call.world.printer;
    if as_json {
        for b in &report.built {
            p.record(&json!({"lang": b.lang, "path": b.path, "paragraphs": b.paragraphs, "words": b.words, "hash": b.hash, "build": report.build, "companions": b.companions}));
        }
        for finding in &report.findings {
            p.record(finding);
        }
        for line in &report.unmade {
            p.say(&format!("{} {line}", p.err("not made:", Look::Bad)));
        }
        builds::records(p, report);
        if report.built.is_empty() {
            for o in &report.obstacles {
                p.record(o);
            }
        }
        return;
    }
    if report.built.is_empty() {
        p.say(&format!(
            "{} the final note of {} was not built: {} still to settle.",
            p.err("refused:", Look::Bad),
            desk.dossier.name(),
            things(report.obstacles.len())
        ));
        say_obstacles(call, &report.obstacles);
        return;
    }
    for b in &report.built {
        p.say(&format!(
            "  {} {}  {} paragraphs, {} words",
            p.err("✓", Look::Good),
            b.path.display(),
            b.paragraphs,
            b.words
        ));
        for file in &b.companions {
            p.say(&format!("    {}", file.display()));
        }
    }
    for finding in &report.findings {
        let place = if finding.place.is_empty() {
            String::new()
        } else {
            format!(" ({})", finding.place)
        };
        p.say(&format!("  {}{place}", finding.message));
        if !finding.hint.is_empty() {
            p.say(&format!("    {}", finding.hint));
        }
    }
    for line in &report.unmade {
        p.say(&format!("  {} {line}", p.err("not made:", Look::Bad)));
    }
    builds::say(p, report);
    if report.obstacles.is_empty() {
        p.say("Everything is confirmed.");
    } else {
        p.say(&format!(
            "Draft: {} still to settle before the final note; `rapporteur status` lists them, `rapporteur review` opens the page.",
            things(report.obstacles.len())
        ));
    }
}

/// A number of things in words.
pub fn things(n: usize) -> String {
    if n == 1 {
        "1 thing".into()
    } else {
        format!("{n} things")
    }
}

/// Says what stands in the way, and where it is settled.
fn say_obstacles(call: &Call<'_>, obstacles: &[Obstacle]) {
    let p = &call.world.printer;
    for line in in_short(obstacles) {
        p.say(&format!("  {line}"));
    }
    p.say("`rapporteur status` says what settles each, `rapporteur review` opens the page.");
}
