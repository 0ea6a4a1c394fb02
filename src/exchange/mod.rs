//! Formats of other programs, in and out.

pub mod tmx;
