//! From the texts found to matches: whole units, one for each pair of source and target, in order.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use super::diff::diff;
use super::index::{Found, Wanted, search};
use super::profile::{Profile, profile};
use super::{ContextMatch, Match, Memory, MemoryError, Query};
use crate::model::text::fold;
use crate::model::unit::{Context, Occurrence, Role, Unit, Variant};

/// A match with what decides its place.
pub(super) struct Ranked {
    pub score: u32,
    pub context: ContextMatch,
    pub year: i16,
    pub row: i64,
    pub source_position: usize,
    pub target_position: usize,
}

impl Ranked {
    /// The fixed order of matches, best first.
    pub fn order(&self, other: &Self) -> Ordering {
        (other.score, other.context, other.year)
            .cmp(&(self.score, self.context, self.year))
            .then_with(|| {
                (self.row, self.source_position, self.target_position).cmp(&(
                    other.row,
                    other.source_position,
                    other.target_position,
                ))
            })
    }
}

/// A threshold as people give it, in hundredths.
pub(super) fn hundredths(score: f64) -> u32 {
    // Half a thousandth of slack: 66.67 written in binary is a little less than 66.67.
    if score.is_nan() || score <= 0.0 {
        return 0;
    }
    (score * 100.0 - 0.05).ceil().clamp(0.0, 20_000.0) as u32
}

pub(super) fn lookup(memory: &Memory, query: &Query) -> Result<Vec<Match>, MemoryError> {
    let asked_profile = profile(&query.text, &query.from, &memory.resources);
    let wanted = Wanted {
        score: hundredths(query.min_score),
        top: query.top,
        role: query.role,
        to: query.to.as_ref().map(|to| to.primary().to_owned()),
        own: query.from.primary().to_owned(),
    };
    let mut found = memory.with_side(&query.from, |side| search(side, &asked_profile, &wanted))?;
    found.sort_by_key(|f| (std::cmp::Reverse((f.score, f.year)), f.row, f.position));
    collect(memory, query, &asked_profile, &found)
}

/// Reads the units in the order of their scores until enough pairs are there.
fn collect(
    memory: &Memory,
    query: &Query,
    asked: &Profile,
    found: &[Found],
) -> Result<Vec<Match>, MemoryError> {
    let store = memory.store()?;
    let mut recent = memory.recent()?;
    recent.keep_up(&store)?;
    let mut ranked: Vec<(Ranked, Arc<Unit>, &Found)> = Vec::new();
    let mut pairs = BTreeSet::new();
    let mut last = None;
    for one in found {
        // Among equals the context decides, so equals are read to the last when there is one.
        let goes_on = last == Some(one.score) && query.context.is_some();
        if pairs.len() >= query.top && !goes_on {
            break;
        }
        last = Some(one.score);
        let Some(mut unit) = recent.unit(&store, one.row)? else {
            continue;
        };
        let context = prefer(&mut unit, query.context.as_ref());
        let source_position = usize::from(one.position);
        let Some(source) = unit.variants.get(source_position) else {
            continue;
        };
        for (target_position, target) in unit.variants.iter().enumerate() {
            if target_position == source_position || !wanted(query, target) {
                continue;
            }
            pairs.insert((fold(&source.text), fold(&target.text)));
            ranked.push((
                Ranked {
                    score: one.score,
                    context,
                    year: one.year,
                    row: one.row,
                    source_position,
                    target_position,
                },
                Arc::clone(&unit),
                one,
            ));
        }
    }
    drop((recent, store));
    ranked.sort_by(|a, b| a.0.order(&b.0));
    let mut given = BTreeSet::new();
    let mut out = Vec::new();
    for (place, unit, one) in ranked {
        if out.len() >= query.top {
            break;
        }
        let (Some(source), Some(target)) = (
            unit.variants.get(place.source_position),
            unit.variants.get(place.target_position),
        ) else {
            continue;
        };
        if given.insert((fold(&source.text), fold(&target.text))) {
            let (source, target) = (source.text.clone(), target.text.clone());
            out.push(explain(
                memory, query, asked, unit, source, target, &place, one,
            ));
        }
    }
    Ok(out)
}

pub(super) fn wanted(query: &Query, target: &Variant) -> bool {
    // A reply is no translation of a paragraph; it is met by other replies only.
    if target.role == Role::Statement && query.role != Some(Role::Statement) {
        return false;
    }
    match &query.to {
        Some(to) => target.lang.primary() == to.primary(),
        None => target.lang.primary() != query.from.primary(),
    }
}

#[expect(
    clippy::too_many_arguments,
    reason = "each is a part of the one answer"
)]
fn explain(
    memory: &Memory,
    query: &Query,
    asked: &Profile,
    unit: Arc<Unit>,
    source: String,
    target: String,
    place: &Ranked,
    found: &Found,
) -> Match {
    let met = profile(&source, &query.from, &memory.resources);
    let steps = diff(&asked.words, &met.words);
    let text: String = query.text.nfc().collect();
    let critical = memory.critical.among(
        &steps,
        &query.from,
        (&text, &asked.words),
        (&source, &met.words),
    );
    Match {
        exact: fold(&source) == fold(&query.text),
        score: f64::from(place.score) / 100.0,
        context: place.context,
        diff: steps,
        penalties: found.difference.penalties(),
        critical,
        unit,
        source,
        target,
    }
}

/// A match for a text that was found by itself, with an empty unit.
pub(super) fn alone(
    memory: &Memory,
    query: &Query,
    asked: &Profile,
    source: &str,
    found: &Found,
) -> Match {
    let place = Ranked {
        score: found.score,
        context: ContextMatch::None,
        year: found.year,
        row: found.row,
        source_position: 0,
        target_position: 0,
    };
    let unit = Arc::new(Unit::default());
    let (source, target) = (source.to_owned(), String::new());
    explain(memory, query, asked, unit, source, target, &place, found)
}

/// Puts the occurrence that shares most with the query's context first; says how much it shares.
pub(super) fn prefer(unit: &mut Arc<Unit>, asked: Option<&Context>) -> ContextMatch {
    let Some(asked) = asked else {
        return ContextMatch::None;
    };
    let mut best = shared(&unit.context, asked);
    let mut at = None;
    for (i, other) in unit.also.iter().enumerate() {
        let here = shared(&other.context, asked);
        if here > best {
            best = here;
            at = Some(i);
        }
    }
    if let Some(i) = at {
        // The unit is shared with other lookups: this one gets a copy of its own.
        let Unit {
            origin,
            context,
            author,
            created,
            changed,
            notes,
            properties,
            also,
            ..
        } = Arc::make_mut(unit);
        if let Some(other) = also.get_mut(i) {
            swap(
                other,
                (origin, context, author, created, changed, notes, properties),
            );
        }
    }
    best
}

type First<'a> = (
    &'a mut crate::model::unit::Origin,
    &'a mut Context,
    &'a mut Option<String>,
    &'a mut Option<String>,
    &'a mut Option<String>,
    &'a mut Vec<String>,
    &'a mut std::collections::BTreeMap<String, String>,
);

fn swap(other: &mut Occurrence, first: First<'_>) {
    std::mem::swap(&mut other.origin, first.0);
    std::mem::swap(&mut other.context, first.1);
    std::mem::swap(&mut other.author, first.2);
    std::mem::swap(&mut other.created, first.3);
    std::mem::swap(&mut other.changed, first.4);
    std::mem::swap(&mut other.notes, first.5);
    std::mem::swap(&mut other.properties, first.6);
}

/// What two contexts have in common.
pub(super) fn shared(known: &Context, asked: &Context) -> ContextMatch {
    let same = |a: &Option<String>, b: &Option<String>| match (a, b) {
        (Some(a), Some(b)) => Some(fold(a) == fold(b)),
        (None, None) => None,
        _ => Some(false),
    };
    let neighbours = [
        same(&known.previous, &asked.previous),
        same(&known.next, &asked.next),
    ];
    if neighbours.contains(&Some(true)) && !neighbours.contains(&Some(false)) {
        return ContextMatch::Neighbours;
    }
    let country = asked.countries.iter().any(|c| known.countries.contains(c));
    let recommendation = asked.recommendation.iter().any(|(lang, text)| {
        known
            .recommendation
            .get(lang)
            .is_some_and(|t| fold(t) == fold(text))
    });
    match (country, recommendation) {
        (true, true) => ContextMatch::CountryAndRecommendation,
        (false, true) => ContextMatch::Recommendation,
        (true, false) => ContextMatch::Country,
        (false, false) => ContextMatch::None,
    }
}
