//! The command line: typed arguments, one file a command, printer, exit codes.
//!
//! The edge of the program: clock, environment, current folder and terminal are read here and
//! handed inwards. Data goes to standard output, talk and progress to standard error.

mod args;
mod commands;
mod exit;
mod printer;
mod progress;
mod world;

use std::process::ExitCode;

use clap::Parser;

/// Runs the program with the process's arguments.
pub fn main() -> ExitCode {
    let arguments = match args::Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return exit::usage(&error),
    };
    let world = world::World::new(&arguments);
    let done = world
        .resources()
        .and_then(|resources| commands::run(&arguments, &world, resources));
    exit::finish(done, &world.printer)
}
