use std::sync::{Arc, LazyLock};

use proptest::prelude::*;

use super::*;
use crate::memory::profile::{Profile, profile};
use crate::memory::{Memory, Query};
use crate::model::unit::{Role, Unit, Variant};

static RESOURCES: LazyLock<Arc<Resources>> =
    LazyLock::new(|| Arc::new(Resources::embedded().unwrap()));

fn of(text: &str, lang: &Lang) -> Profile {
    profile(text, lang, &RESOURCES)
}

/// The words, those of a class in brackets.
fn words(text: &str, lang: &Lang) -> String {
    let said: Vec<String> = of(text, lang)
        .words
        .iter()
        .map(|w| match w.class {
            Some(class) => format!("[{} {}]", class.as_str(), w.form),
            None => w.form.clone(),
        })
        .collect();
    said.join(" ")
}

/// Score and penalties of a query against the one source of a memory.
fn scored(source: &str, asked: &str, lang: &Lang) -> (f64, Vec<(String, f64)>) {
    let mut memory = Memory::in_memory(Arc::clone(&RESOURCES)).unwrap();
    let variant = |lang: Lang, text: &str| Variant {
        lang,
        role: Role::Paragraph,
        text: text.into(),
    };
    memory
        .add(&[Unit {
            variants: vec![
                variant(lang.clone(), source),
                variant("es".parse().unwrap(), "Texto."),
            ],
            ..Unit::default()
        }])
        .unwrap();
    let mut query = Query::new(asked, lang.clone(), "es".parse().unwrap());
    query.min_score = 50.0;
    let found = memory.lookup(&query).unwrap();
    let one = found.first().unwrap();
    let penalties = one.penalties.iter().map(|p| (p.kind.clone(), p.points));
    (one.score, penalties.collect())
}

#[test]
fn figures_dates_symbols_and_countries_are_one_word_each() {
    assert_eq!(
        words(
            "The Kingdom of the Netherlands seized 1,500 tablets on 3 May 2019 (A/75/12).",
            &Lang::en()
        ),
        "[country NLD] seized [number 1500] tablets on [date 2019-05-03] [symbol A/75/12]"
    );
    assert_eq!(
        words(
            "Le Royaume des Pays-Bas a saisi 1\u{202f}500 comprimés le 3 mai 2019 (A/75/12).",
            &Lang::fr()
        ),
        "[country NLD] a saisi [number 1500] comprimés le [date 2019-05-03] [symbol A/75/12]"
    );
    assert_eq!(words("one of two units", &Lang::en()), "one of two units");
    assert_eq!(
        words("le 8 de abril de 2022", &"es".parse().unwrap()),
        "le [date 2022-04-08]"
    );
}

#[test]
fn what_an_article_does_to_a_preposition_does_not_count() {
    let fr = Lang::fr();
    for text in [
        "la police du Danemark",
        "la police de la Bulgarie",
        "la police des Philippines",
        "la police d’Israël",
        "la police de l'Albanie",
    ] {
        let found = words(text, &fr);
        assert!(found.starts_with("la police de [country "), "{found}");
        assert_eq!(of(text, &fr).words.len(), 4);
    }
    for text in [
        "loi du Danemark",
        "réunie au Danemark",
        "réunie à Chypre",
        "réunie en Grèce",
    ] {
        assert!(
            !words(text, &fr).contains("au ") && !words(text, &fr).contains("en ["),
            "{text}"
        );
    }
    // Elsewhere they are words as any.
    assert_eq!(words("au sein du service", &fr), "au sein du service");
}

#[test]
fn another_country_figure_or_date_costs_half_a_word_in_both_languages() {
    let en = (
        "Bulgaria reported that 40 officers had been trained on 3 May 2019.",
        [
            (
                "country",
                "The Philippines reported that 40 officers had been trained on 3 May 2019.",
            ),
            (
                "number",
                "Bulgaria reported that 1,200 officers had been trained on 3 May 2019.",
            ),
            (
                "date",
                "Bulgaria reported that 40 officers had been trained on 1 June 2021.",
            ),
        ],
        Lang::en(),
        10.0,
    );
    let fr = (
        "La Bulgarie a signalé que 40 agents avaient été formés le 3 mai 2019.",
        [
            (
                "country",
                "Le Danemark a signalé que 40 agents avaient été formés le 3 mai 2019.",
            ),
            (
                "number",
                "La Bulgarie a signalé que 1\u{a0}200 agents avaient été formés le 3 mai 2019.",
            ),
            (
                "date",
                "La Bulgarie a signalé que 40 agents avaient été formés le 1er juin 2021.",
            ),
        ],
        Lang::fr(),
        11.0,
    );
    for (source, cases, lang, words) in [en, fr] {
        assert_eq!(of(source, &lang).words.len() as f64, words);
        for (kind, asked) in cases {
            let half_a_word = (5_000.0 / words).round() / 100.0;
            let (score, penalties) = scored(source, asked, &lang);
            assert_eq!(penalties, [(kind.to_owned(), half_a_word)], "{asked}");
            assert_eq!(
                score,
                ((100.0 - 50.0 / words) * 100.0).round() / 100.0,
                "{asked}"
            );
        }
        assert_eq!(scored(source, source, &lang), (100.0, Vec::new()));
    }
}

#[test]
fn the_same_value_written_otherwise_costs_nothing() {
    for (a, b, lang) in [
        (
            "Turkey seized 1,500 tablets.",
            "Türkiye seized 1500 tablets.",
            Lang::en(),
        ),
        (
            "Iran met on 3 May 2019.",
            "The Islamic Republic of Iran met on May 3, 2019.",
            Lang::en(),
        ),
        (
            "La Tchéquie a saisi 12,5 kg.",
            "La République tchèque a saisi 12,5 kg.",
            Lang::fr(),
        ),
    ] {
        assert_eq!(scored(a, b, &lang).0, 100.0, "{b}");
    }
}

proptest! {
    #[test]
    fn words_stand_in_order_inside_any_text(
        text in "(\\PC{0,4}| |12|3 May 2019|Iran|La Bulgarie|d'Israël|du |A/75/1|1er |,|\u{301}){0,14}"
    ) {
        use unicode_normalization::UnicodeNormalization;
        let composed = text.nfc().count();
        for lang in [Lang::en(), Lang::fr()] {
            let mut last = 0;
            for word in of(&text, &lang).words {
                prop_assert!(word.start >= last && word.end > word.start && word.end <= composed);
                last = word.end;
            }
        }
    }

    #[test]
    fn looking_near_digits_finds_what_looking_everywhere_finds(
        text in "(Bulgaria |on |the |12 |3 May |May |2019 |1,500 |\\(a\\) |A/75/12 |1.5 |million |April |8|, | 2022){0,14}"
    ) {
        let everywhere: Vec<(usize, usize, String)> = facts(&text, &Lang::en())
            .into_iter()
            .filter(|f| class(f).is_some())
            .map(|f| (f.start, f.end, f.value))
            .collect();
        let near: Vec<(usize, usize, String)> = classes(&text, &Lang::en(), &Resources::default())
            .into_iter()
            .map(|c| (c.start, c.end, c.value))
            .collect();
        prop_assert_eq!(near, everywhere);
    }
}
