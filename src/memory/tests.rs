//! The engine against brute force, and what a memory keeps.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::model::text::fold;
use crate::model::unit::{Origin, Role, Variant};

pub(super) fn unit(en: &str, fr: &str) -> Unit {
    let variant = |lang: Lang, text: &str| Variant {
        lang,
        role: Role::Paragraph,
        text: text.into(),
    };
    Unit {
        variants: vec![variant(Lang::en(), en), variant(Lang::fr(), fr)],
        ..Unit::default()
    }
}

fn memory() -> Memory {
    Memory::in_memory(Arc::default()).unwrap()
}

pub(super) fn query(text: &str) -> Query {
    Query::new(text, Lang::en(), Lang::fr())
}

/// Units with the profiles of their sources.
pub(super) fn profiled(units: &[Unit]) -> Vec<(&Unit, profile::Profile)> {
    let resources = Resources::default();
    let source = |u: &Unit| profile::profile(&u.variants[0].text, &Lang::en(), &resources);
    units.iter().map(|u| (u, source(u))).collect()
}

/// What the documented score and order say, computed the plain way: every text, strsim's distance.
pub(super) fn brute(
    units: &[(&Unit, profile::Profile)],
    query: &Query,
) -> Vec<(String, String, f64)> {
    use super::score::{Class, differing_values};
    let resources = Resources::default();
    let asked = profile::profile(&query.text, &query.from, &resources);
    let key = |w: &profile::Word| match w.class {
        Some(class) => format!("\u{1}{}", class.as_str()),
        None => w.form.clone(),
    };
    let values = |words: &[profile::Word], class: Class| -> Vec<String> {
        words
            .iter()
            .filter(|w| w.class == Some(class))
            .map(|w| w.form.clone())
            .collect()
    };
    let mut all: Vec<(u32, i16, usize, String, String)> = Vec::new();
    for (row, (unit, met)) in units.iter().enumerate() {
        let (source, target) = (&unit.variants[0].text, &unit.variants[1].text);
        let a: Vec<String> = asked.words.iter().map(key).collect();
        let b: Vec<String> = met.words.iter().map(key).collect();
        let d = strsim::generic_levenshtein(&a, &b);
        let longest = a.len().max(b.len());
        if longest == 0 {
            if fold(source) == fold(&query.text) {
                all.push((
                    10_000,
                    unit.origin.year.unwrap_or(0),
                    row,
                    source.clone(),
                    target.clone(),
                ));
            }
            continue;
        }
        let mut classes = 0;
        for class in Class::ALL {
            let number = |list: Vec<String>| -> Vec<u32> {
                list.iter()
                    .map(|v| {
                        v.bytes()
                            .fold(7u32, |n, b| n.wrapping_mul(131).wrapping_add(b.into()))
                    })
                    .collect()
            };
            let (a, b) = (
                number(values(&asked.words, class)),
                number(values(&met.words, class)),
            );
            let wanted = strsim::generic_levenshtein(&a, &b) - a.len().abs_diff(b.len());
            assert_eq!(differing_values(&a, &b) as usize, wanted);
            classes += wanted;
        }
        let mut points = 100.0 * (1.0 - (d as f64 + 0.5 * classes as f64) / longest as f64);
        points = points.max(0.0);
        let mut score = (points * 100.0 + 0.5 + 1e-7).floor() as u32;
        if d == 0 {
            score = score.saturating_sub(50 * u32::from(asked.case != met.case));
            score = score.saturating_sub(50 * u32::from(asked.punctuation != met.punctuation));
        }
        if f64::from(score) / 100.0 >= query.min_score {
            all.push((
                score,
                unit.origin.year.unwrap_or(0),
                row,
                source.clone(),
                target.clone(),
            ));
        }
    }
    all.sort_by_key(|m| (std::cmp::Reverse((m.0, m.1)), m.2));
    let mut seen = std::collections::BTreeSet::new();
    all.retain(|m| seen.insert((fold(&m.3), fold(&m.4))));
    all.truncate(query.top);
    all.into_iter()
        .map(|m| (m.3, m.4, f64::from(m.0) / 100.0))
        .collect()
}

pub(super) fn shown(matches: &[Match]) -> Vec<(String, String, f64)> {
    matches
        .iter()
        .map(|m| (m.source.clone(), m.target.clone(), m.score))
        .collect()
}

/// Texts of a few common and some rare words, numbers, capitals and marks, so that near texts,
/// equal scores and duplicates are frequent.
fn text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        6 => (0usize..8).prop_map(|i| ["the", "of", "and", "to", "in", "a", "that", "for"][i].to_owned()),
        3 => (0usize..30).prop_map(|i| format!("word{}", char::from(b'a' + (i % 26) as u8)).repeat(1 + i / 26)),
        1 => (0u32..5).prop_map(|n| n.to_string()),
        1 => Just("Border,".to_owned()),
        1 => Just("…".to_owned()),
    ];
    prop::collection::vec(word, 0..14).prop_map(|words| words.join(" "))
}

pub(super) fn edited(text: &str, edits: &[(usize, u8)]) -> String {
    let mut words: Vec<String> = text.split(' ').map(str::to_owned).collect();
    for (at, what) in edits {
        let at = at % (words.len() + 1);
        match what % 4 {
            0 if at < words.len() => {
                words.remove(at);
            }
            1 => words.insert(at, "new".into()),
            2 if at < words.len() => words[at] = "other".into(),
            _ if at < words.len() => words[at] = words[at].to_uppercase(),
            _ => {}
        }
    }
    words.join(" ")
}

#[test]
fn a_newer_document_of_known_texts_counts_at_once() {
    let of = |year: i16, en: &str, fr: &str| {
        let mut one = unit(en, fr);
        one.origin.year = Some(year);
        one
    };
    let (first, second) = ("The port was watched.", "The port was watched!");
    let mut memory = memory();
    memory
        .add(&[of(2010, first, "a"), of(2015, second, "b")])
        .unwrap();
    let targets = |memory: &Memory| -> Vec<String> {
        let asked = query("The port was closed.");
        let found = memory.lookup(&asked).unwrap();
        found.into_iter().map(|m| m.target).collect()
    };
    assert_eq!(targets(&memory), ["b", "a"]);
    memory.stage("import", &[of(2020, first, "a")]).unwrap();
    assert_eq!(targets(&memory), ["b", "a"], "staged units are not seen");
    memory.complete("import").unwrap();
    assert_eq!(targets(&memory), ["a", "b"]);
    memory.replace_collection("import", &[]).unwrap();
    assert_eq!(targets(&memory), ["b", "a"], "withdrawn with its year");
    memory.add(&[of(2021, first, "a")]).unwrap();
    assert_eq!(targets(&memory), ["a", "b"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]
    #[test]
    fn finds_exactly_what_brute_force_finds(
        texts in prop::collection::vec((text(), 0usize..3), 1..80),
        split in 0usize..80,
        asked in prop::collection::vec((0usize..80, prop::collection::vec((0usize..20, any::<u8>()), 0..5)), 1..6),
        other in text(),
        min in 40u32..=100,
        top in 1usize..=50,
    ) {
        let mut units: Vec<Unit> = Vec::new();
        for (i, (text, year)) in texts.iter().enumerate() {
            let mut one = unit(text, &format!("t{}", i % 7));
            one.origin = Origin { year: Some(2000 + *year as i16), ..Origin::default() };
            // Merging and blank texts are tested apart; here every unit is one row.
            if !text.trim().is_empty()
                && !units.iter().any(|u| fold(&u.variants[0].text) == fold(text) && u.variants[1] == one.variants[1])
            {
                units.push(one);
            }
        }
        let mut memory = memory();
        // In two parts, so that base and delta both answer.
        let (first, second) = units.split_at(split.min(units.len()));
        memory.add(first).unwrap();
        memory.add(second).unwrap();
        let mut queries: Vec<String> = asked
            .iter()
            .map(|(i, edits)| edited(&texts[i % texts.len()].0, edits))
            .collect();
        queries.push(other);
        let known = profiled(&units);
        for text in queries {
            for min_score in [f64::from(min), 50.0, 70.0, 66.67] {
                let mut query = query(&text);
                query.top = top;
                query.min_score = min_score;
                let found = memory.lookup(&query).unwrap();
                prop_assert_eq!(shown(&found), brute(&known, &query), "query {:?}", text);
            }
        }
    }
}
