//! What the fuzz targets do with their input, apart from the fuzzer: the same functions are run on
//! seeded inputs by the tests of the program (`tests/fuzz_targets.rs`).
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "../../tests/mutate/mod.rs"]
pub mod mutate;
mod targets;

pub use targets::{body, extraction, package};
