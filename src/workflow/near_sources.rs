//! Units of a memory whose sources are nearly the same by their words.

use std::path::Path;

use rayon::prelude::*;

use super::conflicts::{Conflict, ConflictSide};
use super::desk::Surroundings;
use super::error::WorkflowError;
use super::memories::failed;
use crate::memory::{Match, Memory, MemoryError, Query};
use crate::model::Lang;
use crate::model::unit::Unit;

/// Units looked up in one go: enough for all cores, few enough to stop soon.
const BATCH: usize = 512;
/// The nearest neighbours of a source that are told.
const NEIGHBOURS: usize = 20;

/// Pairs of units whose sources differ and match with at least `least` (0 to 100, the score of a
/// lookup), each pair once, in the order of the units; at most the twenty nearest of a source.
/// What differs in capitals, marks and spaces only is told by [`super::conflicts()`] and not again.
///
/// # Errors
/// When the memory cannot be read, or the person asked to stop.
pub fn near_sources(
    memory: &Memory,
    at: &Path,
    (from, to): (&Lang, &Lang),
    least: f64,
    around: &Surroundings<'_>,
) -> Result<Vec<Conflict>, WorkflowError> {
    let bad = |e: MemoryError| failed(at, e);
    memory.prepare(from).map_err(bad)?;
    let all = memory.stats().map_err(bad)?.units;
    let total = usize::try_from(all).unwrap_or_default();
    let mut units = memory.units();
    let mut found = Vec::new();
    around.progress.begin("Comparing sources", total);
    loop {
        around.go_on()?;
        let batch: Vec<Unit> = units
            .by_ref()
            .take(BATCH)
            .collect::<Result<_, MemoryError>>()
            .map_err(bad)?;
        if batch.is_empty() {
            around.progress.end();
            return Ok(found);
        }
        let pairs: Vec<Vec<Conflict>> = batch
            .par_iter()
            .map(|unit| {
                around.progress.step();
                neighbours(memory, unit, (from, to), least)
            })
            .collect::<Result<_, _>>()
            .map_err(bad)?;
        found.extend(pairs.into_iter().flatten());
    }
}

/// The pairs of a unit with those that come after it.
fn neighbours(
    memory: &Memory,
    unit: &Unit,
    (from, to): (&Lang, &Lang),
    least: f64,
) -> Result<Vec<Conflict>, MemoryError> {
    let mut out = Vec::new();
    for source in unit.texts(from) {
        let Some(target) = unit.texts(to).next() else {
            continue;
        };
        let query = Query {
            min_score: least,
            // The unit itself is among its matches.
            top: NEIGHBOURS + 1,
            ..Query::new(&source.text, from.clone(), to.clone())
        };
        let own = ConflictSide {
            unit: unit.id.clone(),
            source: source.text.clone(),
            target: target.text.clone(),
            origin: unit.origin_in_words(),
        };
        let later = |m: &Match| number(&m.unit.id) > number(&unit.id);
        let words = super::conflicts::words(&source.text);
        for m in memory.lookup(&query)?.into_iter().filter(later) {
            if super::conflicts::words(&m.source) == words {
                continue;
            }
            let other = ConflictSide {
                unit: m.unit.id.clone(),
                origin: m.unit.origin_in_words(),
                source: m.source,
                target: m.target,
            };
            out.push(Conflict {
                kind: "alike",
                score: Some(m.score),
                pairs: vec![own.clone(), other],
            });
        }
    }
    Ok(out)
}

/// Order of a unit in its memory, from its key.
fn number(id: &str) -> u64 {
    id.trim_start_matches(|c: char| !c.is_ascii_digit())
        .parse()
        .unwrap_or_default()
}
