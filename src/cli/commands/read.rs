//! `read`.

use super::{Call, Done};
use crate::cli::args::Read;
use crate::cli::exit::Outcome;
use crate::docx::read::Limits;
use crate::workflow::pipes::{outline_file, read_file};

pub fn run(call: &Call<'_>, a: &Read) -> Done {
    let limits = Limits::default();
    let p = &call.world.printer;
    let mut outcome = Outcome::Done;
    for path in &a.files {
        if a.json {
            let line = read_file(path, &limits);
            if line.error.is_some() {
                outcome = Outcome::NeedsAPerson;
            }
            p.record(&line);
            continue;
        }
        if a.files.len() > 1 {
            p.data(&format!("== {}", path.display()));
        }
        match outline_file(path, &limits) {
            Ok(outline) => p.data(outline.trim_end()),
            Err((message, hint)) => {
                outcome = Outcome::NeedsAPerson;
                p.error(&format!("{}: {message}", path.display()), &hint);
            }
        }
    }
    Ok(outcome)
}
