//! Units by the company they were met in: the same country, the same or a similar recommendation.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::index::{Side, Text, Wanted, search};
use super::lookup::{prefer, shared};
use super::profile::profile;
use super::{ContextMatch, Memory, MemoryError};
use crate::model::Lang;
use crate::model::unit::{Context, Role, Unit};

/// From this score on, in hundredths, two texts are the same recommendation at two meetings.
const SIMILAR: u32 = 7_000;

/// A unit met under a recommendation.
#[derive(Debug, Clone, PartialEq)]
pub struct Companion {
    /// The unit; its first place is the one nearest to the context asked for.
    pub unit: Arc<Unit>,
    /// How near the texts of the two recommendations are, 70 to 100, as the score of a lookup.
    pub recommendation: f64,
    /// What is shared exactly.
    pub context: ContextMatch,
}

/// Recommendation texts of the store that are near to those asked for, best score of each.
fn near(memory: &Memory, context: &Context) -> Result<BTreeMap<i64, u32>, MemoryError> {
    let all = memory.store()?.recommendations()?;
    let mut found = BTreeMap::new();
    for (lang, text) in &context.recommendation {
        let own: Lang = lang.clone();
        let texts: Vec<Text<'_>> = all
            .iter()
            .filter(|(_, lang, _)| lang.split('-').next() == Some(own.primary()))
            .map(|(row, _, text)| Text {
                row: *row,
                position: 0,
                role: Role::Paragraph,
                year: 0,
                set: "a b",
                lang: &own,
                text,
            })
            .collect();
        let wanted = Wanted {
            score: SIMILAR,
            top: texts.len(),
            role: None,
            to: None,
            own: "a".to_owned(),
        };
        let side = Side::of(&texts, &memory.resources);
        for one in search(&side, &profile(text, lang, &memory.resources), &wanted) {
            let best = found.entry(one.row).or_insert(0);
            *best = one.score.max(*best);
        }
    }
    Ok(found)
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
        let unit = {
            let store = memory.store()?;
            let mut recent = memory.recent()?;
            recent.keep_up(&store)?;
            recent.unit(&store, row)?
        };
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
