//! The words of the house: masthead, headings, draft marks, paragraphs of a new note.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::error::LanguageError;
use crate::model::ids::Lang;

/// The words of one language, as they stand in `memory/labels.toml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    own_name: String,
    masthead: Option<Lang>,
    letter: String,
    labels: BTreeMap<String, String>,
    #[serde(default)]
    languages: BTreeMap<String, String>,
    states: States,
    #[serde(default)]
    paragraphs: BTreeMap<String, Vec<String>>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct States {
    members: [String; 2],
    mixed: [String; 2],
}

/// The words of every language. An empty table answers with names in brackets, never with nothing.
#[derive(Debug, Clone, Default)]
pub struct Labels {
    words: BTreeMap<Lang, Words>,
}

impl Labels {
    /// Reads the table.
    ///
    /// # Errors
    /// When the file has a mistake, or a language lacks a label that another one has.
    pub fn parse(file: &str, text: &str) -> Result<Self, LanguageError> {
        let words: BTreeMap<Lang, Words> =
            toml::from_str(text).map_err(|e| LanguageError::data(file, e))?;
        for (lang, own) in &words {
            for (other, there) in &words {
                if let Some(name) = there.labels.keys().find(|k| !own.labels.contains_key(*k)) {
                    let message = format!("“{lang}” has no label “{name}”, which “{other}” has");
                    return Err(LanguageError::data(file, message));
                }
            }
        }
        Ok(Self { words })
    }

    /// The languages that have labels.
    pub fn languages(&self) -> impl Iterator<Item = &Lang> {
        self.words.keys()
    }

    /// A label in a language; a missing one is shown by its name in brackets.
    pub fn label(&self, lang: &Lang, name: &str) -> String {
        self.of(lang)
            .and_then(|w| w.labels.get(name))
            .cloned()
            .unwrap_or_else(|| format!("[{name}]"))
    }

    /// The name of the language `of` in the language `lang`; its tag when the table has none.
    pub fn language_name(&self, lang: &Lang, of: &Lang) -> String {
        self.of(lang)
            .and_then(|w| w.languages.get(of.primary()))
            .cloned()
            .unwrap_or_else(|| of.to_string())
    }

    /// The language as its own masthead names it.
    pub fn own_name(&self, lang: &Lang) -> String {
        self.of(lang)
            .map_or_else(|| lang.to_string(), |w| w.own_name.clone())
    }

    /// The language of the lines at the right of the masthead, when it is not that of the note.
    pub fn masthead(&self, lang: &Lang) -> Option<Lang> {
        self.of(lang)?.masthead.clone().filter(|l| l != lang)
    }

    /// The letter of the language after a job number.
    pub fn letter(&self, lang: &Lang) -> String {
        self.of(lang)
            .map_or_else(|| lang.as_str().to_uppercase(), |w| w.letter.clone())
    }

    /// "Member States" if all are, otherwise "States"; singular for one.
    pub fn states(&self, lang: &Lang, all_members: bool, count: usize) -> String {
        let Some(words) = self.of(lang) else {
            return String::new();
        };
        let [one, many] = if all_members {
            &words.states.members
        } else {
            &words.states.mixed
        };
        if count == 1 { one } else { many }.clone()
    }

    /// The paragraphs that a new note starts with, under `introduction` or `conclusions`.
    pub fn paragraphs(&self, lang: &Lang, name: &str) -> Vec<String> {
        self.of(lang)
            .and_then(|w| w.paragraphs.get(name))
            .cloned()
            .unwrap_or_default()
    }

    fn of(&self, lang: &Lang) -> Option<&Words> {
        self.words.get(lang).or_else(|| {
            self.words
                .iter()
                .find(|(l, _)| l.primary() == lang.primary())
                .map(|(_, w)| w)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shipped() -> Labels {
        Labels::parse("labels.toml", include_str!("../../memory/labels.toml")).unwrap()
    }

    #[test]
    fn the_number_of_states_decides_their_word() {
        let labels = shipped();
        assert_eq!(labels.states(&Lang::en(), true, 1), "Member State");
        assert_eq!(labels.states(&Lang::en(), true, 26), "Member States");
        assert_eq!(labels.states(&Lang::fr(), false, 26), "États");
    }

    #[test]
    fn a_label_that_one_language_lacks_is_a_mistake() {
        let text = include_str!("../../memory/labels.toml").replacen("draft = \"PROJET\"\n", "", 1);
        let error = Labels::parse("labels.toml", &text).unwrap_err().to_string();
        assert!(error.contains("“fr” has no label “draft”"), "{error}");
    }

    #[test]
    fn languages_start_with_the_same_paragraphs() {
        let labels = shipped();
        let places = |text: &str| {
            let mut names: Vec<&str> = text
                .split('{')
                .skip(1)
                .filter_map(|t| t.split('}').next())
                .collect();
            names.sort_unstable();
            names.join(" ")
        };
        let shapes = |lang: &Lang, name: &str| {
            let list = labels.paragraphs(lang, name);
            list.iter().map(|t| places(t)).collect::<Vec<_>>()
        };
        for name in ["introduction", "conclusions", "addendum"] {
            let english = shapes(&Lang::en(), name);
            assert!(!english.is_empty());
            for lang in labels.languages().filter(|l| !shapes(l, name).is_empty()) {
                assert_eq!(shapes(lang, name), english, "{lang}, {name}");
            }
        }
    }

    #[test]
    fn an_unknown_label_is_visible() {
        assert_eq!(Labels::default().label(&Lang::en(), "draft"), "[draft]");
    }
}
