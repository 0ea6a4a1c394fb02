//! The data file as it is written, and what must hold in it.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::words::fold;
use crate::language::LanguageError;
use crate::model::ids::CountryCode;

/// Name of the file in messages.
pub(super) const FILE: &str = "countries.toml";

/// The whole file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    #[serde(default)]
    pub language: BTreeMap<String, Rules>,
    #[serde(default)]
    pub codes: Codes,
    #[serde(default)]
    pub country: Vec<Row>,
}

/// The rules of one language.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Rules {
    pub and: String,
    pub before_name: bool,
    pub elide: String,
    pub articles: BTreeMap<String, Article>,
    pub contracted: BTreeMap<String, String>,
    pub endings: Vec<Vec<String>>,
    pub plural: String,
    pub not_countries: Vec<String>,
    pub not_before_capital: Vec<String>,
}

/// What an article puts before a name.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Article {
    pub before: String,
    pub of: String,
    #[serde(rename = "in")]
    pub locative: String,
}

/// Codes in names of files and addresses.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Codes {
    pub not_codes: Vec<String>,
    pub languages: Vec<String>,
    pub open_domains: Vec<String>,
    pub government: Vec<String>,
    pub missions: Vec<String>,
    pub hosts: Vec<String>,
    pub behalf: Vec<String>,
    pub alike: Vec<Vec<CountryCode>>,
    pub month_first: Vec<CountryCode>,
}

/// What a row of the table stands for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A Member State of the United Nations.
    #[default]
    Member,
    /// A State that is an observer.
    Observer,
    /// An organisation that is no State.
    Organization,
}

/// One country as it is written.
#[derive(Debug, Deserialize)]
pub(super) struct Row {
    pub iso3: CountryCode,
    pub iso2: String,
    #[serde(default)]
    pub kind: Kind,
    #[serde(default)]
    pub domains: Vec<String>,
    #[serde(default)]
    pub local: Vec<String>,
    #[serde(default)]
    pub capital: Vec<String>,
    #[serde(flatten)]
    pub names: BTreeMap<String, Names>,
}

/// The names of a country in one language.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Names {
    pub name: String,
    pub running: Option<String>,
    pub article: Option<String>,
    pub gender: Option<String>,
    pub number: Option<String>,
    #[serde(rename = "in")]
    pub locative: Option<String>,
    pub sort_body: Option<String>,
    pub formal: Vec<String>,
    pub also: Vec<String>,
    pub old: Vec<String>,
    pub adjective: Vec<String>,
}

impl Names {
    /// The form in a sentence, without article.
    pub fn running(&self) -> &str {
        self.running.as_deref().unwrap_or(&self.name)
    }
}

impl File {
    /// Reads and checks the file.
    pub fn read(text: &str) -> Result<Self, LanguageError> {
        let file: Self = toml::from_str(text).map_err(|e| LanguageError::data(FILE, e))?;
        let mut codes: BTreeMap<String, CountryCode> = BTreeMap::new();
        for row in &file.country {
            let wrong = |what: String| LanguageError::data(FILE, format!("{}: {what}", row.iso3));
            for code in [row.iso3.to_string(), row.iso2.clone()] {
                if codes.insert(code.clone(), row.iso3).is_some() {
                    return Err(wrong(format!("the code {code} is there twice")));
                }
            }
            if row.iso2.len() != 2 || !row.iso2.bytes().all(|b| b.is_ascii_uppercase()) {
                return Err(wrong(format!("“{}” is no code of two letters", row.iso2)));
            }
            for (lang, names) in &row.names {
                let rules = file
                    .language
                    .get(lang)
                    .ok_or_else(|| wrong(format!("there are no rules for “{lang}”")))?;
                if fold(&names.name).is_empty() {
                    return Err(wrong(format!("there is no name in “{lang}”")));
                }
                let article = names.article.as_deref().unwrap_or("none");
                if !rules.articles.is_empty() && !rules.articles.contains_key(article) {
                    return Err(wrong(format!("“{article}” is no article of “{lang}”")));
                }
                let known = |value: &Option<String>, values: [&str; 2]| {
                    value.as_deref().is_none_or(|v| values.contains(&v))
                };
                if !known(&names.gender, ["m", "f"]) || !known(&names.number, ["sg", "pl"]) {
                    return Err(wrong(format!("gender or number in “{lang}”")));
                }
            }
        }
        Ok(file)
    }
}
