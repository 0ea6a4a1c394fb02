//! `countries`: the table of names.

use serde::Serialize;

use crate::language::Resources;
use crate::model::ids::{CountryCode, Lang};
use crate::workflow::WorkflowError;

/// One line of `countries --json`.
#[derive(Debug, Clone, Serialize)]
pub struct CountryLine {
    /// Alpha-3 code.
    pub iso3: CountryCode,
    /// List form in English.
    pub en: String,
    /// Running form in English, with its article.
    pub en_sentence: String,
    /// List form in French.
    pub fr: String,
    /// Subject of a sentence in French, with article and capital.
    pub fr_subject: String,
    /// After « de ».
    pub fr_de: String,
    /// "In", as a place.
    pub fr_in: String,
    /// `m` or `f`.
    pub gender: String,
    /// `sg` or `pl`.
    pub number: String,
}

/// The lines of some countries, or of all.
///
/// # Errors
/// When a code is not in the table.
pub fn countries_lines(
    resources: &Resources,
    codes: &[CountryCode],
) -> Result<Vec<CountryLine>, WorkflowError> {
    known(resources, codes)?;
    let all: Vec<CountryCode> = if codes.is_empty() {
        resources.countries.all().map(|c| c.code()).collect()
    } else {
        codes.to_vec()
    };
    Ok(all.into_iter().map(|code| line(resources, code)).collect())
}

/// Some countries as one sentence subject in the language's order.
///
/// # Errors
/// When a code is not in the table or the language has no names.
pub fn countries_joined(
    resources: &Resources,
    lang: &Lang,
    codes: &[CountryCode],
) -> Result<String, WorkflowError> {
    known(resources, codes)?;
    if !["en", "fr"].contains(&lang.as_str()) {
        return Err(WorkflowError::usage(
            format!("names are not joined in “{lang}”"),
            "use en or fr",
        ));
    }
    Ok(resources.countries.subject(codes, lang))
}

fn known(resources: &Resources, codes: &[CountryCode]) -> Result<(), WorkflowError> {
    match codes
        .iter()
        .find(|c| resources.countries.get(**c).is_none())
    {
        Some(code) => Err(WorkflowError::usage(
            format!("{code} is not a country code of the table"),
            "`rapporteur countries` lists them",
        )),
        None => Ok(()),
    }
}

fn line(resources: &Resources, code: CountryCode) -> CountryLine {
    let en = resources.countries.forms(code, &Lang::en());
    let fr = resources.countries.forms(code, &Lang::fr());
    CountryLine {
        iso3: code,
        en: resources.countries.list_name(code, &Lang::en()),
        en_sentence: en.running,
        fr: resources.countries.list_name(code, &Lang::fr()),
        fr_subject: fr.subject,
        fr_de: fr.de,
        fr_in: fr.locative,
        gender: fr.gender,
        number: fr.number,
    }
}
