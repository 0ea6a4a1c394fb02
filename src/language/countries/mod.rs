//! The countries: their names in each language, the grammar of those names, their order, and how
//! they are recognised in a text.
//!
//! All of it is data (`memory/countries.toml`, explained in `docs/countries.md`).

mod data;
mod decline;
mod evidence;
mod find;
mod names;
mod order;
mod senders;
mod words;

use std::collections::BTreeMap;

use self::data::{File, Names, Rules};
use self::find::Finder;
use super::LanguageError;
use crate::model::ids::{CountryCode, Lang};

pub use data::Kind;
pub use evidence::Likely;
pub use find::Named;
pub use names::{Agreement, Forms};
pub use order::Purpose;

/// The table of countries. The default value knows none.
#[derive(Debug, Default)]
pub struct Countries {
    rows: Vec<Country>,
    by_code: BTreeMap<CountryCode, usize>,
    rules: BTreeMap<String, Rules>,
    codes: data::Codes,
    finder: Finder,
    adjectives: Finder,
    local: Finder,
    capitals: Finder,
}

/// One country.
#[derive(Debug)]
pub struct Country {
    code: CountryCode,
    iso2: String,
    kind: Kind,
    domains: Vec<String>,
    local: Vec<String>,
    capital: Vec<String>,
    names: BTreeMap<String, Names>,
}

impl Country {
    /// ISO 3166-1 alpha-3, or a private code listed in `docs/countries.md`.
    pub fn code(&self) -> CountryCode {
        self.code
    }
    /// ISO 3166-1 alpha-2; two capitals.
    pub fn iso2(&self) -> &str {
        &self.iso2
    }
    /// Member State, observer State or organisation.
    pub fn kind(&self) -> Kind {
        self.kind
    }
    /// True for a Member State of the United Nations.
    pub fn is_member_state(&self) -> bool {
        self.kind == Kind::Member
    }
}

impl Countries {
    /// The table shipped with the program.
    ///
    /// # Errors
    /// When the shipped file has a mistake, which the tests exclude.
    pub fn embedded() -> Result<Self, LanguageError> {
        Self::parse(include_str!("../../../memory/countries.toml"))
    }

    /// A table in the form of `memory/countries.toml`.
    ///
    /// # Errors
    /// When the file cannot be read, a code or name stands twice, or a name has an article that its
    /// language does not know.
    pub fn parse(text: &str) -> Result<Self, LanguageError> {
        let file = File::read(text)?;
        let mut table = Self {
            rows: file
                .country
                .into_iter()
                .map(|row| Country {
                    code: row.iso3,
                    iso2: row.iso2,
                    kind: row.kind,
                    domains: row.domains,
                    local: row.local,
                    capital: row.capital,
                    names: row.names,
                })
                .collect(),
            rules: file.language,
            codes: file.codes,
            ..Self::default()
        };
        table.index();
        let mut order: Vec<CountryCode> = table.rows.iter().map(Country::code).collect();
        table.sort(&mut order, &Lang::en(), Purpose::List);
        table
            .rows
            .sort_by_key(|row| order.iter().position(|c| *c == row.code));
        table.index();
        table.finder = Finder::of_names(&table.rows, &table.rules)?;
        table.adjectives = Finder::of_adjectives(&table.rows, &table.rules);
        table.local = Finder::of_list(&table.rows, |row| &row.local);
        table.capitals = Finder::of_list(&table.rows, |row| &row.capital);
        Ok(table)
    }

    fn index(&mut self) {
        self.by_code = self
            .rows
            .iter()
            .enumerate()
            .map(|(at, row)| (row.code, at))
            .collect();
    }

    /// The country of a code.
    pub fn get(&self, code: CountryCode) -> Option<&Country> {
        self.rows.get(*self.by_code.get(&code)?)
    }

    /// True where a date in figures begins with the month.
    pub fn writes_month_first(&self, code: CountryCode) -> bool {
        self.codes.month_first.contains(&code)
    }

    /// All countries in English order of their list names.
    pub fn all(&self) -> impl Iterator<Item = &Country> {
        self.rows.iter()
    }

    /// Countries named in a text, in order, none overlapping; spans in bytes, without articles.
    ///
    /// Names of all languages are known. Where one stands for something else in the language of the
    /// text, that language decides. The longest name wins; a name begins with a capital and never
    /// inside a longer word.
    pub fn find(&self, text: &str, lang: Option<&Lang>) -> Vec<Named> {
        self.finder.find(text, lang)
    }

    fn names(&self, code: CountryCode, lang: &Lang) -> Option<&Names> {
        self.get(code)?.names.get(lang.primary())
    }
}

#[cfg(test)]
mod find_tests;
#[cfg(test)]
mod tests;
