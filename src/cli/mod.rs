//! The command line: typed arguments, one file a command, printer, exit codes.
//!
//! The edge of the program: clock, environment, current folder and terminal are read here and
//! handed inwards. Data goes to standard output, talk and progress to standard error.

mod args;
mod bell;
mod build_args;
mod commands;
mod exchange_args;
mod exit;
mod memory_args;
mod people_args;
mod printer;
mod progress;
mod soffice;
mod world;

use std::process::ExitCode;

use clap::Parser;

use crate::workflow::{Desk, Listening, WorkflowError};

/// How the review page is served: dossier, person, place, clock, the wish to stop, and who is told
/// the address. Handed in by the program, since the command line does not know the page.
pub type Serve = dyn Fn(
        Desk,
        &str,
        Listening,
        fn() -> jiff::Timestamp,
        &(dyn Fn() -> bool + Sync),
        &dyn Fn(&str),
    ) -> Result<(), WorkflowError>
    + Sync;

/// Runs the program with the process's arguments.
pub fn main(serve: &Serve) -> ExitCode {
    // A fault of the program itself has said where it happened; it ends with its own exit code.
    let run = std::panic::AssertUnwindSafe(|| run(serve));
    std::panic::catch_unwind(run).unwrap_or_else(|_| exit::internal_fault())
}

fn run(serve: &Serve) -> ExitCode {
    let arguments = match args::Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return exit::usage(&error),
    };
    let world = world::World::new(&arguments);
    let done = world
        .resources()
        .and_then(|resources| commands::run(&arguments, &world, resources, serve));
    exit::finish(done, &world.printer)
}
