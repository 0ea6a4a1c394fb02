//! Frames as this room reads them.

pub(super) use crate::language::frame::{
    Construction, Frame, agreement, choice, is_reporting, reference, takes, takes_infinitive,
};

use super::names::Names;
use crate::model::ids::Lang;

/// The frame of a paragraph, when it has one that the tables know.
pub(super) fn parse(names: &dyn Names, text: &str, lang: &Lang) -> Option<Frame> {
    crate::language::frame::parse(&names.find(text, lang), text, lang)
}
