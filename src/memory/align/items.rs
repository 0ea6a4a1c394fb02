//! A document as the list of texts that are aligned.

use super::labels::{self, Label, Words};
use super::named_at_start;
use super::origin;
use crate::language::Resources;
use crate::model::document::{Block, NoteKey, Paragraph, walk};
use crate::model::text::fold;
use crate::model::{CountryCode, Document, Lang};

/// What an item is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// A heading.
    Heading {
        /// Outline level, when it has one.
        level: Option<u8>,
        /// What its label says.
        label: Label,
    },
    /// A numbered paragraph.
    Numbered(u32),
    /// A sub-item with its letter.
    Letter(String),
    /// Anything else.
    Plain,
}

/// One text of a document.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Item {
    /// What it is.
    pub kind: Kind,
    /// The text without its label, white space as single spaces.
    pub text: String,
    /// Number of the paragraph it belongs to (its own, for a numbered one).
    pub owner: Option<u32>,
    /// Before the first heading and the first number.
    pub front: bool,
    /// The restated recommendation it stands under, by number of the item.
    pub under: Option<usize>,
    /// Countries named at its beginning.
    pub countries: Vec<CountryCode>,
    /// Texts of the footnotes marked in it, in order.
    pub notes: Vec<String>,
}

impl Item {
    /// Whether it is a heading.
    pub fn is_heading(&self) -> bool {
        matches!(self.kind, Kind::Heading { .. })
    }
    /// The own number.
    pub fn number(&self) -> Option<u32> {
        match self.kind {
            Kind::Numbered(n) => Some(n),
            _ => None,
        }
    }
    /// Length in characters.
    pub fn chars(&self) -> f32 {
        self.text.chars().count() as f32
    }
}

/// The items of a document in reading order. A masthead gives none.
pub(super) fn items(
    document: &Document,
    words: Option<&Words>,
    lang: &Lang,
    resources: &Resources,
) -> Vec<Item> {
    let mut paragraphs: Vec<&Paragraph> = Vec::new();
    let masthead = origin::masthead(document);
    for (at, block) in document.body.iter().enumerate() {
        if masthead != Some(at) {
            walk(std::slice::from_ref(block), &mut |p| paragraphs.push(p));
        }
    }
    let mut out: Vec<Item> = paragraphs
        .into_iter()
        .filter_map(|p| item(p, document, words))
        .collect();
    for item in &mut out {
        item.countries = named_at_start(&item.text, lang, resources);
    }
    place(&mut out);
    out
}

fn item(paragraph: &Paragraph, document: &Document, words: Option<&Words>) -> Option<Item> {
    let text = paragraph.text();
    let text = text.trim();
    let label = paragraph
        .label
        .as_deref()
        .map(str::trim)
        .unwrap_or_default();
    let styled = paragraph.heading.is_some();
    // A computed label and a typed one are read alike.
    let whole = if label.is_empty() {
        text.to_owned()
    } else {
        format!("{label} {text}")
    };
    let (kind, rest) = if let Some((label, title)) = labels::heading(&whole, words, styled) {
        let level = paragraph.heading;
        (Kind::Heading { level, label }, title)
    } else if let Some((number, rest)) = labels::number(&whole) {
        (Kind::Numbered(number), rest)
    } else if let Some((letter, rest)) = labels::letter(&whole) {
        (Kind::Letter(letter), rest)
    } else {
        (Kind::Plain, text)
    };
    let text = fold(rest);
    if text.is_empty() && !matches!(kind, Kind::Heading { .. }) {
        return None;
    }
    let notes = paragraph
        .note_marks()
        .map(|key| note(document, key))
        .collect();
    Some(Item {
        kind,
        text,
        owner: None,
        front: false,
        under: None,
        countries: Vec::new(),
        notes,
    })
    .filter(|i| !(i.text.is_empty() && whole.is_empty()))
}

/// The text of a footnote, paragraphs joined.
fn note(document: &Document, key: NoteKey) -> String {
    let mut out = String::new();
    let blocks: &[Block] = document
        .notes
        .get(&key)
        .map(Vec::as_slice)
        .unwrap_or_default();
    walk(blocks, &mut |p| {
        out.push_str(&p.text());
        out.push('\n');
    });
    fold(&out)
}

/// Fills in what depends on the items before.
fn place(items: &mut [Item]) {
    let mut front = true;
    let mut owner = None;
    let mut expected = false;
    let mut under = None;
    for (at, item) in items.iter_mut().enumerate() {
        match &item.kind {
            Kind::Heading { label, .. } => {
                front = false;
                owner = None;
                under = None;
                expected = matches!(label, Label::Recommendation(_));
            }
            Kind::Numbered(n) => {
                front = false;
                owner = Some(*n);
            }
            Kind::Letter(_) | Kind::Plain => {}
        }
        item.front = front;
        item.owner = owner;
        if expected && !item.is_heading() {
            // The first paragraph restates the recommendation; it stands under nothing itself.
            expected = false;
            under = Some(at);
        } else {
            item.under = under;
        }
    }
    // A document without headings and numbers is all body.
    if front {
        items.iter_mut().for_each(|item| item.front = false);
    }
}

/// The restated recommendation with its sub-items.
pub(super) fn restated(items: &[Item], at: usize) -> Option<String> {
    let first = items.get(at)?;
    let mut text = first.text.clone();
    for item in items.iter().skip(at + 1) {
        if !matches!(item.kind, Kind::Letter(_)) {
            break;
        }
        text.push('\n');
        text.push_str(&item.text);
    }
    Some(text)
}
