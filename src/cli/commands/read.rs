//! `read`.

use super::{Call, Done};
use crate::cli::args::Read;
use crate::cli::exit::Outcome;
use crate::docx::read::Limits;
use crate::model::finding::Finding;
use crate::workflow::Beyond;
use crate::workflow::pipes::{outline_file, read_file};

pub fn run(call: &Call<'_>, a: &Read) -> Done {
    let limits = Limits::default();
    let p = &call.world.printer;
    let converter = call.converter(a.beyond.convert)?;
    let beyond = Beyond {
        salvage: a.beyond.salvage,
        converter: converter.as_ref(),
    };
    let stop = || call.world.stopped();
    let mut outcome = Outcome::Done;
    for path in &a.files {
        if a.json {
            let line = read_file(path, &limits, &beyond, &stop);
            if line.error.is_some() || salvaged(&line.findings) {
                outcome = Outcome::NeedsAPerson;
            }
            p.record(&line);
            continue;
        }
        if a.files.len() > 1 {
            p.data(&format!("== {}", path.display()));
        }
        match outline_file(path, &limits, &beyond, &stop) {
            Ok((outline, findings)) => {
                p.data(outline.trim_end());
                if salvaged(&findings) {
                    outcome = Outcome::NeedsAPerson;
                }
                // What the outline shows as a code only is said in words where the file is not whole.
                for f in findings
                    .iter()
                    .filter(|f| matches!(f.code.as_str(), "salvaged" | "converted"))
                {
                    p.say(&format!("{}: {}", path.display(), f.message));
                }
            }
            Err((message, hint)) => {
                outcome = Outcome::NeedsAPerson;
                p.error(&format!("{}: {message}", path.display()), &hint);
            }
        }
    }
    Ok(outcome)
}

/// Whether the text is what could be recovered of a damaged file, so that a person must compare.
pub fn salvaged(findings: &[Finding]) -> bool {
    findings.iter().any(|f| f.code == "salvaged")
}
