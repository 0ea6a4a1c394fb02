use super::*;

fn told(sentence: &str) -> String {
    let names = ["Bulgaria".to_owned(), "Republic of Bulgaria".to_owned()];
    clause(
        sentence,
        &Speaker {
            names: &names,
            plural: false,
            known: "",
            year: Some(2022),
            ..Speaker::default()
        },
        Cut::Padding,
    )
    .text
}

#[test]
fn first_person_and_tense() {
    let cases = [
        (
            "Our customs service has bought two scanners.",
            "its customs service had bought two scanners",
        ),
        (
            "We are drafting a new law on precursors.",
            "it was drafting a new law on precursors",
        ),
        (
            "We will open a second laboratory.",
            "it would open a second laboratory",
        ),
        ("We've trained 40 officers.", "it had trained 40 officers"),
        (
            "We cannot share these data.",
            "it could not share these data",
        ),
        (
            "The unit can request bank data.",
            "the unit could request bank data",
        ),
        (
            "The seminar was organized by the ministry.",
            "the seminar had been organized by the ministry",
        ),
        (
            "The Ministry of Finance participates in the working group.",
            "the Ministry of Finance participated in the working group",
        ),
        (
            "Customs officers took part in two courses.",
            "customs officers had taken part in two courses",
        ),
        ("We also train prosecutors.", "it also trained prosecutors"),
        (
            "Participated in three joint operations.",
            "it had participated in three joint operations",
        ),
        (
            "Members of the group have met.",
            "members of the group had met",
        ),
        (
            "Governments of the region have met.",
            "Governments of the region had met",
        ),
        (
            "Bulgaria has ratified the treaty.",
            "it had ratified the treaty",
        ),
        (
            "The Republic of Bulgaria is a party to the treaty.",
            "it was a party to the treaty",
        ),
    ];
    for (reply, wanted) in cases {
        assert_eq!(told(reply), wanted);
    }
}

#[test]
fn what_is_not_safe_stays() {
    let cases = [
        (
            "The officers need to have access and to do more.",
            "the officers need to have access and to do more",
        ),
        (
            "In May 2021 the political will was strong.",
            "in May 2021 the political will was strong",
        ),
        (
            "The group established in 2019 has met twice.",
            "the group established in 2019 had met twice",
        ),
        (
            "Europol supports the network.",
            "Europol supported the network",
        ),
        ("The US agency trains staff.", "the US agency trained staff"),
    ];
    for (reply, wanted) in cases {
        assert_eq!(told(reply), wanted);
    }
}

#[test]
fn plural_countries_speak_as_they() {
    let speaker = Speaker {
        plural: true,
        ..Speaker::default()
    };
    assert_eq!(
        clause("We have changed our law.", &speaker, Cut::Padding).text,
        "they had changed their law"
    );
}

#[test]
fn relative_years_need_a_date() {
    let found = clause(
        "Last year, 15% of cases were solved.",
        &Speaker {
            known: "",
            year: Some(2022),
            ..Speaker::default()
        },
        Cut::Padding,
    );
    assert_eq!(found.text, "in 2021, 15 per cent of cases had been solved");
    assert_eq!(found.years, ["2021"]);
    assert!(
        clause("Last year it rained.", &Speaker::default(), Cut::Padding)
            .years
            .is_empty()
    );
}

#[test]
fn spelling_is_that_of_the_united_nations() {
    assert_eq!(
        told("The program is organised by a specialised center."),
        "the programme was organized by a specialized centre"
    );
}

#[test]
fn a_sentence_without_a_verb_is_known_as_such() {
    assert!(
        !clause(
            "Joint training courses with partners",
            &Speaker::default(),
            Cut::Padding
        )
        .verb
    );
    assert!(clause("Training is given", &Speaker::default(), Cut::Padding).verb);
}
