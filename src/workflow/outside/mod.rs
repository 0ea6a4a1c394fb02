//! Out to the programs of others and back: files for translators and officers, and what they bring.
//!
//! `lines` gathers what goes out; `export` makes the files. Coming back, `read` gives the lines of a
//! file, `judge` says of each what it is, and `merge` shows that or writes it into the log as one
//! decision. What was sent stands in the files themselves ([`Key`](crate::exchange::job::Key)).

mod bilingual;
mod columns;
mod export;
mod judge;
mod lines;
mod merge;
mod package;
mod pairs;
mod read;
mod table;
mod why;

pub use export::{ExportWish, JobFormat, Pairs, Parcel, ParcelFile, export_for_translators, put};
pub use judge::{MergeKind, MergeRow};
pub use merge::{MergeReport, MergeWish, ReturnedFile, merge_apply, merge_preview};
pub use why::Why;
