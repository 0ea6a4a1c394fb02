//! Formats of other programs, in and out.

mod source;
pub mod tmx;
mod tmx_state;
mod tmx_unit;
pub mod tmx_write;

pub use tmx::{TmxError, TmxHeader, TmxReport, read_tmx};
pub use tmx_write::write_tmx;
