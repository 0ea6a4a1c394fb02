//! STUB
use super::LanguageError;
use crate::model::ids::{CountryCode, Lang};
#[derive(Debug, Default)]
pub struct Countries;
#[derive(Debug)]
pub struct Country;
#[derive(Debug, Default)]
pub struct Forms {
    pub running: String,
    pub subject: String,
    pub de: String,
    pub locative: String,
    pub gender: String,
    pub number: String,
}
#[derive(Debug, Clone, Copy)]
pub enum Purpose {
    Body,
    List,
}
impl Country {
    pub fn code(&self) -> CountryCode {
        "BEL".parse().unwrap()
    }
    pub fn is_member_state(&self) -> bool {
        true
    }
}
impl Countries {
    pub fn parse(_: &str, _: &str) -> Result<Self, LanguageError> {
        Ok(Self)
    }
    pub fn get(&self, _: CountryCode) -> Option<&Country> {
        None
    }
    pub fn all(&self) -> impl Iterator<Item = &Country> {
        std::iter::empty()
    }
    pub fn list_name(&self, c: CountryCode, _: &Lang) -> String {
        c.to_string()
    }
    pub fn subject(&self, c: &[CountryCode], _: &Lang) -> String {
        format!("{c:?}")
    }
    pub fn list(&self, c: &[CountryCode], _: &Lang) -> String {
        format!("{c:?}")
    }
    pub fn sort(&self, c: &mut [CountryCode], _: &Lang, _: Purpose) {
        c.sort()
    }
    pub fn forms(&self, _: CountryCode, _: &Lang) -> Forms {
        Forms::default()
    }
}
