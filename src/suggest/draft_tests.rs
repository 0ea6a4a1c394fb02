use super::*;
use crate::language::facts::{FactKind, facts};
use crate::suggest::drafting::TABLES;
use crate::suggest::fake::Fake;

fn request(text: &str, country: Option<&str>) -> DraftRequest {
    DraftRequest {
        id: "1".into(),
        text: text.into(),
        lang: Some(Lang::en()),
        country: country.map(|c| c.parse().unwrap()),
        cell: None,
        action: None,
        submitted: None,
        recommendation_text: None,
        words: None,
    }
}

fn ruled(text: &str, country: Option<&str>) -> Vec<Draft> {
    let told = sentences(text, &Lang::en(), "");
    by_rule(&Fake, &request(text, country), &told)
}

#[test]
fn the_country_reports_in_the_third_person() {
    let text = "Our customs service has bought 12 scanners. We will train its officers in 2023.";
    let found = ruled(text, Some("BGR"));
    let one = "Bulgaria reported that its customs service had bought 12 scanners.";
    let two = "Bulgaria reported that its customs service had bought 12 scanners and that it would train its officers in 2023.";
    assert_eq!([&found[0].en, &found[1].en], [two, one]);
    assert!(found[0].score > found[1].score);
    assert!(found.iter().all(|d| d.score < 50.0 && d.fr.is_none()));
    assert!(
        ruled("We are ready to act at once.", Some("NLD"))[0]
            .en
            .starts_with("The Netherlands reported that they were")
    );
}

#[test]
fn an_unknown_country_is_marked() {
    let found = ruled("We have changed the law.", None);
    assert_eq!(found[0].en, "It was reported that it had changed the law.");
    assert_eq!(found[0].marks.len(), 1);
}

#[test]
fn a_bare_answer_makes_no_sentence() {
    for text in ["YES", "No.", "", "N/A", "--", "Yes, we did"] {
        let found = drafted(&[], &Resources::default(), &request(text, None))
            .unwrap()
            .drafts;
        assert!(found.is_empty(), "{text}");
    }
}

#[test]
fn other_languages_wait_for_the_memory() {
    let mut wanted = request(
        "Une nouvelle unité a été créée au Ministère des finances.",
        None,
    );
    wanted.lang = None;
    assert!(
        drafted(&[], &Resources::default(), &wanted)
            .unwrap()
            .drafts
            .is_empty()
    );
}

/// Negations of a text; contractions count as what they stand for.
fn negations(text: &str) -> usize {
    text.to_lowercase()
        .replace(['’', '\''], "'")
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .filter(|w| w.ends_with("n't") || *w == "cannot" || TABLES.lists.negation.contains(*w))
        .count()
}

proptest::proptest! {
    #[test]
    fn nothing_is_added(words in proptest::collection::vec(
        proptest::sample::select(vec![
            "we", "our", "officers", "have", "has", "trained", "40", "Interpol", "not", "in", "2019",
            "May", "will", "the", "unit", "was", "created", "can't", "OLAF", "1,500", "twelve", "on",
            "3 May 2019", "and", "is", "by", "law", "never", "program", "15%", ".", ",", "took", "part",
        ]), 3..24)) {
        let text = words.join(" ").replace(" .", ".").replace(" ,", ",");
        let known = facts(&text, &Lang::en());
        for draft in ruled(&text, Some("BGR")) {
            for fact in facts(&draft.en, &Lang::en()).into_iter().filter(|f| f.kind != FactKind::MayBeNumber) {
                proptest::prop_assert!(known.iter().any(|k| k.value == fact.value), "{:?} in {}", fact, draft.en);
            }
            proptest::prop_assert!(negations(&draft.en) <= negations(&text), "{}", draft.en);
            for word in draft.en.split(|c: char| !c.is_alphanumeric()).filter(|w| w.starts_with(char::is_uppercase)) {
                proptest::prop_assert!(text.contains(word) || ["Bulgaria", "It"].contains(&word), "{word} in {}", draft.en);
            }
        }
    }
}

#[test]
fn a_common_word_loses_its_capital_and_a_name_keeps_it() {
    let text = "Eleven detector dogs are deployed. Data are shared and data are kept. Europol supports the work.";
    let told = sentences(text, &Lang::en(), "");
    let mut wanted = request(text, Some("DNK"));
    wanted.recommendation_text =
        Some("Governments are encouraged to report suspicious items.".into());
    let one = |text: &str| {
        let told = sentences(text, &Lang::en(), "");
        by_rule(&Fake, &wanted, &told)[0].en.clone()
    };
    assert_eq!(told.len(), 3);
    assert!(one("Eleven detector dogs are deployed.").contains("that eleven detector dogs were"));
    assert!(one("Suspicious items are reported.").contains("that suspicious items were"));
    assert!(one("Europol supports the work.").contains("that Europol "));
}

#[test]
fn a_reference_to_another_answer_is_no_draft() {
    for text in [
        "See our answer to recommendation (b).",
        "Please see our reply under theme 2.",
    ] {
        let found = drafted(&[], &Resources::default(), &request(text, Some("DNK")))
            .unwrap()
            .drafts;
        assert!(found.is_empty(), "{text}");
    }
}

#[test]
fn a_paragraph_that_says_more_than_the_reply_is_no_draft() {
    use crate::model::unit::{Role, Unit, Variant};
    let variant = |lang: Lang, text: &str| Variant {
        lang,
        role: Role::Paragraph,
        text: text.into(),
    };
    let unit = |en: &str, fr: &str| Unit {
        variants: vec![variant(Lang::en(), en), variant(Lang::fr(), fr)],
        ..Unit::default()
    };
    let resources = std::sync::Arc::new(Resources::embedded().unwrap());
    let mut memory = crate::memory::Memory::in_memory(resources.clone()).unwrap();
    memory
        .add(&[
            unit(
                "Albania reported that two scanners had been installed at the Tirana mail sorting centre.",
                "L’Albanie a indiqué que deux scanners avaient été installés au centre de tri du courrier de Tirana.",
            ),
            unit("Screening of letters and parcels at sorting centres", "Contrôle des lettres et des colis dans les centres de tri"),
            unit(
                "Austria reported that two scanners had been installed at the mail sorting centre.",
                "L’Autriche a indiqué que deux scanners avaient été installés au centre de tri du courrier.",
            ),
        ])
        .unwrap();
    let mut wanted = request(
        "Deux scanners ont été installés au centre de tri du courrier pour le contrôle des lettres et des colis.",
        Some("FRA"),
    );
    wanted.lang = Some(Lang::fr());
    let found = drafted(&[&memory], &resources, &wanted).unwrap().drafts;
    let texts: Vec<&str> = found.iter().map(|d| d.en.as_str()).collect();
    assert_eq!(
        texts,
        ["France reported that two scanners had been installed at the mail sorting centre."]
    );
}
