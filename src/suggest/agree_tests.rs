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
const ILS: Said = Said {
    text: String::new(),
    plural: true,
    feminine: false,
};

fn changed(text: &str, old: &Said, new: &Said, english: &str) -> (String, usize) {
    let (edits, doubts) = agree(text, 0, old, new, english);
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
fn a_later_pronoun_is_changed_and_marked() {
    let text = "des mesures qu'elle avait prises pour lui.";
    let (changed_text, marks) =
        changed(text, &ELLE, &ILS, "measures they had taken for themselves");
    assert_eq!(changed_text, "des mesures qu'ils avaient prises pour lui.");
    assert_eq!(marks, 2);
}
