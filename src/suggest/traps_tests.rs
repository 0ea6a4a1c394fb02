//! Every State put into every frame by repair, read through by eye; the traps one by one.

use std::fmt::Write;

use super::names::Names;
use super::repair::{Wanted, asked, repair};
use crate::language::Resources;
use crate::model::ids::{CountryCode, Lang};

/// English and French of Denmark or Belgium; `{}` stands for who is to speak or to be spoken of.
const FRAMES: [(&str, &str, &str); 4] = [
    (
        "Denmark reported that it had been invited to act and that it cooperated with Spain.",
        "Le Danemark a indiqué qu’il avait été invité à agir et qu’il coopérait avec l’Espagne.",
        "{} reported that it had been invited to act and that it cooperated with Spain.",
    ),
    (
        "Denmark reported on its laws.",
        "Le Danemark a rendu compte de ses lois.",
        "{} reported on its laws.",
    ),
    (
        "Denmark described its plan.",
        "Le Danemark a décrit son plan.",
        "{} described its plan.",
    ),
    (
        "Sweden reported that it had met with Denmark, in Denmark, under the laws of Denmark.",
        "La Suède a indiqué qu’elle avait rencontré le Danemark, au Danemark, en vertu des lois du Danemark.",
        "Sweden reported that it had met with {}, in {}, under the laws of {}.",
    ),
];

fn sentence(res: &Resources, code: CountryCode, frame: usize) -> String {
    let (source, target, text) = FRAMES[frame];
    let said = res.said(&[code], &Lang::en()).unwrap().text;
    let inner = res.countries.forms(code, &Lang::en()).running;
    let text = text.replace("{}", if frame < 3 { &said } else { &inner });
    let speaker = if frame < 3 {
        code
    } else {
        "SWE".parse().unwrap()
    };
    let (from, to) = (Lang::en(), Lang::fr());
    let wanted = Wanted {
        text: &text,
        from: &from,
        to: &to,
        countries: &[speaker],
    };
    let found = repair(res, source, target, wanted, &asked(res, wanted)).unwrap();
    let marks = if found.marks.is_empty() {
        ""
    } else {
        " [marked]"
    };
    format!("{}{marks}", found.target)
}

#[test]
fn every_state_in_every_frame() {
    let res = Resources::embedded().unwrap();
    let mut out = String::new();
    for country in res.countries.all() {
        for frame in 0..FRAMES.len() {
            let said = sentence(&res, country.code(), frame);
            writeln!(out, "{} {said}", country.code()).unwrap();
        }
    }
    insta::assert_snapshot!("frames", out);
}

#[test]
fn the_traps() {
    let res = Resources::embedded().unwrap();
    let cases = [
        (
            "HTI",
            "Haïti a indiqué qu’il avait été invité",
            "rencontré Haïti, en Haïti, en vertu des lois d’Haïti.",
        ),
        (
            "HND",
            "Le Honduras a indiqué qu’il avait été invité",
            "rencontré le Honduras, au Honduras, en vertu des lois du Honduras.",
        ),
        (
            "HUN",
            "La Hongrie a indiqué qu’elle avait été invitée",
            "rencontré la Hongrie, en Hongrie, en vertu des lois de la Hongrie.",
        ),
        (
            "YEM",
            "Le Yémen a indiqué qu’il avait été invité",
            "rencontré le Yémen, au Yémen, en vertu des lois du Yémen.",
        ),
        (
            "ISR",
            "Israël a indiqué qu’il avait été invité",
            "rencontré Israël, en Israël, en vertu des lois d’Israël.",
        ),
        (
            "OMN",
            "L’Oman a indiqué qu’il avait été invité",
            "rencontré l’Oman, en Oman, en vertu des lois de l’Oman.",
        ),
        (
            "CUB",
            "Cuba a indiqué qu’elle avait été invitée",
            "rencontré Cuba, à Cuba, en vertu des lois de Cuba.",
        ),
        (
            "CYP",
            "Chypre a indiqué qu’elle avait été invitée",
            "rencontré Chypre, à Chypre, en vertu des lois de Chypre.",
        ),
        (
            "MLT",
            "Malte a indiqué qu’elle avait été invitée",
            "rencontré Malte, à Malte, en vertu des lois de Malte.",
        ),
        (
            "MCO",
            "Monaco a indiqué qu’il avait été invité",
            "rencontré Monaco, à Monaco, en vertu des lois de Monaco.",
        ),
        (
            "SMR",
            "Saint-Marin a indiqué qu’il avait été invité",
            "rencontré Saint-Marin, à Saint-Marin, en vertu des lois de Saint-Marin.",
        ),
        (
            "SLV",
            "El Salvador a indiqué qu’il avait été invité",
            "en vertu des lois d’El Salvador.",
        ),
        (
            "BRB",
            "La Barbade a indiqué qu’elle avait été invitée",
            "rencontré la Barbade, à la Barbade, en vertu des lois de la Barbade.",
        ),
        (
            "BHS",
            "Les Bahamas ont indiqué qu’elles avaient été invitées",
            "rencontré les Bahamas, aux Bahamas, en vertu des lois des Bahamas.",
        ),
        (
            "PHL",
            "Les Philippines ont indiqué qu’elles avaient été invitées",
            "rencontré les Philippines, aux Philippines, en vertu des lois des Philippines.",
        ),
        (
            "NLD",
            "Le Royaume des Pays-Bas a indiqué qu’il avait été invité",
            "au Royaume des Pays-Bas, en vertu des lois du Royaume des Pays-Bas.",
        ),
        (
            "USA",
            "Les États-Unis d’Amérique ont indiqué qu’ils avaient été invités",
            "aux États-Unis d’Amérique, en vertu des lois des États-Unis d’Amérique.",
        ),
        (
            "ARE",
            "Les Émirats arabes unis ont indiqué qu’ils avaient été invités",
            "aux Émirats arabes unis, en vertu des lois des Émirats arabes unis.",
        ),
        (
            "COD",
            "La République démocratique du Congo a indiqué qu’elle avait été invitée",
            "en République démocratique du Congo, en vertu des lois de la République démocratique du Congo.",
        ),
        (
            "GBR",
            "Le Royaume-Uni de Grande-Bretagne et d’Irlande du Nord a indiqué qu’il avait été invité",
            "en vertu des lois du Royaume-Uni de Grande-Bretagne et d’Irlande du Nord.",
        ),
        (
            "TTO",
            "La Trinité-et-Tobago a indiqué qu’elle avait été invitée",
            "en vertu des lois de la Trinité-et-Tobago.",
        ),
        (
            "STP",
            "Sao Tomé-et-Principe a indiqué qu’il avait été invité",
            "à Sao Tomé-et-Principe, en vertu des lois de Sao Tomé-et-Principe.",
        ),
        (
            "CIV",
            "La Côte d’Ivoire a indiqué qu’elle avait été invitée",
            "en Côte d’Ivoire, en vertu des lois de la Côte d’Ivoire.",
        ),
        (
            "VNM",
            "Le Viet Nam a indiqué qu’il avait été invité",
            "au Viet Nam, en vertu des lois du Viet Nam.",
        ),
        (
            "TUR",
            "La Türkiye a indiqué qu’elle avait été invitée",
            "en Türkiye, en vertu des lois de la Türkiye.",
        ),
        (
            "CZE",
            "La Tchéquie a indiqué qu’elle avait été invitée",
            "en Tchéquie, en vertu des lois de la Tchéquie.",
        ),
    ];
    for (code, head, tail) in cases {
        let code: CountryCode = code.parse().unwrap();
        let said = sentence(&res, code, 0);
        assert!(said.starts_with(head), "{said}");
        let spoken_of = sentence(&res, code, 3);
        assert!(spoken_of.ends_with(tail), "{spoken_of}");
    }
    let plural = sentence(&res, "ARE".parse().unwrap(), 1);
    assert_eq!(
        plural,
        "Les Émirats arabes unis ont rendu compte de leurs lois."
    );
}
