//! What is known of countries, verbs, numbers, dates and typography, read from data files.

/// The language data, as one value that is passed to whoever needs it.
#[derive(Debug, Default)]
pub struct Resources {}

pub mod facts;
