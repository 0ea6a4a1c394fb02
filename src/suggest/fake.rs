//! A small country table for the tests of this room.

use super::names::{Named, Names, Said};
use crate::language::{Forms, Resources};
use crate::model::ids::{CountryCode, Lang};

pub(crate) struct Fake;

/// Code, English name, English subject, French name, French subject, plural, feminine.
const TABLE: [(&str, &str, &str, &str, &str, bool, bool); 8] = [
    (
        "BGR",
        "Bulgaria",
        "Bulgaria",
        "Bulgarie",
        "La Bulgarie",
        false,
        true,
    ),
    ("HTI", "Haiti", "Haiti", "Haïti", "Haïti", false, false),
    (
        "NLD",
        "Netherlands",
        "The Netherlands",
        "Pays-Bas",
        "Les Pays-Bas",
        true,
        false,
    ),
    (
        "DNK",
        "Denmark",
        "Denmark",
        "Danemark",
        "Le Danemark",
        false,
        false,
    ),
    (
        "PHL",
        "Philippines",
        "The Philippines",
        "Philippines",
        "Les Philippines",
        true,
        true,
    ),
    (
        "AZE",
        "Azerbaijan",
        "Azerbaijan",
        "Azerbaïdjan",
        "L'Azerbaïdjan",
        false,
        false,
    ),
    ("ESP", "Spain", "Spain", "Espagne", "L'Espagne", false, true),
    ("ISR", "Israel", "Israel", "Israël", "Israël", false, false),
];

impl Names for Fake {
    fn find(&self, text: &str, lang: &Lang) -> Vec<Named> {
        let mut out = Vec::new();
        for (code, en, _, fr, _, _, _) in TABLE {
            let name = if lang.primary() == "fr" { fr } else { en };
            out.extend(text.match_indices(name).map(|(start, n)| Named {
                start,
                end: start + n.len(),
                code: code.parse().unwrap(),
                current_name: true,
            }));
        }
        out.sort_by_key(|n| n.start);
        out
    }
    fn said(&self, codes: &[CountryCode], lang: &Lang) -> Option<Said> {
        let rows: Vec<_> = TABLE
            .iter()
            .filter(|r| codes.iter().any(|c| c.as_str() == r.0))
            .collect();
        let french = lang.primary() == "fr";
        let mut text = String::new();
        for (i, row) in rows.iter().enumerate() {
            let said = if french { row.4 } else { row.2 };
            if i > 0 {
                text.push_str(if french { " et " } else { " and " });
                let mut chars = said.chars();
                let first: String = chars
                    .next()
                    .into_iter()
                    .flat_map(char::to_lowercase)
                    .collect();
                let article = said.contains(' ') || said.starts_with("L'");
                text.push_str(&if article {
                    format!("{first}{}", chars.as_str())
                } else {
                    said.to_owned()
                });
            } else {
                text.push_str(said);
            }
        }
        (rows.len() == codes.len()).then(|| Said {
            text,
            plural: rows.len() > 1 || rows.iter().any(|r| r.5),
            feminine: rows.iter().all(|r| r.6),
        })
    }
    fn forms(&self, code: CountryCode, lang: &Lang) -> Option<Forms> {
        let table = Resources::embedded().ok()?;
        table
            .countries
            .has(code, lang)
            .then(|| table.countries.forms(code, lang))
    }
    fn own(&self, code: CountryCode, _: &Lang) -> Vec<String> {
        TABLE
            .iter()
            .filter(|r| r.0 == code.as_str())
            .map(|r| r.1.to_owned())
            .collect()
    }
    fn demonyms(&self, code: CountryCode, _: &Lang) -> Vec<String> {
        let known = [("BGR", "Bulgarian"), ("DNK", "Danish")];
        let own = known.iter().filter(|k| k.0 == code.as_str());
        own.map(|k| k.1.to_owned()).collect()
    }
}
