//! What this room asks of the country table, and nothing more.

pub(super) use crate::language::Named;
use crate::language::{Forms, Resources};
use crate::model::ids::{CountryCode, Lang};

/// One or more countries as the subject of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    /// With article, the first letter a capital.
    pub text: String,
    pub plural: bool,
    pub feminine: bool,
}

/// The country table.
pub(super) trait Names {
    /// Countries named in a text, in order, none overlapping.
    fn find(&self, text: &str, lang: &Lang) -> Vec<Named>;
    /// The countries as subject; `None` when one is unknown in the language.
    fn said(&self, codes: &[CountryCode], lang: &Lang) -> Option<Said>;
    /// The forms of a name; `None` when the language has none for it.
    fn forms(&self, code: CountryCode, lang: &Lang) -> Option<Forms>;
    /// How the country calls itself in its own reply.
    fn own(&self, code: CountryCode, lang: &Lang) -> Vec<String>;
    /// Words that say "of this country" and of no other.
    fn demonyms(&self, code: CountryCode, lang: &Lang) -> Vec<String>;
}

impl Names for Resources {
    fn find(&self, text: &str, lang: &Lang) -> Vec<Named> {
        self.countries.find(text, Some(lang))
    }
    fn said(&self, codes: &[CountryCode], lang: &Lang) -> Option<Said> {
        let agreement = self.countries.agreement(codes, lang)?;
        Some(Said {
            text: self.countries.subject(codes, lang),
            plural: agreement.plural,
            feminine: agreement.feminine,
        })
    }
    fn forms(&self, code: CountryCode, lang: &Lang) -> Option<Forms> {
        let known = self.countries.has(code, lang);
        known.then(|| self.countries.forms(code, lang))
    }
    fn own(&self, code: CountryCode, lang: &Lang) -> Vec<String> {
        self.countries.own_names(code, lang)
    }
    fn demonyms(&self, code: CountryCode, lang: &Lang) -> Vec<String> {
        self.countries.own_adjectives(code, lang)
    }
}

/// The language of a reply that does not say it.
pub(super) fn detect(text: &str) -> Lang {
    use whichlang::Lang as Found;
    match whichlang::detect_language(text) {
        Found::Fra => Lang::fr(),
        Found::Spa => "es".parse().unwrap_or_else(|_| Lang::en()),
        Found::Rus => "ru".parse().unwrap_or_else(|_| Lang::en()),
        _ => Lang::en(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_table_answers() {
        let res = Resources::embedded().unwrap();
        let codes: Vec<CountryCode> = ["CZE", "ROU"].iter().map(|c| c.parse().unwrap()).collect();
        assert_eq!(
            res.said(&codes, &Lang::fr()).unwrap(),
            Said {
                text: "La Roumanie et la Tchéquie".into(),
                plural: true,
                feminine: true
            }
        );
        let unknown = ["CZE".parse().unwrap(), "QQQ".parse().unwrap()];
        assert_eq!(res.said(&unknown, &Lang::fr()), None);
        let own = res.own("BGR".parse().unwrap(), &Lang::en());
        assert_eq!(own, ["Bulgaria", "Republic of Bulgaria"]);
        let own = res.own("NLD".parse().unwrap(), &Lang::en());
        for name in ["Kingdom of the Netherlands", "Netherlands", "Holland"] {
            assert!(own.iter().any(|n| n == name), "{name}");
        }
    }
}
