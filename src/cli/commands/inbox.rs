//! `ingest`, and what people say about returns.

use super::arrivals::print;
use super::{Call, Done};
use crate::cli::args::{Attribute, OnDossier, Resolve};
use crate::cli::exit::Outcome;
use crate::model::{Lang, ReturnId};
use crate::workflow::{
    Desk, WorkflowError, attribute as decide, ingest as read_inbox, propose, resolve as settle,
};

pub fn ingest(call: &Call<'_>, a: &OnDossier) -> Done {
    let desk = call.desk(a.dir.as_ref())?;
    let around = call.world.surroundings();
    let report = read_inbox(&desk, &around)?;
    // What is known of the files is said before the longer work begins.
    print(call, &desk, &report, a.json, true);
    propose(&desk, &around)?;
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

pub fn attribute(call: &Call<'_>, a: &Attribute) -> Done {
    let desk = call.desk(None)?;
    let id = named(&desk, &a.file)?;
    decide(&desk, &call.world.surroundings(), &id, a.country)?;
    let name = desk.resources.countries.list_name(a.country, &Lang::en());
    call.world.printer.say(&format!(
        "{} is now attributed to {name} by {}.",
        a.file,
        call.world.person()
    ));
    Ok(Outcome::Done)
}

pub fn resolve(call: &Call<'_>, a: &Resolve) -> Done {
    let desk = call.desk(None)?;
    let id = named(&desk, &a.file)?;
    settle(&desk, &call.world.surroundings(), &id, &a.because)?;
    call.world.printer.say(&format!(
        "{} is off the list of what needs a person, by {}: {}",
        a.file,
        call.world.person(),
        a.because.trim()
    ));
    Ok(Outcome::Done)
}

/// The return that a file of the inbox holds; failing that, the last one of that name that is gone.
fn named(desk: &Desk, file: &str) -> Result<ReturnId, WorkflowError> {
    let returns = desk.database()?.returns()?;
    let is = |name: &String| name == file;
    returns
        .iter()
        .find(|r| r.present && (is(&r.file) || r.also.iter().any(is)))
        .or_else(|| returns.iter().rfind(|r| is(&r.file)))
        .map(|r| r.id.clone())
        .ok_or_else(|| {
            WorkflowError::usage(
                format!("there is no return called “{file}” in this dossier"),
                "`rapporteur status` lists the files; run `rapporteur ingest` first if it is new",
            )
        })
}
