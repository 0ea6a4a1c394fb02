//! Which texts a side of the index holds: a language, whole texts, their sentences, or what stands
//! behind their frames.

use super::piece::Text;
use crate::language::Resources;
use crate::language::frame::content;
use crate::language::segment::sentences;
use crate::model::unit::Role;

/// What of a text is one entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::memory) enum Grain {
    /// The text.
    Whole,
    /// Each sentence of a paragraph that has several.
    Sentences,
    /// The content of a text that has a reporting frame.
    Contents,
}

/// A part of the index.
#[derive(Debug, Clone, Copy)]
pub(in crate::memory) struct Part<'a> {
    /// Primary language.
    pub lang: &'a str,
    pub grain: Grain,
}

impl Part<'_> {
    /// What the part and its files are called.
    pub fn name(&self) -> String {
        match self.grain {
            Grain::Whole => self.lang.to_owned(),
            Grain::Sentences => format!("{}.sentences", self.lang),
            Grain::Contents => format!("{}.contents", self.lang),
        }
    }

    /// Hands over the entries that a text makes; all have its place in the unit.
    pub fn entries(&self, text: &Text<'_>, resources: &Resources, take: &mut dyn FnMut(&Text<'_>)) {
        match self.grain {
            Grain::Whole => take(text),
            Grain::Sentences if text.role == Role::Paragraph => {
                let found = sentences(text.text, text.lang);
                if found.len() > 1 {
                    for sentence in found.into_iter().filter_map(|r| text.text.get(r)) {
                        take(&Text {
                            text: sentence,
                            ..text.clone()
                        });
                    }
                }
            }
            Grain::Sentences => {}
            Grain::Contents => {
                if let Some(content) = content(text.text, text.lang, resources) {
                    take(&Text {
                        text: content,
                        ..text.clone()
                    });
                }
            }
        }
    }
}
