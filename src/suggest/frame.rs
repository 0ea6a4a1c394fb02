//! Frames as this room reads them.

pub(super) use crate::language::frame::{
    Construction, Frame, agreement, choice, is_reporting, reference, takes, takes_infinitive,
};

use super::names::Names;
use crate::language::frame;
use crate::model::ids::Lang;

/// Bytes of a text in which a short subject is looked for; no name beside a short one reaches their end.
const HEAD: usize = 160;
/// Where a short subject ends at the latest.
const SHORT: usize = 60;

/// The frame of a paragraph, when it has one that the tables know.
pub(super) fn parse(names: &dyn Names, text: &str, lang: &Lang) -> Option<Frame> {
    let whole = || frame::parse(&names.find(text, lang), text, lang);
    let cut = (HEAD..text.len()).find(|at| text.is_char_boundary(*at));
    let Some(head) = cut.and_then(|at| text.get(..at)) else {
        return whole();
    };
    // A list that comes near the end of the head is read in the whole text.
    let named = names.find(head, lang);
    let near_the_end = named.iter().any(|n| n.end > SHORT);
    match frame::parse(&named, text, lang) {
        Some(found) if found.subject_end <= SHORT => Some(found),
        None if !near_the_end => None,
        _ => whole(),
    }
}
