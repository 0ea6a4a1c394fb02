//! `people`: who may sign in to a dossier.

use std::io::{BufRead, IsTerminal, Read};

use super::{Call, Done};
use crate::cli::exit::Outcome;
use crate::cli::people_args::People;
use crate::workflow::{
    SHORTEST_PASSWORD, WorkflowError, add_person, change_password, change_roles, remove_person,
    roles_in_words,
};

pub fn run(call: &Call<'_>, a: &People) -> Done {
    let around = call.world.surroundings();
    let p = &call.world.printer;
    match a {
        People::Add(a) => {
            let desk = call.desk(a.dir.as_ref())?;
            let roles = a.roles()?;
            add_person(&desk, &around, &a.name, &roles, &password()?)?;
            p.say(&format!("{} is added: {}.", a.name, roles_in_words(&roles)));
        }
        People::Role(a) => {
            let desk = call.desk(a.dir.as_ref())?;
            let roles = a.roles()?;
            change_roles(&desk, &around, &a.name, &roles)?;
            p.say(&format!("{} is now: {}.", a.name, roles_in_words(&roles)));
        }
        People::Password(a) => {
            let desk = call.desk(a.dir.as_ref())?;
            change_password(&desk, &around, &a.name, &password()?)?;
            p.say(&format!(
                "{} has another password; open sessions have ended.",
                a.name
            ));
        }
        People::Remove(a) => {
            let desk = call.desk(a.dir.as_ref())?;
            remove_person(&desk, &around, &a.name)?;
            p.say(&format!(
                "{} is taken off the list; what {} decided stays.",
                a.name, a.name
            ));
        }
        People::List(a) => {
            let desk = call.desk(a.dir.as_ref())?;
            if a.log {
                for change in desk.database()?.people_log()? {
                    p.data(&format!(
                        "{}  {}  {}",
                        change.time, change.person, change.what
                    ));
                }
                return Ok(Outcome::Done);
            }
            let people = desk.people()?;
            if people.is_empty() {
                p.say("Nobody is listed: the dossier has one user, who may do everything.");
            }
            for account in people.iter() {
                let no_password = if account.password.is_empty() {
                    "  (no password yet)"
                } else {
                    ""
                };
                p.data(&format!(
                    "{}  {}{no_password}",
                    account.name,
                    roles_in_words(&account.roles)
                ));
            }
        }
    }
    Ok(Outcome::Done)
}

/// Longest line that is read as a password.
const MOST: u64 = 4096;

/// A password: asked for twice at a terminal without showing it, otherwise the first line of standard
/// input.
fn password() -> Result<String, WorkflowError> {
    let unread = |e: std::io::Error| {
        WorkflowError::usage(
            format!("the password could not be read: {e}"),
            "type it at a terminal, or give it as a line of standard input",
        )
    };
    if std::io::stdin().is_terminal() {
        let ask = |words: String| rpassword::prompt_password(words).map_err(unread);
        let first = ask(format!(
            "Password, at least {SHORTEST_PASSWORD} characters: "
        ))?;
        if ask("The same again: ".into())? != first {
            return Err(WorkflowError::usage(
                "the two are not the same",
                "type the command again",
            ));
        }
        return Ok(first);
    }
    let mut line = String::new();
    let mut input = std::io::stdin().lock().take(MOST);
    input.read_line(&mut line).map_err(unread)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
