//! `memory`: bringing in, writing out, looking up, upkeep.

mod concordance;
mod exchange;
mod lookup;
mod upkeep;
mod whole;

use std::path::Path;

use super::{Call, Done};
use crate::cli::args::Memory as Arguments;
use crate::memory::MemoryError;
use crate::workflow::WorkflowError;

pub fn run(call: &Call<'_>, a: &Arguments) -> Done {
    match a {
        Arguments::Import(a) => exchange::import(call, a),
        Arguments::Export(a) => exchange::export(call, a),
        Arguments::Stats(a) => whole::stats(call, a),
        Arguments::Search(a) => lookup::search(call, a),
        Arguments::Concordance(a) => concordance::run(call, a),
        Arguments::Terms(a) => lookup::terms(call, a),
        Arguments::Replace(a) => upkeep::replace_words(call, a),
        Arguments::Delete(a) => upkeep::delete_units(call, a),
        Arguments::Conflicts(a) => upkeep::show_conflicts(call, a),
        Arguments::Undo(a) => upkeep::undo(call, a),
        Arguments::History(a) => upkeep::history(call, a),
        Arguments::Merge(a) => exchange::merge(call, a),
        Arguments::Backup(a) => whole::backup(call, a),
        Arguments::Compact(a) => whole::compact(call, a),
        Arguments::Doctor(a) => whole::examine(call, a),
        Arguments::Recover(a) => whole::recover(call, a),
    }
}

/// A fault of the memory at a path.
fn failed(at: &Path) -> impl Fn(MemoryError) -> WorkflowError + '_ {
    |source| WorkflowError::Memory {
        path: at.to_owned(),
        source,
    }
}
