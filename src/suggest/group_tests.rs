use super::*;

fn res() -> Resources {
    Resources::embedded().unwrap()
}

fn codes(list: &str) -> Vec<CountryCode> {
    list.split(' ').map(|c| c.parse().unwrap()).collect()
}

fn said(list: &str, text: &str, lang: &str, english: Option<&str>) -> (String, Vec<String>) {
    let lang: Lang = lang.parse().unwrap();
    let spoken = spoken_by(&res(), text, &lang, &codes(list), english).unwrap();
    let marked = |m: &Mark| -> String {
        let chars: Vec<char> = spoken.text.chars().collect();
        chars[m.start..m.end].iter().collect()
    };
    let marks = spoken.marks.iter().map(marked).collect();
    (spoken.text, marks)
}

#[test]
fn the_shipped_words_are_read() {
    let words: BTreeMap<String, Words> = toml::from_str(SHIPPED).unwrap();
    assert_eq!(words["en"].subject, ["it", "they"]);
}

#[test]
fn equal_contents_have_equal_keys_whoever_speaks() {
    let res = res();
    let en = Lang::en();
    let key = |text: &str| paragraph_key(&res, text, &en).unwrap();
    let one = key("Bulgaria reported that it had bought scanners and trained its staff.");
    for same in [
        "The Republic of Moldova indicated that it had bought scanners and trained its staff.",
        "Austria and Spain reported that they had bought scanners and trained their staff.",
        "In its reply of 12 May 2026, Latvia reported that it had bought scanners, and trained its staff.",
    ] {
        assert_eq!(key(same), one, "{same}");
    }
    for other in [
        "Bulgaria reported that it had bought 4 scanners and trained its staff.",
        "Bulgaria reported that it had not bought scanners and trained its staff.",
        "Bulgaria reported that it had bought scanners for Latvia and trained its staff.",
    ] {
        assert_ne!(key(other), one, "{other}");
    }
    // Its own country is whoever speaks; another country is part of what is said.
    assert_eq!(
        key("Bulgaria reported that drugs were sent to Bulgaria."),
        key("Latvia reported that drugs were sent to Latvia.")
    );
    assert_ne!(
        key("Bulgaria reported that drugs were sent to Latvia."),
        key("Latvia reported that drugs were sent to Bulgaria and Latvia.")
    );
    assert_eq!(
        paragraph_key(&res, "Governments were encouraged to act.", &en),
        None
    );
}

#[test]
fn replies_are_compared_by_what_they_say() {
    let res = res();
    let key =
        |text: &str, code: &str| reply_key(&res, text, Some(&Lang::en()), code.parse().unwrap());
    assert_eq!(
        key("In Bulgaria, all parcels are X-rayed.", "BGR"),
        key("In Latvia all parcels are  X-rayed", "LVA")
    );
    assert_eq!(key("YES", "BGR"), None);
    assert_eq!(key("See our answer to (a).", "BGR"), None);
}

#[test]
fn a_sentence_is_built_for_several_countries_in_english() {
    let (text, marks) = said(
        "BGR NLD",
        "Bulgaria reported that it was training its officers and that it had bought scanners. It added that it was ready.",
        "en",
        None,
    );
    assert_eq!(
        text,
        "Bulgaria and the Kingdom of the Netherlands reported that they were training their officers and that they had bought scanners. They added that they were ready."
    );
    assert_eq!(marks, Vec::<String>::new());
    let (text, marks) = said(
        "BGR LVA AUT",
        "Bulgaria reported that a unit had been set up and that the unit had its own dogs, which it had trained in Bulgaria.",
        "en",
        None,
    );
    assert!(
        text.starts_with("Austria, Bulgaria and Latvia reported that a unit"),
        "{text}"
    );
    // What may be the unit's is left as it stands and shown.
    assert_eq!(marks, ["its", "it", "Bulgaria"]);
}

#[test]
fn a_sentence_is_built_for_several_countries_in_french() {
    let english = "Bulgaria reported that it had trained its officers.";
    let (text, marks) = said(
        "BGR NLD CZE",
        "La Bulgarie a indiqué qu’elle avait formé ses agents.",
        "fr",
        Some(english),
    );
    assert_eq!(
        text,
        "La Bulgarie, le Royaume des Pays-Bas et la Tchéquie ont indiqué qu’ils avaient formé leurs agents."
    );
    assert_eq!(marks, Vec::<String>::new());
    // Two feminine countries; each language in its own order.
    let (text, _) = said(
        "ESP DEU",
        "L’Espagne a fait savoir qu’elle avait formé ses agents.",
        "fr",
        Some("Spain reported that it had trained its officers."),
    );
    assert_eq!(
        text,
        "L'Allemagne et l'Espagne ont fait savoir qu’elles avaient formé leurs agents."
    );
    let (text, _) = said(
        "ESP DEU",
        "Spain reported that it had trained its officers.",
        "en",
        None,
    );
    assert_eq!(
        text,
        "Germany and Spain reported that they had trained their officers."
    );
}

#[test]
fn what_a_reply_does_not_say_is_found() {
    let res = res();
    let paragraph = "Bulgaria and Latvia reported that they had bought 40 scanners.";
    assert_eq!(
        not_in_reply(&res, paragraph, "We bought 40 scanners.", Some(&Lang::en())),
        []
    );
    let lacking = not_in_reply(&res, paragraph, "We bought scanners.", Some(&Lang::en()));
    assert_eq!(lacking[0].0, "40");
}
