//! One file a command: each calls a use case and prints its report.

mod arrivals;
mod build;
mod builds;
mod check;
mod countries;
mod explain;
mod export;
mod extract;
mod group;
mod import;
mod import_back;
mod inbox;
mod memory;
mod new;
mod people;
mod read;
mod records;
mod reread;
mod review;
mod status;
mod translation;
mod versions;
mod watch;

use std::path::PathBuf;
use std::sync::Arc;

use super::Serve;
use super::args::{Arguments, Command};
use super::exit::Outcome;
use super::world::{World, desk};
use crate::language::Resources;
use crate::workflow::{Converter, Desk, WorkflowError, no_converter};

/// What a command returns.
pub type Done = Result<Outcome, WorkflowError>;

/// Everything a command needs.
pub struct Call<'a> {
    pub world: &'a World,
    pub resources: Arc<Resources>,
    /// The dossier named with `-C`.
    pub named: Option<PathBuf>,
    /// How the review page is served.
    pub serve: &'a Serve,
}

impl Call<'_> {
    /// The dossier given as an argument, named with `-C`, or found from here upwards.
    pub fn desk(&self, given: Option<&PathBuf>) -> Result<Desk, WorkflowError> {
        let mut desk = desk(
            given.or(self.named.as_ref()).map(PathBuf::as_path),
            &self.resources,
        )?;
        desk.converter = self.world.converter();
        Ok(desk)
    }

    /// LibreOffice when it is `wanted`.
    ///
    /// # Errors
    /// When it is wanted and not there.
    pub fn converter(&self, wanted: bool) -> Result<Option<Converter>, WorkflowError> {
        match self.world.converter() {
            None if wanted => Err(no_converter()),
            found => Ok(found.filter(|_| wanted)),
        }
    }
}

/// Runs the command that was asked for.
pub fn run(arguments: &Arguments, world: &World, resources: Arc<Resources>, serve: &Serve) -> Done {
    let call = Call {
        world,
        resources,
        named: arguments.dossier.clone(),
        serve,
    };
    match &arguments.command {
        Command::New(a) => new::run(&call, a),
        Command::Run(a) => build::run_all(&call, a),
        Command::Ingest(a) => inbox::ingest(&call, a),
        Command::Versions(a) => versions::run(&call, a),
        Command::Group(a) => group::run(&call, a),
        Command::Watch(a) => watch::run(&call, a),
        Command::Resolve(a) => inbox::resolve(&call, a),
        Command::Translation(a) => translation::run(&call, a),
        Command::Attribute(a) => inbox::attribute(&call, a),
        Command::Status(a) => status::run(&call, a),
        Command::Review(a) => review::run(&call, a),
        Command::People(a) => people::run(&call, a),
        Command::Check(a) => check::run(&call, a),
        Command::Build(a) => build::build_all(&call, a),
        Command::Builds(a) => builds::run(&call, a),
        Command::Export(a) => export::run(&call, a),
        Command::Import(a) => import::run(&call, a),
        Command::Explain(a) => explain::run(&call, a),
        Command::Extract(a) => extract::run(&call, a),
        Command::Read(a) => read::run(&call, a),
        Command::Reread(a) => reread::run(&call, a),
        Command::Memory(a) => memory::run(&call, a),
        Command::Suggest(a) => records::suggest(&call, a),
        Command::Draft(a) => records::draft(&call, a),
        Command::Countries(a) => countries::run(&call, a),
        Command::Completions { shell } => {
            let mut command = <Arguments as clap::CommandFactory>::command();
            clap_complete::generate(*shell, &mut command, "rapporteur", &mut std::io::stdout());
            Ok(Outcome::Done)
        }
    }
}
