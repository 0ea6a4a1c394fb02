//! The words of files that go out, in the language of their readers.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::Standing;
use crate::model::ids::Lang;
use crate::model::text::fold;

/// The words of one language.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Words {
    title: String,
    remarks: Vec<String>,
    heads: BTreeMap<String, String>,
    languages: BTreeMap<String, String>,
    states: BTreeMap<String, Vec<String>>,
}

/// The shipped words; empty only if the data file were broken, which a test excludes.
static WORDS: LazyLock<BTreeMap<String, Words>> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../memory/exchange.toml")).unwrap_or_default()
});

/// Columns of tables that are headed by a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Head {
    /// Number of the paragraph.
    Number,
    /// Countries.
    Country,
    /// Recommendation.
    Recommendation,
    /// State of the text.
    State,
    /// Remarks of the reader.
    Comment,
    /// What the checks found.
    Findings,
    /// The reply as returned.
    Statement,
    /// The key.
    Key,
}

impl Head {
    fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Country => "country",
            Self::Recommendation => "recommendation",
            Self::State => "state",
            Self::Comment => "comment",
            Self::Findings => "findings",
            Self::Statement => "statement",
            Self::Key => "key",
        }
    }
}

impl Words {
    /// Those of a language, English where it has none.
    pub fn of(lang: &Lang) -> Self {
        WORDS
            .get(lang.primary())
            .or_else(|| WORDS.get("en"))
            .cloned()
            .unwrap_or_default()
    }
    /// The title of a table.
    pub fn title(&self, note: &str, from: &Lang, into: &Lang) -> String {
        self.fill(&self.title, note, from, into)
    }
    /// How a table is filled in.
    pub fn remarks(&self, note: &str, from: &Lang, into: &Lang) -> Vec<String> {
        self.remarks
            .iter()
            .map(|r| self.fill(r, note, from, into))
            .collect()
    }
    /// The head of a column.
    pub fn head(&self, head: Head) -> &str {
        self.heads.get(head.name()).map_or("", String::as_str)
    }
    /// The name of a language; its tag where there is none.
    pub fn language(&self, lang: &Lang) -> String {
        self.languages
            .get(lang.primary())
            .cloned()
            .unwrap_or_else(|| lang.as_str().to_owned())
    }
    /// The word for a state.
    pub fn state(&self, standing: Standing) -> &str {
        self.states
            .get(standing.as_str())
            .and_then(|words| words.first())
            .map_or("", String::as_str)
    }

    fn fill(&self, text: &str, note: &str, from: &Lang, into: &Lang) -> String {
        text.replace("{note}", note)
            .replace("{from}", &self.language(from))
            .replace("{into}", &self.language(into))
    }
}

/// The state that a word means, in whatever language and letters.
pub fn state_of(word: &str) -> Option<Standing> {
    let word = fold(word).trim_end_matches('.').to_lowercase();
    WORDS
        .values()
        .flat_map(|w| &w.states)
        .find(|(_, words)| words.iter().any(|w| fold(w).to_lowercase() == word))
        .and_then(|(name, _)| Standing::named(name))
}

/// The column that a head means, in whatever language.
pub fn head_of(text: &str) -> Option<Head> {
    let text = fold(text).to_lowercase();
    [
        Head::Number,
        Head::Country,
        Head::Recommendation,
        Head::State,
        Head::Comment,
        Head::Findings,
        Head::Statement,
        Head::Key,
    ]
    .into_iter()
    .find(|head| {
        WORDS
            .values()
            .any(|w| fold(w.head(*head)).to_lowercase() == text)
    })
}

/// The language that a head names, in whatever language.
pub fn language_of(text: &str) -> Option<Lang> {
    let text = fold(text).to_lowercase();
    WORDS
        .values()
        .flat_map(|w| &w.languages)
        .find(|(tag, name)| name.to_lowercase() == text || **tag == text)
        .and_then(|(tag, _)| tag.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_every_word() {
        assert!(WORDS.len() >= 2);
        for (tag, words) in WORDS.iter() {
            let lang: Lang = tag.parse().unwrap();
            assert_eq!(Words::of(&lang).title, words.title);
            for standing in Standing::all() {
                let word = words.state(standing);
                assert_eq!(state_of(&word.to_uppercase()), Some(standing), "{tag}");
            }
            for head in [
                Head::Number,
                Head::Country,
                Head::Recommendation,
                Head::State,
                Head::Comment,
                Head::Findings,
                Head::Statement,
                Head::Key,
            ] {
                assert_eq!(head_of(words.head(head)), Some(head), "{tag}");
            }
            for other in WORDS.keys() {
                let other: Lang = other.parse().unwrap();
                assert_eq!(language_of(&words.language(&other)), Some(other));
            }
            assert_eq!(words.remarks.len(), 3, "{tag}");
        }
    }

    #[test]
    fn a_word_that_is_none_is_no_state() {
        assert_eq!(state_of("perhaps"), None);
        assert_eq!(state_of(" Confirmé. "), Some(Standing::Confirmed));
    }
}
