//! Names in their grammatical forms, alone and in lists.

use std::collections::BTreeSet;

use super::data::{Article, Names, Rules};
use super::{Countries, Purpose};
use crate::model::ids::{CountryCode, Lang};

/// The forms of one name in one language. For a country that the language has no name for, all of
/// them are its English forms; for an unknown one, its code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forms {
    /// In a sentence: `the Kingdom of the Netherlands`, « Royaume des Pays-Bas » (English with its
    /// article, French without).
    pub running: String,
    /// At the head of a sentence: `The Kingdom of the Netherlands`, « L'Iraq », « Chypre ».
    pub subject: String,
    /// After "of": `of the Niger`, « du Danemark », « d'Israël ».
    pub de: String,
    /// Where: `in the Niger`, « au Danemark », « à Chypre ».
    pub locative: String,
    /// `m` or `f`.
    pub gender: String,
    /// `sg` or `pl`.
    pub number: String,
}

/// How words agree with countries as the subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Agreement {
    /// The verb is in the plural.
    pub plural: bool,
    /// Participles are feminine: all names are.
    pub feminine: bool,
}

impl Countries {
    /// The name in lists and headings; English where the language has none, else the code.
    pub fn list_name(&self, code: CountryCode, lang: &Lang) -> String {
        self.names(code, lang)
            .or_else(|| self.names(code, &Lang::en()))
            .map_or_else(|| code.to_string(), |n| n.name.clone())
    }

    /// True when the language has a name for the country.
    pub fn has(&self, code: CountryCode, lang: &Lang) -> bool {
        self.names(code, lang).is_some()
    }

    /// The forms of a name.
    pub fn forms(&self, code: CountryCode, lang: &Lang) -> Forms {
        let english = Lang::en();
        let named = self
            .names(code, lang)
            .map(|n| (n, lang))
            .or_else(|| self.names(code, &english).map(|n| (n, &english)));
        let empty = Rules::default();
        let code_alone = Names {
            name: code.to_string(),
            ..Names::default()
        };
        let (names, rules) = match named {
            Some((names, lang)) => (names, self.rules.get(lang.primary()).unwrap_or(&empty)),
            None => (&code_alone, &empty),
        };
        let running = names.running();
        let none = Article::default();
        let article = rules.article(names).unwrap_or(&none);
        let subject = format!("{}{running}", article.before);
        let locative = names.locative.as_deref().unwrap_or(&article.locative);
        Forms {
            running: if rules.before_name {
                subject.clone()
            } else {
                running.to_owned()
            },
            subject: capital(&subject),
            de: format!("{}{running}", article.of),
            locative: format!("{locative}{running}"),
            gender: names.gender.clone().unwrap_or_else(|| "m".to_owned()),
            number: names.number.clone().unwrap_or_else(|| "sg".to_owned()),
        }
    }

    /// Countries as the subject of a sentence, in the language's order, each with its article, the
    /// first letter a capital: « Le Bélarus, la Belgique et l'Espagne ».
    pub fn subject(&self, codes: &[CountryCode], lang: &Lang) -> String {
        let said: Vec<String> = self
            .ordered(codes, lang)
            .into_iter()
            .map(|code| self.with_article(code, lang))
            .collect();
        capital(&self.joined(&said, lang))
    }

    /// Countries as a list after a colon, in the language's order, by list name without article.
    pub fn list(&self, codes: &[CountryCode], lang: &Lang) -> String {
        let said: Vec<String> = self
            .ordered(codes, lang)
            .into_iter()
            .map(|code| self.list_name(code, lang))
            .collect();
        self.joined(&said, lang)
    }

    /// How a verb and a participle agree with the countries; `None` when there is none or one has no
    /// name in the language. An English name takes the singular, whatever its ending.
    pub fn agreement(&self, codes: &[CountryCode], lang: &Lang) -> Option<Agreement> {
        let names: Vec<&Names> = self
            .ordered(codes, lang)
            .into_iter()
            .map(|code| self.names(code, lang))
            .collect::<Option<_>>()?;
        let plural = |n: &&Names| n.number.as_deref() == Some("pl");
        (!names.is_empty()).then(|| Agreement {
            plural: names.len() > 1 || names.iter().any(plural),
            feminine: names.iter().all(|n| n.gender.as_deref() == Some("f")),
        })
    }

    /// Every name of a country in a language without its article, as it may stand in its own reply:
    /// running form, list name, full, other and old names.
    pub fn own_names(&self, code: CountryCode, lang: &Lang) -> Vec<String> {
        let Some(names) = self.names(code, lang) else {
            return Vec::new();
        };
        let mut seen = BTreeSet::new();
        [names.running(), &names.name]
            .into_iter()
            .chain(names.formal.iter().map(String::as_str))
            .chain(names.also.iter().map(String::as_str))
            .chain(names.old.iter().map(String::as_str))
            .filter(|name| seen.insert(*name))
            .map(str::to_owned)
            .collect()
    }

    /// Adjectives that say "of this country" and of no other, as the table has them.
    pub fn own_adjectives(&self, code: CountryCode, lang: &Lang) -> Vec<String> {
        self.names(code, lang)
            .map(|names| names.adjective.clone())
            .unwrap_or_default()
    }

    /// True for a lower-case word that is an article before the names of a language.
    pub fn is_article(&self, word: &str, lang: &Lang) -> bool {
        self.rules.get(lang.primary()).is_some_and(|rules| {
            !word.is_empty()
                && rules
                    .articles
                    .values()
                    .any(|a| a.before.trim_end_matches([' ', '\'']) == word)
        })
    }

    /// What a lower-case word before a name is compared as, where its form depends on the name:
    /// « du », « des » and « d' » as « de ».
    pub fn uncontracted(&self, word: &str, lang: &Lang) -> Option<&str> {
        let rules = self.rules.get(lang.primary())?;
        rules.contracted.get(word).map(String::as_str)
    }

    fn with_article(&self, code: CountryCode, lang: &Lang) -> String {
        let named = self.names(code, lang).zip(self.rules.get(lang.primary()));
        match named {
            Some((names, rules)) => {
                let before = rules.article(names).map_or("", |a| &a.before);
                format!("{before}{}", names.running())
            }
            None => self.forms(code, &Lang::en()).running,
        }
    }

    fn ordered(&self, codes: &[CountryCode], lang: &Lang) -> Vec<CountryCode> {
        let mut codes: Vec<CountryCode> = codes
            .iter()
            .copied()
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect();
        self.sort(&mut codes, lang, Purpose::List);
        codes
    }

    fn joined(&self, said: &[String], lang: &Lang) -> String {
        let and = self.rules.get(lang.primary()).map_or(", ", |r| &r.and);
        match said.split_last() {
            Some((last, [])) => last.clone(),
            Some((last, rest)) => format!("{}{and}{last}", rest.join(", ")),
            None => String::new(),
        }
    }
}

impl Rules {
    /// The article's row for a name.
    fn article(&self, names: &Names) -> Option<&Article> {
        if let Some(article) = &names.article {
            return self.articles.get(article);
        }
        let first = super::words::fold(names.running()).chars().next();
        first
            .filter(|c| self.elide.contains(*c))
            .and_then(|_| self.articles.get("elided"))
            .or_else(|| self.articles.get("none"))
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}
