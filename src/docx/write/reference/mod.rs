//! A Word file whose styles, page and running heads a note takes over (`build --reference-doc`).
//!
//! `read` takes what can be taken and says what cannot; `clean` keeps of it what a note may hold;
//! `merge` joins its styles with those of the house, which stand in for what it lacks.

mod clean;
mod merge;
mod read;

use std::collections::BTreeMap;

use super::element::Element;
use super::house::{HouseStyle, Page};

pub(super) use merge::{merge, rename};

/// What is taken from a Word file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reference {
    /// Its styles part, only with what can be used.
    styles: Option<Element>,
    /// Its page, when the text fits on it.
    page: Option<Page>,
    /// Its running heads and feet; empty when it has none.
    heads: Stories,
    feet: Stories,
}

/// Heads or feet: for odd, first and even pages, in the order in which the writer makes its own.
#[derive(Debug, Clone, Default, PartialEq)]
struct Stories(Option<[Element; 3]>);

impl Reference {
    /// The house style with the page of the file.
    pub(super) fn house(&self, style: &HouseStyle) -> HouseStyle {
        let mut own = style.clone();
        if let Some(page) = self.page {
            own.page = page;
        }
        own
    }

    /// The heads (or feet) of the file with the words of a note in their places; `None` when the file
    /// has none. `draft` is a line for each head of a draft, when the file has no place for the word.
    pub(super) fn stories(
        &self,
        heads: bool,
        words: &BTreeMap<&str, String>,
        draft: Option<&Element>,
    ) -> Option<Vec<Element>> {
        let stories = if heads { &self.heads } else { &self.feet };
        let mut all = stories.0.clone()?.to_vec();
        for story in &mut all {
            let has_place = heads && clean::fill(story, words);
            if !heads {
                clean::fill(story, words);
            }
            if let (true, false, Some(line)) = (heads, has_place, draft) {
                story
                    .nodes
                    .insert(0, super::element::Node::Element(line.clone()));
            }
        }
        Some(all)
    }

    pub(super) fn styles(&self) -> Option<&Element> {
        self.styles.as_ref()
    }
}
