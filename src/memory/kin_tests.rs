//! Units found by their content alone and by their company alone.

use std::sync::Arc;

use super::tests::{query, unit};
use super::*;
use crate::language::frame::content;

fn resources() -> Arc<Resources> {
    Arc::new(Resources::embedded().unwrap())
}

/// English and French paragraphs of the earlier note.
fn note() -> Vec<Unit> {
    let tmx = include_str!("../../fixtures/tmx/UNODC-HONMAIL-6-2.tmx");
    let segments = |lang: &str| -> Vec<String> {
        let mark = format!("xml:lang=\"{lang}\"");
        let parts = tmx.split(mark.as_str()).skip(1);
        let inner = parts.map(|p| p.split("<seg>").nth(1).unwrap_or_default());
        let text = inner.map(|p| p.split("</seg>").next().unwrap_or_default());
        text.map(|t| t.replace("&amp;", "&").replace("&apos;", "'"))
            .collect()
    };
    let (en, fr) = (segments("en"), segments("fr"));
    assert!(en.len() == fr.len() && en.len() > 50);
    en.iter().zip(&fr).map(|(en, fr)| unit(en, fr)).collect()
}

/// The same units without their frames in an ordinary memory must give the same answers.
#[test]
fn contents_are_found_as_whole_texts_are() {
    let resources = resources();
    let units = note();
    let bare: Vec<Unit> = units
        .iter()
        .filter_map(|u| {
            let text = content(&u.variants[0].text, &Lang::en(), &resources)?;
            Some(unit(text, &u.variants[1].text))
        })
        .collect();
    assert!(bare.len() > 30, "{}", bare.len());
    let mut whole = Memory::in_memory(Arc::clone(&resources)).unwrap();
    whole.add(&units).unwrap();
    let mut contents = Memory::in_memory(Arc::clone(&resources)).unwrap();
    contents.add(&bare).unwrap();
    let (mut met, mut far) = (0, 0);
    for (n, one) in bare.iter().enumerate() {
        let words: Vec<&str> = one.variants[0].text.split(' ').collect();
        // Every third word of some is taken out.
        let text: Vec<&str> = words
            .iter()
            .enumerate()
            .filter(|(at, _)| n % 2 == 0 || at % 3 != 1)
            .map(|(_, word)| *word)
            .collect();
        let text = text.join(" ");
        let framed =
            format!("The Lao People’s Democratic Republic, Togo and Yemen stated that {text}");
        for least in [60.0, 70.0, 90.0] {
            let ask = |text: &str| Query {
                min_score: least,
                top: 7,
                ..query(text)
            };
            let found = whole.lookup_content(&ask(&framed)).unwrap();
            let reference = contents.lookup(&ask(&text)).unwrap();
            let given: Vec<(f64, &str)> = found
                .iter()
                .map(|m| (m.content, m.found.target.as_str()))
                .collect();
            let wanted: Vec<(f64, &str)> = reference
                .iter()
                .map(|m| (m.score, m.target.as_str()))
                .collect();
            assert_eq!(given, wanted, "{framed}");
            met += found.len();
            far += found.iter().filter(|m| m.found.score < least).count();
        }
    }
    // Some are near by their contents and not as whole texts: that is what the lookup is for.
    assert!(met > 90 && far > 5, "{met} {far}");
}

#[test]
fn a_penalty_and_another_process_count_for_contents_too() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("memory.db");
    let memory = Memory::open(&file, resources()).unwrap().with_penalty(10.0);
    let asked = query("Peru noted that its harbours had been lit again.");
    assert_eq!(memory.lookup_content(&asked).unwrap(), []);
    let mut other = Memory::open(&file, resources()).unwrap();
    other
        .add(&[unit(
            "Norway reported that its harbours had been lit again.",
            "La Norvège a indiqué que ses ports avaient été éclairés de nouveau.",
        )])
        .unwrap();
    let found = memory.lookup_content(&asked).unwrap();
    assert_eq!((found.len(), found[0].content), (1, 90.0));
    assert!(found[0].found.score < 90.0);
}

#[test]
fn the_same_country_under_a_reworded_recommendation_is_found_by_context() {
    let place = |en: &str, country: &str, year: i16, recommendation: &str| {
        let mut one = unit(en, &format!("fr {en}"));
        one.origin.year = Some(year);
        one.context.countries = vec![country.parse().unwrap()];
        let text = recommendation.to_owned();
        one.context.recommendation.insert(Lang::en(), text);
        one
    };
    let lamps = "Governments are encouraged to light their harbours at night.";
    let lights = "Governments were encouraged to light all their harbours at night.";
    let mut memory = Memory::in_memory(resources()).unwrap();
    memory
        .add(&[
            place("one", "NOR", 2017, lights),
            place("two", "NOR", 2019, lamps),
            place("three", "SVN", 2021, lamps),
            place("four", "NOR", 2015, lamps),
            place(
                "five",
                "NOR",
                2021,
                "Governments are invited to share data on ships.",
            ),
        ])
        .unwrap();
    let asked = |countries: &[&str]| Context {
        countries: countries.iter().map(|c| c.parse().unwrap()).collect(),
        recommendation: [(Lang::en(), lamps.to_owned())].into(),
        ..Context::default()
    };
    let texts = |context: &Context, top: usize| -> Vec<String> {
        let found = memory.lookup_context(context, top).unwrap();
        found
            .iter()
            .map(|c| c.unit.variants[0].text.clone())
            .collect()
    };
    assert_eq!(texts(&asked(&["NOR"]), 9), ["two", "four", "one"]);
    assert_eq!(texts(&asked(&["NOR"]), 1), ["two"]);
    assert_eq!(texts(&asked(&[]), 9), ["three", "two", "four", "one"]);
    assert!(texts(&asked(&["PER"]), 9).is_empty());
    let best = &memory.lookup_context(&asked(&["NOR"]), 3).unwrap();
    assert_eq!(best[0].context, ContextMatch::CountryAndRecommendation);
    assert_eq!(best[0].recommendation, 100.0);
    assert_eq!(best[2].context, ContextMatch::Country);
    assert!(best[2].recommendation < 100.0);
    assert!(texts(&Context::default(), 9).is_empty());
}
