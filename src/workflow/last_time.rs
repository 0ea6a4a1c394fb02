//! What a country said of a recommendation at an earlier meeting.

use super::desk::Desk;
use super::error::WorkflowError;
use super::learn::context;
use super::memories::failed;
use super::state::State;
use crate::memory::UNISSUED;
use crate::model::entry::Entry;
use crate::model::ids::Lang;
use crate::model::unit::Role;

/// Most paragraphs shown.
const MOST: usize = 3;

/// A paragraph of an earlier note.
#[derive(Debug, Clone, PartialEq)]
pub struct LastTime {
    /// Where it stands: `UNODC/HONEURO/13/2, para. 12 (2020)`.
    pub origin: String,
    /// Share of words that its recommendation has in common with that of the entry, 40 to 100.
    pub recommendation: f64,
    /// The paragraph in the note's languages, as far as the memory has them, in their order.
    pub texts: Vec<(Lang, String)>,
}

/// The paragraphs of the entry's countries under the same recommendation of an earlier meeting, or
/// one worded anew: the nearest recommendation first, then the newest. Nothing of the dossier's own
/// note is among them, and no reply.
///
/// # Errors
/// When a memory cannot be read.
pub fn last_time(desk: &Desk, now: &State, entry: &Entry) -> Result<Vec<LastTime>, WorkflowError> {
    let context = context(now, entry);
    let mut out: Vec<LastTime> = Vec::new();
    if context.countries.is_empty() || context.recommendation.is_empty() {
        return Ok(out);
    }
    let shelf = desk.shelf(&now.settings)?;
    for memory in shelf.memories() {
        let found = memory
            .lookup_context(&context, MOST + 1)
            .map_err(|e| failed(&desk.dossier.memory(), e))?;
        for one in found {
            let unit = &one.unit;
            let own = &now.settings.note.symbol;
            let ours = unit.properties.contains_key(UNISSUED)
                || (!own.is_empty() && unit.origin.symbol.as_ref() == Some(own));
            let texts: Vec<(Lang, String)> = now
                .settings
                .note
                .languages
                .iter()
                .filter_map(|lang| {
                    let mut all = unit.texts(lang);
                    let text = all.find(|v| v.role != Role::Statement)?;
                    Some((lang.clone(), text.text.clone()))
                })
                .collect();
            if ours || texts.is_empty() || out.iter().any(|o| o.texts == texts) {
                continue;
            }
            out.push(LastTime {
                origin: unit.origin_in_words(),
                recommendation: one.recommendation,
                texts,
            });
        }
    }
    out.sort_by_key(|o| std::cmp::Reverse((o.recommendation * 100.0).round() as i64));
    out.truncate(MOST);
    Ok(out)
}
