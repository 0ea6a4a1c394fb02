//! The shipped table: every row in every form, order, recognition.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;

static TABLE: LazyLock<Countries> = LazyLock::new(|| Countries::embedded().unwrap());

fn codes(list: &str) -> Vec<CountryCode> {
    list.split(' ').map(|c| c.parse().unwrap()).collect()
}

fn code(text: &str) -> CountryCode {
    text.parse().unwrap()
}

fn lang(tag: &str) -> Lang {
    tag.parse().unwrap()
}

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
fn all_states_are_there() {
    let count = |kind: Kind| TABLE.all().filter(|c| c.kind() == kind).count();
    assert_eq!(
        (
            count(Kind::Member),
            count(Kind::Observer),
            count(Kind::Organization)
        ),
        (193, 2, 1)
    );
    for country in TABLE.all() {
        for tag in ["en", "fr", "es", "ru"] {
            assert!(
                TABLE.has(country.code(), &lang(tag)),
                "{:?} {tag}",
                country.code()
            );
        }
    }
}

/// The whole table as sentences, read through by eye.
#[test]
fn every_row_in_every_frame() {
    let mut out = String::new();
    for country in TABLE.all() {
        let code = country.code();
        for lang in [Lang::en(), Lang::fr()] {
            let forms = TABLE.forms(code, &lang);
            let agreement = TABLE.agreement(&[code], &lang).unwrap();
            let subject = TABLE.subject(&[code], &lang);
            assert_eq!(subject, forms.subject);
            let list = TABLE.list_name(code, &lang);
            let sentence = if lang == Lang::en() {
                let verb = if agreement.plural { "have" } else { "has" };
                format!(
                    "{subject} {verb} replied; the reply {}; {}",
                    forms.de, forms.locative
                )
            } else {
                let verb = match (agreement.plural, agreement.feminine) {
                    (false, false) => "est convaincu",
                    (false, true) => "est convaincue",
                    (true, false) => "sont convaincus",
                    (true, true) => "sont convaincues",
                };
                format!(
                    "{subject} {verb} ; la réponse {} ; {}",
                    forms.de, forms.locative
                )
            };
            writeln!(out, "{code} {lang} | {list} | {sentence}").unwrap();
        }
    }
    insta::assert_snapshot!("every_row", out);
}

#[test]
fn the_examples_of_the_contract() {
    let denmark = TABLE.forms(code("DNK"), &Lang::fr());
    assert_eq!(
        (
            denmark.subject.as_str(),
            denmark.de.as_str(),
            denmark.locative.as_str()
        ),
        ("Le Danemark", "du Danemark", "au Danemark")
    );
    let cases = [
        ("BEL", "La Belgique", "de la Belgique", "en Belgique"),
        ("ALB", "L'Albanie", "de l'Albanie", "en Albanie"),
        ("CYP", "Chypre", "de Chypre", "à Chypre"),
        ("CUB", "Cuba", "de Cuba", "à Cuba"),
        ("MLT", "Malte", "de Malte", "à Malte"),
        ("ISR", "Israël", "d'Israël", "en Israël"),
        ("HTI", "Haïti", "d'Haïti", "en Haïti"),
        ("IRQ", "L'Iraq", "de l'Iraq", "en Iraq"),
        ("HND", "Le Honduras", "du Honduras", "au Honduras"),
        ("HUN", "La Hongrie", "de la Hongrie", "en Hongrie"),
        ("YEM", "Le Yémen", "du Yémen", "au Yémen"),
        (
            "MDA",
            "La République de Moldova",
            "de la République de Moldova",
            "en République de Moldova",
        ),
        (
            "NLD",
            "Le Royaume des Pays-Bas",
            "du Royaume des Pays-Bas",
            "au Royaume des Pays-Bas",
        ),
        (
            "USA",
            "Les États-Unis d'Amérique",
            "des États-Unis d'Amérique",
            "aux États-Unis d'Amérique",
        ),
    ];
    for (country, subject, of, place) in cases {
        let forms = TABLE.forms(code(country), &Lang::fr());
        assert_eq!(
            (
                forms.subject.as_str(),
                forms.de.as_str(),
                forms.locative.as_str()
            ),
            (subject, of, place)
        );
    }
    let dutch = TABLE.forms(code("NLD"), &Lang::en());
    assert_eq!(dutch.running, "the Kingdom of the Netherlands");
    assert_eq!(dutch.subject, "The Kingdom of the Netherlands");
    assert_eq!(dutch.de, "of the Kingdom of the Netherlands");
    assert_eq!(dutch.locative, "in the Kingdom of the Netherlands");
    assert_eq!(
        TABLE.list_name(code("NLD"), &Lang::en()),
        "Netherlands (Kingdom of the)"
    );
    assert_eq!(
        TABLE.forms(code("NLD"), &Lang::fr()).running,
        "Royaume des Pays-Bas"
    );
    assert_eq!(
        TABLE.forms(code("IRN"), &Lang::fr()).running,
        "République islamique d'Iran"
    );
}

#[test]
fn subjects_of_several_countries() {
    let some = codes("ESP BEL BLR");
    assert_eq!(
        TABLE.subject(&some, &Lang::fr()),
        "Le Bélarus, la Belgique et l'Espagne"
    );
    let some = codes("ESP NLD BLR");
    assert_eq!(
        TABLE.subject(&some, &Lang::en()),
        "Belarus, the Kingdom of the Netherlands and Spain"
    );
    assert_eq!(TABLE.subject(&codes("NER"), &Lang::en()), "The Niger");
    assert_eq!(TABLE.subject(&[], &Lang::en()), "");
    let agreement = |list: &str| {
        let a = TABLE.agreement(&codes(list), &Lang::fr()).unwrap();
        (a.plural, a.feminine)
    };
    assert_eq!(agreement("CZE ROU"), (true, true));
    assert_eq!(agreement("CZE DNK"), (true, false));
    assert_eq!(agreement("PHL"), (true, true));
    assert_eq!(
        TABLE
            .agreement(&codes("PHL"), &Lang::en())
            .map(|a| a.plural),
        Some(false)
    );
    assert_eq!(TABLE.agreement(&codes("CZE XYZ"), &Lang::fr()), None);
}

#[test]
fn order_of_lists_and_bodies() {
    let replied = codes(
        "AUT BLR BEL BGR CZE ESP FRA HUN KGZ LTU NLD POL MDA ROU RUS SVK SVN TUR TKM CHE GBR",
    );
    assert_eq!(
        TABLE.list(&replied, &Lang::fr()),
        "Autriche, Bélarus, Belgique, Bulgarie, Espagne, Fédération de Russie, France, Hongrie, \
         Kirghizistan, Lituanie, Pays-Bas (Royaume des), Pologne, République de Moldova, Roumanie, \
         Royaume-Uni de Grande-Bretagne et d'Irlande du Nord, Slovaquie, Slovénie, Suisse, \
         Tchéquie, Türkiye et Turkménistan"
    );
    let sorted = |list: &str, purpose: Purpose, tag: &str| {
        let mut all = codes(list);
        TABLE.sort(&mut all, &lang(tag), purpose);
        all.iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join(" ")
    };
    // Moldova stands at M among the paragraphs of every language and at R in lists.
    for tag in ["en", "fr"] {
        assert_eq!(
            sorted("ROU POL MDA MCO NLD", Purpose::Body, tag),
            "MDA MCO NLD POL ROU"
        );
    }
    assert_eq!(
        sorted("ROU POL MDA MCO", Purpose::List, "en"),
        "MCO POL MDA ROU"
    );
    // Letter by letter, hyphens and spaces ignored.
    assert_eq!(sorted("GNQ GNB GIN", Purpose::List, "fr"), "GIN GNB GNQ");
    assert_eq!(sorted("CIV CRI HRV", Purpose::List, "en"), "CRI CIV HRV");
    assert_eq!(sorted("TKM TUR TUN", Purpose::List, "en"), "TUN TUR TKM");
    assert_eq!(
        TABLE.list(&codes("ESP IRN NLD"), &Lang::en()),
        "Iran (Islamic Republic of), Netherlands (Kingdom of the) and Spain"
    );
}

#[test]
fn unknown_codes_and_languages_do_no_harm() {
    let unknown = code("QQQ");
    for table in [&*TABLE, &Countries::default()] {
        assert!(table.get(unknown).is_none());
        assert_eq!(table.list_name(unknown, &Lang::fr()), "QQQ");
        assert_eq!(table.forms(unknown, &Lang::fr()).subject, "QQQ");
        assert_eq!(table.subject(&[unknown], &Lang::en()), "QQQ");
        let mut codes = codes("QQQ BEL");
        table.sort(&mut codes, &lang("xx"), Purpose::List);
        assert_eq!(codes.len(), 2);
    }
    assert_eq!(TABLE.list_name(code("BEL"), &lang("xx")), "Belgium");
    assert_eq!(Countries::default().find("Belgium", None), []);
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

#[test]
fn faults_of_the_file_are_told() {
    let rules = "[language.en]\nand = \" and \"\narticles.none = { before = \"\", of = \"of \", in = \"in \" }\n";
    let row = |iso3: &str, iso2: &str, en: &str| {
        format!("[[country]]\niso3 = \"{iso3}\"\niso2 = \"{iso2}\"\nen = {{ {en} }}\n")
    };
    let good = row("AAA", "AA", "name = \"Aland\"");
    assert!(Countries::parse(&format!("{rules}{good}")).is_ok());
    for (bad, why) in [
        (row("AAA", "AB", "name = \"Bland\""), "twice"),
        (row("BBB", "b", "name = \"Bland\""), "two letters"),
        (row("BBB", "BB", "name = \"\""), "no name"),
        (row("BBB", "BB", "name = \"Aland\""), "names AAA and BBB"),
        (
            row("BBB", "BB", "name = \"Bland\", article = \"ye\""),
            "no article",
        ),
        (
            row("BBB", "BB", "name = \"Bland\", gender = \"x\""),
            "gender",
        ),
        (row("BBB", "BB", "nom = \"Bland\""), "nom"),
        (
            row("BBB", "BB", "name = \"Bland\"").replace("en =", "qq ="),
            "no rules",
        ),
    ] {
        let said = Countries::parse(&format!("{rules}{good}{bad}"))
            .unwrap_err()
            .to_string();
        assert!(said.contains(why), "{said}");
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
