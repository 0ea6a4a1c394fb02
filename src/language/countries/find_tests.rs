//! Recognition by the shipped table: every name, names that resemble each other, other places.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::tests::{TABLE, lang};
use super::*;

/// The codes of the countries found, parted by spaces.
fn found(text: &str, tag: &str) -> String {
    let list: Vec<String> = TABLE
        .find(text, Some(&lang(tag)))
        .iter()
        .map(|n| n.code.to_string())
        .collect();
    list.join(" ")
}

#[test]
fn subjects_are_found_again() {
    for country in TABLE.all() {
        for tag in ["en", "fr", "es", "ru"] {
            let text = TABLE.subject(&[country.code()], &lang(tag));
            assert_eq!(found(&text, tag), country.code().to_string(), "{text}");
            let list = TABLE.list_name(country.code(), &lang(tag));
            let named = TABLE.find(&list, Some(&lang(tag)));
            let [one] = named.as_slice() else {
                panic!("{list}: {named:?}")
            };
            assert_eq!(
                (one.start, one.end, one.current_name),
                (0, list.len(), true),
                "{list}"
            );
        }
    }
}

#[test]
fn every_name_is_found_and_is_of_one_country() {
    for row in TABLE.all() {
        for (tag, names) in &row.names {
            let lists = [&names.formal, &names.also, &names.old];
            for (at, name) in lists
                .iter()
                .enumerate()
                .flat_map(|(at, l)| l.iter().map(move |n| (at, n)))
            {
                // A name with a small first letter is found by what follows.
                let text = format!("[{name}]");
                let named = TABLE.find(&text, Some(&lang(tag)));
                assert_eq!(named.len(), 1, "{name}");
                assert_eq!(named[0].code, row.code(), "{name}");
                assert_eq!(named[0].current_name, at < 2, "{name}");
                if name.starts_with(char::is_uppercase) {
                    assert!(
                        named[0].start == 1 && named[0].end >= text.len() - 2,
                        "{name}"
                    );
                }
            }
        }
    }
}

#[test]
fn names_that_resemble_each_other() {
    let cases = [
        ("Niger and Nigeria", "en", "NER NGA"),
        (
            "Guinea, Guinea-Bissau, Equatorial Guinea and Papua New Guinea",
            "en",
            "GIN GNB GNQ PNG",
        ),
        (
            "la Guinée équatoriale, la Guinée\u{2011}Bissau et la Guinée",
            "fr",
            "GNQ GNB GIN",
        ),
        (
            "the Congo and the Democratic Republic of the Congo",
            "en",
            "COG COD",
        ),
        ("the Republic of the Congo", "en", "COG"),
        ("Dominica and the Dominican Republic", "en", "DMA DOM"),
        ("Northern Ireland", "en", ""),
        ("l'Irlande du Nord et l’Irlande", "fr", "IRL"),
        (
            "The United Kingdom of Great Britain and Northern Ireland and Ireland",
            "en",
            "GBR IRL",
        ),
        (
            "the Democratic People's Republic of Korea and the Republic of Korea",
            "en",
            "PRK KOR",
        ),
        ("Korea", "en", ""),
        ("Sudan and South Sudan", "en", "SDN SSD"),
        ("roast turkey in Turkey", "en", "TUR"),
        ("chad, jordan, mali", "en", ""),
        ("Iranian, Malian, Chadian", "en", ""),
        ("the Gulf of Guinea", "en", ""),
        ("American Samoa, Samoa", "en", "WSM"),
        ("il vient d'Espagne ou de l’Iran", "fr", "ESP IRN"),
        ("Mexico", "fr", ""),
        ("Mexico", "en", "MEX"),
        ("Mexico City", "en", ""),
        ("Grenade launchers", "en", ""),
        ("Dominique Martin et la Dominique", "fr", "DMA"),
        ("the United\u{a0}States of\u{202f}America", "en", "USA"),
        ("tell us, about US$ 5 and the US", "en", "USA"),
        ("ACTION TAKEN BY US AND OTHERS", "en", ""),
        ("BULGARIE, ETATS-UNIS D'AMERIQUE", "fr", "BGR USA"),
        ("Iran (Islamic Republic of), Iran", "en", "IRN IRN"),
        ("Guinea. Bissau", "en", "GIN"),
    ];
    for (text, tag, wanted) in cases {
        assert_eq!(found(text, tag), wanted, "{text}");
    }
}

#[test]
fn other_languages_and_inflected_names() {
    let cases = [
        ("Республика Беларусь", "BLR"),
        ("в Республике Беларусь", "BLR"),
        ("законы Беларуси", "BLR"),
        ("правительство Российской Федерации", "RUS"),
        (
            "в Соединенном Королевстве Великобритании и Северной Ирландии",
            "GBR",
        ),
        ("с Арабской Республикой Египет", "EGY"),
        ("из Объединённых Арабских Эмиратов", "ARE"),
        ("Румынией и Польшей", "ROU POL"),
        ("в Северной Македонии", "MKD"),
        ("на Филиппинах и в Нидерландах", "PHL NLD"),
        ("Боснии и Герцеговины", "BIH"),
        ("los Países Bajos", "NLD"),
    ];
    for (text, wanted) in cases {
        assert_eq!(found(text, "ru"), wanted, "{text}");
        assert_eq!(found(text, "en"), wanted, "{text}");
    }
}

#[test]
fn old_names_are_known_as_such() {
    for (text, tag, current) in [
        ("Turkey", "en", false),
        ("Türkiye", "en", true),
        ("La République tchèque", "fr", false),
        ("Rumania", "en", false),
        ("Rumania", "es", true),
        ("Czech Republic", "fr", false),
    ] {
        let named = TABLE.find(text, Some(&lang(tag)));
        assert_eq!(
            named.first().map(|n| n.current_name),
            Some(current),
            "{text}"
        );
    }
}

/// Code and certainty of what a place speaks for.
fn likely(list: &[Likely]) -> Vec<(String, u8)> {
    list.iter()
        .map(|l| (l.code.to_string(), l.certainty))
        .collect()
}

#[test]
fn cells_of_covers() {
    let cases = [
        ("BULGARIA", "BGR", 100),
        ("bulgaria", "BGR", 100),
        ("Kingdom of Belgium – Federal Police", "BEL", 100),
        ("Ministry of the Interior, Turkey", "TUR", 100),
        ("Begium", "BEL", 85),
        ("Portgual", "PRT", 85),
        ("Minsitry of Interior, Slovkia", "SVK", 85),
        ("Swiss Confederaton", "CHE", 60),
        ("Bulgarian Ministry of Interior", "BGR", 60),
        ("police belge", "BEL", 60),
        ("BGR", "BGR", 80),
    ];
    for (text, country, certainty) in cases {
        let found = TABLE.country_cell(text);
        assert_eq!(likely(&found), [(country.to_owned(), certainty)], "{text}");
    }
    // As close to one as to the other: both are said.
    let codes: BTreeSet<String> = TABLE
        .country_cell("Nigera")
        .iter()
        .map(|l| l.code.to_string())
        .collect();
    assert!(codes.len() != 1, "{codes:?}");
    for text in ["", "Ministry of the Interior", "N/A", "Yes"] {
        assert_eq!(TABLE.country_cell(text), [], "{text}");
    }
}

#[test]
fn names_of_files_and_addresses() {
    let cases = [
        ("reply_bulgaria_2022", "BGR"),
        ("ReplyBulgaria2022", "BGR"),
        ("Questionnaire-Czech.Republic", "CZE"),
        ("questionnaire bosnia_and_herzegovina final", "BIH"),
        ("BG - HONLEA reply", "BGR"),
        ("HONLEA reply BGR", "BGR"),
        ("bel_questionnaire", "BEL"),
        ("réponse Côte d’Ivoire", "CIV"),
        ("Беларусь ответ", "BLR"),
        ("QUESTIONNAIRE AND REPLY", ""),
        ("questionnaire_FR", ""),
        ("reply to you", ""),
        ("questionnaire 2022", ""),
        ("bg questionnaire", ""),
    ];
    for (stem, wanted) in cases {
        let found: Vec<String> = likely(&TABLE.file_name(stem))
            .into_iter()
            .map(|l| l.0)
            .collect();
        assert_eq!(found.join(" "), wanted, "{stem}");
    }
    let cases = [
        ("a.b@mvr.gov.bg", "BGR"),
        ("x@police.uk", "GBR"),
        ("x@doj.gov", "USA"),
        ("x@something.eu", ""),
        ("x@gmail.com", ""),
        ("x@startup.me", ""),
        ("x@mup.gov.me", "MNE"),
        ("bg", ""),
        ("", ""),
    ];
    for (address, wanted) in cases {
        let found: Vec<String> = likely(&TABLE.email(address))
            .into_iter()
            .map(|l| l.0)
            .collect();
        assert_eq!(found.join(" "), wanted, "{address}");
    }
}

proptest! {
    #[test]
    fn subjects_of_any_countries_are_found_again(picked in proptest::collection::btree_set(0usize..196, 1..9)) {
        let all: Vec<CountryCode> = TABLE.all().map(Country::code).collect();
        let wanted: BTreeSet<CountryCode> = picked.iter().map(|i| all[*i]).collect();
        let codes: Vec<CountryCode> = wanted.iter().copied().collect();
        for lang in [Lang::en(), Lang::fr()] {
            for text in [TABLE.subject(&codes, &lang), TABLE.list(&codes, &lang)] {
                let named: Vec<CountryCode> = TABLE.find(&text, Some(&lang)).iter().map(|n| n.code).collect();
                prop_assert_eq!(named.len(), codes.len(), "{}", text);
                prop_assert_eq!(named.into_iter().collect::<BTreeSet<_>>(), wanted.clone(), "{}", text);
            }
        }
    }

    #[test]
    fn any_text_gives_ordered_names_inside_it(text in "(\\PC{0,6}|[ -]|Iran|Guinea|Bissau|d'|\\(|Congo|US|Республика){0,12}") {
        let mut last = 0;
        for named in TABLE.find(&text, Some(&Lang::fr())) {
            prop_assert!(named.start >= last && named.end > named.start);
            prop_assert!(text.get(named.start..named.end).is_some());
            last = named.end;
        }
        TABLE.country_cell(&text);
        TABLE.file_name(&text);
        TABLE.email(&text);
    }
}
