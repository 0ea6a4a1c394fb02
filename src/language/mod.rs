//! What is known of countries, words of the house, numbers, dates and typography, read from the data
//! files under `memory/`.

pub mod countries;
pub mod dates;
mod detect;
mod error;
pub mod facts;
pub mod frame;
pub mod french;
pub mod labels;
mod letters;
pub mod references;
mod restate;
pub mod segment;
pub mod typography;

use std::collections::BTreeMap;

use crate::model::text::texts_hash;

pub use countries::{Agreement, Countries, Country, Forms, Named, Purpose};
pub use detect::detect;
pub use error::LanguageError;
pub use labels::Labels;
pub(crate) use letters::cyrillic;
pub use restate::{Restated, Restating, restate};

/// The language data, as one value that is passed to whoever needs it. The default knows nothing.
#[derive(Debug, Default)]
pub struct Resources {
    /// Names of States and organisations.
    pub countries: Countries,
    /// Words of the house.
    pub labels: Labels,
    /// How recommendations are restated.
    pub restating: Restating,
    /// Changes when any of the files does.
    pub stamp: String,
}

/// The data files that a folder may be laid over, with the shipped text of each.
const FILES: [(&str, &str); 3] = [
    (
        "countries.toml",
        include_str!("../../memory/countries.toml"),
    ),
    ("labels.toml", include_str!("../../memory/labels.toml")),
    ("restate.toml", include_str!("../../memory/restate.toml")),
];

impl Resources {
    /// The data shipped with the program.
    ///
    /// # Errors
    /// When a shipped file has a mistake, which a test excludes.
    pub fn embedded() -> Result<Self, LanguageError> {
        Self::with_overlay(&BTreeMap::new())
    }

    /// The shipped data, with whole files replaced: name of the file to its text.
    ///
    /// # Errors
    /// When a file has a mistake, or is none that can be replaced.
    pub fn with_overlay(files: &BTreeMap<String, String>) -> Result<Self, LanguageError> {
        if let Some(file) = files
            .keys()
            .find(|name| FILES.iter().all(|(known, _)| known != name))
        {
            let known: Vec<&str> = FILES.iter().map(|(name, _)| *name).collect();
            return Err(LanguageError::UnknownFile {
                file: file.clone(),
                known: known.join(", "),
            });
        }
        let text = |name: &str| {
            let shipped = FILES
                .iter()
                .find(|(known, _)| *known == name)
                .map_or("", |(_, text)| *text);
            files.get(name).map_or(shipped, String::as_str)
        };
        let all: Vec<&str> = FILES.iter().map(|(name, _)| text(name)).collect();
        Ok(Self {
            stamp: texts_hash(all).short().to_owned(),
            countries: Countries::parse(text("countries.toml"))?,
            labels: Labels::parse("labels.toml", text("labels.toml"))?,
            restating: Restating::parse("restate.toml", text("restate.toml"))?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_data_is_sound() {
        let resources = Resources::embedded().unwrap();
        assert!(resources.labels.languages().count() >= 4);
    }

    #[test]
    fn a_file_laid_over_replaces_the_shipped_one() {
        let labels =
            include_str!("../../memory/labels.toml").replace("\"DRAFT\"", "\"ADVANCE COPY\"");
        let files = BTreeMap::from([("labels.toml".to_owned(), labels)]);
        let resources = Resources::with_overlay(&files).unwrap();
        assert_eq!(
            resources
                .labels
                .label(&crate::model::ids::Lang::en(), "draft"),
            "ADVANCE COPY"
        );
        let files = BTreeMap::from([("lables.toml".to_owned(), String::new())]);
        assert!(
            Resources::with_overlay(&files)
                .unwrap_err()
                .to_string()
                .contains("lables.toml")
        );
    }
}
