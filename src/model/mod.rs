//! Plain data that every room understands; no input, no output, no clock.

pub mod build;
pub mod decision;
pub mod document;
pub mod entry;
pub mod extraction;
pub mod finding;
pub mod ids;
pub mod manuscript;
pub mod note_plan;
pub mod person;
pub mod place;
pub mod settings;
pub mod suggestion;
pub mod term;
pub mod text;
pub mod unit;
pub mod version;

pub use document::Document;
pub use extraction::{Extraction, Statement};
pub use finding::{Finding, Severity};
pub use ids::{Cell, CountryCode, EntryId, Hash, Lang, Letter, ReturnId};
pub use place::Place;
