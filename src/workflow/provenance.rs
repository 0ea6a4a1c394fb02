//! Where a proposal comes from: its unit, the document with paragraph and year, what stands around it
//! there, and what in our source differs from its source so that the meaning changes.

use super::desk::Desk;
use super::error::WorkflowError;
use super::memories::failed;
use super::state::State;
use crate::dossier::Proposal;
use crate::memory::{Critical, UNISSUED, critical_differences};
use crate::model::entry::Entry;
use crate::model::unit::{Origin, Unit};

/// Units shown on either side of a unit.
const AROUND: usize = 4;

/// Where a proposal comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct Provenance {
    /// Place of the memory among those of the dossier, from 0.
    pub memory: usize,
    /// The unit.
    pub unit: String,
    /// Symbol, paragraph, year.
    pub origin: Origin,
    /// True when a machine paired the texts and nobody has confirmed the pair.
    pub by_machine: bool,
    /// True when the unit is text of a dossier that is not issued yet.
    pub unissued: bool,
    /// What changes the meaning, in the order of our source.
    pub critical: Vec<Critical>,
}

/// The provenance of each proposal for a translation of an entry, in the order given; `None` for those
/// that come from no unit.
///
/// # Errors
/// When a memory cannot be read.
pub fn provenance(
    desk: &Desk,
    now: &State,
    entry: &Entry,
    list: &[Proposal],
) -> Result<Vec<Option<Provenance>>, WorkflowError> {
    if list.iter().all(|p| p.suggestion.unit.is_empty()) {
        return Ok(vec![None; list.len()]);
    }
    let shelf = desk.shelf(&now.settings)?;
    let original = entry.text(&entry.original).map(|t| t.text.as_str());
    let mut out = Vec::with_capacity(list.len());
    for proposal in list {
        let s = &proposal.suggestion;
        let mut found = None;
        for (memory, one) in shelf.memories().into_iter().enumerate() {
            if s.unit.is_empty() {
                break;
            }
            let unit = one
                .unit(&s.unit)
                .map_err(|e| failed(&desk.dossier.memory(), e))?;
            // The key is unique in one memory only; the source says whether it is this one.
            if let Some(unit) = unit.filter(|u| holds(u, &s.source)) {
                found = Some((memory, unit));
                break;
            }
        }
        out.push(found.map(|(memory, unit)| {
            Provenance {
                memory,
                unit: s.unit.clone(),
                unissued: unit.properties.contains_key(UNISSUED),
                by_machine: unit.origin.alignment.as_deref() == Some("machine"),
                origin: unit.origin,
                critical: original
                    .filter(|_| !s.source.is_empty())
                    .map(|text| {
                        critical_differences(&desk.resources, &entry.original, text, &s.source)
                    })
                    .unwrap_or_default(),
            }
        }));
    }
    Ok(out)
}

fn holds(unit: &Unit, source: &str) -> bool {
    source.is_empty()
        || unit.variants.iter().any(|v| {
            v.text == source || v.text.contains(source) || source.contains(v.text.as_str())
        })
}

/// The units around a unit in its document, up to four on either side, with the unit in its place.
///
/// # Errors
/// Usage error when the dossier has no such memory; when the memory cannot be read.
pub fn surroundings_of(desk: &Desk, memory: usize, unit: &str) -> Result<Vec<Unit>, WorkflowError> {
    let settings = desk.settings()?;
    let shelf = desk.shelf(&settings)?;
    let memories = shelf.memories();
    let Some(memory) = memories.get(memory) else {
        return Err(WorkflowError::usage(
            "the dossier has no such memory",
            "open the entry again",
        ));
    };
    memory
        .neighbourhood(unit, AROUND)
        .map_err(|e| failed(&desk.dossier.memory(), e))
}
