//! How much of a file the reader is ready to take in.

use serde::{Deserialize, Serialize};

/// Bounds on what one file may cost; a file beyond them is refused, never read in part.
///
/// Sizes are in bytes. The defaults leave room for any real return and keep memory bounded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Size of the file as it came.
    pub file_size: u64,
    /// Number of entries in the archive.
    pub entries: usize,
    /// Size of one text part when unpacked.
    pub part_size: u64,
    /// Size of all parts that are read, when unpacked.
    pub total_size: u64,
    /// How many times larger than its packed form a part may be, once it is over `ratio_floor`.
    pub ratio: u64,
    /// Size under which the ratio is not looked at.
    pub ratio_floor: u64,
    /// Depth of elements within elements; kept low enough for the stack of a worker thread.
    pub depth: usize,
    /// Number of elements in one part.
    pub elements: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_size: 256 << 20,
            entries: 20_000,
            part_size: 128 << 20,
            total_size: 256 << 20,
            ratio: 400,
            ratio_floor: 16 << 20,
            depth: 256,
            elements: 8_000_000,
        }
    }
}
