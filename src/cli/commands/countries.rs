//! `countries`.

use super::{Call, Done};
use crate::cli::args::Countries;
use crate::cli::exit::Outcome;
use crate::workflow::pipes::{countries_joined, countries_lines};

pub fn run(call: &Call<'_>, a: &Countries) -> Done {
    let p = &call.world.printer;
    if let Some(lang) = &a.join {
        p.data(&countries_joined(&call.resources, lang, &a.codes)?);
        return Ok(Outcome::Done);
    }
    for line in countries_lines(&call.resources, &a.codes)? {
        if a.json {
            p.record(&line);
        } else {
            p.data(&format!(
                "{}  {:<44} {}",
                line.iso3, line.en, line.fr_subject
            ));
        }
    }
    Ok(Outcome::Done)
}
