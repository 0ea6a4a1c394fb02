//! `watch`.

use std::time::{Duration, Instant};

use super::arrivals::{files, lines};
use super::{Call, Done};
use crate::cli::args::Watch as Arguments;
use crate::cli::bell::Bell;
use crate::cli::exit::Outcome;
use crate::workflow::{Desk, ReturnView, Turn, Waits, Watch, WorkflowError, propose, state};

pub fn run(call: &Call<'_>, a: &Arguments) -> Done {
    let desk = call.desk(a.dir.as_ref())?;
    // Faults of settings and folders are told at the start; later ones are waited out.
    state(&desk)?;
    let p = &call.world.printer;
    let stop = || call.world.stopped();
    let inbox = desk.dossier.inbox();
    let mut bell = Bell::new(&inbox, a.poll.map(Duration::from_secs));
    let mut watch = Watch::new(Waits::default());
    let begin = Instant::now();
    let mut read = 0;
    // Texts are still to be proposed for what was read; tried again when it failed.
    let mut owed = false;
    let mut said = String::new();
    let mut trouble = String::new();
    let mut rang = true;
    let mut turn = watch.turn(&desk, &call.world.surroundings(), Duration::ZERO)?;
    p.say(&format!("Watching {}. Ctrl-C ends it.", inbox.display()));
    loop {
        read += turn.report.new_files();
        lines(p, &desk, &turn.report, a.json, true);
        owed |= turn.report.new_files() > 0 || !turn.report.gone.is_empty();
        if owed {
            match propose(&desk, &call.world.surroundings()) {
                Ok(()) => owed = false,
                Err(WorkflowError::Stopped) => {}
                Err(error) if said == error.to_string() => {}
                Err(error) => {
                    said = error.to_string();
                    p.error(&said, &error.hint());
                }
            }
        }
        let quiet = !turn.waiting;
        rang |= bell.wait(turn.next, &stop);
        if stop() {
            break;
        }
        turn = match watch.turn(&desk, &call.world.surroundings(), begin.elapsed()) {
            Ok(turn) => {
                if !trouble.is_empty() {
                    p.say("Watching again.");
                    trouble.clear();
                    // The watching of the system does not outlive a folder that was away.
                    bell = Bell::new(&inbox, a.poll.map(Duration::from_secs));
                }
                turn
            }
            Err(WorkflowError::Stopped) => break,
            Err(error) => {
                if trouble != error.to_string() {
                    trouble = error.to_string();
                    p.error(&trouble, &error.hint());
                    p.say("Waiting until it goes on; Ctrl-C ends it.");
                }
                bell.distrust();
                Turn::default()
            }
        };
        if quiet && turn.waiting && !rang && trouble.is_empty() {
            bell.distrust();
        }
        rang = false;
    }
    p.say(&end(&desk, read)?);
    Ok(Outcome::Done)
}

fn end(desk: &Desk, read: usize) -> Result<String, WorkflowError> {
    let now = state(desk)?;
    let open = now
        .returns
        .iter()
        .filter(|v| ReturnView::needs_a_person(v))
        .count();
    let open = match open {
        0 => "no file waits for a person".to_owned(),
        1 => "1 file waits for a person, `rapporteur status` says for what".to_owned(),
        n => format!("{n} files wait for a person, `rapporteur status` says for what"),
    };
    Ok(format!(
        "Ended: {} read, {} in the inbox; {open}.",
        files(read),
        now.returns.iter().filter(|v| v.record.present).count()
    ))
}
