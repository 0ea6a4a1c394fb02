//! What a draft shows besides its texts: the findings of the checks at their words, and what else is
//! to be settled.

use super::checks::check_entry;
use super::final_gate::Obstacle;
use super::state::State;
use crate::language::Resources;
use crate::model::ids::Lang;
use crate::note::{DraftExtras, DraftFinding};

/// For a draft in `lang`; `open` is what is to be settled besides the texts of paragraphs.
pub(super) fn draft_extras(
    now: &State,
    lang: &Lang,
    resources: &Resources,
    open: &[&Obstacle],
) -> DraftExtras {
    let mut extras = DraftExtras {
        open: open.iter().map(|o| o.message.clone()).collect(),
        ..DraftExtras::default()
    };
    for (_, entry) in now.plan.paragraphs() {
        let found: Vec<DraftFinding> = check_entry(resources, entry, lang)
            .into_iter()
            .map(|f| DraftFinding {
                words: f.span,
                message: format!("{} ({})", sentence(&f.message), f.code),
            })
            .collect();
        if !found.is_empty() {
            extras.findings.insert((entry.id, lang.clone()), found);
        }
    }
    extras
}

/// The message as a sentence: with a capital.
fn sentence(message: &str) -> String {
    let mut chars = message.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}
