//! Units by the company they were met in: the same country, the same or a similar recommendation.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::lookup::{prefer, shared};
use super::{ContextMatch, Memory, MemoryError};
use crate::model::unit::{Context, Unit};

/// From this share of common words on, in hundredths of a percent, two texts are taken for one
/// recommendation at two meetings: the next one words it anew, and an edit distance tells little.
const SIMILAR: u32 = 4_000;
/// Shorter words say nothing of what a recommendation is about.
const SHORT: usize = 3;

/// A unit met under a recommendation.
#[derive(Debug, Clone, PartialEq)]
pub struct Companion {
    /// The unit; its first place is the one nearest to the context asked for.
    pub unit: Arc<Unit>,
    /// Share of words that the texts of the two recommendations have in common (Dice 1945: twice the
    /// common ones by all), 40 to 100.
    pub recommendation: f64,
    /// What is shared exactly.
    pub context: ContextMatch,
}

/// Recommendation texts of the store that are near to those asked for, best share of each.
fn near(memory: &Memory, context: &Context) -> Result<BTreeMap<i64, u32>, MemoryError> {
    let all = memory.store()?.recommendations()?;
    let mut found = BTreeMap::new();
    for (lang, text) in &context.recommendation {
        let asked = words(text);
        for (row, known, text) in &all {
            if known.split('-').next() != Some(lang.primary()) {
                continue;
            }
            let share = common(&asked, &words(text));
            if share >= SIMILAR {
                let best = found.entry(*row).or_insert(0);
                *best = share.max(*best);
            }
        }
    }
    Ok(found)
}

/// The kinds of words of a text that are long enough to tell something.
fn words(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|w| w.chars().count() > SHORT)
        .map(str::to_lowercase)
        .collect()
}

fn common(a: &BTreeSet<String>, b: &BTreeSet<String>) -> u32 {
    let all = a.len() + b.len();
    if all == 0 {
        return 0;
    }
    let both = 2 * a.intersection(b).count();
    u32::try_from(10_000 * both / all).unwrap_or(0)
}

pub(super) fn lookup(
    memory: &Memory,
    context: &Context,
    top: usize,
) -> Result<Vec<Companion>, MemoryError> {
    // Likeness, year, row.
    let mut places: BTreeSet<(Reverse<u32>, Reverse<i64>, i64)> = BTreeSet::new();
    let countries: BTreeSet<String> = context.countries.iter().map(|c| c.to_string()).collect();
    for (recommendation, score) in near(memory, context)? {
        for place in memory.store()?.under(recommendation)? {
            let speaks = |code: &str| countries.contains(code);
            if countries.is_empty() || place.countries.split(',').any(speaks) {
                places.insert((Reverse(score), Reverse(place.year), place.row));
            }
        }
    }
    let mut out = Vec::new();
    let mut given = BTreeSet::new();
    for (Reverse(score), _, row) in places {
        if out.len() >= top {
            break;
        }
        if !given.insert(row) {
            continue;
        }
        let unit = memory.unit_at(row)?;
        let Some(mut unit) = unit else { continue };
        prefer(&mut unit, Some(context));
        out.push(Companion {
            context: shared(&unit.context, context),
            recommendation: f64::from(score) / 100.0,
            unit,
        });
    }
    Ok(out)
}
