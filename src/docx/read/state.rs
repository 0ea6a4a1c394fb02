//! What the walkers of a document share: the context of an element, the story and the paragraph
//! being filled, and the state of reading one document.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::document::{Block, Inline, LeftOut, Reason};
use crate::model::finding::Finding;
use crate::model::place::Place;

use super::fields::Field;
use super::numbering::Numbering;
use super::package::Relationships;
use super::props::RunProps;
use super::sections::{Running, Sections};
use super::styles::Styles;

/// What surrounds the element being read.
#[derive(Clone, Copy)]
pub(super) struct Context<'c> {
    /// Why everything inside is left out.
    pub reason: Option<Reason>,
    pub link: Option<&'c str>,
    pub in_control: bool,
    /// Formatting by the table's style.
    pub table: &'c RunProps,
}

impl<'c> Context<'c> {
    pub fn new(plain: &'c RunProps) -> Self {
        Self {
            reason: None,
            link: None,
            in_control: false,
            table: plain,
        }
    }
    /// The same with one more reason; what was there already stays, save that deletion outweighs all.
    pub fn because(self, reason: Reason) -> Self {
        Self {
            reason: Some(heavier(self.reason, reason)),
            ..self
        }
    }
}

/// Of two reasons the one that says more about the fate of the text.
pub(super) fn heavier(first: Option<Reason>, second: Reason) -> Reason {
    let weight = |r: Reason| match r {
        Reason::Deleted => 6,
        Reason::Moved => 5,
        Reason::Comment => 4,
        Reason::Placeholder => 3,
        Reason::Hidden => 2,
        Reason::Struck => 1,
    };
    first
        .filter(|f| weight(*f) >= weight(second))
        .unwrap_or(second)
}

/// A body, cell, note, header or text box being filled.
#[derive(Default)]
pub(super) struct Container {
    pub place: Place,
    pub blocks: Vec<Block>,
    pub paragraphs: u32,
    pub tables: u32,
    /// Content of paragraphs whose mark is deleted or hidden: it goes on in the next one.
    pub pending: Vec<Inline>,
    pub boxes: u32,
}

impl Container {
    pub fn new(place: Place) -> Self {
        Self {
            place,
            ..Self::default()
        }
    }
}

/// The paragraph being filled.
pub(super) struct Line<'p> {
    pub place: Place,
    pub content: Vec<Inline>,
    pub boxes: u32,
    pub style: &'p RunProps,
}

/// The state of reading one document.
pub(super) struct Reader<'a> {
    pub styles: &'a Styles,
    pub numbering: Numbering,
    /// Relationships of the part being read.
    pub relations: Relationships,
    /// Content brought in from other parts (chunks, diagrams, charts) by part name.
    pub imports: &'a BTreeMap<String, Vec<Block>>,
    /// How much more may be brought in, as [`weight`](super::imports::weight) counts.
    pub import_room: u64,
    pub findings: Vec<Finding>,
    pub left_out: Vec<LeftOut>,
    /// Notes that exist, and the numbers given to them, by kind (true for footnotes) and identifier.
    pub known_notes: BTreeSet<(bool, String)>,
    pub marked_notes: BTreeMap<(bool, String), u32>,
    /// How many footnotes and endnotes are marked.
    pub note_counts: (u32, u32),
    pub dropped_notes: BTreeMap<(bool, String), Reason>,
    pub fields: Vec<Field>,
    /// Beginnings of fields that have an end, by element.
    pub whole_fields: BTreeSet<u32>,
    /// State of a check box whose sign has not come yet.
    pub pending_box: Option<bool>,
    pub sections: Sections,
    /// The headers and footers, once the body is read.
    pub running: Vec<Running>,
    pub even_and_odd: bool,
}

/// Elements that hold settings or former states, never text of the story.
pub(super) fn is_apart(name: &str) -> bool {
    matches!(
        name,
        "pPr"
            | "rPr"
            | "tblPr"
            | "tblGrid"
            | "trPr"
            | "tcPr"
            | "sdtPr"
            | "sdtEndPr"
            | "tblPrEx"
            | "customXmlPr"
            | "smartTagPr"
            | "rubyPr"
            | "proofErr"
            | "bookmarkStart"
            | "bookmarkEnd"
            | "permStart"
            | "permEnd"
            | "commentRangeStart"
            | "commentRangeEnd"
            | "lastRenderedPageBreak"
            | "annotationRef"
            | "footnoteRef"
            | "endnoteRef"
            | "separator"
            | "continuationSeparator"
            | "fldData"
            | "ffData"
    ) || name.ends_with("Change")
        || name.ends_with("RangeStart")
        || name.ends_with("RangeEnd")
}
