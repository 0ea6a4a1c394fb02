//! Word files: the only room that knows packages, parts and element names.

pub mod read;
pub mod write;
