//! A recommendation restated: present tense to past passive.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Resources;
use super::error::LanguageError;
use crate::model::ids::Lang;

/// How the recommendations of each language are restated, from `memory/restate.toml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(transparent)]
pub struct Restating {
    languages: BTreeMap<String, Rules>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rules {
    openings: Vec<[String; 2]>,
    elide: String,
    later: Vec<[String; 2]>,
}

impl Restating {
    /// Reads the rules.
    ///
    /// # Errors
    /// When the file has a mistake.
    pub fn parse(file: &str, text: &str) -> Result<Self, LanguageError> {
        toml::from_str(text).map_err(|e| LanguageError::data(file, e))
    }
}

/// A recommendation restated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restated {
    /// The text, as far as the rules went.
    pub text: String,
    /// False when no rule fitted its opening, so that the text stands as it was adopted.
    pub by_rule: bool,
}

/// Restates a recommendation in the past passive: the opening by the rules of the language, the
/// tense of what is demanded in later sentences likewise. A text that no rule fits is unchanged.
pub fn restate(resources: &Resources, lang: &Lang, text: &str) -> Restated {
    let text = text.trim();
    let unchanged = || Restated {
        text: text.to_owned(),
        by_rule: false,
    };
    let Some(rules) = resources.restating.languages.get(lang.primary()) else {
        return unchanged();
    };
    let Some((rest, opening)) = rules.openings.iter().find_map(|[from, to]| {
        let rest = text.strip_prefix(from.as_str())?;
        rest.starts_with(|c: char| !c.is_alphanumeric())
            .then_some((rest, to.as_str()))
    }) else {
        return unchanged();
    };
    let (first, after) = match rest.find(". ") {
        Some(end) => rest.split_at(end),
        None => (rest, ""),
    };
    let mut out = elided(opening, first, &rules.elide);
    out.push_str(&later(after, &rules.later));
    Restated {
        text: out,
        by_rule: true,
    }
}

/// Joins opening and rest; « de » before a vowel becomes « d’ ».
fn elided(opening: &str, rest: &str, vowels: &str) -> String {
    let next = rest
        .trim_start()
        .chars()
        .next()
        .map(|c| c.to_lowercase().to_string());
    let vowel = next.is_some_and(|c| vowels.contains(&c));
    match opening.strip_suffix(" de").filter(|_| vowel) {
        Some(head) => format!("{head} d’{}", rest.trim_start()),
        None => format!("{opening}{rest}"),
    }
}

fn later(text: &str, words: &[[String; 2]]) -> String {
    let mut out = text.to_owned();
    for [from, to] in words {
        let mut done = String::with_capacity(out.len());
        let mut rest = out.as_str();
        while let Some(at) = rest.find(from.as_str()) {
            let (before, tail) = rest.split_at(at);
            let after = tail.get(from.len()..).unwrap_or_default();
            let whole = !before.ends_with(char::is_alphanumeric)
                && !after.starts_with(char::is_alphanumeric);
            done.push_str(before);
            done.push_str(if whole { to } else { from });
            rest = after;
        }
        done.push_str(rest);
        out = done;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(lang: &Lang, text: &str) -> (String, bool) {
        let resources = Resources::embedded().unwrap();
        let done = restate(&resources, lang, text);
        (done.text, done.by_rule)
    }

    #[test]
    fn english_openings() {
        for (from, to) in [
            (
                "Governments are encouraged to share data.",
                "Governments were encouraged to share data.",
            ),
            (
                "It is recommended that Governments share data.",
                "It was recommended that Governments share data.",
            ),
            (
                "Governments should share data. Such sharing should be swift.",
                "It was recommended that Governments share data. Such sharing should be swift.",
            ),
        ] {
            assert_eq!(said(&Lang::en(), from), (to.to_owned(), true));
        }
    }

    #[test]
    fn french_openings_and_what_follows() {
        for (from, to) in [
            (
                "Les gouvernements sont encouragés à échanger des données.",
                "Les gouvernements ont été encouragés à échanger des données.",
            ),
            (
                "Les gouvernements devraient utiliser les données.",
                "Il a été recommandé aux gouvernements d’utiliser les données.",
            ),
            (
                "Les gouvernements devraient tirer parti des données.",
                "Il a été recommandé aux gouvernements de tirer parti des données.",
            ),
            (
                "Les gouvernements sont invités à agir. Cette action devrait être rapide.",
                "Les gouvernements ont été invités à agir. Cette action devait être rapide.",
            ),
        ] {
            assert_eq!(said(&Lang::fr(), from), (to.to_owned(), true));
        }
    }

    #[test]
    fn what_no_rule_fits_is_unchanged_and_said_to_be() {
        assert_eq!(
            said(&Lang::en(), "More is needed."),
            ("More is needed.".to_owned(), false)
        );
        assert_eq!(
            said(&"xx".parse().unwrap(), "Governments should act."),
            ("Governments should act.".to_owned(), false)
        );
        assert!(!said(&Lang::en(), "Governments are encouragedly acting.").1);
    }
}
