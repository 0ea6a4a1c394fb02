//! Formats of other programs, in and out.
//!
//! Every reader gives what is sound and says what is not ([`Importer`]); it knows nothing of where
//! its units go. The workflow joins formats and memory.

mod delimited;
mod error;
mod importer;
pub mod job;
mod multiterm;
mod source;
mod table;
mod tbx;
mod term_sink;
mod term_table;
pub mod tmx;
mod tmx_state;
mod tmx_unit;
pub mod tmx_write;
mod workbook;
mod xliff;
mod xliff_codes;
mod xliff_inline;
mod xliff_write;
mod xml;

pub use error::ExchangeError;
pub use importer::{Hints, IMPORTERS, Importer, Piece, Report, importer_named, importer_of};
pub use table::write_table;
pub use tbx::write_tbx;
pub use term_table::write_term_table;
pub use tmx::{TmxHeader, TmxReport, read_tmx};
pub use tmx_write::write_tmx;
pub use workbook::{Sheet, WorkbookError, workbook};
pub use xliff_write::{XliffVersion, write_xliff};
