//! What this room asks of the country table.

use super::CheckFinding;
use crate::language::Resources;
use crate::model::ids::{CountryCode, Lang};

/// A country named in a text; bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Named {
    pub start: usize,
    pub end: usize,
    pub code: CountryCode,
}

/// Countries named in a text, in order.
pub(super) fn find(_res: &Resources, _text: &str, _lang: &Lang) -> Vec<Named> {
    Vec::new()
}

/// True when the countries as a subject want a plural verb; `None` when one is unknown.
pub(super) fn plural(_res: &Resources, _codes: &[CountryCode], _lang: &Lang) -> Option<bool> {
    None
}

/// Countries under a name that is not the one in use.
pub(super) fn old_names(_res: &Resources, _lang: &Lang, _text: &str, _out: &mut Vec<CheckFinding>) {
}
