//! The one place that turns outcomes into exit codes and last words.

use std::process::ExitCode;

use super::printer::Printer;
use crate::workflow::WorkflowError;

/// How a command ended when it did not fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Exit code 0.
    Done,
    /// Exit code 1: done, but something needs a person.
    NeedsAPerson,
}

/// Says what went wrong, if anything, and gives the exit code.
pub fn finish(done: Result<Outcome, WorkflowError>, printer: &Printer) -> ExitCode {
    match done {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::NeedsAPerson) => ExitCode::from(1),
        Err(error) => {
            printer.error(&error.to_string(), &error.hint());
            ExitCode::from(code(&error))
        }
    }
}

/// The last words and the exit code after a fault of the program itself.
pub fn internal_fault() -> ExitCode {
    super::printer::last_words(
        "the program has a fault and stopped; every file is as it was before or complete",
        "please send the lines above, and what you did, to whoever keeps the program for you",
    );
    ExitCode::from(3)
}

/// The exit code of a fault: 2 where a person can put it right, 3 where the program is to blame.
pub fn code(error: &WorkflowError) -> u8 {
    use crate::dossier::DossierError as D;
    use crate::memory::MemoryError as M;
    use crate::suggest::SuggestError as S;
    let of_memory = |error: &M| match error {
        M::Damaged(_) | M::Poisoned | M::Store(_) => 3,
        _ => 2,
    };
    match error {
        WorkflowError::Write(_) => 3,
        WorkflowError::Dossier(D::Damaged { .. } | D::Unpacked) => 3,
        WorkflowError::Memory { source, .. } | WorkflowError::Suggest(S::Memory(source)) => {
            of_memory(source)
        }
        WorkflowError::Conflict | WorkflowError::Stopped => 1,
        WorkflowError::Dossier(_)
        | WorkflowError::Language(_)
        | WorkflowError::Input { .. }
        | WorkflowError::NotAllowed { .. }
        | WorkflowError::Usage { .. } => 2,
    }
}

/// The exit code for arguments that cannot be understood; asking for help is no fault.
pub fn usage(error: &clap::Error) -> ExitCode {
    let _ = error.print();
    if error.use_stderr() {
        ExitCode::from(2)
    } else {
        ExitCode::SUCCESS
    }
}
