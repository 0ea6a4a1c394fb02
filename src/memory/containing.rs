//! Units whose content is found in a longer text, such as a raw reply.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::diff::diff;
use super::index::{Held, Wanted, contained};
use super::lookup::{hundredths, prefer, wanted as has};
use super::profile::profile;
use super::{ContextMatch, Match, Memory, MemoryError, Query};
use crate::model::text::fold;

pub(super) fn lookup(memory: &Memory, query: &Query) -> Result<Vec<Match>, MemoryError> {
    if query.top == 0 {
        return Ok(Vec::new());
    }
    let asked = profile(&query.text, &query.from, &memory.resources);
    let wanted = Wanted {
        score: hundredths(query.min_score),
        top: query.top,
        role: query.role,
        to: None,
        own: query.from.primary().to_owned(),
    };
    let found = memory.with_side(&query.from, |side| contained(side, &asked, &wanted))?;
    let store = memory.store()?;
    let mut recent = memory.recent()?;
    recent.keep_up(&store)?;
    let mut out: Vec<(Held, ContextMatch, Match)> = Vec::new();
    let mut given = BTreeSet::new();
    let mut last = None;
    for held in found {
        // Among equals the context decides, so equals are read to the last when there is one.
        let goes_on = last == Some(held.strength) && query.context.is_some();
        if out.len() >= query.top && !goes_on {
            break;
        }
        last = Some(held.strength);
        let Some(mut unit) = recent.unit(&store, held.row)? else {
            continue;
        };
        let context = prefer(&mut unit, query.context.as_ref());
        let Some(source) = unit.variants.get(usize::from(held.position)) else {
            continue;
        };
        for target in unit.variants.iter().filter(|v| has(query, v)) {
            if !given.insert((fold(&source.text), fold(&target.text))) {
                continue;
            }
            let found = Match {
                unit: Arc::clone(&unit),
                source: source.text.clone(),
                target: target.text.clone(),
                score: f64::from(held.share) / 100.0,
                exact: false,
                context,
                diff: Vec::new(),
                penalties: Vec::new(),
                critical: Vec::new(),
            };
            out.push((held, context, found));
        }
    }
    drop((recent, store));
    // The sort is stable: among equals the older unit stays first.
    out.sort_by_key(|(held, context, _)| std::cmp::Reverse((held.strength, *context)));
    out.truncate(query.top);
    Ok(out
        .into_iter()
        .map(|(_, _, mut one)| {
            let met = profile(&one.source, &query.from, &memory.resources);
            one.diff = diff(&asked.words, &met.words);
            one
        })
        .collect())
}

#[cfg(test)]
#[path = "containing_tests.rs"]
mod tests;
