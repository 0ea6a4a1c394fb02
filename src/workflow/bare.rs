//! Entries that wait for an officer: a box was ticked and nothing was said.

use crate::model::entry::{Entry, EntryKind};

/// True when an entry has no words to print: no reply but a tick, and no person has written any.
/// Such an entry is listed for the officer and never numbered.
pub fn is_bare(entry: &Entry) -> bool {
    entry.key.kind() == EntryKind::Country
        && entry
            .sources
            .iter()
            .all(|s| s.statement.text.trim().is_empty())
        && entry.texts.values().all(|t| t.text.trim().is_empty())
}
