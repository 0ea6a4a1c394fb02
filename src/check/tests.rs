use std::sync::LazyLock;

use super::*;

/// The shipped names of countries.
static NAMED: LazyLock<Resources> = LazyLock::new(|| Resources::embedded().unwrap());

fn codes(en: &str, fr: &str) -> Vec<(String, String)> {
    check_pair(&Resources::default(), (&Lang::en(), en), (&Lang::fr(), fr))
        .into_iter()
        .map(|f| (f.code, f.span))
        .collect()
}

fn alone(lang: &Lang, text: &str) -> Vec<(String, String)> {
    check_text(&Resources::default(), lang, text)
        .into_iter()
        .map(|f| (f.code, f.span))
        .collect()
}

fn one(code: &str, span: &str) -> Vec<(String, String)> {
    vec![(code.into(), span.into())]
}

#[test]
fn good_pairs_are_left_in_peace() {
    let pairs = [
        (
            "It had trained 1,500 officers, both in 2019 and on 1 July 2022.",
            "Elle avait formé 1 500 agents, en 2019 comme le 1er juillet 2022.",
        ),
        (
            "Two laboratories had analysed 12.5 per cent of the samples.",
            "Deux laboratoires avaient analysé 12,5 % des échantillons.",
        ),
        (
            "At the Thirteenth Meeting, recommendation (a) was not adopted.",
            "À la treizième Réunion, la recommandation a) n'a pas été adoptée.",
        ),
        (
            "A bilateral agreement on 2.5 million tablets was unsigned.",
            "Un accord bilatéral sur 2,5 millions de comprimés n'était pas signé.",
        ),
        (
            "It could be reached 24 hours a day, seven days a week.",
            "Il était joignable 24\u{a0}heures sur 24, sept jours sur sept.",
        ),
        (
            "Under Act No. 12/2020, the unit had been set up.",
            "En vertu de la loi no 12/2020, l'unité avait été créée.",
        ),
    ];
    for (en, fr) in pairs {
        assert_eq!(codes(en, fr), [], "{en}");
        assert_eq!(alone(&Lang::en(), en), [], "{en}");
        assert_eq!(alone(&Lang::fr(), fr), [], "{fr}");
    }
}

#[test]
fn facts_that_differ_are_found_on_both_sides() {
    let figure = codes("It had trained 40 officers.", "Il avait formé 45 agents.");
    assert_eq!(
        figure,
        [
            ("number-mismatch".to_owned(), "40".to_owned()),
            ("number-mismatch".to_owned(), "45".to_owned())
        ]
    );
    let date = codes("It met on 3 May 2019.", "Il s'est réuni le 3 juin 2019.");
    assert_eq!(
        date,
        [
            ("date-mismatch".to_owned(), "3 May 2019".to_owned()),
            ("date-mismatch".to_owned(), "3 juin 2019".to_owned())
        ]
    );
    assert_eq!(
        codes("It acted in 2019.", "Il a agi."),
        one("date-mismatch", "2019")
    );
    assert_eq!(
        codes("See recommendation (b).", "Voir la recommandation c).")[0],
        ("letter-mismatch".into(), "b".to_owned().replace('b', "(b)"))
    );
    assert_eq!(
        codes(
            "See A/RES/74/3 in this matter.",
            "Voir A/RES/74/5 à ce sujet."
        )
        .len(),
        2
    );
}

#[test]
fn decimals_and_thousands_are_not_confused() {
    assert_eq!(
        codes("It had seized 1,500 kg.", "Il avait saisi 1,500 kg.").len(),
        2
    );
    assert_eq!(codes("It had seized 1.5 kg.", "Il avait saisi 1,5 kg."), []);
}

#[test]
fn text_in_the_wrong_language() {
    let en = "The unit had been set up in the Ministry of Finance.";
    assert_eq!(codes(en, en), one("untranslated", en));
    assert_eq!(codes(en, "")[0].0, "untranslated");
    let half = "L'unité avait été créée. The unit had been set up in the Ministry of Finance.";
    assert_eq!(codes(en, half), one("untranslated", en));
}

#[test]
fn a_lost_negation() {
    assert_eq!(
        codes("It had not adopted a law.", "Elle avait adopté une loi."),
        one("negation", "not")
    );
    assert_eq!(
        codes("It had adopted a law.", "Elle n'avait pas adopté de loi."),
        one("negation", "pas")
    );
    assert_eq!(
        codes(
            "It lacked staff and was unable to act.",
            "Elle n'avait pas de personnel."
        ),
        []
    );
}

#[test]
fn doubled_words_and_wording() {
    assert_eq!(
        alone(&Lang::en(), "It used the the law."),
        one("doubled-word", "the the")
    );
    assert_eq!(
        alone(&Lang::fr(), "Elle a fait de de grands pas."),
        one("doubled-word", "de de")
    );
    assert_eq!(
        alone(&Lang::fr(), "Le présent rapport est bref."),
        one("terminology", "Le présent rapport")
    );
    assert_eq!(
        alone(&Lang::fr(), "Elle a aidé l'ONU DC."),
        one("typography", "ONU DC")
    );
}

#[test]
fn french_grammar_that_is_sure() {
    let fr = Lang::fr();
    for (text, span) in [
        ("Elle a dit que il venait.", "que il"),
        ("Les services de Albanie.", "de Albanie"),
        ("La police de le pays.", "de le"),
        (
            "Aucune formation de ce type n'avaient été offertes.",
            "Aucune formation de ce type n'avaient",
        ),
        ("Elle prévoyait dispenser des cours.", "prévoyait dispenser"),
        ("Elle demande si il vient.", "si il"),
    ] {
        assert_eq!(alone(&fr, text), one("agreement", span), "{text}");
    }
    for text in [
        "Elle a décidé de le faire et de les suivre.",
        "Le onze mars, la huitième réunion de Haute-Volta et le Yémen.",
        "Aucune formation n'avait été offerte et des cours n'avaient pas lieu.",
        "Elle a parlé de un à trois fois de onze cas.",
        "Les agents de l'UE et de EUROPOL ont agi.",
    ] {
        assert_eq!(alone(&fr, text), [], "{text}");
    }
}

#[test]
fn marks_and_spaces() {
    let fr = Lang::fr();
    for text in [
        "Voici: rien.",
        "Il a saisi 5% du lot.",
        "Le 1 juillet 2022, il vint.",
        "Les Etats ont agi.",
        "Il y a  deux cas.",
        "Il (est venu.",
        "«Voici » tout.",
    ] {
        assert_eq!(
            alone(&fr, text)
                .iter()
                .filter(|f| f.0 == "typography")
                .count(),
            1,
            "{text}"
        );
    }
    assert_eq!(alone(&Lang::en(), "It seized 5% of it.")[0].0, "typography");
    assert_eq!(alone(&fr, "Il a dit : « 10:30 », non ?"), []);
}

#[test]
fn documents_have_the_same_numbers() {
    let (en, fr) = (Lang::en(), Lang::fr());
    let a = [(1, "It had 4 units."), (2, "It met.")];
    let b = [(1, "Elle avait 5 unités."), (3, "Elle a siégé.")];
    let found = check_documents(&Resources::default(), (&en, &a), (&fr, &b));
    let codes: Vec<_> = found
        .iter()
        .map(|f| (f.paragraph, f.finding.code.as_str()))
        .collect();
    assert_eq!(
        codes,
        [
            (1, "number-mismatch"),
            (1, "number-mismatch"),
            (2, "paragraph-missing"),
            (3, "paragraph-missing")
        ]
    );
    let same = check_documents(
        &Resources::default(),
        (&en, &[(2, "A."), (1, "B.")]),
        (&fr, &[(2, "A."), (1, "B.")]),
    );
    assert!(same.iter().any(|f| f.finding.code == "paragraph-order"));
}

/// What is found about countries in a pair.
fn countries(en: &str, fr: &str) -> Vec<(String, String)> {
    check_pair(&NAMED, (&Lang::en(), en), (&Lang::fr(), fr))
        .into_iter()
        .map(|f| (f.code, f.span))
        .filter(|(code, _)| code.starts_with("country"))
        .collect()
}

#[test]
fn a_country_on_one_side_only_is_found() {
    assert_eq!(
        countries(
            "Bulgaria had worked with Denmark and Greece.",
            "La Bulgarie avait travaillé avec le Danemark et la Roumanie."
        ),
        [
            ("country-missing".to_owned(), "Greece".to_owned()),
            ("country-extra".to_owned(), "Roumanie".to_owned())
        ]
    );
    // The same State said otherwise, an adjective for a name, an organisation under a shorter name.
    for (en, fr) in [
        (
            "Iran and the Netherlands had met in the United States.",
            "La République islamique d'Iran et le Royaume des Pays-Bas s'étaient réunis aux États-Unis d'Amérique.",
        ),
        (
            "It had called the Swiss police.",
            "Elle avait appelé la police de la Suisse.",
        ),
        (
            "Officers of Switzerland had come.",
            "Des policiers suisses étaient venus.",
        ),
        (
            "The rules of the European Union applied.",
            "Les règles de l'Union s'appliquaient.",
        ),
        (
            "Northern Ireland had acted.",
            "L'Irlande du Nord avait agi.",
        ),
    ] {
        assert_eq!(countries(en, fr), [], "{en}");
    }
}

#[test]
fn a_name_no_longer_in_use_is_found() {
    let found = |lang: &Lang, text: &str| -> Vec<(String, String)> {
        check_text(&NAMED, lang, text)
            .into_iter()
            .filter(|f| f.code == "country-old-name")
            .map(|f| (f.span, f.message))
            .collect()
    };
    let told =
        |old: &str, new: &str| vec![(old.to_owned(), format!("write “{new}” instead of “{old}”"))];
    assert_eq!(
        found(&Lang::fr(), "La République tchèque a agi."),
        told("République tchèque", "Tchéquie")
    );
    assert_eq!(
        found(&Lang::en(), "Officers from Turkey came."),
        told("Turkey", "Türkiye")
    );
    assert_eq!(
        found(&Lang::en(), "Czechia and Türkiye acted; turkey was served."),
        []
    );
}

#[test]
fn the_verb_agrees_with_the_countries_of_the_table() {
    let found = |text: &str| {
        check_text(&NAMED, &Lang::fr(), text)
            .iter()
            .any(|f| f.code == "agreement")
    };
    for (good, bad) in [
        ("Les Philippines ont indiqué", "Les Philippines a indiqué"),
        (
            "La Tchéquie et la Roumanie ont agi",
            "La Tchéquie et la Roumanie a agi",
        ),
        (
            "Le Royaume des Pays-Bas a agi",
            "Le Royaume des Pays-Bas ont agi",
        ),
        ("L'Iraq a agi", "L'Iraq ont agi"),
    ] {
        assert!(!found(good), "{good}");
        assert!(found(bad), "{bad}");
    }
}

proptest::proptest! {
    #[test]
    fn any_text_is_survived(a in "\\PC{0,60}", b in "\\PC{0,60}") {
        for lang in [Lang::en(), Lang::fr()] {
            for finding in check_text(&Resources::default(), &lang, &a) {
                proptest::prop_assert!(a.contains(&finding.span) || finding.code == "agreement");
            }
        }
        check_pair(&Resources::default(), (&Lang::en(), &a), (&Lang::fr(), &b));
    }
}
