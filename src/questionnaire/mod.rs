//! Compares a return with the blank forms and finds the answers.
//!
//! 1. [`read_form`] reads a blank questionnaire: themes, recommendations, and every piece of its text
//!    with the part it plays (`form`, `form_reader`, `scan`, `meeting`, `dates`).
//! 2. [`extract`] cuts a return into lines (`lines`), puts them into the order in which they are read
//!    (`arrange`), cuts each line into pieces of the forms and free text (`recognise` by `reference` and
//!    `fit`), these into sections (`sections`), and decides which recommendation each section answers
//!    (`resolve`), by text, heading, or order. `doubt` lowers the confidence of what looks like the form
//!    and may be none, `tail` takes away what stands behind the form, `mismatch` tells a form of another
//!    meeting, `place` makes the statements, `options` reads YES and NO, `empty` knows what is no answer,
//!    `unseen` tells of pictures, hidden text and comments where answers should stand.
//! 3. `cover` and `country` read who answered and when.
//! 4. [`unaccounted`] proves that no visible character was lost or doubled.
//!
//! All labels and words are data (`vocabulary`, from `memory/questionnaire.toml`).

mod accounting;
mod ahead;
mod arrange;
mod bridge;
mod country;
mod cover;
mod dates;
mod doubt;
mod empty;
mod extract;
mod fit;
mod fold;
mod form;
mod form_reader;
mod lines;
mod meeting;
mod mismatch;
mod options;
#[cfg(test)]
mod options_tests;
mod order;
mod place;
mod recognise;
mod reference;
mod resolve;
mod scan;
mod section;
mod sections;
mod supersede;
mod tail;
mod unseen;
mod vocabulary;

pub use accounting::unaccounted;
pub use extract::extract;
pub use form::{Form, FormError, FormRecommendation, FormTheme, read_form};
pub use meeting::MeetingFacts;
pub use supersede::supersedes;
