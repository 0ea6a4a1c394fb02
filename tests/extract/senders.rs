//! Who answered, when, and in which language.

use super::*;

fn cover(country: &str, more: &str, file_name: &str) -> Extraction {
    let source = format!("{more}\n| Name of country: | {country} |\n");
    let res = Resources::embedded().unwrap();
    extract(&document(&source), &forms(), file_name, &res)
}
fn country(found: &Extraction) -> String {
    found.country.map_or("-".into(), |c| c.to_string())
}

#[test]
fn names_in_their_own_languages() {
    for (text, wanted) in [
        ("Deutschland", "DEU"),
        ("Österreich (Bundesministerium für Inneres)", "AUT"),
        ("Magyarország", "HUN"),
        ("Ελλάδα", "GRC"),
        ("日本国警察庁", "JPN"),
        ("جمهورية مصر العربية", "EGY"),
        ("Україна", "UKR"),
        ("საქართველო", "GEO"),
        ("Hrvatska – Ministarstvo unutarnjih poslova", "HRV"),
        ("DRC / RDC", "COD"),
        ("Korea (South)", "KOR"),
    ] {
        assert_eq!(country(&cover(text, "", "reply.docx")), wanted, "{text}");
    }
}

#[test]
fn an_office_abroad_is_its_own_states() {
    for (text, wanted) in [
        ("Embassy of Peru in Vienna, Austria", "PER"),
        ("Peruvian Embassy in Vienna, Austria", "PER"),
        ("Permanent Mission of Kenya, Geneva, Switzerland", "KEN"),
        ("Ambassade de Belgique en Autriche", "BEL"),
        (
            "Посольство Республики Молдова в Австрийской Республике",
            "MDA",
        ),
        (
            "Forwarded by the secretariat in Georgetown, Guyana, on behalf of Saint Lucia",
            "LCA",
        ),
        ("Embassy in Vienna", "-"),
    ] {
        assert_eq!(country(&cover(text, "", "reply.docx")), wanted, "{text}");
    }
    let head = "head: EMBASSY OF THE REPUBLIC OF MOLDOVA IN THE REPUBLIC OF AUSTRIA";
    assert_eq!(country(&cover("", head, "reply.docx")), "MDA");
}

#[test]
fn slips_never_choose_between_names_that_resemble_each_other() {
    for (text, wanted) in [
        ("Bulgraia", "BGR"),
        ("Phillipines", "PHL"),
        ("Marocco", "MAR"),
        ("Kyrgystan", "KGZ"),
        ("Nigera", "-"),
        ("Nigerr", "-"),
        ("Korea", "-"),
        ("Norway and Sweden", "-"),
        ("Guinea Ecuatorial", "GNQ"),
        ("República Dominicana", "DOM"),
        ("Congo-Brazzaville", "COG"),
    ] {
        assert_eq!(country(&cover(text, "", "reply.docx")), wanted, "{text}");
    }
}

#[test]
fn a_capital_is_weak_evidence() {
    let found = cover("Ministry of Interior, Bratislava", "", "reply.docx");
    assert_eq!(country(&found), "SVK");
    assert!(found.findings.iter().any(|f| f.code == "country-doubtful"));
    let found = cover(
        "Norway",
        "| Address: | Kärntner Ring 1, Wien |",
        "reply.docx",
    );
    assert_eq!(country(&found), "NOR");
}

#[test]
fn the_order_of_day_and_month() {
    let date = |country: &str, text: &str| {
        let found = cover(
            country,
            &format!("| Date of submission: | {text} |"),
            "a.docx",
        );
        let code = found.findings.iter().find(|f| f.code.starts_with("date-"));
        let code = code.map_or("", |f| f.code.as_str()).to_owned();
        (found.submitted.map_or("-".into(), |d| d.to_string()), code)
    };
    let is = |date: &str, code: &str| (date.to_owned(), code.to_owned());
    assert_eq!(date("Norway", "05/06/2022"), is("2022-06-05", ""));
    assert_eq!(
        date("United States of America", "05/06/2022"),
        is("2022-05-06", "")
    );
    assert_eq!(date("", "05/06/2022"), is("2022-06-05", "date-ambiguous"));
    assert_eq!(date("", "06/14/22"), is("2022-06-14", ""));
    assert_eq!(date("", "le 1er juin 2022"), is("2022-06-01", ""));
    assert_eq!(
        date("Thailand", "14 มิถุนายน 2565"),
        is("-", "date-other-calendar")
    );
    assert_eq!(
        date("Norway", "3 May 2012"),
        is("2012-05-03", "date-doubtful")
    );
}

#[test]
fn short_answers_have_a_language_too() {
    let source = format!(
        "Theme 2\nRecommendation (a)\n{REC_2A}\nAny action taken: ☒ YES ☐ NO\nComments:\n| Да, меры приняты. |\nRecommendation (b)\n{REC_2B}\nAny action taken: ☒ YES ☐ NO\nComments:\n| Les spectres sont partagés avec nos voisins. |"
    );
    let langs: Vec<String> = read(&source)
        .statements
        .iter()
        .map(|s| s.lang.as_ref().unwrap().to_string())
        .collect();
    assert_eq!(langs, ["ru", "fr"]);
}
