//! The whole way through the program, from returned questionnaires to two notes, on the worked
//! dossier in fixtures/dossier. Every test works on a copy of its own.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod builds;
mod counts;
mod crash;
mod decisions;
mod entries;
mod exchange;
mod faults;
mod forms;
mod groups;
mod inbox;
mod learning;
mod notes;
#[path = "../peers/mod.rs"]
mod peers;
mod pipes;
mod ranking;
mod reread;
mod stage;
mod versions;
mod watching;
mod working;
