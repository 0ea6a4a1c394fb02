use super::*;
use crate::suggest::fake::Fake;

fn repaired(source: &str, target: &str, text: &str, countries: &[&str]) -> Option<Repaired> {
    let codes: Vec<CountryCode> = countries.iter().map(|c| c.parse().unwrap()).collect();
    let (from, to) = (Lang::en(), Lang::fr());
    let wanted = Wanted {
        text,
        from: &from,
        to: &to,
        countries: &codes,
    };
    repair(&Fake, source, target, wanted, &asked(&Fake, wanted))
}

const SOURCE: &str = "Bulgaria reported that it had trained 40 officers on 3 May 2019.";
const TARGET: &str = "La Bulgarie a indiqué qu'elle avait formé 40 agents le 3 mai 2019.";

#[test]
fn country_number_and_date_are_repaired() {
    let cases = [
        (
            "Denmark reported that it had trained 40 officers on 3 May 2019.",
            "DNK",
            "Le Danemark a indiqué qu'il avait formé 40 agents le 3 mai 2019.",
        ),
        (
            "Haiti reported that it had trained 65 officers on 1 June 2021.",
            "HTI",
            "Haïti a indiqué qu'il avait formé 65 agents le 1er juin 2021.",
        ),
        (
            "The Netherlands reported that they had trained 1,200 officers in June 2021.",
            "NLD",
            "Les Pays-Bas ont indiqué qu'ils avaient formé 1\u{202f}200 agents en juin 2021.",
        ),
        (
            "The Philippines reported that they had trained 40 officers on 3 May 2019.",
            "PHL",
            "Les Philippines ont indiqué qu'elles avaient formé 40 agents le 3 mai 2019.",
        ),
        (
            "Azerbaijan stated that it had trained 40 officers on 3 May 2019.",
            "AZE",
            "L'Azerbaïdjan a déclaré qu'il avait formé 40 agents le 3 mai 2019.",
        ),
    ];
    for (text, code, wanted) in cases {
        let found = repaired(SOURCE, TARGET, text, &[code]).unwrap();
        assert_eq!((found.target.as_str(), found.marks.len()), (wanted, 0));
        assert!(found.score >= 95.0 && found.score < 100.0);
        assert!(!found.repairs.is_empty());
    }
}

#[test]
fn the_same_text_is_not_touched() {
    let found = repaired(SOURCE, TARGET, SOURCE, &["BGR"]).unwrap();
    assert_eq!(
        (found.target.as_str(), found.score, found.repairs.len()),
        (TARGET, 100.0, 0)
    );
}

#[test]
fn several_countries_speak_in_the_plural() {
    let text = "Bulgaria and Haiti reported that they had trained 40 officers on 3 May 2019.";
    let found = repaired(SOURCE, TARGET, text, &["BGR", "HTI"]).unwrap();
    assert_eq!(
        found.target,
        "La Bulgarie et Haïti ont indiqué qu'ils avaient formé 40 agents le 3 mai 2019."
    );
}

#[test]
fn countries_in_the_content_are_those_of_the_text() {
    let source = "Bulgaria reported on its cooperation with Spain in 2019.";
    let target = "La Bulgarie a rendu compte de sa coopération avec l'Espagne en 2019.";
    let found = repaired(
        source,
        target,
        "Denmark reported on its cooperation with Spain in 2021.",
        &["DNK"],
    )
    .unwrap();
    assert_eq!(
        found.target,
        "Le Danemark a rendu compte de sa coopération avec l'Espagne en 2021."
    );
    let other = repaired(
        source,
        target,
        "Denmark reported on its cooperation with Israel in 2021.",
        &["DNK"],
    )
    .unwrap();
    assert_eq!(
        other.target,
        "Le Danemark a rendu compte de sa coopération avec Israël en 2021."
    );
    let unknown = repaired(
        source,
        "La Bulgarie a rendu compte de sa coopération avec le royaume voisin en 2019.",
        "Denmark reported on its cooperation with Israel in 2021.",
        &["DNK"],
    )
    .unwrap();
    assert!(unknown.target.contains("le royaume voisin") && unknown.score < 95.0);
    assert!(unknown.marks.iter().any(|m| m.why.contains("Israel")));
}

#[test]
fn never_in_another_mouth() {
    let source = "The police of Bulgaria had been trained.";
    let target = "La police de la Bulgarie avait été formée.";
    assert!(
        repaired(
            source,
            target,
            "The police of Denmark had been trained.",
            &["DNK"]
        )
        .is_none()
    );
    assert!(
        repaired(
            SOURCE,
            TARGET,
            "Governments were encouraged to train 40 officers.",
            &[]
        )
        .is_none()
    );
}

#[test]
fn what_cannot_be_located_is_marked_and_left() {
    let found = repaired(
        SOURCE,
        TARGET,
        "Bulgaria reported that it had not trained 40 officers on 3 May 2019.",
        &["BGR"],
    )
    .unwrap();
    assert_eq!(found.target, TARGET);
    assert!(found.score < 85.0 && found.marks[0].why.contains("not"));
    let one = repaired(
        SOURCE,
        TARGET,
        "Bulgaria reported that it had trained 1 officers on 3 May 2019.",
        &["BGR"],
    )
    .unwrap();
    assert_eq!(one.target, TARGET);
    assert!(one.score < 95.0 && !one.marks.is_empty());
}

#[test]
fn the_apostrophe_is_that_of_the_target() {
    let found = repaired(
        "Bulgaria reported that it had acted against fraud and for trade.",
        "La Bulgarie a indiqué qu’elle avait agi contre la fraude et pour le commerce.",
        "Azerbaijan reported that it had acted against fraud and for trade.",
        &["AZE"],
    );
    assert_eq!(
        found.unwrap().target,
        "L’Azerbaïdjan a indiqué qu’il avait agi contre la fraude et pour le commerce."
    );
}

#[test]
fn letters_of_recommendations_follow() {
    let found = repaired(
        "Bulgaria reported, under recommendation (a), on measures relevant to recommendation (b).",
        "La Bulgarie a rendu compte, au titre de la recommandation a), de mesures donnant suite à la recommandation b).",
        "Bulgaria reported, under recommendation (c), on measures relevant to recommendation (b).",
        &["BGR"],
    )
    .unwrap();
    assert!(
        found.target.contains("recommandation c), de mesures")
            && found.target.ends_with("recommandation b).")
    );
}

#[test]
fn figures_that_become_one_or_many_take_their_noun_along() {
    let one = "Bulgaria reported that one scanner had been installed and that 14 officers had been trained to operate it.";
    let one_fr = "La Bulgarie a indiqué qu’un scanner à rayons X avait été installé et que 14 agents avaient été formés à son utilisation.";
    let many = "Bulgaria reported that two scanners had been installed and that 14 officers had been trained to operate them.";
    let many_fr = "La Bulgarie a indiqué que deux scanners à rayons X avaient été installés et que 14 agents avaient été formés à leur utilisation.";
    let found = repaired(one, one_fr, many, &["BGR"]).unwrap();
    assert_eq!((found.target.as_str(), found.marks.len()), (many_fr, 0));
    let found = repaired(
        "Bulgaria reported that 17 messages had been sent.",
        "La Bulgarie a indiqué que 17 messages avaient été envoyés.",
        "Bulgaria reported that one message had been sent.",
        &["BGR"],
    );
    assert_eq!(
        found.unwrap().target,
        "La Bulgarie a indiqué qu’un message avait été envoyé."
    );
}

#[test]
fn places_ordinals_references_and_adverbs() {
    for (source, target, text, wanted) in [
        (
            "Bulgaria reported that the centre at Riga had generally been closed.",
            "La Bulgarie a indiqué que le centre de Riga avait généralement été fermé.",
            "Bulgaria reported that the centre at Cairo had been closed.",
            "La Bulgarie a indiqué que le centre du Caire avait été fermé.",
        ),
        (
            "Bulgaria reported that the Fifth Meeting had been held in Sofia.",
            "La Bulgarie a indiqué que la cinquième Réunion s’était tenue à Sofia.",
            "Bulgaria reported that the Eleventh Meeting had been held in Athens.",
            "La Bulgarie a indiqué que la onzième Réunion s’était tenue à Athènes.",
        ),
        (
            "Bulgaria reported, under recommendation (a), on measures relevant to recommendation (b).",
            "La Bulgarie a rendu compte, au titre de la recommandation a), de mesures donnant suite à la recommandation b).",
            "Bulgaria reported, under theme 2, recommendations (a) and (c), on measures relevant to recommendation (b).",
            "La Bulgarie a rendu compte, au titre du thème 2, recommandations a) et c), de mesures donnant suite à la recommandation b).",
        ),
        (
            "Bulgaria reported that it had spent 11 million euros since 2021.",
            "La Bulgarie a indiqué qu’elle avait dépensé 11\u{a0}millions d’euros depuis 2021.",
            "Bulgaria reported that it had spent 1.5 million euros since 1 May 2024.",
            "La Bulgarie a indiqué qu’elle avait dépensé 1,5\u{a0}million d’euros depuis le 1er mai 2024.",
        ),
        (
            "Bulgaria reported that it met Spain twice a year.",
            "La Bulgarie a indiqué qu’elle rencontrait l’Espagne deux fois par an.",
            "Bulgaria reported that it met Spain three times a year.",
            "La Bulgarie a indiqué qu’elle rencontrait l’Espagne trois fois par an.",
        ),
        (
            "Bulgaria reported that it sent data to UNODC and WCO.",
            "La Bulgarie a indiqué qu’elle envoyait des données à l’ONUDC et à l’OMD.",
            "Bulgaria reported that it sent data to UNHCR and WHO.",
            "La Bulgarie a indiqué qu’elle envoyait des données au HCR et à l’OMS.",
        ),
    ] {
        let found = repaired(source, target, text, &["BGR"]).unwrap();
        assert_eq!(found.target, wanted);
        assert!(found.marks.is_empty(), "{:?}", found.marks);
    }
}

proptest::proptest! {
    #[test]
    fn any_texts_are_survived(source in "\\PC{0,50}", target in "\\PC{0,50}", text in "\\PC{0,50}") {
        for countries in [&["BGR"][..], &[]] {
            if let Some(found) = repaired(&source, &target, &text, countries) {
                let length = found.target.chars().count();
                proptest::prop_assert!((0.0..=100.0).contains(&found.score));
                proptest::prop_assert!(found.marks.iter().all(|m| m.start <= m.end && m.end <= length));
            }
        }
    }

    #[test]
    fn the_subject_is_always_the_country_asked_for(at in 0usize..8, other in 0usize..8, n in 2u32..5000) {
        let codes = ["BGR", "HTI", "NLD", "DNK", "PHL", "AZE", "ESP", "ISR"].map(|c| c.parse::<CountryCode>().unwrap());
        let say = |code: CountryCode, lang: &Lang| Fake.said(&[code], lang).unwrap();
        let (a, b) = (codes[at], codes[other]);
        let fr = say(a, &Lang::fr());
        let source = format!("{} indicated that {n} cases had been opened.", say(a, &Lang::en()).text);
        let target = format!("{} {} indiqué que {n} affaires avaient été ouvertes.", fr.text, if fr.plural { "ont" } else { "a" });
        let text = format!("{} indicated that {} cases had been opened.", say(b, &Lang::en()).text, n + 1);
        let found = repaired(&source, &target, &text, &[b.as_str()]).unwrap();
        let new = say(b, &Lang::fr());
        let opening = format!("{} {} indiqué que ", new.text, if new.plural { "ont" } else { "a" });
        let opening = if target.contains('\'') { opening } else { opening.replace('\'', "’") };
        proptest::prop_assert!(found.target.starts_with(&opening), "{}", found.target);
    }
}
