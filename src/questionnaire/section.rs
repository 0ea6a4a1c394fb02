//! One place of a return where a recommendation is answered, and the return cut into such places.

use super::options::Item;
use super::recognise::Token;
use super::scan::Label;

/// One place where a recommendation is answered.
#[derive(Debug, Clone, Default)]
pub(super) struct Section {
    /// Number of the theme it stands under, as far as known, or that its heading names.
    pub(super) theme: Option<u16>,
    /// Label of its heading.
    pub(super) label: Option<Label>,
    /// The recommendation whose text stands there, with the likeness.
    pub(super) text: Option<(usize, f64)>,
    /// Free text between heading and question, by token.
    pub(super) between: Vec<usize>,
    /// Answers, by token.
    pub(super) answers: Vec<usize>,
    /// Marks and options at the question.
    pub(super) items: Vec<Item>,
    /// Option words typed among the answers.
    pub(super) typed: Vec<Item>,
    /// True when the question was there.
    pub(super) asked: bool,
    /// True when the answer's label was there.
    pub(super) commented: bool,
    /// Its own recommendation's text again, standing where answers do, by token with the likeness.
    pub(super) echoes: Vec<(usize, f64)>,
    /// Token of its heading.
    pub(super) head: Option<usize>,
    /// Lines in which something stands that is no visible text: pictures, hidden or deleted words.
    pub(super) unseen: Vec<usize>,
    /// True when it began with a label before text, which may be a point of a list.
    pub(super) weak: bool,
    /// True when it began with a row of a table in which nothing was recognised.
    pub(super) row: bool,
    /// The recommendation that this row resembles more than any other, with the likeness.
    pub(super) near: Option<(usize, f64)>,
    /// True when it stands behind the heading of an annex.
    pub(super) annex: bool,
    /// Line of its first stretch.
    pub(super) first_line: usize,
}

impl Section {
    /// True when heading or text says which recommendation it is.
    pub(super) fn anchored(&self) -> bool {
        self.label.is_some() || self.text.is_some()
    }
}

/// A return cut into stretches and sections.
#[derive(Debug, Default)]
pub(super) struct Walk {
    pub(super) tokens: Vec<Token>,
    pub(super) sections: Vec<Section>,
    /// Tokens before the first theme, in order.
    pub(super) front: Vec<usize>,
    /// Free tokens that stand under no recommendation.
    pub(super) loose: Vec<usize>,
    /// Marks and options of the question about publishing.
    pub(super) consent: Vec<Item>,
    /// Free tokens between heading and question that no form has, in a language that a form has.
    pub(super) strange: Vec<usize>,
    /// True when labels before text were points of a list although others were taken for headings.
    pub(super) listed: bool,
    /// True when labels before text name their themes.
    pub(super) pairs: bool,
}

impl Section {
    /// True when nothing was answered yet.
    pub(super) fn anchored_only(&self) -> bool {
        self.answers.is_empty() && self.typed.is_empty() && self.items.is_empty() && !self.asked
    }
}
