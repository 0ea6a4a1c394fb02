//! Units whose content is found in a longer text, such as a raw reply.

use rayon::prelude::*;

use std::sync::Arc;

use super::diff::diff;
use super::index::{Dead, Layer, Side, Wanted, Weights};
use super::lookup::{hundredths, prefer, wanted as has};
use super::profile::{Profile, profile};
use super::{ContextMatch, Match, Memory, MemoryError, Query};
use crate::model::text::fold;

/// Least number of different content words a unit must have to be judged by them.
const FEWEST: u32 = 3;

/// Every text that reaches the share, with it in hundredths of a percent, the row of its unit and
/// its position there.
fn shares(side: &Side, asked: &Profile, wanted: &Wanted) -> Vec<(u32, i64, usize)> {
    let weights = &side.weights.get_or_init(|| Weights::of(side)).layers;
    let mut found = Vec::new();
    for ((segment, dead), weights) in side.segments().zip(weights) {
        found.extend(of_layer(
            segment,
            dead,
            segment.len(),
            weights,
            asked,
            wanted,
        ));
    }
    if let Some(weights) = weights.last() {
        let (tail, dead) = side.tail();
        found.extend(of_layer(tail, dead, tail.len(), weights, asked, wanted));
    }
    found
}

fn of_layer<L: Layer + Sync>(
    layer: &L,
    dead: &Dead,
    texts: usize,
    weights: &[u32],
    asked: &Profile,
    wanted: &Wanted,
) -> Vec<(u32, i64, usize)> {
    let mut has = vec![false; weights.len()];
    for word in &asked.words {
        // Classes are words of their own here too.
        let number = layer.number_of(word);
        if let Some(flag) = number.and_then(|n| has.get_mut(n as usize)) {
            *flag = true;
        }
    }
    (0..u32::try_from(texts).unwrap_or(u32::MAX))
        .into_par_iter()
        .with_min_len(4_096)
        .filter_map(|entry| {
            let (mut found, mut all, mut words) = (0u64, 0u64, 0u32);
            for key in layer.words_of(entry) {
                let weight = u64::from(weights.get(*key as usize).copied().unwrap_or(0));
                all += weight;
                words += u32::from(weight > 0);
                if has.get(*key as usize).copied().unwrap_or(false) {
                    found += weight;
                }
            }
            if words < FEWEST || all == 0 {
                return None;
            }
            let share = u32::try_from((20_000 * found + all) / (2 * all)).unwrap_or(0);
            if share < wanted.score || dead.has(entry) {
                return None;
            }
            let record = layer.record(entry)?;
            wanted
                .takes(record.role)
                .then_some((share, record.row, usize::from(record.position)))
        })
        .collect()
}

pub(super) fn lookup(memory: &Memory, query: &Query) -> Result<Vec<Match>, MemoryError> {
    let asked = profile(&query.text, &query.from, &memory.resources);
    let wanted = Wanted {
        score: hundredths(query.min_score),
        top: query.top,
        role: query.role,
        to: None,
        own: query.from.primary().to_owned(),
    };
    let mut found = memory.with_side(&query.from, |side| shares(side, &asked, &wanted))?;
    found.sort_by_key(|(share, row, position)| (std::cmp::Reverse(*share), *row, *position));
    let store = memory.store()?;
    let mut recent = memory.recent()?;
    recent.keep_up(&store)?;
    let mut out: Vec<(u32, ContextMatch, Match)> = Vec::new();
    let mut given = std::collections::BTreeSet::new();
    let mut last = None;
    for (share, row, position) in found {
        if out.len() >= query.top && (last != Some(share) || query.context.is_none()) {
            break;
        }
        last = Some(share);
        let Some(mut unit) = recent.unit(&store, row)? else {
            continue;
        };
        let context = prefer(&mut unit, query.context.as_ref());
        let Some(source) = unit.variants.get(position) else {
            continue;
        };
        for target in unit.variants.iter().filter(|v| has(query, v)) {
            if !given.insert((fold(&source.text), fold(&target.text))) {
                continue;
            }
            out.push((
                share,
                context,
                Match {
                    unit: Arc::clone(&unit),
                    source: source.text.clone(),
                    target: target.text.clone(),
                    score: f64::from(share) / 100.0,
                    exact: false,
                    context,
                    diff: Vec::new(),
                    penalties: Vec::new(),
                    critical: Vec::new(),
                },
            ));
        }
    }
    drop((recent, store));
    // The sort is stable: among equals the older unit stays first.
    out.sort_by_key(|(share, context, _)| std::cmp::Reverse((*share, *context)));
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
