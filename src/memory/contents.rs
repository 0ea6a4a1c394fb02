//! Units that say the same behind another frame: another country, another verb, another ministry.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::glue::alone_among;
use super::index::{Grain, Wanted, search};
use super::lookup::{hundredths, prefer, wanted as has};
use super::profile::profile;
use super::{Match, Memory, MemoryError, Query};
use crate::language::frame::content;
use crate::model::text::fold;

/// A unit whose content is near to that of a text.
#[derive(Debug, Clone, PartialEq)]
pub struct ContentMatch {
    /// How near the contents are, 0 to 100, as the score of a lookup.
    pub content: f64,
    /// The match of the whole texts, frames included; its score may be far below the threshold.
    pub found: Match,
}

pub(super) fn lookup(memory: &Memory, query: &Query) -> Result<Vec<ContentMatch>, MemoryError> {
    let text = content(&query.text, &query.from, &memory.resources).unwrap_or(&query.text);
    let asked = profile(text, &query.from, &memory.resources);
    let wanted = Wanted {
        score: hundredths(query.min_score),
        top: query.top,
        role: query.role,
        to: query.to.as_ref().map(|to| to.primary().to_owned()),
        own: query.from.primary().to_owned(),
    };
    let mut found = memory.with_part(&query.from, Grain::Contents, |side| {
        search(side, &asked, &wanted)
    })?;
    found.sort_by_key(|f| (Reverse((f.score, f.year)), f.row, f.position));
    let mut out: Vec<(u32, ContentMatch)> = Vec::new();
    let mut given = BTreeSet::new();
    let mut last = None;
    for one in found {
        // Among equals the context decides, so equals are read to the last when there is one.
        let goes_on = last == Some(one.score) && query.context.is_some();
        if out.len() >= query.top && !goes_on {
            break;
        }
        last = Some(one.score);
        let unit = memory.unit_at(one.row)?;
        let Some(mut unit) = unit else { continue };
        let context = prefer(&mut unit, query.context.as_ref());
        let position = usize::from(one.position);
        let Some(source) = unit.variants.get(position) else {
            continue;
        };
        let Some((_, whole)) = alone_among(memory, query, std::slice::from_ref(&source.text))
        else {
            continue;
        };
        for (at, target) in unit.variants.iter().enumerate() {
            let pair = (fold(&source.text), fold(&target.text));
            if at == position || !has(query, target) || !given.insert(pair) {
                continue;
            }
            let found = Match {
                unit: Arc::clone(&unit),
                source: source.text.clone(),
                target: target.text.clone(),
                context,
                ..whole.clone()
            };
            let content = f64::from(one.score) / 100.0;
            out.push((one.score, ContentMatch { content, found }));
        }
    }
    // The sort is stable: among equals the newer, then the older row stays first.
    out.sort_by_key(|(score, m)| Reverse((*score, m.found.context)));
    out.truncate(query.top);
    Ok(out.into_iter().map(|(_, m)| m).collect())
}
