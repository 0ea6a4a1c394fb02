//! Long texts sentence by sentence: matches of single sentences, glued into one.

use std::ops::Range;
use std::sync::Arc;

use super::align::sentences_together;
use super::index::{Grain, Side, Text, Wanted, search};
use super::lookup::{hundredths, prefer, wanted as has};
use super::profile::profile;
use super::{Match, Memory, MemoryError, Query};
use crate::language::segment::sentences;
use crate::model::text::{fold, word_count};
use crate::model::unit::Role;

/// Paragraphs of which the nearest sentence is looked at more closely.
const CLOSER: usize = 5;

/// One sentence of the query.
#[derive(Debug, Clone, PartialEq)]
pub struct GluedPart {
    /// Where it stands in the query, in bytes.
    pub span: Range<usize>,
    /// Its best match: a whole unit, or one sentence of a unit, whose source and target are then
    /// that sentence and its translation.
    pub found: Option<Match>,
}

/// A text put together of matches for its sentences.
#[derive(Debug, Clone, PartialEq)]
pub struct Glued {
    /// The sentences in their order.
    pub parts: Vec<GluedPart>,
    /// The scores of the sentences weighed by their words, 0 for one without match; less one point,
    /// since nobody has ever written these sentences one after the other. 0 to 99, two decimals.
    pub score: f64,
}

/// What gluing costs.
const GLUED: f64 = 1.0;

pub(super) fn lookup(memory: &Memory, query: &Query) -> Result<Option<Glued>, MemoryError> {
    let spans = sentences(&query.text, &query.from);
    if spans.len() < 2 {
        return Ok(None);
    }
    let mut parts = Vec::with_capacity(spans.len());
    let (mut all, mut matched, mut points) = (0usize, 0usize, 0.0);
    for span in spans {
        let text = query.text.get(span.clone()).unwrap_or_default();
        let asked = Query {
            text: text.to_owned(),
            top: CLOSER,
            ..query.clone()
        };
        let whole = memory.lookup(&asked)?.into_iter().next();
        let sentence = best_sentence(memory, &asked)?;
        // A unit that is just this sentence has the better pair of texts.
        let found = match (whole, sentence) {
            (Some(a), Some(b)) if b.score > a.score => Some(b),
            (Some(a), _) => Some(a),
            (None, b) => b,
        };
        let words = word_count(text).max(1);
        all += words;
        if let Some(one) = &found {
            matched += words;
            points += one.score * words as f64;
        }
        parts.push(GluedPart { span, found });
    }
    if matched * 2 < all {
        return Ok(None);
    }
    let score = (points / all as f64 - GLUED).max(0.0);
    Ok(Some(Glued {
        parts,
        score: (score * 100.0).round() / 100.0,
    }))
}

/// The sentence of a longer unit that is nearest to a query.
pub(super) fn best_sentence(memory: &Memory, query: &Query) -> Result<Option<Match>, MemoryError> {
    let asked = profile(&query.text, &query.from, &memory.resources);
    let wanted = Wanted {
        score: hundredths(query.min_score + memory.penalty),
        top: query.top,
        role: query.role,
        to: query.to.as_ref().map(|to| to.primary().to_owned()),
        own: query.from.primary().to_owned(),
    };
    let mut found = memory.with_part(&query.from, Grain::Sentences, |side| {
        search(side, &asked, &wanted)
    })?;
    found.sort_by_key(|f| (std::cmp::Reverse((f.score, f.year)), f.row, f.position));
    for one in found.iter().take(CLOSER) {
        let unit = memory.unit_at(one.row)?;
        let Some(mut unit) = unit else { continue };
        let context = prefer(&mut unit, query.context.as_ref());
        let position = usize::from(one.position);
        let Some(source) = unit.variants.get(position) else {
            continue;
        };
        let cut = |text: &str, lang| -> Vec<String> {
            let ranges = sentences(text, lang).into_iter();
            ranges
                .filter_map(|r| text.get(r).map(str::to_owned))
                .collect()
        };
        let own = cut(&source.text, &source.lang);
        let Some((at, found)) = alone_among(memory, query, &own) else {
            continue;
        };
        // A sentence that is one with its neighbour in the other language cannot be told apart.
        let target = unit
            .variants
            .iter()
            .enumerate()
            .filter(|(n, v)| *n != position && has(query, v))
            .find_map(|(_, v)| {
                let theirs = cut(&v.text, &v.lang);
                let (sources, targets) = together(&own, &theirs, at)?;
                let texts = targets.iter().filter_map(|n| theirs.get(*n));
                let texts: Vec<&str> = texts.map(String::as_str).collect();
                (sources == [at]).then(|| texts.join(" "))
            });
        let (Some(target), Some(source)) = (target, own.get(at).cloned()) else {
            continue;
        };
        let score = (found.score - memory.penalty).max(0.0);
        return Ok(Some(Match {
            exact: fold(&source) == fold(&query.text),
            score: (score * 100.0).round() / 100.0,
            context,
            target,
            source,
            unit: Arc::clone(&unit),
            ..found
        }));
    }
    Ok(None)
}

/// The text nearest to a query among some, as a match without unit.
pub(super) fn alone_among(
    memory: &Memory,
    query: &Query,
    own: &[String],
) -> Option<(usize, Match)> {
    let texts: Vec<Text<'_>> = (0i64..)
        .zip(own)
        .map(|(row, text)| Text {
            row,
            position: 0,
            role: Role::Paragraph,
            year: 0,
            set: "a b",
            lang: &query.from,
            text,
        })
        .collect();
    let side = Side::of(&texts, &memory.resources);
    let asked = profile(&query.text, &query.from, &memory.resources);
    let wanted = Wanted {
        score: 0,
        top: 1,
        role: None,
        to: None,
        own: "a".to_owned(),
    };
    let found = search(&side, &asked, &wanted);
    let best = found
        .iter()
        .min_by_key(|f| (std::cmp::Reverse(f.score), f.row))?;
    let at = usize::try_from(best.row).ok()?;
    let one = super::lookup::alone(memory, query, &asked, own.get(at)?, best);
    Some((at, one))
}

/// The sentences on both sides that belong together with one of the first side.
fn together(own: &[String], theirs: &[String], at: usize) -> Option<(Vec<usize>, Vec<usize>)> {
    sentences_together(own, theirs)
        .into_iter()
        .find(|(sources, targets)| sources.contains(&at) && !targets.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Lang;
    use crate::model::unit::{Unit, Variant};

    fn unit(en: &str, fr: &str) -> Unit {
        let variant = |lang, text: &str| Variant {
            lang,
            role: Role::Paragraph,
            text: text.to_owned(),
        };
        Unit {
            variants: vec![variant(Lang::en(), en), variant(Lang::fr(), fr)],
            ..Unit::default()
        }
    }

    fn memory() -> Memory {
        let mut memory = Memory::in_memory(Default::default()).unwrap();
        memory
            .add(&[
                unit(
                    "The unit was enlarged by nine officers. Every parcel is weighed twice at night.",
                    "Le groupe a été renforcé de neuf agents. Chaque colis est pesé deux fois la nuit.",
                ),
                unit(
                    "Dogs are trained near the river; they work in pairs. The old scales, which nobody could read any more, were sold. Reports are sent each week.",
                    "Les chiens sont dressés près du fleuve ; ils travaillent par deux. Les vieilles balances ont été vendues, car plus personne ne pouvait les lire. Des rapports sont envoyés chaque semaine.",
                ),
                unit("Records are kept for ten years.", "Les dossiers sont conservés dix ans."),
            ])
            .unwrap();
        memory
    }

    fn glued(text: &str) -> Option<Glued> {
        memory()
            .lookup_sentences(&Query::new(text, Lang::en(), Lang::fr()))
            .unwrap()
    }

    #[test]
    fn sentences_of_several_units_make_one_text() {
        let glued = glued(
            "Every parcel is weighed twice at night. Records are kept for ten years. Reports are sent every week.",
        )
        .unwrap();
        let targets: Vec<&str> = glued
            .parts
            .iter()
            .map(|p| p.found.as_ref().unwrap().target.as_str())
            .collect();
        assert_eq!(
            targets,
            [
                "Chaque colis est pesé deux fois la nuit.",
                "Les dossiers sont conservés dix ans.",
                "Des rapports sont envoyés chaque semaine."
            ]
        );
        // 7 and 6 words in full, 5 words with one changed, less one point.
        let last = glued.parts[2].found.as_ref().unwrap().score;
        assert_eq!(last, 80.0);
        let expected = (7.0 * 100.0 + 6.0 * 100.0 + 5.0 * last) / 18.0 - 1.0;
        assert!((glued.score - expected).abs() < 0.006, "{}", glued.score);
        assert!(glued.parts[0].found.as_ref().unwrap().exact);
    }

    #[test]
    fn what_is_missing_counts_nothing_and_too_little_is_nothing() {
        let one =
            glued("Every parcel is weighed twice at night. Nothing of this kind was ever heard. ")
                .unwrap();
        assert_eq!(one.parts[1].found, None);
        assert!(one.score < 60.0);
        assert_eq!(
            glued(
                "Nothing of this kind was ever heard before now. Records are kept for ten years. Ships sail far beyond the northern islands in winter."
            ),
            None
        );
        assert_eq!(glued("Every parcel is weighed twice at night."), None);
    }

    #[test]
    fn new_units_are_seen_and_withdrawn_ones_are_not() {
        let mut memory = memory();
        let query = Query::new(
            "Kites are flown on Sundays. Records are kept for ten years.",
            Lang::en(),
            Lang::fr(),
        );
        let first = |memory: &Memory| {
            let glued = memory.lookup_sentences(&query).unwrap();
            glued
                .and_then(|g| g.parts[0].found.clone())
                .map(|m| m.target)
        };
        assert_eq!(first(&memory), None);
        let kites = unit(
            "Kites are flown on Sundays. They are red.",
            "Les cerfs-volants volent le dimanche. Ils sont rouges.",
        );
        memory.replace_collection("kites", &[kites]).unwrap();
        assert_eq!(
            first(&memory).as_deref(),
            Some("Les cerfs-volants volent le dimanche.")
        );
        memory.replace_collection("kites", &[]).unwrap();
        assert_eq!(first(&memory), None);
    }
}
