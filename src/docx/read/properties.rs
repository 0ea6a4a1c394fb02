//! What a file says about itself: properties and settings.

use crate::model::document::Properties;

use super::xml::{Ns, Tree};

fn set(slot: &mut Option<String>, text: &str) {
    let text = text.trim();
    if !text.is_empty() {
        *slot = Some(text.to_owned());
    }
}

/// Takes over the core properties.
pub(super) fn core(tree: &Tree<'_>, out: &mut Properties) {
    for el in tree.root().children().filter(|c| c.ns() == Ns::Properties) {
        match el.name() {
            "title" => set(&mut out.title, el.text()),
            "creator" => set(&mut out.creator, el.text()),
            "lastModifiedBy" => set(&mut out.last_modified_by, el.text()),
            "modified" => set(&mut out.modified, el.text()),
            _ => {}
        }
    }
}

/// Takes over the extended properties.
pub(super) fn extended(tree: &Tree<'_>, out: &mut Properties) {
    for el in tree.root().children() {
        match el.name() {
            "Company" => set(&mut out.company, el.text()),
            "Application" => set(&mut out.application, el.text()),
            _ => {}
        }
    }
}

/// What the settings of a document say that bears on reading.
#[derive(Debug, Default)]
pub(super) struct Settings {
    pub even_and_odd: bool,
    /// Kind of protection, when it is enforced.
    pub protection: Option<String>,
}

/// Reads a settings part.
pub(super) fn settings(tree: &Tree<'_>) -> Settings {
    let root = tree.root();
    let protection = root
        .w("documentProtection")
        .filter(|p| matches!(p.w_attr("enforcement"), Some("1" | "true" | "on")));
    Settings {
        even_and_odd: root.switch("evenAndOddHeaders").unwrap_or(false),
        protection: protection.map(|p| p.w_attr("edit").unwrap_or("none").to_owned()),
    }
}
