//! Reads any DOCX into a [`Document`](crate::model::document::Document).
//!
//! Bytes are recognised (`sniff`), opened as a package within [`Limits`] (`package`), each part is
//! brought into UTF-8 (`encoding`) and parsed into a lean tree (`xml`). `styles` and `numbering`
//! answer what a paragraph looks like; `story` walks the blocks of one story, `runs` the content of a
//! paragraph, `tables`, `controls`, `fields`, `drawings` and `sections` their own kinds. The result holds
//! all visible text in order and, apart, what is not visible with its [`Reason`](crate::model::document::Reason).

mod assemble;
mod attributes;
mod cells;
mod controls;
mod damage;
mod drawings;
mod encoding;
mod fields;
mod formats;
mod imports;
mod limits;
mod mail;
mod names;
mod namespace;
mod numbering;
pub mod outline;
mod package;
mod parts;
mod properties;
mod props;
mod refusal;
mod runs;
mod salvage;
mod sections;
mod sniff;
mod state;
mod story;
mod styles;
mod symbols;
mod tables;
mod xml;
mod xml_parse;

pub use assemble::{read, salvage};
pub use cells::{CellSheet, cells};
pub use limits::Limits;
pub use outline::{outline, plain_text};
pub(in crate::docx) use parts::{Parts, Step};
pub use refusal::{OpenForm, Refusal};
