use super::*;
use crate::suggest::edit::apply;

const IL: Said = Said {
    text: String::new(),
    plural: false,
    feminine: false,
};
const ELLE: Said = Said {
    text: String::new(),
    plural: false,
    feminine: true,
};
const ELLES: Said = Said {
    text: String::new(),
    plural: true,
    feminine: true,
};
const ILS: Said = Said {
    text: String::new(),
    plural: true,
    feminine: false,
};

fn changed(text: &str, old: &Said, new: &Said, english: &str) -> (String, usize) {
    let (edits, doubts) = agree(text, 0, old, new, english, true);
    let (text, _, marks) = apply(text, edits, doubts);
    (text, marks.len())
}

#[test]
fn sure_cases_are_changed() {
    let cases = [
        (
            "qu'elle avait adopté une loi.",
            &ELLE,
            &IL,
            "it had adopted a law",
            "qu'il avait adopté une loi.",
        ),
        (
            "qu'il était parti à la convention.",
            &IL,
            &IL,
            "it was",
            "qu'il était parti à la convention.",
        ),
        (
            "qu'elle avait créé ses services.",
            &ELLE,
            &ILS,
            "they had created their services",
            "qu'ils avaient créé leurs services.",
        ),
        (
            "qu'ils coopéraient avec leurs voisins.",
            &ILS,
            &ELLE,
            "it cooperated with its neighbours",
            "qu'elle coopérait avec ses voisins.",
        ),
        (
            "qu'il avait été invité à agir.",
            &IL,
            &ELLE,
            "it had been invited to act",
            "qu'elle avait été invitée à agir.",
        ),
        (
            "être dotée d'une unité.",
            &ELLE,
            &IL,
            "had a unit",
            "être doté d'une unité.",
        ),
    ];
    for (text, old, new, english, wanted) in cases {
        assert_eq!(changed(text, old, new, english), (wanted.to_owned(), 0));
    }
}

#[test]
fn impersonal_il_stays() {
    for text in [
        "qu'il existait deux unités.",
        "qu'il était prévu de créer une unité.",
        "qu'il y avait une unité.",
        "qu'il n'y avait pas d'unité.",
    ] {
        assert_eq!(
            changed(text, &IL, &ELLE, "there were two units"),
            (text.to_owned(), 0)
        );
    }
}

#[test]
fn what_is_not_sure_is_marked() {
    let (text, marks) = changed(
        "que le bureau savait ce qu'elle faisait.",
        &ELLE,
        &IL,
        "the office knew the work",
    );
    assert_eq!(
        (text.as_str(), marks),
        ("que le bureau savait ce qu'elle faisait.", 1)
    );
    assert_eq!(
        changed(
            "qu'elle s'était donné pour but",
            &ELLE,
            &IL,
            "it had set as its aim"
        )
        .1,
        1
    );
    assert_eq!(
        changed(
            "que leur loi avait changé",
            &ILS,
            &IL,
            "its law had changed"
        )
        .1,
        1
    );
}

#[test]
fn a_later_pronoun_is_changed_until_another_subject_comes() {
    let text = "des mesures qu'elle avait prises pour lui.";
    let (changed_text, marks) =
        changed(text, &ELLE, &ILS, "measures they had taken for themselves");
    assert_eq!(changed_text, "des mesures qu'ils avaient prises pour lui.");
    assert_eq!(marks, 1);
    let text = "qu'une unité travaillait et qu'elle avait pris des mesures.";
    let (changed_text, marks) =
        changed(text, &ELLE, &IL, "a unit worked and it had taken measures");
    assert_eq!(
        (changed_text.as_str(), marks),
        (
            "qu'une unité travaillait et qu'il avait pris des mesures.",
            1
        )
    );
}

#[test]
fn verbs_that_go_on_with_the_subject_follow() {
    let text = "qu'elles échangeaient des données et tenaient des réunions.";
    assert_eq!(
        changed(text, &ELLES, &IL, "it exchanged data and held meetings"),
        (
            "qu'il échangeait des données et tenait des réunions.".into(),
            0
        )
    );
    let text = "qu'à chaque saisie, il informait le pays et leur communiquait ses résultats.";
    assert_eq!(
        changed(
            text,
            &IL,
            &ILS,
            "they informed the country and sent them their results"
        ),
        (
            "qu'à chaque saisie, ils informaient le pays et leur communiquaient leurs résultats."
                .into(),
            0
        )
    );
}

#[test]
fn the_english_tells_whose_pronoun_it_is() {
    let text = "qu'une unité travaillait et que ses agents étaient formés.";
    let english = "a unit worked and its officers were trained";
    assert_eq!(changed(text, &IL, &ILS, english), (text.to_owned(), 0));
    let english = "a unit worked and their officers were trained";
    assert_eq!(
        changed(text, &IL, &ILS, english).0,
        "qu'une unité travaillait et que leurs agents étaient formés."
    );
}
