use super::*;

fn found(text: &str, lang: &str) -> Vec<(FactKind, String)> {
    facts(text, &lang.parse().unwrap())
        .into_iter()
        .filter(|f| f.kind != FactKind::MayBeNumber)
        .map(|f| (f.kind, f.value))
        .collect()
}

#[test]
fn the_shipped_words_are_read() {
    for lang in ["en", "fr", "es", "ru"] {
        assert_eq!(WORDS.of(&lang.parse().unwrap()).unwrap().months.len(), 12);
    }
}

#[test]
fn the_same_fact_has_the_same_value_in_every_language() {
    use FactKind::*;
    let cases = [
        (
            "en",
            "from 7 to 9 December 2021",
            "fr",
            "du 7 au 9 décembre 2021",
            vec![(Number, "7"), (Date, "2021-12-09")],
        ),
        (
            "en",
            "on 1 July 2022",
            "fr",
            "le 1er juillet 2022",
            vec![(Date, "2022-07-01")],
        ),
        (
            "en",
            "in March 2020",
            "fr",
            "en mars 2020",
            vec![(Date, "2020-03")],
        ),
        (
            "en",
            "1,500 units, 12.5 per cent",
            "fr",
            "1\u{a0}500 unités, 12,5 %",
            vec![(Number, "1500"), (Number, "12.5")],
        ),
        (
            "en",
            "1.5 million tablets",
            "fr",
            "1,5 million de comprimés",
            vec![(Number, "1500000")],
        ),
        (
            "en",
            "twenty-one laboratories in 2019",
            "fr",
            "vingt et un laboratoires en 2019",
            vec![(Number, "21"), (Year, "2019")],
        ),
        (
            "en",
            "recommendation (b)",
            "fr",
            "recommandation b)",
            vec![(Letter, "b")],
        ),
        (
            "en",
            "see UNODC/HONEURO/14/2",
            "fr",
            "voir UNODC/HONEURO/14/2",
            vec![(Symbol, "UNODC/HONEURO/14/2")],
        ),
        (
            "en",
            "Act No. 123/2015",
            "fr",
            "loi no 123/2015",
            vec![(Symbol, "123/2015")],
        ),
    ];
    for (a, en, b, fr, wanted) in cases {
        let wanted: Vec<_> = wanted.into_iter().map(|(k, v)| (k, v.to_owned())).collect();
        assert_eq!(found(en, a), wanted, "{en}");
        assert_eq!(found(fr, b), wanted, "{fr}");
    }
}

#[test]
fn other_ways_to_write_a_date() {
    for (lang, text) in [
        ("en", "April 8, 2022"),
        ("en", "8th of April 2022"),
        ("es", "8 de abril de 2022"),
        ("ru", "8 апреля 2022"),
        ("en", "08.04.2022"),
    ] {
        assert_eq!(
            found(text, lang),
            [(FactKind::Date, "2022-04-08".into())],
            "{text}"
        );
    }
    assert_eq!(found("they may meet", "en"), []);
    assert_eq!(
        found("they were twelve", "en"),
        [(FactKind::Number, "12".into())]
    );
}

#[test]
fn what_is_written_is_read_back() {
    for lang in ["en", "fr"] {
        let lang: Lang = lang.parse().unwrap();
        for value in ["7", "999", "1500", "1234567", "12.5", "0.75"] {
            assert_eq!(
                found(&write_number(value, &lang), lang.as_str()),
                [(FactKind::Number, value.to_owned())]
            );
        }
        for value in ["2021-12-09", "2021-12", "2022-07-01", "--04-08"] {
            assert_eq!(
                found(&write_date(value, &lang).unwrap(), lang.as_str()),
                [(FactKind::Date, value.to_owned())]
            );
        }
    }
    assert_eq!(
        write_date("2022-07-01", &Lang::fr()).unwrap(),
        "1er juillet 2022"
    );
}

#[test]
fn acronyms_but_no_shouting() {
    use FactKind::Acronym;
    assert_eq!(
        found("with OLAF and EU support", "en"),
        [(Acronym, "OLAF".into()), (Acronym, "EU".into())]
    );
    assert_eq!(found("ACTION TAKEN", "en"), []);
}

proptest::proptest! {
    #[test]
    fn any_text_gives_ordered_facts_inside_it(text in "\\PC{0,60}") {
        for lang in ["en", "fr", "ru"] {
            let mut last = 0;
            for fact in facts(&text, &lang.parse().unwrap()) {
                proptest::prop_assert!(fact.start >= last && fact.end > fact.start);
                proptest::prop_assert!(text.get(fact.start..fact.end).is_some());
                last = fact.end;
            }
        }
    }
}
