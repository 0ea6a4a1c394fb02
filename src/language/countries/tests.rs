//! The shipped table: every row in every form, order, faults of the file.

use std::fmt::Write;
use std::sync::LazyLock;

use super::*;

pub(super) static TABLE: LazyLock<Countries> = LazyLock::new(|| Countries::embedded().unwrap());

fn codes(list: &str) -> Vec<CountryCode> {
    list.split(' ').map(|c| c.parse().unwrap()).collect()
}

pub(super) fn code(text: &str) -> CountryCode {
    text.parse().unwrap()
}

pub(super) fn lang(tag: &str) -> Lang {
    tag.parse().unwrap()
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
