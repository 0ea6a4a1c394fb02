//! Units whose content is found in a longer text, such as a raw reply.

use rayon::prelude::*;

use std::sync::Arc;

use super::diff::diff;
use super::index::{Index, Side};
use super::lookup::{hundredths, prefer, wanted};
use super::profile::profile;
use super::score::Class;
use super::{ContextMatch, Match, Memory, MemoryError, Query};
use crate::model::text::fold;

/// Least number of different content words a unit must have to be judged by them.
const FEWEST: u32 = 3;

impl Side {
    /// What each word tells, by its number: little when many texts have it. Country names tell
    /// nothing here (they belong to the frame), nor do reporting frames, since nearly all have them.
    pub fn weights(&self) -> &[u32] {
        self.weights.get_or_init(|| {
            let mut texts = vec![0u32; self.vocabulary_len()];
            let mut last = vec![u32::MAX; texts.len()];
            for (number, entry) in (0u32..).zip(&self.entries) {
                for key in self.keys(entry) {
                    if let (Some(n), Some(seen)) =
                        (texts.get_mut(*key as usize), last.get_mut(*key as usize))
                        && *seen != number
                    {
                        *seen = number;
                        *n += 1;
                    }
                }
            }
            let all = self.len() as f64;
            let country = Class::Country as usize;
            texts
                .iter()
                .enumerate()
                .map(|(word, n)| {
                    if word == country || *n == 0 {
                        0
                    } else {
                        // Whole numbers, so that sums do not depend on their order.
                        ((all / f64::from(*n)).ln_1p() * 1_000.0) as u32
                    }
                })
                .collect()
        })
    }
}

/// Every entry that reaches the share, with it in hundredths of a percent.
fn shares(
    index: &Index,
    side: &Side,
    asked: &[u32],
    query: &Query,
    least: u32,
) -> Vec<(u32, usize)> {
    let weights = side.weights();
    let mut has = vec![false; side.vocabulary_len()];
    for key in asked {
        if let Some(flag) = has.get_mut(*key as usize) {
            *flag = true;
        }
    }
    (0..side.len())
        .into_par_iter()
        .filter_map(|number| {
            let entry = side.entries.get(number)?;
            if !side.fits(entry, query.role) || !index.slot(entry.slot)?.visible {
                return None;
            }
            let (mut found, mut all, mut words) = (0u64, 0u64, 0u32);
            for key in side.keys(entry) {
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
            (share >= least).then_some((share, number))
        })
        .collect()
}

pub(super) fn lookup(memory: &Memory, query: &Query) -> Result<Vec<Match>, MemoryError> {
    let asked = profile(&query.text, &query.from, &memory.resources);
    let mut found: Vec<(u32, i64, usize)> = {
        let index = memory.index()?;
        let Some(side) = index.side(&query.from) else {
            return Ok(Vec::new());
        };
        let keys = side.ask(&asked).keys;
        shares(&index, side, &keys, query, hundredths(query.min_score))
            .into_iter()
            .filter_map(|(share, number)| {
                let entry = side.entries.get(number)?;
                let slot = index.slot(entry.slot)?;
                Some((share, slot.row, usize::from(entry.position)))
            })
            .collect()
    };
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
        for target in unit.variants.iter().filter(|v| wanted(query, v)) {
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
