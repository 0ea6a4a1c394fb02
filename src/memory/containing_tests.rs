use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::language::Resources;
use crate::memory::score::Class;
use crate::model::Lang;
use crate::model::unit::{Role, Unit, Variant};

fn unit(text: &str) -> Unit {
    let variant = |lang: Lang, text: &str| Variant {
        lang,
        role: Role::Paragraph,
        text: text.into(),
    };
    Unit {
        variants: vec![variant(Lang::en(), text), variant(Lang::fr(), "x")],
        ..Unit::default()
    }
}

/// The terms of a text, as docs/matching.md defines them.
fn terms(text: &str, resources: &Resources) -> BTreeSet<String> {
    let words = profile(text, &Lang::en(), resources).words.into_iter();
    words
        .filter(|w| w.class != Some(Class::Country))
        .map(|w| match w.class {
            Some(_) => format!("={}", w.form),
            None if w.form.starts_with(|c: char| c.is_ascii_digit()) => w.form,
            None => w.form.chars().take(6).collect(),
        })
        .collect()
}

/// Share and text of all units that reach the share, by a plain reading, in order.
fn plainly(texts: &[String], asked: &str, least: f64, res: &Resources) -> Vec<(i64, String)> {
    let all: Vec<BTreeSet<String>> = texts.iter().map(|t| terms(t, res)).collect();
    let mut with: BTreeMap<&String, usize> = BTreeMap::new();
    for term in all.iter().flatten() {
        *with.entry(term).or_default() += 1;
    }
    let weight = |term: &String| {
        let n = with[term];
        match all.len() >= 64 && n * 4 > all.len() {
            true => 0,
            false => ((all.len() as f64 / n as f64).ln_1p() * 1_000.0) as u64,
        }
    };
    let own = terms(asked, res);
    let mut out = Vec::new();
    for (text, terms) in texts.iter().zip(&all) {
        let sum: u64 = terms.iter().map(weight).sum();
        let found: u64 = terms.intersection(&own).map(weight).sum();
        let told = terms.iter().filter(|t| weight(t) > 0).count();
        if told < 3 {
            continue;
        }
        let share = (20_000 * found + sum) / (2 * sum);
        if share as f64 >= least * 100.0 {
            let strength = found as f64 / (sum as f64).powf(0.75);
            out.push((-(strength * 1_000.0) as i64, share as i64, text.clone()));
        }
    }
    out.sort();
    out.into_iter()
        .map(|(_, share, text)| (share, text))
        .collect()
}

#[test]
fn the_index_finds_what_a_plain_reading_finds() {
    let resources = Arc::new(Resources::embedded().unwrap());
    let mut seed = 7u64;
    let mut below = |limit: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed >> 20) as usize % limit
    };
    let vocabulary = [
        "officers",
        "officer",
        "training",
        "trained",
        "the",
        "mail",
        "parcels",
        "in 2019",
        "12",
        "40",
        "Belgium",
        "scanners",
        "laboratory",
        "seizures",
        "network",
        "information",
        "police",
    ];
    let mut memory = Memory::in_memory(Arc::clone(&resources)).unwrap();
    let mut there: Vec<String> = Vec::new();
    for round in 0..3 {
        let texts: Vec<String> = (0..40)
            .map(|n| {
                let words: Vec<&str> = (0..3 + below(6)).map(|_| vocabulary[below(17)]).collect();
                format!("{} {round}x{n}", words.join(" "))
            })
            .collect();
        // What a collection no longer holds is withdrawn.
        let kept: Vec<String> = there.iter().skip(15).cloned().chain(texts).collect();
        let units: Vec<Unit> = kept.iter().map(|t| unit(t)).collect();
        memory.replace_collection("c", &units).unwrap();
        there = kept;
        for _ in 0..20 {
            let words: Vec<&str> = (0..20).map(|_| vocabulary[below(17)]).collect();
            let asked = words.join(" ");
            let query = Query {
                min_score: 40.0,
                top: 500,
                ..Query::new(asked.clone(), Lang::en(), Lang::fr())
            };
            let found: BTreeSet<(i64, String)> = memory
                .lookup_containing(&query)
                .unwrap()
                .into_iter()
                .map(|m| ((m.score * 100.0).round() as i64, m.source))
                .collect();
            let wanted = plainly(&there, &asked, 40.0, &resources);
            assert_eq!(found, wanted.into_iter().collect(), "{asked}");
        }
    }
}

#[test]
fn the_text_that_says_more_comes_first() {
    let resources = Arc::new(Resources::embedded().unwrap());
    let mut memory = Memory::in_memory(resources).unwrap();
    let long =
        "Austria reported that 23 officers attended a course on the interpretation of images.";
    let short = "Spain reported on officers, a course and images.";
    memory.add(&[unit(short), unit(long)]).unwrap();
    let asked = "Last year 23 officers of our academy attended a course. It was on the interpretation of images, and we reported that.";
    let query = Query {
        min_score: 30.0,
        ..Query::new(asked, Lang::en(), Lang::fr())
    };
    let found = memory.lookup_containing(&query).unwrap();
    assert_eq!(found[0].source, long);
    assert_eq!(found.len(), 2);
    assert!(
        memory
            .lookup_containing(&Query { top: 0, ..query })
            .unwrap()
            .is_empty()
    );
}
